"""Places: where talks were held, offered and spoken of."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from generator.data.fields import Line, Reference
from generator.data.records import Entity, KindNames
from generator.geodata.world import Point
from generator.kinds.kind import CardWords, EntityKind, Fact
from generator.kinds.linked_data import Links, Node, entity_node, node, reference
from generator.labels.labels import N_, Labels
from generator.query.context import PageContext, by_title
from generator.query.graph import question


class Precision(StrEnum):
    EXACT = "exact"
    APPROXIMATE = "approximate"


class Place(Entity):
    KIND = KindNames("place", "places", "context/places", "places")
    schema_type = "Place"

    name: Line = Field(description="The form most used in English.")
    country: Line = Field(description="The country that it belongs to.")
    within: Annotated[str, Reference("place in it", ("place",))] | None = Field(
        None, description="The larger place that it lies in."
    )
    latitude: float | None = Field(None, ge=-90, le=90, description="Decimal degrees, north +.")
    longitude: float | None = Field(None, ge=-180, le=180, description="Decimal degrees, east +.")
    precision: Precision | None = Field(None, description="How exact the coordinates are.")

    @property
    def point(self) -> Point | None:
        """Longitude and latitude, where both are known."""
        if self.longitude is None or self.latitude is None:
            return None
        return self.longitude, self.latitude


class Places(EntityKind[Place]):
    model = Place
    description = N_(
        "Where talks were held, offered and spoken of, with coordinates and other names."
    )
    boost = 2

    def facts(self, ctx: PageContext, record: Place) -> list[Fact]:
        _ = ctx.labels.gettext
        return [
            Fact(_("Country"), record.country),
            Fact(_("Within"), ids=(record.within,)),
            Fact(_("Places in it"), ids=places_in(ctx, record.id)),
            Fact(_("Coordinates"), coordinates(ctx.labels, record)),
        ]

    def note(self, ctx: PageContext, record: Place) -> str:
        return record.country

    def card(self, ctx: PageContext, record: Place) -> CardWords:
        return CardWords(byline=record.country)

    def node(self, links: Links, record: Place) -> Node:
        return place_node(links, record)


@question
def places_in(ctx: PageContext, id: str) -> tuple[str, ...]:
    """The ids of the places that lie within a place, in order of name."""
    inside = by_title(place for place in ctx.of_kind(Place) if place.within == id)
    return tuple(place.id for place in inside)


def coordinates(labels: Labels, place: Place) -> str:
    """`53.9002° N, 27.5665° E (approximate)`; empty where there are none."""
    if place.point is None:
        return ""
    east, north = place.point
    latitude = labels.gettext("{degrees}° N") if north >= 0 else labels.gettext("{degrees}° S")
    longitude = labels.gettext("{degrees}° E") if east >= 0 else labels.gettext("{degrees}° W")
    both = (
        latitude.format(degrees=labels.number(abs(north))),
        longitude.format(degrees=labels.number(abs(east))),
    )
    if place.precision is None:
        return ", ".join(both)
    places = {"coordinates": ", ".join(both), "precision": labels.word(place.precision)}
    return labels.gettext("{coordinates} ({precision})", **places)


def place_node(links: Links, record: Place) -> Node:
    geo = node("GeoCoordinates", latitude=record.latitude, longitude=record.longitude)
    return entity_node(
        links,
        record,
        geo=geo if record.point else {},
        address=node("PostalAddress", addressCountry=record.country),
        containedInPlace=reference(links, record.within) if record.within else {},
    )


def location(links: Links, id: str | None) -> Node:
    """Where something happened: a place with its coordinates, in one piece."""
    record = links.ctx.record(id) if id else None
    if not isinstance(record, Place):
        return {}
    kept = ("@type", "@id", "name", "geo", "address")
    return {key: value for key, value in place_node(links, record).items() if key in kept}
