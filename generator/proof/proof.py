"""The proof of a quotation: does each of its words stand in the source, in this order?

An ellipsis cuts a quotation into pieces that are proven each for itself; in which order they stand
in the source, a fingerprint does not tell. Words in square brackets are the editor's: where they
are not in the source, they count as an ellipsis.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import product

from generator.proof.fingerprint import Covers, Fingerprint, Word, pieces, runs, words

_INSERTION = re.compile(r"\[[^\[\]]*\]")
_MOST_INSERTIONS = 5  # of which every combination is tried
_ENOUGH = 4  # words that stand in an excerpt, from which on the rest should stand there too
_ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "абвгґдеєжзиіїйклмнопрстуўфхцчшщъыьэюяё")


class State(StrEnum):
    """What is known of a quotation."""

    PROVEN = "proven"
    DEPARTS = "departs"  # its words are not those of the source
    OUTSIDE = "outside"  # only an excerpt was read, and it does not hold these words
    UNCHECKED = "unchecked"  # the source has no fingerprint


@dataclass(frozen=True, slots=True)
class Proof:
    """What a fingerprint says of a quotation; where it departs, also at which words."""

    state: State
    at: int = 0  # the word at which it departs, from 1
    word: str = ""  # that word, as it is quoted
    start: int = 0  # the stretch of the quotation in which the fault lies
    end: int = 0
    before: str = ""  # the words before and after it that do stand in the source
    after: str = ""
    mended: str = ""  # the words that the source has in place of this stretch, if found


@lru_cache(maxsize=100_000)  # checks and pages ask the same, and a preview asks it again
def proof(quotation: str, fingerprint: Fingerprint | None, known: tuple[str, ...] = ()) -> Proof:
    """Proves a quotation of a source that has a fingerprint, or finds where it departs.

    `known` are words that may be the right ones; a fingerprint can confirm a word, but not name it.
    """
    if fingerprint is None:
        return Proof(State.UNCHECKED)
    best = Proof(State.DEPARTS)
    for reading in _readings(quotation):
        faulty = _faulty_piece(reading, fingerprint)
        if faulty is None:
            return Proof(State.PROVEN)
        departure = _departure(quotation, *faulty, fingerprint, known)
        if departure.at >= best.at:  # the reading that comes furthest is the one that was meant
            best = departure
    return best


def _readings(quotation: str) -> Iterator[str]:
    """The quotation with each insertion taken for words of the source or for an ellipsis.

    All readings are as long as the quotation, so that places in one are places in the other.
    """
    found = list(_INSERTION.finditer(quotation))
    choices: Iterable[tuple[bool, ...]] = product((True, False), repeat=len(found))
    if len(found) > _MOST_INSERTIONS:
        choices = [(True,) * len(found), (False,) * len(found)]
    for choice in choices:
        reading = quotation
        for insertion, is_kept in zip(found, choice, strict=True):
            inner = insertion[0][1:-1]
            # Without a blank between bracket and letters, `[T]he` is one word.
            shown = f"\u200b{inner}\u200b" if is_kept else "…" + " " * (len(inner) + 1)
            reading = reading[: insertion.start()] + shown + reading[insertion.end() :]
        yield reading


def _faulty_piece(reading: str, fingerprint: Fingerprint) -> tuple[int, list[Word]] | None:
    """The first piece that does not stand in the source, and how many words come before it."""
    number = 0
    for start, piece in pieces(reading):
        found = words(piece, start)
        if not _stand([word.text for word in found], fingerprint):
            return number, found
        number += len(found)
    return None if number else (0, [])  # a quotation without words proves nothing


def _stand(texts: Sequence[str], fingerprint: Fingerprint) -> bool:
    """Do these words stand in the source, in this order?"""
    return all(fingerprint.has(texts[run]) for run in runs(len(texts)))


def _departure(
    quotation: str, number: int, piece: list[Word], fingerprint: Fingerprint, known: Iterable[str]
) -> Proof:
    if not piece:  # a quotation without words
        return Proof(State.DEPARTS, end=len(quotation))
    texts = [word.text for word in piece]
    broken = [run for run in runs(len(texts)) if not fingerprint.has(texts[run])]
    # The words that stand in the source before the first fault, and after the last one.
    before = min(run.stop for run in broken) - 1
    after = len(texts) - max(run.start for run in broken) - 1
    if fingerprint.covers is Covers.EXCERPT:
        most = max(before, after)
        if most < _ENOUGH or most * 2 < len(texts):
            return Proof(State.OUTSIDE)
    # Two faults leave a gap between what stands before and after; one lets the two overlap.
    first = min(before, len(texts) - after - 1)
    return Proof(
        State.DEPARTS,
        at=number + before + 1,
        word=_shown(quotation, piece[before : before + 1]),
        start=piece[first].start,
        end=piece[before].end,
        before=_shown(quotation, piece[max(before - 4, 0) : before]),
        after=_shown(quotation, piece[len(texts) - after :][:4]),
        mended=_mended(texts, first, before, fingerprint, known),
    )


def _mended(
    texts: list[str], first: int, last: int, fingerprint: Fingerprint, known: Iterable[str]
) -> str:
    """The piece's words around the fault as the source has them, if one slip explains it."""
    for index in range(last, first - 1, -1):
        for slip in _slips(texts, index, known):
            if len(slip) > 1 and _stand(slip, fingerprint):
                return " ".join(slip[max(index - 2, 0) : index + 3])
    return ""


def _slips(texts: list[str], index: int, known: Iterable[str]) -> Iterator[list[str]]:
    """What the quotation may have been meant to be: the likeliest slips first."""
    front, word, back = texts[:index], texts[index], texts[index + 1 :]
    for other in (*_near(word), *known):
        yield [*front, other, *back]
    if back:
        yield [*front, back[0], word, *back[1:]]
    if front and back:  # without its first or last word any quotation would do
        yield [*front, *back]
        yield from ([*front, other, word, *back] for other in known)


def _near(word: str) -> Iterator[str]:
    """Words that one letter parts from this one."""
    letters = _ALPHABETS[not word.isascii()]
    for at in range(len(word) + 1):
        front, back = word[:at], word[at:]
        if back:
            yield front + back[1:]
            yield from (front + letter + back[1:] for letter in letters)
        if len(back) > 1:
            yield front + back[1] + back[0] + back[2:]
        yield from (front + letter + back for letter in letters)


def _shown(quotation: str, found: Sequence[Word]) -> str:
    return " ".join(quotation[found[0].start : found[-1].end].split()) if found else ""
