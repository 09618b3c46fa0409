"""The formats to be read: one line a finding, or each with its line of the source and advice."""

from collections.abc import Iterator, Mapping, Sequence

from generator.core.diagnostics import Diagnostic, Span
from generator.report.terminal import Ink, Paint, cells, visible, width

# Longer lines are cut around the words: a line that wraps leaves its marks far behind.
_LONGEST = 110
_BEFORE = 40  # characters that are kept in front of the words


def concise(found: Sequence[Diagnostic], _sources: Mapping[str, str], paint: Paint) -> str:
    """One line a finding, as editors and other tools read it."""
    return "".join(f"{_headline(finding, paint)}{_advice(finding, paint)}\n" for finding in found)


def full(found: Sequence[Diagnostic], sources: Mapping[str, str], paint: Paint) -> str:
    """For people: with the words in the source, other places and what to do; then a blank line."""
    blocks = (_block(finding, sources.get(finding.span.path, ""), paint) for finding in found)
    return "".join("\n".join(block) + "\n\n" for block in blocks)


def _headline(finding: Diagnostic, paint: Paint) -> str:
    """`path:line:column: error[rule-id] message`."""
    name = paint(_ink(finding), f"{finding.rule.severity}[{finding.rule.id}]")
    return f"{paint(Ink.PLACE, visible(str(finding.span)))}: {name} {visible(finding.message)}"


def _ink(finding: Diagnostic) -> Ink:
    return Ink.ERROR if finding.is_error else Ink.WARNING


def _advice(finding: Diagnostic, paint: Paint) -> str:
    return paint(Ink.HELP, f" ({visible(finding.help)})") if finding.help else ""


def _block(finding: Diagnostic, text: str, paint: Paint) -> Iterator[str]:
    yield _headline(finding, paint)
    yield from _excerpt(finding.span, text, _ink(finding), paint)
    for note in finding.notes:
        place = paint(Ink.PLACE, visible(str(note.span)))
        yield f"  {paint(Ink.NOTE, 'note:')} {place}: {visible(note.message)}"
    if finding.help:
        yield f"  {paint(Ink.HELP, 'help:')} {visible(finding.help)}"


def _excerpt(span: Span, text: str, ink: Ink, paint: Paint) -> Iterator[str]:
    """The first line of the span, with `^^^` under the exact words.

    Nothing where the span means the file as a whole, or lies outside the text.
    """
    lines = text.split("\n")
    if span == Span(span.path) or span.line > len(lines):
        return
    line, number = lines[span.line - 1].removesuffix("\r"), str(span.line)
    end = len(line) if span.end_line > span.line else min(span.end_column - 1, len(line))
    shown, indent, length = _drawn(cells(line), min(span.column - 1, len(line)), end)
    bar = paint(Ink.GUTTER, "|")
    yield f"  {paint(Ink.GUTTER, number)} {bar} {shown}".rstrip()
    yield f"  {' ' * len(number)} {bar} {' ' * indent}{paint(ink, '^' * length)}"


def _drawn(shown: list[str], begin: int, end: int) -> tuple[str, int, int]:
    """The line as it is printed, the columns in front of the marks, and those that they take."""
    begin = _at_letter(shown, begin)
    first, last = 0, len(shown)
    if last > _LONGEST:
        first = _at_letter(shown, max(0, min(begin - _BEFORE, last - _LONGEST)))
        last = min(last, first + _LONGEST)
    front, back = "…" if first else "", "…" if last < len(shown) else ""
    indent = width(front) + width(shown[first:begin])
    length = width(shown[begin : min(end, last)])
    return f"{front}{''.join(shown[first:last])}{back}", indent, max(length, 1)


def _at_letter(shown: list[str], at: int) -> int:
    """The place of the letter that an accent at this place is drawn on."""
    while 0 < at < len(shown) and width(shown[at]) == 0:
        at -= 1
    return at
