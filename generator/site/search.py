"""What the reader's search reads: a list of all pages with their spellings, and the words of their
texts. `overrides/assets/search/worker.js` is its reader.

The list is fetched when the search is used first; of the words only the file that a query falls
into. One file of all words would be fetched whole: at 1,000 claims, more than all else together.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import cache, lru_cache
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from generator.core import prose
from generator.core.dates import Date
from generator.core.text import ID, folded, shortened
from generator.data.fields import Part
from generator.data.paths import TOPICS, address
from generator.kinds.registry import KINDS, kind_of
from generator.labels.labels import ENGLISH, EnglishText, Labels
from generator.query.context import PageContext, without_empty
from generator.site.site import Page

FOLDER = "assets/search"
RECORDS = f"{FOLDER}/records.json"
SUMMARY = 110  # characters: two lines of a result
COMMON = 4  # a word that stands in more than one of so many pages tells none of them apart
SIZE = 24_000  # characters of a file of words, about a third as many bytes when compressed

# Fields that hold names for machines, not words for readers.
_SILENT = {"id", "formerly", "language", "lang", "passage", "wikidata"}
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Found(NamedTuple):
    """By what readers find a page."""

    entry: str  # its line in the list, in JSON
    words: Sequence[str]  # the distinct words of its texts, folded


def found_by(ctx: PageContext, page: Page) -> Found:
    """By what readers find a page."""
    if page.record:
        record = ctx.record(page.record)
        kind = kind_of(record)
        date, status = kind.state(ctx, record)
        entry = _entry(
            page,
            kind=ctx.labels.gettext(kind.names.singular),
            title=record.heading,
            summary=shortened(kind.found_as(ctx, record, page.description), SUMMARY),
            also=tuple(kind.spellings(record)),  # other spellings of the title
            date=ctx.labels.date(date) if date else "",
            status=status,  # id and label
        )
        return Found(entry, words_of(ctx, record))
    _ = ctx.labels.gettext
    is_topic = page.path.startswith("topics/") and page.path != TOPICS
    label = _("Topic") if is_topic else _("Page")
    summary = shortened(page.description, SUMMARY)
    text = ctx.content_page(page.path).body if page.origin else ""  # it is written by hand
    words = words_of(ctx, (page.title, page.description, text))
    return Found(_entry(page, kind=label, title=page.title, summary=summary), words)


def _entry(page: Page, **shown: str | tuple[str, ...]) -> str:
    """A page as the search knows it. What is empty is left out, but the address below the site's:
    that of the home page is empty."""
    return _json({"at": address(page.path), **without_empty(shown)})


def _kinds(labels: Labels) -> dict[str, Any]:
    """The kinds by the words that results show, with the words that readers type for them."""
    _ = labels.gettext
    kinds = [(_(kind.names.singular), kind.rank, [_(kind.names.label)]) for kind in KINDS]
    kinds += [(_("Topic"), 0.5, [_("Topics")]), (_("Page"), 0.5, [])]
    return {
        label: {"rank": rank, "words": [folded(word) for word in (label, *more) if more]}
        for label, rank, more in kinds
    }


def search_files(labels: Labels, found: Mapping[str, Found]) -> Iterator[tuple[str, bytes]]:
    """From what all pages are found by, by path and in order of path."""
    files = list(word_files([page.words for page in found.values()], len(found) // COMMON))
    # Of each file of words the first word is told.
    also = labels.gettext("Also written: {name}")
    starts = [next(iter(words)) for words in files]
    lang = {"lang": ENGLISH} if isinstance(also, EnglishText) else {}
    about = {"also": also, **lang, "kinds": _kinds(labels), "words": starts}
    head = _json(about).removesuffix("}")
    entries = ",".join(page.entry for page in found.values())
    yield RECORDS, f'{head},"entries":[{entries}]}}'.encode()
    for index, words in enumerate(files):
        yield f"{FOLDER}/words-{index}.json", _json(words).encode()


def word_files(
    pages: Sequence[Sequence[str]], common: int
) -> Iterator[Mapping[str, list[int] | int]]:
    """The files that words are served in, from the distinct words of each page.

    They have the words in order of the alphabet, with the numbers of the pages that they stand in.
    Words of the same first two letters are never parted, so that one file holds all words that
    a reader may be about to type. Each number is the distance from the one before it, which
    compresses better. A word that stands in more than `common` pages has 0 in place of
    numbers: it is taken to stand everywhere.
    """
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(pages):
        for word in words:
            numbers[word].append(number)
    file: dict[str, list[int] | int] = {}
    size = 0  # about how many characters it has
    for _, group in groupby(sorted(numbers), key=lambda word: word[:2]):
        for word in group:
            size += len(word) + 4
            if len(numbers[word]) > common:
                file[word] = 0
            else:
                places = pairwise((0, *numbers[word]))
                file[word] = [after - before for before, after in places]
                size += 3 * len(numbers[word])
        if size >= SIZE:
            yield file
            file, size = {}, 0
    if file:
        yield file


def words_of(ctx: PageContext, value: Any) -> Sequence[str]:
    """The distinct words of a record, or of some texts, folded."""
    pieces = set(" ".join(_texts(ctx, value)).split())
    odd = {piece for piece in pieces if not piece.isascii()}
    plain = folded(" ".join(pieces - odd)).split()
    return sorted(set(plain).union(*map(_folded, odd)))


def _texts(ctx: PageContext, value: Any) -> Iterator[str]:
    """Every text for readers, with the titles of the records that are named."""
    match value:
        case Enum():
            return
        case str():
            yield (ctx.title_if_any(value) if ID.fullmatch(value) else None) or _plain(ctx, value)
        case tuple():
            for part in value:
                yield from _texts(ctx, part)
        case Part():
            for field in _speaking(type(value)):
                yield from _texts(ctx, getattr(value, field))
        case Date():
            yield ctx.labels.date(value)
        case Mapping():
            yield from value.values()


@cache
def _speaking(model: type[Part]) -> tuple[str, ...]:
    return tuple(field for field in model.model_fields if field not in _SILENT)


def _plain(ctx: PageContext, text: str) -> str:
    """A text without comments and citations, and with its links in words."""
    if "[" not in text and "<" not in text:
        return text

    def title(id: str) -> str:
        return ctx.title_if_any(id) or id

    return prose.shown(_COMMENT.sub("", text), title, citation=" ")


@lru_cache(maxsize=65_536)
def _folded(piece: str) -> tuple[str, ...]:
    """The words of a text without blanks. Folding is slow for more than ASCII, and most pieces
    come again."""
    return tuple(folded(piece).split())
