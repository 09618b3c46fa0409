"""`explainer check`: prints everything that is wrong with the data of a project."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

import click

from generator.build.saves import watched
from generator.checks.quotes import span_of
from generator.checks.run import checked
from generator.cli.shell import Exit, Project, flag, format_option, print_findings
from generator.core.diagnostics import has_errors, in_order
from generator.core.text import counted, shortened
from generator.data.archive import Archive
from generator.data.project import FOLDERS, read_texts, today
from generator.data.quotations import states
from generator.data.source_text import SourceText
from generator.history.silent import silent_changes
from generator.proof.proof import State
from generator.report.formats import summary

_KNOWN = {
    State.PROVEN: "proven",
    State.DEPARTS: "not as in the source",
    State.OUTSIDE: "outside the excerpt that was read",
    State.UNCHECKED: "from a source without fingerprint",
}


@click.command("check")
@format_option
@flag("--watch", help="Check again after each save, until Ctrl-C.")
@click.option(
    "--since", metavar="REV", default="", help="Report silent changes since this git revision."
)
@flag("--quotes", "is_quotes", help="List the quotations and their proof.")
@click.pass_obj
def command(project: Project, form: str | None, watch: bool, since: str, is_quotes: bool) -> int:
    """Prints everything that is wrong with the data.

    Findings go to stdout, the summary to stderr. The exit code is 1 if there are errors; warnings
    alone leave it at 0.

    \b
    Examples:
      explainer check
      explainer check --watch --format concise
      explainer check --format sarif > findings.sarif
      explainer check --since origin/main
      explainer check --quotes
    """
    if is_quotes:
        if form or watch or since:
            raise click.UsageError("`--quotes` goes with no other option")
        return _list_quotations(project.archive)
    before = project.archive_at(since) if since else None
    if watch:
        _watch(project.root, form, before)
    return _report(project.texts, form, before)


def _watch(root: Path, form: str | None, before: Archive | None) -> NoReturn:
    """Reports again after each save. Ends on an interrupt alone."""
    seen: Sequence[SourceText] = ()
    with watched(root, FOLDERS) as wait_for_save:
        while True:
            try:
                texts: Sequence[SourceText] = read_texts(root)
            except FileNotFoundError:
                texts = seen  # a file was taken away while it was read: a save is under way
            if texts != seen:
                _report(texts, form, before)
                click.echo("waiting for the next save; Ctrl-C ends this", err=True)
                seen = texts
            wait_for_save()


def _report(texts: Sequence[SourceText], form: str | None, before: Archive | None) -> int:
    archive, found = checked(texts, today())
    if before is not None:
        found = in_order([*found, *silent_changes(before, archive)])
    print_findings(found, texts, form)
    click.echo(summary(found, len(texts)), err=True)
    if quoted := _quotation_summary(state for _, state in states(archive)):
        click.echo(quoted, err=True)
    return Exit.BAD_DATA if has_errors(found) else Exit.FINE


def _list_quotations(archive: Archive) -> int:
    """Lists every quotation of a source at its place, with what is known of it."""
    lines = [
        (span_of(archive, quotation), state, quotation) for quotation, state in states(archive)
    ]
    for span, state, quotation in sorted(lines, key=lambda line: line[0]):
        words = f"`{quotation.source}`: “{shortened(quotation.words, 60)}”"
        click.echo(f"{span}: {_KNOWN[state]}: {words}")
    found = [state for _, state, _ in lines]
    click.echo(_quotation_summary(found) or "no quotations", err=True)
    return Exit.BAD_DATA if State.DEPARTS in found else Exit.FINE


def _quotation_summary(found: Iterable[State]) -> str:
    """`12 quotations: 9 proven, 3 from a source without fingerprint`."""
    numbers = Counter(found)
    parts = [f"{numbers[state]:,} {words}" for state, words in _KNOWN.items() if numbers[state]]
    return f"{counted(sum(numbers.values()), 'quotation')}: {', '.join(parts)}" if parts else ""
