"""Events: what happened around the talks."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from generator.data.fields import Edtf, Line, Reference
from generator.data.paths import path_of
from generator.data.records import Entity, KindNames
from generator.kinds.kind import CardWords, EntityKind, Fact
from generator.kinds.linked_data import Links, Node, begin_and_end, entity_node
from generator.kinds.place import location
from generator.kinds.timeline import TimelineEntry
from generator.labels.labels import N_
from generator.query.context import PageContext


class Event(Entity):
    KIND = KindNames("event", "events", "context/events", "events")
    schema_type = "Event"
    RELIED_ON = ("date",)

    title: Line = Field(description="What happened, in a few neutral words.")
    date: Edtf = Field(description="When it happened.")
    place: Annotated[str, Reference("place of an event", ("place",))] | None = Field(
        None, description="Where it happened."
    )


class Events(EntityKind[Event]):
    model = Event
    description = N_("What happened around the talks, in order of time.")
    lane = N_("Events")

    def facts(self, ctx: PageContext, record: Event) -> list[Fact]:
        _ = ctx.labels.gettext
        when, where = ctx.labels.date(record.date), (record.place,)
        return [Fact(_("Date"), when), Fact(_("Place"), ids=where)]

    def in_order(self, ctx: PageContext) -> Sequence[Event]:
        return sorted(ctx.of_kind(Event), key=lambda event: (event.date.order, event.id))

    def group(self, ctx: PageContext, record: Event) -> str:
        return str(record.date.listed.year)

    def note(self, ctx: PageContext, record: Event) -> str:
        return ctx.labels.date(record.date)

    def entry(self, ctx: PageContext, record: Event) -> TimelineEntry:
        label = ctx.labels.gettext(self.names.singular)
        return TimelineEntry(record.date, self.id, label, record.id, path_of(record), record.title)

    def card(self, ctx: PageContext, record: Event) -> CardWords:
        return CardWords(byline=ctx.title(record.place) if record.place else "", when=record.date)

    def node(self, links: Links, record: Event) -> Node:
        where = location(links, record.place)
        return entity_node(links, record, **begin_and_end(record.date), location=where)
