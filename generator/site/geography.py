"""Which places a map shows, and what the list beside it says."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from generator.geodata.world import Frame
from generator.kinds.maps import Pin, drawn, frame_around, is_within
from generator.kinds.place import Place
from generator.kinds.talk import TalkStatus, talks
from generator.labels.labels import joined
from generator.query.context import PageContext, grouped


class MapView(NamedTuple):
    svg: Markup
    note: str
    lines: Sequence[tuple[str, str, bool]]  # id and note of each place; whether the map shows it


def venues_map(ctx: PageContext, path: str) -> MapView | None:
    """Where talks were held or offered, with how many."""
    pins = []
    by_place = grouped((talk.place, talk.status) for talk in talks(ctx) if talk.place)
    for id, statuses in by_place.items():
        place = ctx.record(id)
        assert isinstance(place, Place)
        pins.append(Pin(place, len(statuses), _note(ctx, statuses)))
    return _map(ctx, path, ctx.labels.gettext("Map of the venues"), pins)


def places_map(ctx: PageContext, path: str) -> MapView | None:
    """All places; their own index is the list beside it."""
    pins = [Pin(place, len(ctx.backlinks(place.id))) for place in ctx.of_kind(Place)]
    view = _map(ctx, path, ctx.labels.gettext("Map of the places"), pins)
    return view and view._replace(lines=())


def _map(ctx: PageContext, path: str, title: str, pins: Sequence[Pin]) -> MapView | None:
    pinned = [pin for pin in pins if pin.place.point]
    if not pinned:
        return None
    frame, note = frame_around([pin.place for pin in pinned]), ""
    if area := ctx.explainer.map:
        frame, note = Frame(area.west, area.south, area.east, area.north), area.note or ""
    lines = [
        (pin.place.id, pin.note, is_within(pin.place, frame))
        for pin in sorted(pins, key=lambda pin: (-pin.weight, pin.place.name))
    ]
    return MapView(drawn(pinned, frame, path, title), note, lines)


def _note(ctx: PageContext, statuses: Sequence[TalkStatus]) -> str:
    """`3 talks`, `2 talks, 1 offer`."""
    offers = statuses.count(TalkStatus.OFFERED)
    held, ngettext = len(statuses) - offers, ctx.labels.ngettext
    notes = [ngettext("{number} talk", "{number} talks", held)] if held else []
    if offers:
        notes.append(ngettext("{number} offer", "{number} offers", offers))
    return joined(", ", notes)
