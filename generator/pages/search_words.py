"""The words of a record's texts for the reader's search, and the files that they are served in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any

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
    pieces = {piece for text in _texts(names, value) for piece in text.split()}
    return sorted({word for piece in pieces for word in _folded(piece)})


def _texts(names: Mapping[str, Name], value: Any) -> Iterator[str]:
    """Every text for readers, with the titles of the records that are named."""
    match value:
        case Enum():
            return
        case str():
            named = names.get(value) if ID.fullmatch(value) else None
            yield named.title if named else _plain(names, value)
        case Date():
            yield value.words
        case Part():
            for field in type(value).model_fields:
                if field not in _SILENT:
                    yield from _texts(names, getattr(value, field))
        case Mapping():
            yield from value.values()
        case tuple():
            for one in value:
                yield from _texts(names, one)


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
    """The words of a text without blanks. Folding is slow, and most pieces come again."""
    return tuple(folded(piece).split())


def files_of_words(
    numbers: Mapping[str, Sequence[int]], common: int
) -> Iterator[Mapping[str, Sequence[int] | int]]:
    """Words in order of the alphabet, each with the numbers of the pages that it stands in.

    Words of the same first two letters are never parted, so that one file holds all words that a
    reader may be about to type. Each number is the distance from the one before it, which
    compresses better. A common word has 0 in place of numbers: it is taken to stand everywhere.
    """
    file: dict[str, Sequence[int] | int] = {}
    size = 0
    for _, group in groupby(sorted(numbers), key=lambda word: word[:2]):
        for word in group:
            found = numbers[word]
            file[word] = 0 if len(found) > common else _distances(found)
            size += len(word) + 4 + 3 * len(found) * (len(found) <= common)
        if size >= SIZE:
            yield file
            file, size = {}, 0
    if file:
        yield file


def _distances(numbers: Sequence[int]) -> list[int]:
    return [after - before for before, after in pairwise((0, *numbers))]
