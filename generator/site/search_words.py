"""The words of a record's texts for the reader's search, and the files that they are served in."""

import json
import re
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from generator.core import prose
from generator.core.dates import Date
from generator.data.fields import Part
from generator.site.relations import Name
from generator.core.text import ID, folded

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
        self._of_pages: Mapping[str, Iterable[str]] = {}  # the words of each page, by its path
        self._numbers: dict[str, list[int]] = {}  # of the pages that a word stands in
        self._groups: dict[str, set[str]] = {}  # the words by their first two letters
        self._written: dict[str, _Group] = {}  # by the same letters
        self._common = 0  # what counted as common when they were written

    def follow(self, words: Mapping[str, Iterable[str]]) -> None:
        """These are the words of each page now, by path."""
        if list(words) != list(self._of_pages):
            self._begin(words)
        else:
            pairs = zip(self._of_pages.values(), words.values(), strict=True)
            for number, (before, now) in enumerate(pairs):
                if before is not now:
                    self._change(number, set(before), set(now))
        self._of_pages = words

    def _begin(self, words: Mapping[str, Iterable[str]]) -> None:
        numbers: dict[str, list[int]] = defaultdict(list)
        for number, its in enumerate(words.values()):
            for word in its:
                numbers[word].append(number)
        self._numbers, self._groups, self._written = dict(numbers), {}, {}
        for word in numbers:
            self._groups.setdefault(word[:2], set()).add(word)

    def _change(self, number: int, before: AbstractSet[str], now: AbstractSet[str]) -> None:
        for word in before - now:
            self._numbers[word].remove(number)
            if not self._numbers[word]:
                del self._numbers[word]
                self._groups[word[:2]].remove(word)
        for word in now - before:
            insort(self._numbers.setdefault(word, []), number)
            self._groups.setdefault(word[:2], set()).add(word)
        for word in before ^ now:
            self._written.pop(word[:2], None)

    def files(self, common: int) -> Iterator[File]:
        """The files that the words are served in.

        Words of the same first two letters are never parted, so that one file holds all words that
        a reader may be about to type. Each number is the distance from the one before it, which
        compresses better. A word that stands in more than `common` pages has 0 in place of
        numbers: it is taken to stand everywhere.
        """
        if common != self._common:
            self._common, self._written = common, {}
        file: list[_Group] = []
        for letters in sorted(letters for letters, words in self._groups.items() if words):
            if letters not in self._written:
                self._written[letters] = self._group(sorted(self._groups[letters]))
            file.append(self._written[letters])
            if sum(one.size for one in file) >= SIZE:
                yield _file(file)
                file = []
        if file:
            yield _file(file)

    def _group(self, words: Sequence[str]) -> "_Group":
        size, parts = 0, []
        for word in words:
            numbers, shown = self._numbers[word], "0"
            size += len(word) + 4
            if len(numbers) <= self._common:
                distances = [after - before for before, after in pairwise((0, *numbers))]
                shown = f"[{','.join(map(str, distances))}]"
                size += 3 * len(numbers)
            parts.append(f"{compact_json(word)}:{shown}")
        return _Group(words[0], size, ",".join(parts))


class _Group(NamedTuple):
    """The words of the same first two letters, as their file has them."""

    first: str
    size: int  # about how many characters there are
    text: str


def _file(groups: Sequence[_Group]) -> File:
    return File(groups[0].first, f"{{{','.join(one.text for one in groups)}}}".encode())


compact_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
