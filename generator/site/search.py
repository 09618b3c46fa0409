"""What the reader's search reads: a list of all pages with their spellings, and the words of their
texts. `overrides/assets/search/worker.js` is its reader.

The list is fetched when the search is used first; of the words only the file that a query falls
into. One file of all words would be fetched whole: at 1,000 claims, more than all else together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.core.text import shortened
from generator.data.paths import TOPICS, address
from generator.data.records import Record
from generator.kinds.registry import KINDS, kind_of
from generator.query.context import PageContext
from generator.site.search_words import COMMON, compact_json, word_files, words_of
from generator.site.site import Page

FOLDER = "assets/search"
RECORDS = f"{FOLDER}/records.json"
SUMMARY = 110  # characters: two lines of a result

# The kinds by the words that results show, with the words that readers type for them.
_KINDS = {
    **{kind.id.capitalize(): (kind.rank, (kind.id, kind.plural)) for kind in KINDS},
    "Topic": (0.5, ("topic", "topics")),
    "Page": (0.5, ()),
}


class Entry(NamedTuple):
    """A page as the search knows it."""

    at: str  # its address below the site's
    kind: str
    title: str
    summary: str
    also: tuple[str, ...] = ()  # other spellings of the title
    date: str = ""
    status: tuple[str, ...] = ()  # id and label


class Found(NamedTuple):
    """By what readers find a page."""

    entry: str  # its line in the list, in JSON
    words: Sequence[str]  # the distinct words of its texts, folded


def found_by(ctx: PageContext, page: Page) -> Found:
    """By what readers find a page."""
    if page.record:
        record = ctx.record(page.record)
        return Found(_line(_entry(ctx, page, record)), words_of(ctx.title_if_any, record))
    kind = "Topic" if page.path.startswith("topics/") and page.path != TOPICS else "Page"
    entry = Entry(address(page.path), kind, page.title, shortened(page.description, SUMMARY))
    text = ctx.content_page(page.path).body if page.origin else ""  # it is written by hand
    words = words_of(ctx.title_if_any, (page.title, page.description, text))
    return Found(_line(entry), words)


def search_files(found: Mapping[str, Found]) -> Iterator[tuple[str, bytes]]:
    """From what all pages are found by, by path and in order of path."""
    files = word_files([one.words for one in found.values()], len(found) // COMMON)
    records = _list([one.entry for one in found.values()], [file.first for file in files])
    yield RECORDS, records
    for index, file in enumerate(files):
        yield f"{FOLDER}/words-{index}.json", file.data


def _list(entries: Iterable[str], starts: Sequence[str]) -> bytes:
    kinds = {label: {"rank": rank, "words": names} for label, (rank, names) in _KINDS.items()}
    # Of each file of words the first word is told.
    head = f'"kinds":{compact_json(kinds)},"words":{compact_json(starts)}'
    return f'{{{head},"entries":[{",".join(entries)}]}}'.encode()


def _line(entry: Entry) -> str:
    """What is empty is left out, but the address: that of the home page is empty."""
    named = zip(Entry._fields, entry, strict=True)
    return compact_json({name: value for name, value in named if value or name == "at"})


def _entry(ctx: PageContext, page: Page, record: Record) -> Entry:
    kind = kind_of(record)
    date, status = kind.state(ctx, record)
    return Entry(
        address(page.path),
        kind.id.capitalize(),
        record.heading,
        shortened(kind.found_as(ctx, record, page.description), SUMMARY),
        tuple(kind.spellings(record)),
        date.words if date else "",
        status,
    )
