"""The words of a record's texts for the reader's search, and the files that they are served in."""

import json
import re
from bisect import insort
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum
from functools import cache, lru_cache
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from generator import prose
from generator.dates import Date
from generator.model.fields import Part
from generator.pages.relations import Name
from generator.text import ID, folded

COMMON = 4  # a word that stands in more than one of so many pages tells none of them apart
SIZE = 24_000  # characters of a file, about a third as many bytes when compressed

# Fields that hold names for machines, not words for readers.
_SILENT = {"id", "formerly", "language", "lang", "passage", "wikidata"}
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def words_of(names: Mapping[str, Name], value: Any) -> Sequence[str]:
    """The distinct words of a record, or of some texts, folded."""
    texts: list[str] = []
    _gather(names, value, texts)
    pieces = set(" ".join(texts).split())
    odd = {piece for piece in pieces if not piece.isascii()}
    plain = folded(" ".join(pieces - odd)).split()
    return sorted(set(plain).union(*map(_folded, odd)))


def _gather(names: Mapping[str, Name], value: Any, texts: list[str]) -> None:
    """Every text for readers, with the titles of the records that are named."""
    match value:
        case Enum():
            return
        case str():
            named = names.get(value) if ID.fullmatch(value) else None
            texts.append(named.title if named else _plain(names, value))
        case tuple():
            for one in value:
                _gather(names, one, texts)
        case Part():
            for field in _speaking(type(value)):
                inner = getattr(value, field)
                if inner is not None:
                    _gather(names, inner, texts)
        case Date():
            texts.append(value.words)
        case Mapping():
            texts += value.values()


@cache
def _speaking(model: type[Part]) -> tuple[str, ...]:
    return tuple(field for field in model.model_fields if field not in _SILENT)


def _plain(names: Mapping[str, Name], text: str) -> str:
    """A text without comments and citations, and with its links in words."""
    if "[" not in text and "<" not in text:
        return text
    shown = []
    for token in prose.tokens(_COMMENT.sub("", text)):
        match token:
            case prose.Words(plain):
                shown.append(plain)
            case prose.Link(target, words):
                named = names.get(target)
                shown.append(words or (named.title if named else target))
            case prose.Citation():
                shown.append(" ")
    return "".join(shown)


@lru_cache(maxsize=65_536)
def _folded(piece: str) -> tuple[str, ...]:
    """The words of a text without blanks. Folding is slow for more than ASCII, and most pieces
    come again."""
    return tuple(folded(piece).split())


class File(NamedTuple):
    """Words in order of the alphabet, with the numbers of the pages that they stand in."""

    first: str
    data: bytes


class Words:
    """Which words stand in which pages; brought up to date where only a few of them changed."""

    def __init__(self) -> None:
        self._texts: Mapping[str, str] = {}  # the words of each page, by its path
        self._numbers: dict[str, list[int]] = {}  # of the pages that a word stands in
        self._written: dict[str, str] = {}  # the numbers of a word as its file has them

    def follow(self, texts: Mapping[str, str]) -> None:
        """These are the words of each page now, by path; they are parted by blanks."""
        if list(texts) != list(self._texts):
            numbers = defaultdict[str, list[int]](list)
            for number, text in enumerate(texts.values()):
                for word in text.split():
                    numbers[word].append(number)
            self._numbers, self._written = dict(numbers), {}
        else:
            pairs = zip(self._texts.values(), texts.values(), strict=True)
            for number, (before, now) in enumerate(pairs):
                if before is not now:
                    self._change(number, set(before.split()), set(now.split()))
        self._texts = texts

    def _change(self, number: int, before: AbstractSet[str], now: AbstractSet[str]) -> None:
        for word in before - now:
            self._numbers[word].remove(number)
            if not self._numbers[word]:
                del self._numbers[word]
        for word in now - before:
            insort(self._numbers.setdefault(word, []), number)
        for word in before ^ now:
            self._written.pop(word, None)

    def files(self, common: int) -> Iterator[File]:
        """The files that the words are served in.

        Words of the same first two letters are never parted, so that one file holds all words that
        a reader may be about to type. Each number is the distance from the one before it, which
        compresses better. A word that stands in more than `common` pages has 0 in place of
        numbers: it is taken to stand everywhere.
        """
        file: list[str] = []
        size = 0
        for _, group in groupby(sorted(self._numbers), key=lambda word: word[:2]):
            for word in group:
                file.append(word)
                number = len(self._numbers[word])
                size += len(word) + 4 + 3 * number * (number <= common)
            if size >= SIZE:
                yield self._file(file, common)
                file, size = [], 0
        if file:
            yield self._file(file, common)

    def _file(self, words: Sequence[str], common: int) -> File:
        parts = [f"{compact_json(word)}:{self._of(word, common)}" for word in words]
        return File(words[0], f"{{{','.join(parts)}}}".encode())

    def _of(self, word: str, common: int) -> str:
        numbers = self._numbers[word]
        if len(numbers) > common:
            return "0"
        if word not in self._written:
            distances = [after - before for before, after in pairwise((0, *numbers))]
            self._written[word] = f"[{','.join(map(str, distances))}]"
        return self._written[word]


compact_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
