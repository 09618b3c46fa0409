"""`explainer ledger`: writes down every address that is published now, for ever."""

import click

from generator.checks.addresses import DEAD_ADDRESS, UNLISTED_ADDRESS
from generator.checks.addresses import check as findings
from generator.cli.shell import Exit, Project, StopError, flag, format_option, print_findings
from generator.core.diagnostics import Span, in_order
from generator.core.text import counted
from generator.data import ledger
from generator.edit.file_changes import FileChange
from generator.site.addresses import addresses, ends


@click.command("ledger")
@flag("--check", "is_check", help="Write nothing; exit 1 if an address died or is new.")
@format_option
@click.pass_obj
def command(project: Project, is_check: bool, form: str | None) -> int:
    """Writes down the address of everything that is published.

    So none of them can die: `explainer check` reports those that lead nowhere any more.

    \b
    Examples:
      explainer ledger
      explainer ledger --check
    """
    listed = set(project.archive.ledger or ()) - {""}
    return _check(project, listed, form) if is_check else _add(project, listed)


def _add(project: Project, listed: set[str]) -> int:
    """Adds to the ledger what is not in it yet; nothing is ever taken out."""
    archive = project.archive
    if archive.unread or archive.explainer is None:
        unread = "some files cannot be read; mend them first: see `explainer check`"
        raise StopError(unread, Exit.BAD_DATA)
    live = addresses(archive)
    after = listed | live | ends(archive, live).keys()
    before = next((text.data for text in project.texts if text.path == ledger.PATH), None)
    project.write(FileChange(ledger.PATH, before, ledger.written(after).encode()))
    number = counted(len(after), "address", "addresses")
    click.echo(f"{ledger.PATH}: {number}, {len(after) - len(listed):,} of them new", err=True)
    return Exit.FINE


def _check(project: Project, listed: set[str], form: str | None) -> int:
    """Reports addresses that died, and addresses that are made but not in the ledger."""
    rules = (DEAD_ADDRESS, UNLISTED_ADDRESS)
    found = [finding for finding in findings(project.archive) if finding.rule in rules]
    if project.archive.ledger is None:
        help_text = "run `explainer ledger`, and commit what it writes"
        found = [UNLISTED_ADDRESS.found(Span(ledger.PATH), "there is no ledger yet", help_text)]
    print_findings(in_order(found), project.texts, form)
    if found:
        return Exit.BAD_DATA
    number = counted(len(listed), "address", "addresses")
    click.echo(f"{number}, all of them made or leading on, and none left out", err=True)
    return Exit.FINE
