"""What stands on the line of time: talks, events and statements."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from generator.core.dates import Date
from generator.data.records import AnyRecord, Event, Talk
from generator.site.paths import path_of
from generator.site.statement_index import Said, first_wordings, said_in
from generator.labels.english import words

_ORDER = {"talk": 0, "event": 1, "statement": 2}


class Moment(NamedTuple):
    """An entry of the timeline."""

    when: Date
    kind: str  # talk, event, statement
    label: str
    record: str  # the id of the record that it is from
    place: int  # among the entries that the record has
    path: str
    anchor: str
    title: str
    speaker: str  # an id; for statements only
    parties: tuple[str, ...]  # ids of those who took part or spoke

    @property
    def order(self) -> tuple[tuple[date, date, date, str], int, str, str]:
        return self.when.order, _ORDER[self.kind], self.path, self.anchor

    @property
    def heading(self) -> str:
        """The month under which it stands, or the year where no month is known."""
        return self.when.month

    @property
    def year(self) -> int:
        return self.when.listed.year

    @property
    def month(self) -> int:
        """Months since the beginning of the calendar, for the distance between two entries."""
        return self.when.listed.year * 12 + self.when.listed.month


def moments_in(record: AnyRecord) -> tuple[Moment, ...]:
    """The entries that a record has, in its own order."""
    own = []
    if isinstance(record, Talk):
        own.append(_of_talk(record))
    if isinstance(record, Event):
        own.append(_of_event(record))
    return (*own, *_of_statements(said_in(record), first=len(own)))


def _of_talk(talk: Talk) -> Moment:
    sides = tuple(side.organisation for side in talk.parties)
    label = words(talk.status)
    return Moment(talk.span, "talk", label, talk.id, 0, path_of(talk), "", talk.title, "", sides)


def _of_event(event: Event) -> Moment:
    path = path_of(event)
    return Moment(event.date, "event", "Event", event.id, 0, path, "", event.title, "", ())


def _of_statements(statements: Iterable[Said], first: int) -> Iterator[Moment]:
    """One for the same words, however many sources print them."""
    in_order = sorted(statements, key=lambda one: (one.statement.said.order, one.anchor))
    different = {one.place: one for one in first_wordings(in_order)}
    for place, said in enumerate(different.values(), start=first):
        record, path, speaker = said.record, path_of(said.record), said.statement.speaker
        yield Moment(
            said.statement.said,
            "statement",
            "Statement",
            record.id,
            place,
            path,
            said.anchor,
            record.title,
            speaker,
            (speaker,),
        )
