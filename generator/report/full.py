"""The format for people: each finding with its line of the source, other places and what to do."""

from collections.abc import Iterator, Mapping, Sequence

from generator.core.diagnostics import Diagnostic
from generator.report.cells import visible
from generator.report.concise import headline
from generator.report.excerpt import excerpt
from generator.report.paint import INK_OF, PLAIN, Ink, Paint


def full(found: Sequence[Diagnostic], sources: Mapping[str, str], paint: Paint = PLAIN) -> str:
    """Each finding is followed by a blank line."""
    return "".join("\n".join(_lines(finding, sources, paint)) + "\n\n" for finding in found)


def _lines(finding: Diagnostic, sources: Mapping[str, str], paint: Paint) -> Iterator[str]:
    yield headline(finding, paint)
    yield from excerpt(
        finding.span, sources.get(finding.span.path, ""), INK_OF[finding.rule.severity], paint
    )
    for note in finding.notes:
        place = paint(Ink.PLACE, visible(str(note.span)))
        yield f"  {paint(Ink.NOTE, 'note:')} {place}: {visible(note.message)}"
    if finding.help:
        yield f"  {paint(Ink.HELP, 'help:')} {visible(finding.help)}"
