"""What a terminal shows: colours, the width of characters, and a sign for those it would obey."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

_TAB = "    "
# Zero width joiner and non-joiner: emoji and several scripts need them to be drawn rightly.
_JOINERS = "\u200c\u200d"
# Letters of Hangul that are drawn into the block of the letter before them.
_JAMO = range(0x1160, 0x1200)
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


class Ink(StrEnum):
    """What is coloured, with the terminal's codes for it."""

    ERROR = "1;31"
    WARNING = "1;33"
    PLACE = "1"
    GUTTER = "34"
    NOTE = "1;34"
    HELP = "1;36"


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours text; whether there is any colour is decided by the shell, once."""

    is_on: bool = False

    def __call__(self, ink: Ink, text: str) -> str:
        return f"\x1b[{ink}m{text}\x1b[0m" if self.is_on and text else text


def visible(text: str) -> str:
    """The text on one line, with a sign in place of every character that would not be seen.

    A terminal would obey some of them: move the cursor, change colours, turn the line around.
    """
    return "".join(map(_sign, text))


def cells(line: str) -> list[str]:
    """What is printed for each character of a line: as many strings as the line has characters."""
    return [_TAB if char == "\t" else _sign(char) for char in line]


def width(shown: Iterable[str]) -> int:
    """The number of columns that printed text takes."""
    return sum(_width(char) for text in shown for char in text)


def _sign(char: str) -> str:
    if char < " ":
        return chr(0x2400 + ord(char))
    if char == "\x7f":
        return "␡"
    is_seen = unicodedata.category(char) not in _INVISIBLE or char in _JOINERS
    return char if is_seen else "\ufffd"


def _width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me") or char in _JOINERS or ord(char) in _JAMO:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
