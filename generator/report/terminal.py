"""What a terminal shows: a sign for characters that it would obey, their width, and progress."""

import sys
import unicodedata
from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import TypeVar

import click

T = TypeVar("T")

# Zero width joiner and non-joiner: emoji and several scripts need them to be drawn rightly.
_JOINERS = "\u200c\u200d"
# Letters of Hangul that are drawn into the block of the letter before them.
_JAMO = range(0x1160, 0x1200)
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def visible(text: str) -> str:
    """The text on one line, with a sign in place of every character that would not be seen.

    A terminal would obey some of them: move the cursor, change colours, turn the line around.
    """
    return "".join(map(_sign, text))


def width(shown: str) -> int:
    """The number of columns that printed text takes."""
    return sum(map(_width, shown))


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


def progress(items: Iterable[T], number: int, words: str) -> AbstractContextManager[Iterable[T]]:
    """The items, while a terminal shows how far one has come; logs are for what has happened."""
    is_hidden = not number or not sys.stderr.isatty()
    return click.progressbar(
        items, number, words, is_hidden, show_eta=False, show_pos=True, file=sys.stderr
    )
