"""`explainer ledger`: writes down every address that is published now, for ever."""

from collections.abc import Sequence
from pathlib import Path

import click

from generator.checks.addresses import DEAD_ADDRESS, UNLISTED_ADDRESS
from generator.checks.addresses import check as findings
from generator.cli.options import format_option, pass_root
from generator.cli.printing import print_findings
from generator.cli.shell import Exit, complain
from generator.cli.writing import write_all
from generator.core.diagnostics import Span, in_order
from generator.core.text import counted
from generator.data import ledger
from generator.data.archive import Archive
from generator.data.project import read_texts, today
from generator.data.source_text import SourceText
from generator.edit.file_changes import FileChange
from generator.kinds.loading import load_archive
from generator.site.addresses import addresses, ends

_ADDRESS_RULES = (DEAD_ADDRESS, UNLISTED_ADDRESS)
_NONE_YET = UNLISTED_ADDRESS.found(
    Span(ledger.PATH), "there is no ledger yet", "run `explainer ledger`, and commit what it writes"
)


@click.command("ledger")
@click.option(
    "--check", "is_check", is_flag=True, help="Write nothing; exit 1 if an address died or is new."
)
@format_option
@pass_root
def command(root: Path, is_check: bool, form: str | None) -> int:
    """Writes down the address of everything that is published, so that none of them can die.

    `explainer check` reports addresses that are in the ledger and lead nowhere any more.

    \b
    Examples:
      explainer ledger
      explainer ledger --check
    """
    texts = read_texts(root)
    archive, _ = load_archive(texts, today())
    return _check(archive, texts, form) if is_check else _add(root, archive, texts)


def _add(root: Path, archive: Archive, texts: Sequence[SourceText]) -> int:
    """Adds to the ledger what is not in it yet; nothing is ever taken out."""
    if archive.unread or archive.explainer is None:
        complain("some files cannot be read; mend them first: see `explainer check`")
        return Exit.BAD_DATA
    live = addresses(archive)
    listed = set(archive.ledger or ()) - {""}
    after = listed | live | ends(archive, live).keys()
    before = next((text.data for text in texts if text.path == ledger.PATH), None)
    change = FileChange(ledger.PATH, before, ledger.written(after).encode())
    if not write_all(root, [change]):
        return Exit.WRONG_USAGE
    added = len(after) - len(listed)
    number = counted(len(after), "address", "addresses")
    click.echo(f"{ledger.PATH}: {number}, {added:,} of them new", err=True)
    return Exit.FINE


def _check(archive: Archive, texts: Sequence[SourceText], form: str | None) -> int:
    """Reports addresses that died, and addresses that are made but not in the ledger."""
    found = in_order(finding for finding in findings(archive) if finding.rule in _ADDRESS_RULES)
    if archive.ledger is None:
        found = (_NONE_YET,)
    print_findings(found, texts, form)
    if found:
        return Exit.BAD_DATA
    number = counted(len(set(archive.ledger or ()) - {""}), "address", "addresses")
    click.echo(f"{number}, all of them made or leading on, and none left out", err=True)
    return Exit.FINE
