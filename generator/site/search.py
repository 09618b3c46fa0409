"""What the reader's search reads: a list of all pages with their spellings, and the words of their
texts. `overrides/assets/search/worker.js` is its reader.

The list is fetched when the search is used first; of the words only the file that a query falls
into. One file of all words would be fetched whole: at 1,000 claims, more than all else together.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

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
from generator.packed import Lines, Packed, packed
from generator.site.claims import TOPICS, status_of
from generator.site.page_context import Making
from generator.site.paths import address
from generator.site.relations import first_said
from generator.site.search_words import COMMON, Words, compact_json, words_of
from generator.site.site import Page
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
    words: Lines  # the distinct words of its texts, folded


def found_by(making: Making, page: Page, text: str = "") -> Found:
    """By what readers find a page; `text` is that of a page that is written by hand."""
    names = making.relations.names
    if page.record:
        record = making.archive.records[page.record]
        return Found(_line(_entry(making, page, record)), Lines.of(words_of(names, record)))
    kind = "Topic" if page.path.startswith("topics/") and page.path != TOPICS else "Page"
    entry = Entry(address(page.path), kind, page.title, shortened(page.description, SUMMARY))
    return Found(_line(entry), Lines.of(words_of(names, (page.title, page.description, text))))


class SearchFiles:
    """The files of the search. Of those of the build before, what is still the same is taken."""

    def __init__(self) -> None:
        self._words = Words()
        self._last: Mapping[str, Packed] = {}

    def of(self, found: Mapping[str, Found]) -> Mapping[str, Packed]:
        """From what all pages are found by, by path and in order of path."""
        self._words.follow({path: one.words for path, one in found.items()})
        files = list(self._words.files(len(found) // COMMON))
        records = _list([one.entry for one in found.values()], [one.first for one in files])
        words = {f"{FOLDER}/words-{index}.json": file.data for index, file in enumerate(files)}
        self._last = {
            path: packed(data, self._last.get(path))
            for path, data in {RECORDS: records, **words}.items()
        }
        return self._last


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


def _entry(making: Making, page: Page, record: AnyRecord) -> Entry:
    also = (*record.names.values(), *record.also) if isinstance(record, Entity) else ()
    date, status = _state(making, record)
    title = title_of(record)
    return Entry(
        address(page.path),
        kind_of(record).id.capitalize(),
        title,
        _summary(making, page, record),
        tuple(dict.fromkeys(one for one in also if one != title)),
        date.words if date else "",
        status,
    )


def _summary(making: Making, page: Page, record: AnyRecord) -> str:
    """A line under the title that does not say the title again."""
    match record:
        case Claim():
            speakers = dict.fromkeys(one.speaker for one in record.statements)
            names = (making.title(id) for id in speakers)
            return shortened(", ".join(names), SUMMARY)
        case Source():
            return shortened(f"{record.publisher}: {record.standpoint}", SUMMARY)
        case _:
            return shortened(page.description, SUMMARY)


def _state(making: Making, record: AnyRecord) -> tuple[Date | None, tuple[str, ...]]:
    """The date and the status by which a reader tells the page from others."""
    match record:
        case Claim():
            status = status_of(making, record)
            return first_said(record), (status.id, status.label)
        case Talk():
            return record.span, (str(record.status), words(record.status))
        case Document() | Event():
            return record.date, ()
        case Source():
            return record.published, ()
        case _:
            return None, ()
