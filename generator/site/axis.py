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
_FADE = 24.0  # how far what has no known beginning reaches back from its end


@dataclass(frozen=True, slots=True)
class Mark:
    when: Date
    lane: str


@dataclass(frozen=True, slots=True)
class _Frame:
    first: date
    last: date
    until: date  # where what has no known end stops

    def x(self, day: date) -> float:
        share = (max(self.first, min(day, self.last)) - self.first).days
        return _LEFT + share / max((self.last - self.first).days, 1) * (_WIDTH - _LEFT - 6)


def drawn(
    marks: Sequence[Mark], lanes: Sequence[str], title: str, today: date = date.max
) -> Markup:
    """Marks are drawn as they are known: a day as a dot, an interval as a bar, what is uncertain
    hollow, what is open as a paler bar. An open end reaches to the day of today, or to the last
    day that is known; an open beginning reaches back a little from the end."""
    frame = _frame(marks, today)
    height = _TOP + _LANE * len(lanes) + _YEARS
    parts = [
        f'<svg class="x-axis" viewBox="0 0 {_WIDTH:.0f} {height:.0f}" role="img" '
        f'aria-label="{escape(title)}">'
    ]
    for year in range(frame.first.year, frame.last.year + 1):
        x = frame.x(date(year, 1, 1))
        middle = (x + frame.x(date(year, 12, 31))) / 2
        parts.append(f'<path class="x-axis-year" d="M{x:.1f} {_TOP:.0f}V{height - 4:.0f}"/>')
        parts.append(
            f'<text class="x-axis-label" x="{middle:.0f}" y="{height - 6:.0f}" '
            f'text-anchor="middle">{year}</text>'
        )
    for index, lane in enumerate(lanes):
        y = _TOP + _LANE * (index + 0.5)
        parts.append(f'<text class="x-axis-label" x="0" y="{y + 4:.0f}">{escape(lane)}</text>')
        parts += [_mark(one, y, frame) for one in marks if one.lane == lane]
    return Markup("".join([*parts, "</svg>"]))


def _frame(marks: Sequence[Mark], today: date) -> _Frame:
    """Whole years around everything that has a bound."""
    days = [
        day
        for mark in marks
        for day in (mark.when.earliest, mark.when.latest)
        if day not in (date.min, date.max)
    ]
    first, last = min(days), max(days)
    until = last if today == date.max else today
    return _Frame(date(first.year, 1, 1), date(last.year, 12, 31), until)


def _mark(mark: Mark, y: float, frame: _Frame) -> str:
    when = mark.when
    # What is to begin only after today is known beforehand: it is drawn as it is planned.
    latest = min(when.latest, max(frame.until, when.earliest))
    end = frame.x(latest)
    has_begin = when.earliest != date.min
    begin = frame.x(when.earliest) if has_begin else max(end - _FADE, _LEFT)
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
