"""`explainer ledger`: writes down every address that is published now, for ever."""

from pathlib import Path

import click

from generator.checks.addresses import check as findings
from generator.commands.exits import Exit
from generator.commands.writing import complain, end_unfinished, write_all
from generator.core import rules
from generator.core.diagnostics import Diagnostic, Span, in_order
from generator.core.text import counted
from generator.data import ledger
from generator.data.project import read_texts, today
from generator.edit.transaction import Change
from generator.kinds.loading import load_archive
from generator.report.formats import FORMATS
from generator.report.paint import PLAIN, Paint
from generator.site.addresses import addresses, ends


def run(root: Path) -> int:
    """Adds to the ledger what is not in it yet; nothing is ever taken out."""
    if not end_unfinished(root):
        return Exit.WRONG_USAGE
    texts = read_texts(root)
    archive, _ = load_archive(texts, today())
    if archive.unread or archive.explainer is None:
        complain("some files cannot be read; mend them first: see `explainer check`")
        return Exit.BAD_DATA
    made = addresses(archive)
    listed = set(archive.ledger or ()) - {""}
    after = listed | made | ends(archive, made).keys()
    before = next((one.data for one in texts if one.path == ledger.PATH), None)
    written = ledger.written(after).encode()
    if written != before and not write_all(root, [Change(ledger.PATH, before, written)]):
        return Exit.WRONG_USAGE
    added = len(after) - len(listed)
    number = counted(len(after), "address", "addresses")
    click.echo(f"{ledger.PATH}: {number}, {added:,} of them new", err=True)
    return Exit.FINE


def run_check(root: Path, form: str, paint: Paint = PLAIN) -> int:
    """Reports addresses that died, and addresses that are made but not in the ledger."""
    texts = read_texts(root)
    archive, _ = load_archive(texts, today())
    found = in_order(one for one in findings(archive) if one.rule in _OURS)
    if archive.ledger is None:
        found = (_NONE_YET,)
    sources = {one.path: one.text for one in texts if one.path == ledger.PATH}
    click.echo(FORMATS[form](found, sources, paint), nl=False)
    if found:
        return Exit.BAD_DATA
    number = counted(len(set(archive.ledger or ()) - {""}), "address", "addresses")
    click.echo(f"{number}, all of them made or leading on, and none left out", err=True)
    return Exit.FINE


_OURS = (rules.DEAD_ADDRESS, rules.UNLISTED_ADDRESS)
_NONE_YET = Diagnostic(
    rule=rules.UNLISTED_ADDRESS,
    span=Span(ledger.PATH),
    message="there is no ledger yet",
    help="run `explainer ledger`, and commit what it writes",
)
