"""Pictures as SVG, drawn at build and true to scale: a line of time, and horizontal bars."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import chain

from markupsafe import Markup

from generator.core.dates import Date
from generator.core.text import shortened
from generator.labels.labels import ENGLISH, EnglishText, Labels

# The line of time
_WIDTH = 720.0
_LANE = 26.0
_TOP = 8.0
_YEARS = 22.0  # height of the line of years below the lanes
_LEFT = 84.0  # room for the names of the lanes
_DOT = 4.0
_FADE = 24.0  # how far what has no known beginning reaches back from its end

# Bars
_BARS_WIDTH = 360.0  # about that of a phone, so that letters there are as large as they are drawn
_LINE = 18.0  # height of a line of a label
_BASE = 13.0  # where the letters of a line stand
_BAR = 9.0
_ROW = 11.0 + _BAR  # height of a bar, with what parts it from the next label
_CHARACTERS = 42  # of a line of a label, which leaves room for the number
_LONGEST = 4 * _CHARACTERS  # of a label; whatever is below the picture has it whole


def bars(labels: Labels, numbers: Sequence[tuple[str, int]], title: str) -> Markup:
    """Each below its label, so that a long label has room on a phone, too.

    The longest bar is as wide as the picture; the others are true to scale.
    """
    most = max((number for _, number in numbers), default=0) or 1
    parts = []
    y = 0.0
    for label, number in numbers:
        for line in textwrap.wrap(shortened(label, _LONGEST), _CHARACTERS) or [""]:
            parts.append(_text("x-bars", type(label)(line), 0, y + _BASE, "start"))
            y += _LINE
        parts.append(_text("x-bars", labels.number(number), _BARS_WIDTH, y - _LINE + _BASE, "end"))
        parts.append(
            f'<rect class="x-bars-bar" x="0" y="{y:.0f}" '
            f'width="{number / most * _BARS_WIDTH:.1f}" height="{_BAR:.0f}"/>'
        )
        y += _ROW
    return _picture("x-bars", _BARS_WIDTH, y, title, parts)


@dataclass(frozen=True, slots=True)
class _Frame:
    first: date
    last: date
    until: date  # where what has no known end stops

    def x(self, day: date) -> float:
        share = (max(self.first, min(day, self.last)) - self.first).days
        return _LEFT + share / max((self.last - self.first).days, 1) * (_WIDTH - _LEFT - 6)


def line_of_time(lanes: Mapping[str, Sequence[Date]], title: str, today: date = date.max) -> Markup:
    """What happened, in one lane a kind; there is at least one date.

    Dates are drawn as they are known: a day as a dot, an interval as a bar, what is uncertain
    hollow, what is open as a paler bar. An open end reaches to the day of today, or to the last
    day that is known; an open beginning reaches back a little from the end.
    """
    frame = _frame(chain.from_iterable(lanes.values()), today)
    height = _TOP + _LANE * len(lanes) + _YEARS
    parts = []
    for year in range(frame.first.year, frame.last.year + 1):
        x = frame.x(date(year, 1, 1))
        middle = (x + frame.x(date(year, 12, 31))) / 2
        parts.append(f'<path class="x-axis-year" d="M{x:.1f} {_TOP:.0f}V{height - 4:.0f}"/>')
        parts.append(_text("x-axis", str(year), middle, height - 6, "middle"))
    for index, (lane, dates) in enumerate(lanes.items()):
        y = _TOP + _LANE * (index + 0.5)
        parts.append(_text("x-axis", lane, 0, y + 4))
        parts += [_mark(when, y, frame) for when in dates]
    return _picture("x-axis", _WIDTH, height, title, parts)


def _frame(dates: Iterable[Date], today: date) -> _Frame:
    """Whole years around everything that has a bound."""
    bounds = chain.from_iterable((when.earliest, when.latest) for when in dates)
    days = [day for day in bounds if day not in (date.min, date.max)]
    first, last = min(days), max(days)
    until = last if today == date.max else today
    return _Frame(date(first.year, 1, 1), date(last.year, 12, 31), until)


def _mark(when: Date, y: float, frame: _Frame) -> str:
    # What is to begin only after today is known beforehand: it is drawn as it is planned.
    latest = min(when.latest, max(frame.until, when.earliest))
    end = frame.x(latest)
    has_begin = when.earliest != date.min
    begin = frame.x(when.earliest) if has_begin else max(end - _FADE, _LEFT)
    classes = "x-axis-mark"
    if when.is_approximate:
        classes += " x-axis-mark--uncertain"
    if when.is_open:
        classes += " x-axis-mark--open"
    if end - begin < _DOT:
        middle = (begin + end) / 2
        return f'<circle class="{classes}" cx="{middle:.1f}" cy="{y:.0f}" r="{_DOT:.0f}"/>'
    return (
        f'<rect class="{classes}" x="{begin:.1f}" y="{y - _DOT:.0f}" '
        f'width="{end - begin:.1f}" height="{2 * _DOT:.0f}" rx="{_DOT:.0f}"/>'
    )


def _text(style: str, words: str, x: float, y: float, anchor: str = "") -> str:
    more = f' text-anchor="{anchor}"' if anchor else ""
    more += f' lang="{ENGLISH}"' if isinstance(words, EnglishText) else ""
    return f'<text class="{style}-label" x="{x:.0f}" y="{y:.0f}"{more}>{escape(words)}</text>'


def _picture(style: str, width: float, height: float, title: str, parts: Iterable[str]) -> Markup:
    head = (
        f'<svg class="{style}" viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
        f'aria-label="{escape(title)}">'
    )
    return Markup("".join([head, *parts, "</svg>"]))
