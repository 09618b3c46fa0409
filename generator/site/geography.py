"""Which places a map shows, and what the list beside it says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from generator.core.text import counted
from generator.geodata.world import Frame
from generator.kinds.maps import Pin, drawn, frame_around, is_pinned, is_within
from generator.kinds.place import Place
from generator.kinds.talk import TalkStatus, talks
from generator.query.context import PageContext


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


def venues_map(ctx: PageContext, path: str) -> MapView | None:
    """Where talks were held or offered, with how many."""
    by_place: dict[str, list[TalkStatus]] = {}
    for talk in talks(ctx):
        if talk.place:
            by_place.setdefault(talk.place, []).append(talk.status)
    pins = [Pin(_place(ctx, id), len(held), _note(held)) for id, held in by_place.items()]
    return _map(ctx, path, "Map of the venues", pins)


def places_map(ctx: PageContext, path: str) -> MapView | None:
    """All places; their own index is the list beside it."""
    pins = [Pin(place, len(ctx.backlinks(place.id))) for place in ctx.of_kind(Place)]
    view = _map(ctx, path, "Map of the places", pins)
    return replace(view, lines=[]) if view else None


def _map(ctx: PageContext, path: str, title: str, pins: Sequence[Pin]) -> MapView | None:
    pinned = [pin for pin in pins if is_pinned(pin.place)]
    if not pinned:
        return None
    frame = _frame(ctx) or frame_around([pin.place for pin in pinned])
    lines = [
        PlaceLine(pin.place.id, pin.note, is_within(pin.place, frame))
        for pin in sorted(pins, key=lambda pin: (-pin.weight, pin.place.name))
    ]
    note = (ctx.explainer.map.note or "") if ctx.explainer.map else ""
    return MapView(drawn(pinned, frame, path, title), note, lines)


def _frame(ctx: PageContext) -> Frame | None:
    frame = ctx.explainer.map
    return Frame(frame.west, frame.south, frame.east, frame.north) if frame else None


def _place(ctx: PageContext, id: str) -> Place:
    place = ctx.record(id)
    assert isinstance(place, Place)
    return place


def _note(statuses: Sequence[TalkStatus]) -> str:
    """`3 talks`, `2 talks, 1 offer`."""
    offers = sum(1 for status in statuses if status is TalkStatus.OFFERED)
    talks = len(statuses) - offers
    parts = [counted(talks, "talk")] if talks else []
    return ", ".join([*parts, counted(offers, "offer")] if offers else parts)
