"""An archive: all records of an explainer that could be read, and where each was written."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from generator.core.diagnostics import Span
from generator.data.records import Explainer, KindNames, Record
from generator.data.source_text import SourceText
from generator.data.walk import Marked, Mention, Path
from generator.proof.fingerprint import Fingerprint

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Origin(SourceText):
    """Where a record was written: its file, and the span of each of its keys and values."""

    values: Mapping[Path, Span]
    keys: Mapping[Path, Span]
    faulty: frozenset[Path] = frozenset()  # where a value is missing or was refused
    hides_mentions: bool = False  # may what was refused have named another record?
    marks: tuple[Marked, ...] = ()  # its marked texts, without what is faulty
    mentions: tuple[Mention, ...] = ()
    lines: tuple[int, ...] = ()  # on which its statements begin, for the links that edit them

    @cached_property
    def mentioned(self) -> tuple[tuple[str, str], ...]:
        """The targets and reasons of its mentions, without their places."""
        return tuple(dict.fromkeys((mention.target, mention.reason) for mention in self.mentions))

    def at(self, *path: str | int) -> Span:
        """The span of a value, or of the nearest value around it that was written down."""
        while path:
            if path in self.values:
                return self.values[path]
            path = path[:-1]
        return Span(self.path)

    def key_at(self, *path: str | int) -> Span:
        return self.keys.get(path) or self.at(*path)

    def beginning(self, *path: str | int) -> Span:
        """The first character of a value or of its key."""
        begin = self.key_at(*path)
        return self.span(self.offset(begin.line, begin.column))

    def is_accepted(self, *path: str | int) -> bool:
        """Is what stands there not faulty as a whole? A part of it may be."""
        return not any(path[: len(fault)] == fault for fault in self.faulty)

    def is_sound(self, *path: str | int) -> bool:
        """Is nothing faulty of what stands there: not as a whole, and no part of it?"""
        return not any(fault[: len(path)] == path[: len(fault)] for fault in self.faulty)

    def are_sound(self, field: str, number: int, key: str) -> bool:
        """Is a field sound, and this value in each of its so many entries?"""
        entries = range(number)
        return self.is_accepted(field) and all(self.is_sound(field, at, key) for at in entries)


# What stands in a hand-written page where the generator fills something in: `<!-- answer -->`.
BLOCK = re.compile(r"<!--\s*(?P<name>[\w-]+)\s*-->")


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


@dataclass(frozen=True)
class Archive:
    explainer: Explainer | None
    records: Mapping[str, Record]
    origins: Mapping[str, Origin]  # by id
    explainer_origin: Origin | None = None
    unread: frozenset[str] = frozenset()  # ids of records, paths of pages that have faults
    content: tuple[ContentPage, ...] = ()
    paths: Mapping[str, str] = field(default_factory=dict)  # id -> file of it, unread ones too
    fingerprints: Mapping[str, Fingerprint] = field(default_factory=dict)  # by id of the source
    ledger: tuple[str, ...] | None = None  # the lines of the ledger, if there is one
    kinds: tuple[KindNames, ...] = ()  # all that there are, in the order in which they are listed
    today: date = date.max  # the day for which it is read: embargoes up to it have passed
    # The same with what is in files with faults, of which `Origin.is_sound` tells what is right.
    # Records whose name is no id, or is another's, are known by their path.
    readable: "Archive | None" = None

    @property
    def written(self) -> Iterator[Origin]:
        """Where all records were written, and the explainer itself."""
        yield from (self.origins[id] for id in self.records)
        if self.explainer and self.explainer_origin:
            yield self.explainer_origin

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Every mention of a record by a record, by the explainer or by a hand-written page."""
        origins = [*self.written, *(page.origin for page in self.content)]
        return tuple(mention for origin in origins for mention in origin.mentions)

    def origin_of(self, name: str) -> Origin:
        """Where a record was written, or the explainer, which is known as the home page."""
        origin = self.origins.get(name) or self.explainer_origin
        assert origin, "what could be read was written somewhere"
        return origin

    def title(self, id: str) -> str | None:
        record = self.records.get(id)
        return record.heading if record is not None else None

    def is_held(self, record: Record) -> bool:
        """Is the record kept out of what is published today?"""
        return record.draft or record.held_until > self.today

    @property
    def published(self) -> "Archive":
        """The archive without its drafts and what is under embargo; itself if there are none."""
        records = {id: record for id, record in self.records.items() if not self.is_held(record)}
        return self if len(records) == len(self.records) else replace(self, records=records)

    def of_kind(self, model: type[R]) -> tuple[R, ...]:
        """All records of a kind, in order of id."""
        return tuple(record for record in self.records.values() if isinstance(record, model))
