"""The line of the source that a finding is about, with `^^^` under the exact words."""

from dataclasses import dataclass

from generator.core.diagnostics import Span
from generator.report.cells import cells, width
from generator.report.paint import Ink, Paint

# Longer lines are cut around the words: a line that wraps leaves its marks far behind.
_LONGEST = 110
_BEFORE = 40  # characters that are kept in front of the words


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The part of a line that a span marks, as offsets into the line."""

    line: str
    begin: int
    end: int


def excerpt(span: Span, text: str, ink: Ink, paint: Paint) -> list[str]:
    """The first line of the span and the marks below it.

    Nothing where the span means the file as a whole, or lies outside the text.
    """
    stretch = _stretch(span, text)
    if stretch is None:
        return []
    number = str(span.line)
    shown, indent, length = _drawn(stretch)
    bar = paint(Ink.GUTTER, "|")
    lines = [
        f"  {paint(Ink.GUTTER, number)} {bar} {shown}",
        f"  {' ' * len(number)} {bar} {' ' * indent}{paint(ink, '^' * length)}",
    ]
    return [line.rstrip() for line in lines]


def _stretch(span: Span, text: str) -> _Stretch | None:
    lines = text.split("\n")
    if span == Span(span.path) or span.line > len(lines):
        return None
    line = lines[span.line - 1].removesuffix("\r")
    begin = min(span.column - 1, len(line))
    end = len(line) if span.end_line > span.line else min(span.end_column - 1, len(line))
    return _Stretch(line, begin, end)


def _drawn(stretch: _Stretch) -> tuple[str, int, int]:
    """The line as it is printed, the columns in front of the marks, and those that they take."""
    shown = cells(stretch.line)
    begin, end = _at_letter(shown, stretch.begin), stretch.end
    first, last = 0, len(shown)
    if last > _LONGEST:
        first = _at_letter(shown, max(0, min(begin - _BEFORE, last - _LONGEST)))
        last = min(last, first + _LONGEST)
    front = "…" if first else ""
    back = "…" if last < len(shown) else ""
    indent = width(front) + width(shown[first:begin])
    length = width(shown[begin : min(end, last)])
    return f"{front}{''.join(shown[first:last])}{back}", indent, max(length, 1)


def _at_letter(shown: list[str], at: int) -> int:
    """The place of the letter that an accent at this place is drawn on."""
    while 0 < at < len(shown) and width(shown[at]) == 0:
        at -= 1
    return at
