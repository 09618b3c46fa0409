"""Texts as the words that are compared: without case, punctuation and the habits of typesetters.

Two printings of the same words come out equal, whatever kinds of quotation mark, dash, blank and
apostrophe they use. What changes the meaning stays: letters with their accents, digits, and the
signs of money, percent and the like.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

# Signs that print nothing: soft hyphens, joiners, marks of direction, byte order marks.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
# Stress marks that are left after composition stand on letters that have no accent of their own.
_STRESS = re.compile("[\u0300\u0301]")
_APOSTROPHES = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201b\u02bc\u02b9\u0060\u00b4\u2032\uff07", "'")
)
_ELLIPSIS = re.compile(r"[\[(]\s*(?:…|\.\s?\.\s?\.)\s*[\])]|…|\.\s?\.\s?\.(?:\s?\.)*")
_IDEOGRAPH = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(
    rf"""
    [{_IDEOGRAPH}]                                      # scripts that put no blanks between words
    | \d+(?:[.,:]\d+)+                                  # 3.5  1,000  10:30
    | [^\W_{_IDEOGRAPH}]+(?:'[^\W_{_IDEOGRAPH}]+)*      # peace  didn't  28
    | [%‰&§°$€£¥₴₽₺₸¢₹]
    """,
    re.VERBOSE,
)


class Word(NamedTuple):
    """A word as it is compared, and the stretch of the text, up to its blanks, that holds it."""

    text: str
    start: int
    end: int


def normal(text: str) -> str:
    """The text in one form of each character, in small letters, with one kind of apostrophe."""
    if text.isascii():  # most words of most texts: nothing of all this is in them
        return text.replace("`", "'").lower()
    visible = _INVISIBLE.sub("", text).translate(_APOSTROPHES)
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", visible).casefold())
    return _STRESS.sub("", folded)


def words(text: str, start: int = 0) -> list[Word]:
    """The words of a text, which begins at `start` of another, in order.

    A dash of any kind parts two words, as a blank does.
    """
    # NFKC would take an ellipsis for three full stops, and those never part a number.
    return [
        Word(word, start + chunk.start(), start + chunk.end())
        for chunk in re.finditer(r"\S+", text)
        for word in bare_words(chunk[0].replace("…", " "))
    ]


def bare_words(text: str) -> list[str]:
    return _WORD.findall(normal(text))


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """A text cut at its ellipses (`…`, `...`, `[…]`): where each piece starts, and the piece."""
    cuts = [0, *(end for found in _ELLIPSIS.finditer(text) for end in found.span()), len(text)]
    for start, end in zip(cuts[::2], cuts[1::2], strict=True):
        if text[start:end].strip():
            yield start, text[start:end]
