"""Which places a map shows, and what the list beside it says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from generator.data.records import Claim, Place, TalkStatus
from generator.geodata.world import Frame
from generator.site.page_context import Making
from generator.site.maps import Pin, drawn, frame_around, is_pinned, is_within, kilometres
from generator.core.text import counted


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place in the list beside a map."""

    id: str
    note: str
    is_shown: bool  # on the map


@dataclass(frozen=True, slots=True)
class MapView:
    svg: Markup
    note: str
    lines: list[PlaceLine]


@dataclass(frozen=True, slots=True)
class DistanceView:
    """The way between the two places that a claim is about."""

    svg: Markup
    places: tuple[str, str]
    kilometres: int


def venues_map(making: Making, path: str) -> MapView | None:
    """Where talks were held or offered, with how many."""
    talks: dict[str, list[TalkStatus]] = {}
    for talk in making.relations.talks:
        if talk.place:
            talks.setdefault(talk.place, []).append(talk.status)
    pins = [Pin(_place(making, id), len(held), _note(held)) for id, held in talks.items()]
    return _map(making, path, "Map of the venues", pins)


def places_map(making: Making, path: str) -> MapView | None:
    """All places; their own index is the list beside it."""
    pins = [
        Pin(place, len(making.relations.backlinks.get(place.id, ())))
        for place in making.archive.of_kind(Place)
    ]
    view = _map(making, path, "Map of the places", pins)
    return replace(view, lines=[]) if view else None


def distance_map(making: Making, claim: Claim, path: str) -> DistanceView | None:
    """For a claim about exactly two places: the straight line between them."""
    records = [making.archive.records[id] for id in claim.about]
    places = [one for one in records if isinstance(one, Place) and is_pinned(one)]
    if len(places) != 2:
        return None
    one, other = places
    title = f"Map: {one.name} and {other.name}"
    svg = drawn([Pin(one), Pin(other)], frame_around(places, 3.0), path, title, line=places)
    return DistanceView(svg, (one.id, other.id), round(kilometres(one, other)))


def _map(making: Making, path: str, title: str, pins: Sequence[Pin]) -> MapView | None:
    pinned = [pin for pin in pins if is_pinned(pin.place)]
    if not pinned:
        return None
    frame = _frame(making) or frame_around([pin.place for pin in pinned])
    lines = [
        PlaceLine(pin.place.id, pin.note, is_within(pin.place, frame))
        for pin in sorted(pins, key=lambda pin: (-pin.weight, pin.place.name))
    ]
    note = (making.explainer.map.note or "") if making.explainer.map else ""
    return MapView(drawn(pinned, frame, path, title), note, lines)


def _frame(making: Making) -> Frame | None:
    frame = making.explainer.map
    return Frame(frame.west, frame.south, frame.east, frame.north) if frame else None


def _place(making: Making, id: str) -> Place:
    place = making.archive.records[id]
    assert isinstance(place, Place)
    return place


def _note(statuses: Sequence[TalkStatus]) -> str:
    """`3 talks`, `2 talks, 1 offer`."""
    offers = sum(1 for status in statuses if status is TalkStatus.OFFERED)
    talks = len(statuses) - offers
    parts = [counted(talks, "talk")] if talks else []
    return ", ".join([*parts, counted(offers, "offer")] if offers else parts)
