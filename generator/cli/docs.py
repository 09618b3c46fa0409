"""`explainer docs`: writes, or checks, every file of a project that is derived from the code."""

import click

from generator.audit.rules import RULES as AUDIT_RULES
from generator.cli.project import Project, pass_project
from generator.cli.rules import RULES
from generator.data.archive import Archive
from generator.report.rules_page import rules_page
from generator.schema.field_reference import field_reference
from generator.schema.json_schemas import FOLDER, schema_files
from generator.schema.models import IDS
from generator.site.open_data import citing
from generator.site.open_data.citing import citation_text

# What follows the data, not the code: ids that editors are offered, and how the data are cited. So
# an editor who changes data in the browser, without any of this installed, is not refused for it.
_FOLLOW_DATA = (f"{FOLDER}/{IDS}", citing.PATH)


@click.command("docs")
@click.option("--check", "is_check", is_flag=True, help="Write nothing; exit 1 if files are stale.")
@pass_project
def command(project: Project, is_check: bool) -> int:
    """Writes what is derived from the code: editors' schemas and pages of docs.

    \b
    Examples:
      explainer docs
      explainer docs --check
    """
    derived = _derived(project.archive)
    if is_check:
        derived = {path: text for path, text in derived.items() if path not in _FOLLOW_DATA}
    return project.derive(derived, "explainer docs", is_check=is_check)


def _derived(archive: Archive) -> dict[str, str]:
    """The text of each derived file, by its path in the project."""
    cited = {citing.PATH: citation_text(archive.explainer)} if archive.explainer else {}
    return {
        **schema_files(archive),
        **cited,
        "docs/fields.md": field_reference(),
        "docs/rules.md": rules_page(RULES, AUDIT_RULES),
    }
