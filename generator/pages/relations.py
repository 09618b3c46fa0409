"""What can be derived from the records: who mentions whom, what belongs to what, in which order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from generator.dates import Date
from generator.model.archive import Archive
from generator.model.kinds import KINDS, Kind, kind_of
from generator.model.records import AnyRecord, Claim, Event, Statement, Talk, title_of
from generator.text import folded

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Backlink:
    """A record or hand-written page that mentions another, with all its reasons in order."""

    record: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with the record that holds it; `anchor` is its permanent address there."""

    record: Claim | Talk
    statement: Statement
    anchor: str


@dataclass(frozen=True)
class Relations:
    archive: Archive

    @cached_property
    def backlinks(self) -> Mapping[str, tuple[Backlink, ...]]:
        """By the id of the record that is mentioned; complete, in order of kind and title."""
        reasons: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        for mention in self.archive.mentions:
            if mention.record != mention.target:
                reasons[mention.target][mention.record][mention.reason] = None
        return {
            target: tuple(
                Backlink(record, tuple(why))
                for record, why in sorted(by_record.items(), key=lambda one: self._order(one[0]))
            )
            for target, by_record in reasons.items()
        }

    def _order(self, id: str) -> tuple[int, str, str]:
        record = self.archive.records.get(id)
        if record is None:
            return (-1, "", id)
        return (KINDS.index(kind_of(record)), folded(title_of(record)), id)

    def mentioning(self, id: str, kind: Kind) -> list[str]:
        """The ids of the records of a kind that mention a record."""
        return [
            link.record
            for link in self.backlinks.get(id, ())
            if link.record in self.archive.records
            and kind_of(self.archive.records[link.record]) is kind
        ]

    @cached_property
    def statements(self) -> tuple[Said, ...]:
        """All statements, in the order in which they were said."""
        said = [
            Said(record, statement, anchor)
            for record in self.archive.records.values()
            if isinstance(record, Claim | Talk)
            for statement, anchor in zip(record.statements, anchors(record.statements), strict=True)
        ]
        return tuple(sorted(said, key=lambda one: (one.statement.said, one.record.id, one.anchor)))

    @cached_property
    def statements_by_source(self) -> Mapping[str, tuple[Said, ...]]:
        return _grouped((one.statement.source, one) for one in self.statements)

    @cached_property
    def statements_by_speaker(self) -> Mapping[str, tuple[Said, ...]]:
        return _grouped((one.statement.speaker, one) for one in self.statements)

    @cached_property
    def claims_by_topic(self) -> Mapping[str, tuple[Claim, ...]]:
        return _grouped((topic, claim) for claim in self.claims for topic in claim.topics)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """In the order in which they were first asserted."""
        claims = self.archive.of_kind(Claim)
        return tuple(sorted(claims, key=lambda claim: (first_said(claim), claim.title)))

    @cached_property
    def talks(self) -> tuple[Talk, ...]:
        """In the order in which they began."""
        return tuple(sorted(self.archive.of_kind(Talk), key=lambda talk: (talk.start, talk.id)))

    @cached_property
    def events(self) -> tuple[Event, ...]:
        return tuple(sorted(self.archive.of_kind(Event), key=lambda one: (one.date, one.id)))

    @cached_property
    def followers(self) -> Mapping[str, tuple[Talk, ...]]:
        """The talks that follow a talk, by its id."""
        return _grouped((talk.follows, talk) for talk in self.talks if talk.follows)


def anchors(statements: tuple[Statement, ...]) -> list[str]:
    """The permanent address of each statement on its page: `said-` and its source.

    It does not depend on the order of other sources' statements, so that adding one breaks none.
    """
    seen: dict[str, int] = defaultdict(int)
    names = []
    for statement in statements:
        seen[statement.source] += 1
        number = seen[statement.source]
        names.append(f"said-{statement.source}" + (f"-{number}" if number > 1 else ""))
    return names


def first_said(claim: Claim) -> Date:
    return min(statement.said for statement in claim.statements)


def own_statements(claim: Claim) -> list[Statement]:
    """Those of the speaker whose claim it is, the first; others may have repeated or denied it."""
    return [one for one in claim.statements if one.speaker == claim.statements[0].speaker]


def by_title(records: Iterable[AnyRecord]) -> list[AnyRecord]:
    return sorted(records, key=lambda record: (folded(title_of(record)), record.id))


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
