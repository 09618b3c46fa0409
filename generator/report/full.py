"""The format for people: each finding with its line of the source, other places and what to do."""

from collections.abc import Iterator, Mapping, Sequence

from generator.core.diagnostics import Diagnostic
from generator.report.cells import visible
from generator.report.concise import headline
from generator.report.excerpt import excerpt
from generator.report.paint import INK_OF, PLAIN, Ink, Paint


def full(found: Sequence[Diagnostic], sources: Mapping[str, str], paint: Paint = PLAIN) -> str:
    """Each finding is followed by a blank line."""
    return "".join("\n".join(_lines(one, sources, paint)) + "\n\n" for one in found)


def _lines(one: Diagnostic, sources: Mapping[str, str], paint: Paint) -> Iterator[str]:
    yield headline(one, paint)
    yield from excerpt(one.span, sources.get(one.span.path, ""), INK_OF[one.rule.severity], paint)
    for note in one.notes:
        place = paint(Ink.PLACE, visible(str(note.span)))
        yield f"  {paint(Ink.NOTE, 'note:')} {place}: {visible(note.message)}"
    if one.help:
        yield f"  {paint(Ink.HELP, 'help:')} {visible(one.help)}"
