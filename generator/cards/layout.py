"""Texts as they can be set: in the letters that the fonts have, and broken into lines.

A title is set as large as fits, in lines of about equal length, cut with an ellipsis.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence, Set
from typing import NamedTuple

ELLIPSIS = "…"
OMISSION = "[…]"  # as in quotations: here words are left out

_LACKING = "\0"
_RUN = re.compile(r"\0(?:[^\w\0]*\0)*")
_SPACES = re.compile(r"[^\S\N{NO-BREAK SPACE}]+")
# Characters that have an equal in the fonts.
_EQUALS = str.maketrans(
    {
        "\N{HYPHEN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{HORIZONTAL BAR}": "—",
        "\N{NARROW NO-BREAK SPACE}": "\N{NO-BREAK SPACE}",
        "\N{MODIFIER LETTER APOSTROPHE}": "’",
    }
)
_CLOSE_ENOUGH = 0.1  # of the size: how exactly lines are of equal length

Width = Callable[[str], float]  # of a text, in multiples of its size


def settable(text: str, characters: Set[str]) -> str:
    """The text on one line, with an omission for words in letters that there are none of.

    Empty where nothing would be left but omissions. Marks that no letter has with them, and
    characters that are not seen, are left out.
    """
    line = _typeset(_SPACES.sub(" ", unicodedata.normalize("NFC", text).translate(_EQUALS)).strip())
    known = "".join(char if char in characters else _instead(char, characters) for char in line)
    shown = _RUN.sub(OMISSION, known)
    return shown if any(char.isalnum() for char in shown) else ""


def _typeset(line: str) -> str:
    """With a printer's marks for those of a typewriter; no line will begin on a dash."""
    line = re.sub(r"(?<=[^\W\d])'", "’", line)
    line = re.sub(r'(?<![^\s(\[])"(?=\S)', "“", line).replace('"', "”")
    return re.sub(r" (?=[–—-] )", "\N{NO-BREAK SPACE}", line)


def _instead(char: str, characters: Set[str]) -> str:
    if unicodedata.category(char) in ("Cc", "Cf", "Mn", "Me"):
        return ""
    letters = unicodedata.normalize("NFKD", char)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return bare if bare and all(letter in characters for letter in bare) else _LACKING


class Step(NamedTuple):
    """A size in pixels, and how many lines of it there is room for."""

    size: int
    most: int


def fitted(text: str, width: Width, measure: float, steps: Sequence[Step]) -> tuple[list[str], int]:
    """The lines of the text and their size: that of the first step in which it fits, or else of
    the last, in which it is cut if it must be."""
    for step in steps:
        longest = measure / step.size
        lines = broken(text, width, longest)
        if len(lines) <= step.most and max(map(width, lines)) <= longest:
            return balanced(text, width, longest, len(lines)), step.size
    if len(lines) > step.most:
        *lines, last = *lines[: step.most - 1], " ".join(lines[step.most - 1 :])
        lines.append(shortened(last, width, longest))
    return lines, step.size


def broken(text: str, width: Width, measure: float) -> list[str]:
    """Lines as long as fit; a word that is longer than a line is broken where it must be."""
    lines: list[str] = []
    line, used = "", 0.0
    for word in text.split(" "):
        longer = used + width(" ") + width(word)
        if line and longer <= measure:
            line, used = f"{line} {word}", longer
            continue
        lines += [line] if line else []
        *full, line = _pieces(word, width, measure) if width(word) > measure else [word]
        lines += full
        used = width(line)
    return [*lines, line]


def balanced(text: str, width: Width, measure: float, number: int) -> list[str]:
    """As many lines as before, none longer than it must be: no word is alone in the last."""
    if number == 1:
        return [text]
    shortest, longest = measure / 2, measure
    while longest - shortest > _CLOSE_ENOUGH:
        middle = (shortest + longest) / 2
        lines = broken(text, width, middle)
        if len(lines) <= number and " ".join(lines) == text:  # no word is broken
            longest = middle
        else:
            shortest = middle
    return broken(text, width, longest)


def shortened(text: str, width: Width, measure: float) -> str:
    """The text on one line; cut between words, with an ellipsis, where it is longer."""
    if width(text) <= measure:
        return text
    words = text.split(" ")
    for number in range(len(words) - 1, 0, -1):
        line = " ".join(words[:number]).rstrip(",;:.–—-([") + ELLIPSIS
        if width(line) <= measure:
            return line
    return _pieces(text, width, measure - width(ELLIPSIS))[0] + ELLIPSIS


def _pieces(word: str, width: Width, measure: float) -> list[str]:
    pieces = [""]
    for char in word:
        if pieces[-1] and width(pieces[-1] + char) > measure:
            pieces.append("")
        pieces[-1] += char
    return pieces
