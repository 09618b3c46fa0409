"""An archive: all records of an explainer that could be read, and where each was written."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypeVar, cast

from generator.core.diagnostics import Span
from generator.core.text import text_of
from generator.data.mentions import (
    HOME,
    Mention,
    Mentioned,
    Mentions,
    mentions_by,
    mentions_in_prose,
    summed,
)
from generator.data.records import Explainer, KindNames, Record
from generator.data.walk import Marked, Path, marked
from generator.proof.fingerprint import Fingerprint

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record was written: its file, and the span of each of its keys and values."""

    path: str
    data: bytes  # of the file
    values: Mapping[Path, Span]
    keys: Mapping[Path, Span]
    faulty: frozenset[Path] = frozenset()  # where a value is missing or was refused
    hides_mentions: bool = False  # may what was refused have named another record?
    mentioned: tuple[Mentioned, ...] = ()
    lines: tuple[int, ...] = ()  # on which its statements begin, for the links that edit them

    @property
    def text(self) -> str:
        """The characters of the file."""
        return text_of(self.data)

    def at(self, *path: str | int) -> Span:
        """The span of a value, or of the nearest value around it that was written down."""
        while path:
            if path in self.values:
                return self.values[path]
            path = path[:-1]
        return Span(self.path)

    def is_sound(self, *path: str | int) -> bool:
        """Is the value that the record has there what the editor meant, with all below it?"""
        return not any(one[: len(path)] == path[: len(one)] for one in self.faulty)

    def are_sound(self, field: str, number: int, key: str) -> bool:
        """Is this value sound in each of so many entries of a field?"""
        return all(self.is_sound(field, index, key) for index in range(number))

    def sound(self, marks: Iterable[Marked]) -> tuple[Marked, ...]:
        return tuple(one for one in marks if not self.faulty or self.is_sound(*one.path))

    def whole(self) -> Span:
        """The span of the whole file."""
        lines = self.text.split("\n")
        return Span(self.path, 1, 1, len(lines), len(lines[-1]) + 1)

    def key_at(self, *path: str | int) -> Span:
        return self.keys.get(path) or self.at(*path)


# What stands in a hand-written page where the generator fills something in: `<!-- answer -->`.
BLOCK = re.compile(r"<!--\s*(?P<name>[\w-]+)\s*-->")
BLOCKS = (
    "answer",
    "key-points",
    "unknowns",
    "talks",
    "timeline",
    "map",
    "statuses",
    "scale",
    "newest-changes",
    "contents",
)


@dataclass(frozen=True, slots=True)
class ContentPage:
    """A page that people write by hand in Markdown, with its front matter."""

    path: str  # below `content/`
    title: str
    description: str
    body: str
    origin: Origin
    first_line: int  # of the body in the file
    formerly: tuple[str, ...] = ()  # addresses that it had before
    mentioned: tuple[Mentioned, ...] = ()


@dataclass(frozen=True, slots=True)
class Unsound:
    """What files with faults hold: right as far as their origins say that it is sound.

    Records whose name is no id, or is another's, are known by their path.
    """

    records: Mapping[str, Record] = field(default_factory=dict)
    explainer: Explainer | None = None
    content: tuple[ContentPage, ...] = ()
    unread: frozenset[str] = frozenset()  # ids and paths of which nothing is known at all


@dataclass(frozen=True)
class Archive:
    explainer: Explainer | None
    records: Mapping[str, Record]
    origins: Mapping[str, Origin]  # by id
    explainer_origin: Origin | None = None
    unread: frozenset[str] = frozenset()  # ids of records, paths of pages that have faults
    unsound: Unsound = Unsound()
    content: tuple[ContentPage, ...] = ()
    paths: Mapping[str, str] = field(default_factory=dict)  # id -> file of it, unread ones too
    fingerprints: Mapping[str, Fingerprint] = field(default_factory=dict)  # by id of the source
    ledger: tuple[str, ...] | None = None  # the lines of the ledger, if there is one
    kinds: tuple[KindNames, ...] = ()  # all that there are, in the order in which they are listed
    today: date = date.max  # the day for which it is read: embargoes up to it have passed

    def marks_of(self, id: str) -> tuple[Marked, ...]:
        """The marked texts of a record; those of the explainer are found under the home page."""
        record = self.explainer if id == HOME else self.records[id]
        origin = self.explainer_origin if id == HOME else self.origins[id]
        return origin.sound(marked(record)) if record and origin else ()

    def mentions_of(self, name: str) -> Iterator[Mention]:
        """Every mention by a record, by the explainer, or by the hand-written page of that path."""
        if name in self.mentioned_by_pages:
            page = next(page for page in self.content if page.path == name)
            own = mentions_in_prose(name, page.body, "page", ())
        else:
            own = iter(())
        ids = self.mentioned_by_records
        yield from mentions_by(name, self.marks_of(name)) if name in ids else ()
        yield from own

    @cached_property
    def mentioned_by_records(self) -> Mapping[str, tuple[Mentioned, ...]]:
        """What each record mentions, and the explainer as the home page."""
        found = {id: self.origins[id].mentioned for id in self.records}
        if self.explainer is not None and self.explainer_origin is not None:
            found[HOME] = self.explainer_origin.mentioned
        return found

    @cached_property
    def mentioned_by_pages(self) -> Mapping[str, tuple[Mentioned, ...]]:
        return {page.path: page.mentioned for page in self.content}

    @property
    def mentioned(self) -> Iterator[tuple[str, Mentioned]]:
        """Who mentions what: ids of records, paths of hand-written pages."""
        for by in (self.mentioned_by_records, self.mentioned_by_pages):
            for name, found in by.items():
                for one in found:
                    yield name, one

    @cached_property
    def mentions_in_sum(self) -> Mentions:
        return summed((self.mentioned_by_records, self.mentioned_by_pages))

    @property
    def mentions(self) -> Iterator[Mention]:
        """Every mention of a record by a record or a hand-written page."""
        for name in dict.fromkeys([*self.mentioned_by_records, *self.mentioned_by_pages]):
            yield from self.mentions_of(name)

    def origin_of(self, mention: Mention) -> Origin:
        """Where a mention was written."""
        if mention.record in self.origins:
            return self.origins[mention.record]
        if mention.path and self.explainer_origin:
            return self.explainer_origin
        return next(page.origin for page in self.content if page.path == mention.record)

    def title(self, id: str) -> str | None:
        record = self.records.get(id)
        return record.heading if record is not None else None

    def is_held(self, record: Record) -> bool:
        """Is the record kept out of what is published today?"""
        return record.draft or record.held_until > self.today

    @cached_property
    def readable(self) -> "Archive":
        """The archive with what files with faults hold: for those who look for further faults."""
        if self.unsound == Unsound():
            return self
        return replace(
            self,
            records=dict(sorted({**self.records, **self.unsound.records}.items())),
            explainer=self.explainer or self.unsound.explainer,
            content=(*self.content, *self.unsound.content),
            unread=self.unsound.unread,
            unsound=Unsound(),
        )

    @property
    def published(self) -> "Archive":
        """The archive without its drafts and what is under embargo; itself if there are none."""
        records = {id: one for id, one in self.records.items() if not self.is_held(one)}
        return self if len(records) == len(self.records) else replace(self, records=records)

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[Record, ...]]:
        """All records of a kind by the name of its model, in order of id."""
        found: dict[str, list[Record]] = {}
        for record in self.records.values():
            found.setdefault(type(record).__name__, []).append(record)
        return {kind: tuple(records) for kind, records in found.items()}

    def of_kind(self, model: type[R]) -> Sequence[R]:
        """All records of a kind, in order of id."""
        return cast(Sequence[R], self.by_kind.get(model.__name__, ()))
