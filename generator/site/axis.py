"""A line of time as SVG, true to scale: what happened, in one lane a kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from markupsafe import Markup

from generator.core.dates import Date

_WIDTH = 720.0
_LANE = 26.0
_TOP = 8.0
_YEARS = 22.0  # height of the line of years below the lanes
_LEFT = 84.0  # room for the names of the lanes
_DOT = 4.0


@dataclass(frozen=True, slots=True)
class Mark:
    when: Date
    lane: str


def drawn(marks: Sequence[Mark], lanes: Sequence[str], title: str) -> Markup:
    """Marks are drawn as they are known: a day as a dot, an interval as a bar, what is uncertain
    hollow, what is open as a bar that runs out of the picture."""
    first, last = _bounds(marks)
    height = _TOP + _LANE * len(lanes) + _YEARS
    parts = [
        f'<svg class="x-axis" viewBox="0 0 {_WIDTH:.0f} {height:.0f}" role="img" '
        f'aria-label="{escape(title)}">'
    ]
    for year in range(first.year, last.year + 1):
        x = _x(date(year, 1, 1), first, last)
        middle = (x + _x(date(year, 12, 31), first, last)) / 2
        parts.append(f'<path class="x-axis-year" d="M{x:.1f} {_TOP:.0f}V{height - 4:.0f}"/>')
        parts.append(
            f'<text class="x-axis-label" x="{middle:.0f}" y="{height - 6:.0f}" '
            f'text-anchor="middle">{year}</text>'
        )
    for index, lane in enumerate(lanes):
        y = _TOP + _LANE * (index + 0.5)
        parts.append(f'<text class="x-axis-label" x="0" y="{y + 4:.0f}">{escape(lane)}</text>')
        parts += [_mark(one, y, first, last) for one in marks if one.lane == lane]
    return Markup("".join([*parts, "</svg>"]))


def _bounds(marks: Sequence[Mark]) -> tuple[date, date]:
    """Whole years around everything that has a bound."""
    days = [
        day
        for mark in marks
        for day in (mark.when.earliest, mark.when.latest)
        if day not in (date.min, date.max)
    ]
    return date(min(days).year, 1, 1), date(max(days).year, 12, 31)


def _x(day: date, first: date, last: date) -> float:
    share = (max(first, min(day, last)) - first).days / max((last - first).days, 1)
    return _LEFT + share * (_WIDTH - _LEFT - 6)


def _mark(mark: Mark, y: float, first: date, last: date) -> str:
    begin, end = _x(mark.when.earliest, first, last), _x(mark.when.latest, first, last)
    kinds = ["x-axis-mark"]
    if mark.when.is_approximate:
        kinds.append("x-axis-mark--uncertain")
    if mark.when.is_open:
        kinds.append("x-axis-mark--open")
    classes = " ".join(kinds)
    if end - begin < _DOT:
        middle = (begin + end) / 2
        return f'<circle class="{classes}" cx="{middle:.1f}" cy="{y:.0f}" r="{_DOT:.0f}"/>'
    return (
        f'<rect class="{classes}" x="{begin:.1f}" y="{y - _DOT:.0f}" '
        f'width="{end - begin:.1f}" height="{2 * _DOT:.0f}" rx="{_DOT:.0f}"/>'
    )
