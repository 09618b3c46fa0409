"""The words of a record's texts for the reader's search, and the files that they are served in."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cache, lru_cache
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from generator.core import prose
from generator.core.dates import Date
from generator.core.text import ID, folded
from generator.data.fields import Part

COMMON = 4  # a word that stands in more than one of so many pages tells none of them apart
SIZE = 24_000  # characters of a file, about a third as many bytes when compressed

Title = Callable[[str], str | None]  # of a record, by its id

# Fields that hold names for machines, not words for readers.
_SILENT = {"id", "formerly", "language", "lang", "passage", "wikidata"}
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def words_of(title: Title, value: Any) -> Sequence[str]:
    """The distinct words of a record, or of some texts, folded."""
    texts: list[str] = []
    _gather(title, value, texts)
    pieces = set(" ".join(texts).split())
    odd = {piece for piece in pieces if not piece.isascii()}
    plain = folded(" ".join(pieces - odd)).split()
    return sorted(set(plain).union(*map(_folded, odd)))


def _gather(title: Title, value: Any, texts: list[str]) -> None:
    """Every text for readers, with the titles of the records that are named."""
    match value:
        case Enum():
            return
        case str():
            named = title(value) if ID.fullmatch(value) else None
            texts.append(named or _plain(title, value))
        case tuple():
            for one in value:
                _gather(title, one, texts)
        case Part():
            for field in _speaking(type(value)):
                inner = getattr(value, field)
                if inner is not None:
                    _gather(title, inner, texts)
        case Date():
            texts.append(value.words)
        case Mapping():
            texts += value.values()


@cache
def _speaking(model: type[Part]) -> tuple[str, ...]:
    return tuple(field for field in model.model_fields if field not in _SILENT)


def _plain(title: Title, text: str) -> str:
    """A text without comments and citations, and with its links in words."""
    if "[" not in text and "<" not in text:
        return text
    shown = []
    for token in prose.tokens(_COMMENT.sub("", text)):
        match token:
            case prose.Words(plain):
                shown.append(plain)
            case prose.Link(target, words):
                shown.append(words or title(target) or target)
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


def word_files(pages: Sequence[Sequence[str]], common: int) -> list[File]:
    """The files that words are served in, from the distinct words of each page.

    Words of the same first two letters are never parted, so that one file holds all words that
    a reader may be about to type. Each number is the distance from the one before it, which
    compresses better. A word that stands in more than `common` pages has 0 in place of
    numbers: it is taken to stand everywhere.
    """
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(pages):
        for word in words:
            numbers[word].append(number)
    files: list[File] = []
    entries: list[str] = []
    size, first = 0, ""
    for _, group in groupby(sorted(numbers), key=lambda word: word[:2]):
        for word in group:
            first = first or word
            entry, room = _entry(word, numbers[word], common)
            entries.append(entry)
            size += room
        if size >= SIZE:
            files.append(_file(first, entries))
            entries, size, first = [], 0, ""
    return [*files, _file(first, entries)] if entries else files


def _entry(word: str, pages: Sequence[int], common: int) -> tuple[str, int]:
    """A word with its pages, as its file has them, and about how many characters these are."""
    if len(pages) > common:
        return f"{compact_json(word)}:0", len(word) + 4
    distances = [after - before for before, after in pairwise((0, *pages))]
    shown = f"[{','.join(map(str, distances))}]"
    return f"{compact_json(word)}:{shown}", len(word) + 4 + 3 * len(pages)


def _file(first: str, entries: Sequence[str]) -> File:
    return File(first, f"{{{','.join(entries)}}}".encode())


compact_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
