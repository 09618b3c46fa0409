"""An archive: all records of an explainer that could be read, and where each was written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from generator.diagnostics import Span
from generator.model.mentions import HOME, Mention, mentions_by, mentions_in_prose
from generator.model.records import AnyRecord, Explainer, Record
from generator.model.walk import Marked, Path, marked
from generator.trust.fingerprint import Fingerprint

R = TypeVar("R", bound=AnyRecord)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record was written: its file, and the span of each of its keys and values."""

    path: str
    text: str
    values: Mapping[Path, Span]
    keys: Mapping[Path, Span]
    marks: tuple[Marked, ...] = ()  # what a record with faults mentions all the same

    def at(self, *path: str | int) -> Span:
        """The span of a value, or of the nearest value around it that was written down."""
        while path:
            if path in self.values:
                return self.values[path]
            path = path[:-1]
        return Span(self.path)

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


@dataclass(frozen=True)
class Archive:
    explainer: Explainer | None
    records: Mapping[str, AnyRecord]
    origins: Mapping[str, Origin]  # by id
    explainer_origin: Origin | None = None
    unread: frozenset[str] = frozenset()  # ids of records, paths of pages that could not be read
    content: tuple[ContentPage, ...] = ()
    paths: Mapping[str, str] = field(default_factory=dict)  # id -> file of it, unread ones too
    fingerprints: Mapping[str, Fingerprint] = field(default_factory=dict)  # by id of the source
    ledger: tuple[str, ...] | None = None  # the lines of the ledger, if there is one
    today: date = date.max  # the day for which it is read: embargoes up to it have passed

    @cached_property
    def marks(self) -> Mapping[str, tuple[Marked, ...]]:
        """The marked texts of every record by its id, and of the explainer under the home page.

        Records with faults are among them, so that one run finds what is wrong with their
        references and their prose, too.
        """
        marks = {id: marked(record) for id, record in self.records.items()}
        marks |= {id: one.marks for id, one in self.origins.items() if one.marks}
        if self.explainer is not None:
            marks[HOME] = marked(self.explainer)
        elif self.explainer_origin is not None:
            marks[HOME] = self.explainer_origin.marks
        return marks

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Every mention of a record by a record or a hand-written page."""
        found: list[Mention] = []
        for id, marks in self.marks.items():
            found += mentions_by(id, marks)
        for page in self.content:
            found += mentions_in_prose(page.path, page.body, "page", ())
        return tuple(found)

    def origin_of(self, mention: Mention) -> Origin:
        """Where a mention was written."""
        if mention.record in self.origins:
            return self.origins[mention.record]
        if mention.path and self.explainer_origin:
            return self.explainer_origin
        return next(page.origin for page in self.content if page.path == mention.record)

    def is_held(self, record: Record) -> bool:
        """Is the record kept out of what is published today?"""
        return record.draft or record.held_until > self.today

    @cached_property
    def published(self) -> "Archive":
        """The archive without its drafts and what is under embargo."""
        records = {id: one for id, one in self.records.items() if not self.is_held(one)}
        return self if len(records) == len(self.records) else replace(self, records=records)

    def of_kind(self, model: type[R]) -> list[R]:
        """All records of a kind, by id."""
        return [record for record in self.records.values() if isinstance(record, model)]
