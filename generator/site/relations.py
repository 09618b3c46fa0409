"""What can be derived from the records: who mentions whom, what belongs to what, in which order."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import NamedTuple, TypeVar

from generator.core.dates import Date
from generator.data.archive import Archive
from generator.data.kinds import KINDS, Kind, kind_of
from generator.data.records import (
    AnyRecord,
    Change,
    Claim,
    Event,
    Place,
    RelationKind,
    Statement,
    Talk,
    title_of,
)
from generator.site.timeline_entries import Moment, moments_in
from generator.site.paths import path_of
from generator.site.statement_index import Attribution, attributions_in
from generator.site.claim_status import Standing, standing_of
from generator.core.text import folded
from generator.traces import Memo

K = TypeVar("K")
V = TypeVar("V")


class Name(NamedTuple):
    """By what a record is linked to."""

    title: str
    path: str  # of its page
    kind: str


class Backlink(NamedTuple):
    """A record or hand-written page that mentions another, with all its reasons in order."""

    record: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Relations:
    archive: Archive
    derived: Memo = field(default_factory=Memo, compare=False, repr=False)  # of builds before

    @cached_property
    def names(self) -> Mapping[str, Name]:
        """By the id of the record."""
        return self._of_each("names", _name)

    @cached_property
    def namesakes(self) -> Mapping[str, tuple[str, ...]]:
        """The kinds of the records that have a title."""
        return _grouped((name.title, name.kind) for name in self.names.values())

    @cached_property
    def written(self) -> Mapping[str, str]:
        """The titles of the pages that are written by hand, by path."""
        return {page.path: page.title for page in self.archive.content}

    @cached_property
    def backlinks(self) -> Mapping[str, tuple[Backlink, ...]]:
        """By the id of the record that is mentioned; complete, in order of kind and title."""
        archive = self.archive
        given = (archive.mentioned_by_records, archive.mentioned_by_pages, self.names)
        return self.derived.of("backlinks", given, self._backlinks)

    def _backlinks(self) -> Mapping[str, tuple[Backlink, ...]]:
        reasons: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        for record, one in self.archive.mentioned:
            if record != one.target:
                reasons[one.target][record][one.reason] = None
        order = self._order()
        return {
            target: tuple(
                Backlink(record, tuple(why))
                for record, why in sorted(by_record.items(), key=lambda one: order.get(one[0], -1))
            )
            for target, by_record in reasons.items()
        }

    def _order(self) -> Mapping[str, int]:
        """Which place each record has among all, by kind and title."""
        records = sorted(by_title(self.archive.records.values()), key=_place_of_kind)
        return {record.id: place for place, record in enumerate(records)}

    def mentioning(self, id: str, kind: Kind) -> list[str]:
        """The ids of the records of a kind that mention a record."""
        return [
            link.record
            for link in self.backlinks.get(id, ())
            if link.record in self.archive.records
            and kind_of(self.archive.records[link.record]) is kind
        ]

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """How many records there are of each kind."""
        return Counter(name.kind for name in self.names.values())

    @cached_property
    def changes(self) -> Mapping[str, tuple[Change, ...]]:
        """The changes that readers were told of, by the id of the record; those without are not
        listed."""
        return {id: one.changes for id, one in self.archive.records.items() if one.changes}

    @cached_property
    def statements(self) -> Sequence[Attribution]:
        """All statements, in the order in which they were said."""
        said = chain.from_iterable(self._of_each("said", attributions_in).values())
        return tuple(sorted(said, key=lambda one: (one.said.order, one.record, one.anchor)))

    def _of_each(self, what: str, derive: Callable[[AnyRecord], V]) -> Mapping[str, V]:
        """What each record holds: for the same record the same objects, so that it is seen at once
        that nothing changed."""
        return self.derived.of_each(what, self.archive.records, derive)

    @cached_property
    def statements_by_source(self) -> Mapping[str, tuple[Attribution, ...]]:
        return _grouped((one.source, one) for one in self.statements)

    @cached_property
    def statements_by_speaker(self) -> Mapping[str, tuple[Attribution, ...]]:
        return _grouped((one.speaker, one) for one in self.statements)

    @cached_property
    def claims_by_topic(self) -> Mapping[str, tuple[str, ...]]:
        """Their ids, in the order in which they were first asserted."""
        return _grouped((topic, claim.id) for claim in self._claims for topic in claim.topics)

    @cached_property
    def relations_to(self) -> Mapping[str, tuple[tuple[RelationKind, str], ...]]:
        """How other claims stand to a claim, by its id: the kind and the other's id."""
        return _grouped(
            (relation.claim, (relation.kind, claim.id))
            for claim in self._claims
            for relation in claim.relations
        )

    @cached_property
    def places_in(self) -> Mapping[str, tuple[Place, ...]]:
        """The places that lie within a place, by its id, in order of name."""
        places = by_title(self.archive.of_kind(Place))
        return _grouped(
            (one.within, one) for one in places if isinstance(one, Place) and one.within
        )

    @cached_property
    def claims(self) -> Sequence[Standing]:
        """In the order in which they were first asserted."""
        return tuple(self.standings.values())

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """How claims stand, by their ids, in the order in which they were first asserted."""
        claims = {claim.id: claim for claim in self._claims}
        return self.derived.of_each("standings", claims, standing_of)

    @cached_property
    def _claims(self) -> Sequence[Claim]:
        claims = self.archive.of_kind(Claim)
        return tuple(sorted(claims, key=lambda claim: (first_said(claim).order, claim.title)))

    @cached_property
    def talks(self) -> Sequence[Talk]:
        """In the order in which they began."""
        return tuple(
            sorted(self.archive.of_kind(Talk), key=lambda talk: (talk.start.order, talk.id))
        )

    @cached_property
    def events(self) -> Sequence[Event]:
        return tuple(sorted(self.archive.of_kind(Event), key=lambda one: (one.date.order, one.id)))

    @cached_property
    def moments(self) -> Sequence[Moment]:
        """Talks, events and statements in one line of time."""
        moments = chain.from_iterable(self._of_each("moments", moments_in).values())
        return tuple(sorted(moments, key=lambda one: one.order))

    @cached_property
    def followers(self) -> Mapping[str, tuple[Talk, ...]]:
        """The talks that follow a talk, by its id."""
        return _grouped((talk.follows, talk) for talk in self.talks if talk.follows)


def _name(record: AnyRecord) -> Name:
    return Name(title_of(record), path_of(record), kind_of(record).id)


def first_said(claim: Claim) -> Date:
    return min(statement.said for statement in claim.statements)


def own_statements(claim: Claim) -> list[Statement]:
    """Those of the speaker whose claim it is, the first; others may have repeated or denied it."""
    return [one for one in claim.statements if one.speaker == claim.statements[0].speaker]


def by_title(records: Iterable[AnyRecord]) -> list[AnyRecord]:
    return sorted(records, key=lambda record: (folded(title_of(record)), record.id))


def _place_of_kind(record: AnyRecord) -> int:
    return KINDS.index(kind_of(record))


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
