"""`explainer docs`: writes, or checks, every file of a project that is derived from the code."""

import click

from generator.cli.rules import rules_page
from generator.cli.shell import Project, flag
from generator.schema.field_reference import field_reference
from generator.schema.json_schemas import FOLDER, schema_files
from generator.schema.models import IDS
from generator.site.open_data.citing import CITATION, citation_text

# What follows the data, not the code: ids that editors are offered, and how the data are cited. So
# an editor who changes data in the browser, without any of this installed, is not refused for it.
_FOLLOW_DATA = (f"{FOLDER}/{IDS}", CITATION)


@click.command("docs")
@flag("--check", "is_check", help="Write nothing; exit 1 if files are stale.")
@click.pass_obj
def command(project: Project, is_check: bool) -> int:
    """Writes the schemas and pages of docs that follow from the code.

    \b
    Examples:
      explainer docs
      explainer docs --check
    """
    explainer = project.archive.explainer
    derived = {
        **schema_files(project.archive),
        **({CITATION: citation_text(explainer)} if explainer else {}),
        "docs/fields.md": field_reference(),
        "docs/rules.md": rules_page(),
    }
    if is_check:
        derived = {path: text for path, text in derived.items() if path not in _FOLLOW_DATA}
    return project.derive(derived, "explainer docs", is_check=is_check)
