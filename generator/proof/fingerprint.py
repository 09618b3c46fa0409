"""Fingerprints: what is kept of a source's text so that quotations of it can be proven offline.

A fingerprint is the set of the hashes of all overlapping runs of 1, 2, 3, 4, 6 and 8 words. It
holds no readable text. A quotation is proven when every run of these lengths in it is there.

docs/trust.md says what such a proof is worth, with the numbers that follow from `LENGTHS` and
`MARGIN`, and how far a fingerprint hides a text.

What is compared are words without case, punctuation and the habits of typesetters: two
printings of the same words come out equal, whatever kinds of quotation mark, dash, blank and
apostrophe they use. What changes the meaning stays: letters with their accents, digits, and the
signs of money, percent and the like.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import blake2b
from itertools import groupby
from typing import NamedTuple

from generator.core.diagnostics import Diagnostic, Rule, Span

BAD_FINGERPRINT = Rule(
    id="bad-fingerprint",
    summary="A fingerprint is as `explainer snapshot` wrote it, and belongs to a source.",
    why="It would prove nothing, or something else.",
)

LENGTHS = (1, 2, 3, 4, 6, 8)
MARGIN = 12  # bits by which a hash is longer than it takes to count the runs
FOLDER = "site-data/fingerprints/"

_TITLE = "explainer fingerprint 1"
_FIELDS = ("source", "covers", "date", "words", "runs", "digest", "checksum")
_GROUP = 2  # the digits by which hashes stand together on a line
_MOST = 16  # bytes that a hash could ever need

# Signs that print nothing: soft hyphens, joiners, marks of direction, byte order marks.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
# Stress marks that are left after composition stand on letters that have no accent of their own.
_STRESS = re.compile("[\u0300\u0301]")
_APOSTROPHES = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201b\u02bc\u02b9\u0060\u00b4\u2032\uff07", "'")
)
_ELLIPSIS = re.compile(r"[\[(]\s*(?:…|\.\s?\.\s?\.)\s*[\])]|…|\.\s?\.\s?\.(?:\s?\.)*")
_IDEOGRAPH = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_COMPARED = re.compile(
    rf"""
    [{_IDEOGRAPH}]                                      # scripts that put no blanks between words
    | \d+(?:[.,:]\d+)+                                  # 3.5  1,000  10:30
    | [^\W_{_IDEOGRAPH}]+(?:'[^\W_{_IDEOGRAPH}]+)*      # peace  didn't  28
    | [%‰&§°$€£¥₴₽₺₸¢₹]
    """,
    re.VERBOSE,
)


class Covers(StrEnum):
    WHOLE = "whole"
    EXCERPT = "excerpt"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    source: str  # the id that the source had when it was read
    covers: Covers
    date: date  # the day on which the text was read
    words: int
    number: int  # of different runs
    digest: str  # of the whole text; the key of the hashes
    # Hashes by their first digits, so that most are never unpacked.
    lines: Mapping[str, str] = field(hash=False)

    def has(self, run: Sequence[str]) -> bool:
        """Does this run of words stand in the text? Its length must be one of `LENGTHS`."""
        wanted = _hash(run, self.digest)
        hashes = self.lines.get(wanted[:_GROUP], "").split()
        return any(wanted.startswith(end, _GROUP) for end in hashes)


def fingerprint_of(source: str, text: str, day: date, covers: Covers) -> Fingerprint:
    """The fingerprint of a text. Runs do not reach over an ellipsis: there the text has a gap."""
    parts = [bare_words(piece) for _, piece in pieces(text)]
    digest = blake2b("\n".join(" ".join(part) for part in parts).encode(), digest_size=32)
    key = digest.hexdigest()
    full = {_hash(part[run], key) for part in parts for run in runs(len(part))}
    digits = max(-(-(len(full).bit_length() + MARGIN) // 4), _GROUP + 2)
    cut = sorted({hash[:digits] for hash in full})
    lines = {
        start: "".join(f" {hash[_GROUP:]}" for hash in group)
        for start, group in groupby(cut, key=lambda digits: digits[:_GROUP])
    }
    return Fingerprint(source, covers, day, sum(map(len, parts)), len(cut), key, lines)


def serialised(print: Fingerprint) -> str:
    """The text of a fingerprint's file: a header, a blank line, and the hashes in order."""
    values = (print.source, print.covers, print.date, print.words, print.number, print.digest)
    header = [_TITLE, *(f"{name}: {value}" for name, value in zip(_FIELDS, values, strict=False))]
    body = [start + hashes for start, hashes in print.lines.items()]
    checksum = f"checksum: {_checksum(header, body)}"
    return "\n".join([*header, checksum, "", *body, ""])


def parsed(path: str, text: str) -> tuple[Fingerprint | None, list[Diagnostic]]:
    """The fingerprint of a file; or what is wrong with it: one that is damaged proves nothing."""
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    if lines[0] != _TITLE:
        return None, [_damaged(path, 1, f"the first line is not `{_TITLE}`")]
    blank = lines.index("") if "" in lines else len(lines)
    fields: dict[str, str] = {}
    for number, line in enumerate(lines[1:blank], start=2):
        name, colon, value = line.partition(": ")
        if not colon or name not in _FIELDS or name in fields:
            return None, [_damaged(path, number, f"`{line[:40]}` is no line of a header")]
        fields[name] = value
    if missing := [name for name in _FIELDS if name not in fields]:
        return None, [_damaged(path, blank, f"the header has no `{missing[0]}`")]
    header = [line for line in lines[:blank] if not line.startswith("checksum: ")]
    body = lines[blank + 1 :]
    if fields["checksum"] != _checksum(header, body):
        return None, [_damaged(path, 1, "the file is not as it was written")]
    try:
        covers, day = Covers(fields["covers"]), date.fromisoformat(fields["date"])
        words, number = int(fields["words"]), int(fields["runs"])
    except ValueError as error:
        return None, [_damaged(path, 1, f"the header cannot be read: {error}")]
    hashes = {line[:_GROUP]: line[_GROUP:] for line in body}
    return Fingerprint(fields["source"], covers, day, words, number, fields["digest"], hashes), []


def runs(number: int) -> Iterator[slice]:
    """Where the overlapping runs of so many words begin and end."""
    for length in LENGTHS:
        for start in range(number - length + 1):
            yield slice(start, start + length)


def _hash(run: Sequence[str], key: str) -> str:
    return blake2b(" ".join(run).encode(), digest_size=_MOST, key=key.encode()).hexdigest()


def _checksum(header: Sequence[str], body: Sequence[str]) -> str:
    return blake2b("\n".join([*header, *body]).encode(), digest_size=8).hexdigest()


def _damaged(path: str, line: int, message: str) -> Diagnostic:
    help_text = "make it anew with `explainer snapshot`, or take the file back from git"
    return BAD_FINGERPRINT.found(Span(path, line, 1, line, 1), message, help_text)


class Word(NamedTuple):
    """A word as it is compared, and the stretch of the text, up to its blanks, that holds it."""

    text: str
    start: int
    end: int


def normal(text: str) -> str:
    """The text in one form of each character, in small letters, with one kind of apostrophe."""
    if text.isascii():  # most words of most texts: nothing of all this is in them
        return text.replace("`", "'").lower()
    visible = INVISIBLE.sub("", text).translate(_APOSTROPHES)
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
    return _COMPARED.findall(normal(text))


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """A text cut at its ellipses (`…`, `...`, `[…]`): where each piece starts, and the piece."""
    cuts = [0, *(end for found in _ELLIPSIS.finditer(text) for end in found.span()), len(text)]
    for start, end in zip(cuts[::2], cuts[1::2], strict=True):
        if text[start:end].strip():
            yield start, text[start:end]
