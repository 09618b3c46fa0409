"""`explainer check`: prints everything that is wrong with the data of a project."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import click

from generator.build.saves import watched
from generator.checks.quotes import span_of
from generator.checks.run import KeptChecks, checked
from generator.commands.earlier import earlier
from generator.commands.exits import Exit
from generator.core.diagnostics import has_errors, in_order
from generator.core.text import counted, shortened
from generator.data.archive import Archive
from generator.data.content import FOLDER as CONTENT
from generator.data.loading import DATA, load_archive
from generator.data.project import read_texts, today
from generator.data.quotations import states, tally
from generator.data.source_text import SourceText
from generator.history.silent import silent_changes
from generator.proof.proof import State
from generator.report.formats import FORMATS
from generator.report.paint import PLAIN, Paint
from generator.report.summary import summary

_KNOWN = {
    State.PROVEN: "proven",
    State.DEPARTS: "not as in the source",
    State.OUTSIDE: "outside the excerpt that was read",
    State.UNCHECKED: "from a source without fingerprint",
}


def run(root: Path, form: str, *, since: str = "", paint: Paint = PLAIN) -> int:
    """Findings go to stdout in the format of that name, the summary to stderr.

    With a git revision, what has been changed silently since then is a finding, too.
    """
    before = earlier(root, since) if since else None
    return _report(read_texts(root), form, before, paint, KeptChecks())


def watch(root: Path, form: str, *, since: str = "", paint: Paint = PLAIN) -> NoReturn:
    """Like `run`, and again after each save. Ends on an interrupt alone."""
    before = earlier(root, since) if since else None
    seen: Sequence[SourceText] | None = None
    kept = KeptChecks()
    with watched(root, (DATA, CONTENT)) as wait_for_save:
        while True:
            texts = _texts_at_rest(root)
            if texts is not None and texts != seen:
                _report(texts, form, before, paint, kept)
                click.echo("waiting for the next save; Ctrl-C ends this", err=True)
                seen = texts
            wait_for_save()


def quotes(root: Path) -> int:
    """Lists every quotation of a source at its place, with what is known of it."""
    archive, _ = load_archive(read_texts(root), today())
    known = states(archive)
    lines = [(span_of(archive, one), _KNOWN[state], one) for one, state in known]
    for span, state, one in sorted(lines, key=lambda line: line[0]):
        click.echo(f"{span}: {state}: `{one.source}`: “{shortened(one.words, 60)}”")
    numbers = tally(archive)
    click.echo(_quotations(numbers) or "no quotations", err=True)
    return Exit.BAD_DATA if numbers.get(State.DEPARTS) else Exit.FINE


def _quotations(numbers: Mapping[State, int]) -> str:
    """`12 quotations: 9 proven, 3 from a source without fingerprint`."""
    parts = [f"{numbers[state]:,} {words}" for state, words in _KNOWN.items() if numbers[state]]
    total = sum(numbers.values())
    return f"{counted(total, 'quotation')}: {', '.join(parts)}" if parts else ""


def _texts_at_rest(root: Path) -> list[SourceText] | None:
    """The texts, or nothing if a file was taken away while they were read: a save is under way."""
    try:
        return read_texts(root)
    except FileNotFoundError:
        return None


def _report(
    texts: Sequence[SourceText],
    form: str,
    before: Archive | None,
    paint: Paint,
    kept: KeptChecks,
) -> int:
    archive, found = checked(texts, today(), kept)
    if before is not None:
        found = in_order([*found, *silent_changes(before, archive)])
    named = {one.span.path for one in found}
    sources = {text.path: text.text for text in texts if text.path in named}
    click.echo(FORMATS[form](found, sources, paint), nl=False)
    click.echo(summary(found, len(texts)), err=True)
    if quoted := _quotations(tally(archive)):
        click.echo(quoted, err=True)
    return Exit.BAD_DATA if has_errors(found) else Exit.FINE
