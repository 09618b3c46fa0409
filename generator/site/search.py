"""What the reader's search reads: a list of all pages with their spellings, and the words of their
texts. `overrides/assets/search/worker.js` is its reader.

The list is fetched when the search is used first; of the words only the file that a query falls
into. One file of all words would be fetched whole: at 1,000 claims, more than all else together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.site import questions
from generator.core.dates import Date
from generator.data.kinds import KINDS, kind_of
from generator.data.records import (
    AnyRecord,
    Claim,
    Document,
    Entity,
    Event,
    Source,
    Talk,
    title_of,
)
from generator.site.claims import TOPICS, status_of
from generator.site.page_context import PageContext
from generator.site.paths import address
from generator.site.questions import first_said
from generator.site.search_words import COMMON, compact_json, word_files, words_of
from generator.site.site import Asset, Page
from generator.labels.english import words
from generator.core.text import shortened

FOLDER = "assets/search"
RECORDS = f"{FOLDER}/records.json"
SUMMARY = 110  # characters: two lines of a result

# What a kind adds to the rank of a page; see `hit` in the worker for what else counts. Claims and
# talks are what readers come for. A source whose title holds a typed word is worth less than a
# claim with another spelling of that word, and more than a page with the word in its text.
_RANKS = {"talk": 1.0, "claim": 1.0, "source": -6.0}
_OTHER_RANK = 0.5
# The kinds by the words that results show, with the words that readers type for them.
_KINDS = {
    **{kind.id.capitalize(): (kind.id, kind.plural) for kind in KINDS},
    "Topic": ("topic", "topics"),
    "Page": (),
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


def found_by(ctx: PageContext, page: Page, text: str = "") -> Found:
    """By what readers find a page; `text` is that of a page that is written by hand."""
    if page.record:
        record = ctx.record(page.record)
        return Found(_line(_entry(ctx, page, record)), words_of(ctx.title_if_any, record))
    kind = "Topic" if page.path.startswith("topics/") and page.path != TOPICS else "Page"
    entry = Entry(address(page.path), kind, page.title, shortened(page.description, SUMMARY))
    words = words_of(ctx.title_if_any, (page.title, page.description, text))
    return Found(_line(entry), words)


def search_files(found: Mapping[str, Found]) -> Iterator[Asset]:
    """From what all pages are found by, by path and in order of path."""
    files = word_files([one.words for one in found.values()], len(found) // COMMON)
    records = _list([one.entry for one in found.values()], [file.first for file in files])
    yield Asset(RECORDS, records)
    for index, file in enumerate(files):
        yield Asset(f"{FOLDER}/words-{index}.json", file.data)


def _list(entries: Iterable[str], starts: Sequence[str]) -> bytes:
    kinds = {
        label: {"rank": _RANKS.get(label.lower(), _OTHER_RANK), "words": names}
        for label, names in _KINDS.items()
    }
    # Of each file of words the first word is told.
    head = f'"kinds":{compact_json(kinds)},"words":{compact_json(starts)}'
    return f'{{{head},"entries":[{",".join(entries)}]}}'.encode()


def _line(entry: Entry) -> str:
    """What is empty is left out, but the address: that of the home page is empty."""
    named = zip(Entry._fields, entry, strict=True)
    return compact_json({name: value for name, value in named if value or name == "at"})


def _entry(ctx: PageContext, page: Page, record: AnyRecord) -> Entry:
    also = (*record.names.values(), *record.also) if isinstance(record, Entity) else ()
    date, status = _state(ctx, record)
    title = title_of(record)
    return Entry(
        address(page.path),
        kind_of(record).id.capitalize(),
        title,
        _summary(ctx, page, record),
        tuple(dict.fromkeys(one for one in also if one != title)),
        date.words if date else "",
        status,
    )


def _summary(ctx: PageContext, page: Page, record: AnyRecord) -> str:
    """A line under the title that does not say the title again."""
    match record:
        case Claim():
            speakers = dict.fromkeys(one.speaker for one in record.statements)
            names = (ctx.title(id) for id in speakers)
            return shortened(", ".join(names), SUMMARY)
        case Source():
            return shortened(f"{record.publisher}: {record.standpoint}", SUMMARY)
        case _:
            return shortened(page.description, SUMMARY)


def _state(ctx: PageContext, record: AnyRecord) -> tuple[Date | None, tuple[str, ...]]:
    """The date and the status by which a reader tells the page from others."""
    match record:
        case Claim():
            status = status_of(ctx, record)
            return first_said(record), (status.id, status.label)
        case Talk():
            return record.span, (str(record.status), words(record.status))
        case Document() | Event():
            return record.date, ()
        case Source():
            return record.published, ()
        case _:
            return None, ()
