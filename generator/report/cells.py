"""Characters as a terminal shows them: how wide each one is, and a sign for those it would obey."""

import unicodedata
from collections.abc import Iterable

_TAB = "    "
# Zero width joiner and non-joiner: emoji and several scripts need them to be drawn rightly.
_JOINERS = "\u200c\u200d"
# Letters of Hangul that are drawn into the block of the letter before them.
_JAMO = range(0x1160, 0x1200)
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def visible(text: str) -> str:
    """The text on one line, with a sign in place of every character that would not be seen.

    A terminal would obey some of them: move the cursor, change colours, turn the line around.
    """
    return "".join(_sign(char) for char in text)


def cells(line: str) -> list[str]:
    """What is printed for each character of a line: as many strings as the line has characters."""
    return [_TAB if char == "\t" else _sign(char) for char in line]


def width(shown: Iterable[str]) -> int:
    """The number of columns that printed text takes."""
    return sum(_width(char) for text in shown for char in text)


def _sign(char: str) -> str:
    if char.isascii():
        if char.isprintable():
            return char
        return "␡" if char == "\x7f" else chr(0x2400 + ord(char))
    if unicodedata.category(char) in _INVISIBLE and char not in _JOINERS:
        return "\ufffd"
    return char


def _width(char: str) -> int:
    if char.isascii():
        return 1
    if unicodedata.category(char) in ("Mn", "Me") or char in _JOINERS or ord(char) in _JAMO:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
