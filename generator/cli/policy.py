"""`explainer policy`: writes the content security policy for the scripts of the pages' frame."""

from pathlib import Path

import click

from generator.audit.built import LOST
from generator.audit.policy import partial
from generator.cli.project import Project, pass_project
from generator.cli.shell import Exit, Stop
from generator.core.files import bytes_of
from generator.edit.file_changes import FileChange

PARTIAL = "overrides/partials/policy.html"


@click.command("policy")
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--check", "is_check", is_flag=True, help="Write nothing; exit 1 if it is stale.")
@pass_project
def command(project: Project, site: Path, is_check: bool) -> int:
    """Writes the content security policy for the scripts in the frame of the built SITE's pages.

    To be run after a change of a script in the templates: `make policy` builds the site and calls
    this.

    \b
    Example:
      explainer policy site --check
    """
    # The page for lost readers is made of templates and settings alone: it has the frame's scripts.
    page = bytes_of(site / LOST)
    if page is None:
        raise Stop(f"there is no {site / LOST}; build the site first, with `mkdocs build`")
    before, after = bytes_of(project.root / PARTIAL), partial(page.decode()).encode()
    if before == after:
        click.echo(f"{PARTIAL} is up to date", err=True)
        return Exit.FINE
    if is_check:
        click.echo(f"{PARTIAL}: out of date: run `make policy` and commit what it writes")
        return Exit.BAD_DATA
    project.write(FileChange(PARTIAL, before, after))
    click.echo(f"wrote {PARTIAL}; build the site again", err=True)
    return Exit.FINE
