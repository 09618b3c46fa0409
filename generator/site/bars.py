"""Horizontal bars as SVG: each below its label, so that a long label has room on a phone, too."""

import textwrap
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from generator.core.text import shortened

_WIDTH = 360.0  # about that of a phone, so that letters there are as large as they are drawn
_LINE = 18.0  # height of a line of a label
_BASE = 13.0  # where the letters of a line stand
_BAR = 9.0
_ROW = 11.0 + _BAR  # height of a bar, with what parts it from the next label
_CHARACTERS = 42  # of a line of a label, which leaves room for the number
_LONGEST = 4 * _CHARACTERS  # of a label; whatever is below the picture has it whole


class Bar(NamedTuple):
    label: str
    number: int


def drawn(bars: Sequence[Bar], title: str) -> Markup:
    """The longest bar is as wide as the picture; the others are true to scale."""
    most = max((one.number for one in bars), default=0) or 1
    parts: list[str] = []
    y = 0.0
    for one in bars:
        lines = textwrap.wrap(shortened(one.label, _LONGEST), _CHARACTERS) or [""]
        parts += [_text(line, y + _LINE * at, 0) for at, line in enumerate(lines)]
        parts.append(_text(str(one.number), y + _LINE * (len(lines) - 1), _WIDTH, "end"))
        y += _LINE * len(lines)
        parts.append(
            f'<rect class="x-bars-bar" x="0" y="{y:.0f}" '
            f'width="{one.number / most * _WIDTH:.1f}" height="{_BAR:.0f}"/>'
        )
        y += _ROW
    head = (
        f'<svg class="x-bars" viewBox="0 0 {_WIDTH:.0f} {y:.0f}" role="img" '
        f'aria-label="{escape(title)}">'
    )
    return Markup("".join([head, *parts, "</svg>"]))


def _text(words: str, y: float, x: float, anchor: str = "start") -> str:
    return (
        f'<text class="x-bars-label" x="{x:.0f}" y="{y + _BASE:.0f}" '
        f'text-anchor="{anchor}">{escape(words)}</text>'
    )
