"""Breaking a title into lines: as large as fits, of about equal length, cut with an ellipsis."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

ELLIPSIS = "…"

Width = Callable[[str], float]  # of a text, in multiples of its size


@dataclass(frozen=True, slots=True)
class Step:
    """A size in pixels, and how many lines of it there is room for."""

    size: int
    most: int


@dataclass(frozen=True, slots=True)
class Block:
    lines: tuple[str, ...]
    size: int


def fitted(text: str, width: Width, measure: float, steps: Sequence[Step]) -> Block:
    """The text in the first step in which it fits; in the last it is cut if it must be."""
    for step in steps:
        most = measure / step.size
        lines = broken(text, width, most)
        if len(lines) <= step.most and width(max(lines, key=width)) <= most:
            return Block(tuple(balanced(text, width, most, len(lines))), step.size)
    most, last = measure / steps[-1].size, steps[-1]
    lines = broken(text, width, most)
    if len(lines) > last.most:
        lines = [*lines[: last.most - 1], shortened(" ".join(lines[last.most - 1 :]), width, most)]
    return Block(tuple(lines), last.size)


def broken(text: str, width: Width, measure: float) -> list[str]:
    """Lines as long as fit; a word that is longer than a line is broken where it must be."""
    lines: list[str] = []
    space = width(" ")
    line, used = "", 0.0
    for word in text.split(" "):
        long = width(word)
        if line and used + space + long <= measure:
            line, used = f"{line} {word}", used + space + long
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, width, measure) if long > measure else [word]
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
        if _fits(broken(text, width, middle), text, number):
            longest = middle
        else:
            shortest = middle
    return broken(text, width, longest)


_CLOSE_ENOUGH = 0.1  # of the size


def _fits(lines: list[str], text: str, number: int) -> bool:
    """Are there not more lines, and is no word broken?"""
    return len(lines) <= number and " ".join(lines) == text


def shortened(text: str, width: Width, measure: float) -> str:
    """The text on one line; cut between words, with an ellipsis, where it is longer."""
    if width(text) <= measure:
        return text
    words = text.split(" ")
    while len(words) > 1:
        words.pop()
        line = " ".join(words).rstrip(",;:.–—-([") + ELLIPSIS
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
