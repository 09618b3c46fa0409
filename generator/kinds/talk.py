"""Talks: rounds, calls and offers; who came, and what came of them."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from generator.core.dates import Date
from generator.data.fields import Boolean, Edtf, Line, Part, Prose, Reference, Text
from generator.data.paths import path_of
from generator.data.records import ACTORS, KindNames, Record, Statement
from generator.kinds.claim import Claim, claim_card
from generator.kinds.kind import STYLES, CardWords, Kind
from generator.kinds.linked_data import Links, Node, begin_and_end, node, references
from generator.kinds.place import location
from generator.kinds.statements import statement_views
from generator.kinds.tables import Column, field, fields, table_of
from generator.kinds.timeline import TimelineEntry
from generator.labels.labels import N_
from generator.query.context import PageContext
from generator.query.graph import question


class TalkFormat(StrEnum):
    IN_PERSON = "in-person"
    ONLINE = "online"
    PHONE = "phone"
    SHUTTLE = "shuttle"
    STATEMENT = "statement"


class TalkStatus(StrEnum):
    HELD = "held"
    OFFERED = "offered"
    CANCELLED = "cancelled"
    SUSPENDED = "suspended"


class Delegate(Part):
    person: Annotated[str, Reference("delegate", ("person",))] = Field(description="Who came.")
    role: Line | None = Field(None, description="The office then held: one of the person's roles.")
    head: Boolean = Field(False, description="Led the delegation.")


class Delegation(Part):
    organisation: Annotated[str, Reference("party", ("organisation",))] = Field(
        description="The side that the delegation spoke for."
    )
    delegates: tuple[Delegate, ...] = Field((), description="Who came for it, the head first.")


class OutcomeKind(StrEnum):
    AGREED = "agreed"
    PROPOSED = "proposed"
    REFUSED = "refused"
    OPEN = "open"


class Outcome(Part):
    RELIED_ON = ("kind",)

    kind: OutcomeKind = Field(description="Was it agreed, proposed, refused or left open?")
    text: Annotated[Text, Prose("outcome")] = Field(description="What came of it, cited.")


class Talk(Record):
    KIND = KindNames("talk", "talks", "talks", "talks")
    schema_type = "Event"
    RELIED_ON = ("start", "end", "status")

    title: Line = Field(description="What it is called, in a few neutral words.")
    start: Edtf = Field(description="The day on which it began.")
    end: Edtf | None = Field(None, description="The day on which it ended, if another.")
    place: Annotated[str, Reference("place of a talk", ("place",))] | None = Field(
        None, description="Where it was held; leave out for calls and video links."
    )
    venue: Line | None = Field(None, description="The building or room.")
    format: TalkFormat = Field(description="How the sides met.")
    status: TalkStatus = Field(description="Was it held?")
    hosts: tuple[Annotated[str, Reference("host", ACTORS)], ...] = Field(
        (), description="Who hosted it, or offered to."
    )
    mediators: tuple[Annotated[str, Reference("mediator", ACTORS)], ...] = Field(
        (), description="Who mediated."
    )
    parties: tuple[Delegation, ...] = Field(
        (), description="Who took part, or was invited, side by side."
    )
    agenda: tuple[Line, ...] = Field((), description="What was on the table, in short phrases.")
    outcomes: tuple[Outcome, ...] = Field((), description="What came of it.")
    documents: tuple[Annotated[str, Reference("document of a talk", ("document",))], ...] = Field(
        (), description="Documents that were discussed or made."
    )
    follows: Annotated[str, Reference("follows it", ("talk",))] | None = Field(
        None, description="The talk before it."
    )
    summary: Annotated[Text, Prose("summary")] = Field(
        description="Who met, why, and what came of it, cited."
    )
    body: Annotated[Text, Prose("text")] | None = Field(None, description="The rest, cited.")
    statements: tuple[Statement, ...] = Field((), description="What those present said of it.")

    @property
    def sides(self) -> tuple[str, ...]:
        """The ids of those who took part, or were invited."""
        return tuple(side.organisation for side in self.parties)

    @property
    def people(self) -> tuple[str, ...]:
        """The ids of those who came for the sides."""
        return tuple(delegate.person for side in self.parties for delegate in side.delegates)

    @property
    def span(self) -> Date:
        """The talk's days as one date."""
        if self.end is None:
            return self.start
        begin, end = self.start.text.partition("/")[0], self.end.text.rpartition("/")[2]
        if begin == end == "..":
            return self.start
        return Date(self.start.earliest, self.end.latest, f"{begin}/{end}")


# An offer that nobody took up is no event that was scheduled: it has no status.
_STATUSES = {
    TalkStatus.HELD: "https://schema.org/EventScheduled",
    TalkStatus.CANCELLED: "https://schema.org/EventCancelled",
    TalkStatus.SUSPENDED: "https://schema.org/EventPostponed",
}
_MODES = {
    TalkFormat.IN_PERSON: "https://schema.org/OfflineEventAttendanceMode",
    TalkFormat.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
    TalkFormat.PHONE: "https://schema.org/OnlineEventAttendanceMode",
}


@question
def talks(ctx: PageContext) -> Sequence[Talk]:
    """In the order in which they began."""
    return tuple(sorted(ctx.of_kind(Talk), key=lambda talk: (talk.start.order, talk.id)))


@question
def followers(ctx: PageContext, id: str) -> tuple[str, ...]:
    """The ids of the talks that follow a talk."""
    return tuple(talk.id for talk in talks(ctx) if talk.follows == id)


class Talks(Kind[Talk]):
    model = Talk
    template = "talk"
    rank = 1.0
    boost = 4
    stands_alone = True
    has_feed = True
    lane = N_("Talks")
    table = table_of(
        Talk,
        "Talks, and offers of talks, in the order in which they began.",
        talks,
        (
            *fields(Talk, "title", "start", "end", "place", "venue", "format", "status"),
            *fields(Talk, "hosts", "mediators"),
            Column("parties", "Who took part, or was invited. By id.", lambda _, talk: talk.sides),
            Column("delegates", "Who came for them. By id.", lambda _, talk: talk.people),
            field(Talk, "agenda"),
            Column(
                "outcomes",
                "What came of it, each after its kind. As plain text.",
                lambda ctx, talk: tuple(
                    f"{outcome.kind}: {ctx.plain(outcome.text)}" for outcome in talk.outcomes
                ),
            ),
            field(Talk, "documents"),
            field(Talk, "follows", refers_to="talks"),
            field(Talk, "summary"),
        ),
    )

    def describe(self, ctx: PageContext, record: Talk) -> str:
        return ctx.plain(record.summary)

    def values(self, ctx: PageContext, record: Talk) -> dict[str, Any]:
        claims = (ctx.record(id) for id in ctx.mentioning(record.id, "claim"))
        return {
            "followers": followers(ctx, record.id),
            "statements": statement_views(ctx, record),
            "cards": [claim_card(ctx, claim) for claim in claims if isinstance(claim, Claim)],
        }

    def entry(self, ctx: PageContext, record: Talk) -> TimelineEntry:
        label = ctx.labels.word(record.status)
        own = (self.id, label, record.id, path_of(record), record.title)
        return TimelineEntry(record.span, *own, record.sides)

    def card(self, ctx: PageContext, record: Talk) -> CardWords:
        where = ctx.title(record.place) if record.place else ""
        status, style = ctx.labels.word(record.status), STYLES[record.status]
        return CardWords(ctx.labels.word(record.format), where, record.span, status, style)

    def state(self, ctx: PageContext, record: Talk) -> tuple[Date | None, tuple[str, ...]]:
        return record.span, (str(record.status), ctx.labels.word(record.status))

    def node(self, links: Links, record: Talk) -> Node:
        took_place = record.status in (TalkStatus.HELD, TalkStatus.SUSPENDED)
        attendees = [*record.sides, *record.people] if took_place else []
        return node(
            "Event",
            links.record_id(record),
            name=record.title,
            description=links.ctx.plain(record.summary),
            **begin_and_end(record.span),
            eventStatus=_STATUSES.get(record.status),
            eventAttendanceMode=_MODES.get(record.format),
            location=_location(links, record),
            organizer=references(links, record.hosts),
            contributor=references(links, record.mediators),
            attendee=references(links, attendees),
            workFeatured=references(links, record.documents),
        )


def _location(links: Links, talk: Talk) -> Node:
    if talk.place is None and talk.format in (TalkFormat.ONLINE, TalkFormat.PHONE):
        return node("VirtualLocation", name=links.ctx.labels.word(talk.format))
    where = location(links, talk.place)
    if where and talk.venue:
        return node("Place", name=talk.venue, address=where["address"], containedInPlace=where)
    return where
