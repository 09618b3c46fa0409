"""`explainer policy`: writes the content security policy for the scripts of the pages' frame."""

from pathlib import Path

import click

from generator.audit.built import LOST
from generator.audit.policy import partial
from generator.cli.shell import Project, StopError, flag
from generator.core.files import bytes_of

PARTIAL = "overrides/partials/policy.html"


@click.command("policy")
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@flag("--check", "is_check", help="Write nothing; exit 1 if it is stale.")
@click.pass_obj
def command(project: Project, site: Path, is_check: bool) -> int:
    """Writes the content security policy for the built SITE.

    It allows the scripts in the frame of the pages. To be run after a change of a script in the
    templates, and before the site is built again: `make policy` builds the site and calls this.

    \b
    Example:
      explainer policy site --check
    """
    # The page for lost readers is made of templates and settings alone: it has the frame's scripts.
    page = bytes_of(site / LOST)
    if page is None:
        raise StopError(f"there is no {site / LOST}; build the site first, with `mkdocs build`")
    return project.derive({PARTIAL: partial(page.decode())}, "make policy", is_check=is_check)
