"""Maps as SVG, drawn at build: outlines, places as links, labels that do not collide."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from typing import Any, NamedTuple

from markupsafe import Markup

from generator.data.paths import address, href, path_of
from generator.geodata.world import Frame, Point, countries
from generator.kinds.place import Place
from generator.query.context import PageContext

LONGEST = 576.0  # units of the longer side of a drawing, whatever stretch of the globe it shows
_LETTER = 7.4  # width of a letter of a label, on the safe side
_LINE = 15.0  # height of a label
_DOT = 5.0
_EARTH = 6371.0088  # mean radius in km (IUGG)


class Pin(NamedTuple):
    """A place on a map; the weightier of two places gets its label first."""

    place: Place
    weight: int = 1
    note: str = ""


class Projection:
    """Equirectangular, true to scale along the middle parallel of the frame."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._shrink = cos(radians((frame.south + frame.north) / 2))
        width, height = (frame.east - frame.west) * self._shrink, frame.north - frame.south
        self._scale = LONGEST / max(width, height)  # units per degree of latitude
        self.width, self.height = width * self._scale, height * self._scale

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        x = (longitude - self._frame.west) * self._shrink * self._scale
        return x, (self._frame.north - latitude) * self._scale


def drawn(
    pins: Sequence[Pin], frame: Frame, source: str, title: str, line: Sequence[Place] = ()
) -> Markup:
    """The map of a page: `source` is the page's path, from which the places' links lead."""
    projection = Projection(frame)
    shown = [pin for pin in pins if is_within(pin.place, frame)]
    shown.sort(key=lambda pin: (-pin.weight, pin.place.name))
    parts = [
        f'<svg class="x-map" viewBox="0 0 {projection.width:.0f} {projection.height:.0f}" '
        f'role="group" aria-label="{escape(title)}">',
        '<g class="x-map-land" aria-hidden="true">',
        *_land(projection, frame),
        "</g>",
        _line(projection, line),
        *_pins(projection, shown, source),
        "</svg>",
    ]
    return Markup("".join(parts))


def distance_map(ctx: PageContext, ids: Iterable[str], path: str) -> dict[str, Any] | None:
    """Of exactly two places among these records: the straight line between them."""
    found = [ctx.record(id) for id in ids if ctx.name(id).kind == Place.KIND.id]
    places = [place for place in found if isinstance(place, Place) and place.point]
    if len(found) != 2 or len(places) != 2:
        return None
    start, end = places
    names = {"start": start.name, "end": end.name}
    title = ctx.labels.gettext("Map: {start} and {end}", **names)
    svg = drawn([Pin(start), Pin(end)], frame_around(places, 3.0), path, title, line=places)
    return {"svg": svg, "start": start, "end": end, "kilometres": round(kilometres(start, end))}


def kilometres(start: Place, end: Place) -> float:
    """The great-circle distance between two places (haversine formula), on a sphere."""
    (west, south), (east, north) = (map(radians, _point(place)) for place in (start, end))
    chord = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(chord))


def frame_around(places: Iterable[Place], margin: float = 2.0) -> Frame:
    """The smallest frame around places, with some room."""
    xs, ys = zip(*map(_point, places), strict=True)
    return Frame(min(xs) - margin * 1.6, min(ys) - margin, max(xs) + margin * 1.6, max(ys) + margin)


def is_within(place: Place, frame: Frame) -> bool:
    return place.point is not None and frame.holds(*place.point)


def _point(place: Place) -> Point:
    """Of a place that is pinned."""
    assert place.point
    return place.point


def _land(projection: Projection, frame: Frame) -> Iterable[str]:
    """One path a country, in whole units and relative steps."""
    for _name, rings in countries(frame):
        path = "".join(_path([projection.at(*point) for point in ring]) for ring in rings)
        yield f'<path d="{path}"/>'


def _path(points: Iterable[tuple[float, float]]) -> str:
    spots = [(round(x), round(y)) for x, y in points]
    steps = [
        f"{x - left} {y - top}" for (left, top), (x, y) in pairwise(spots) if (left, top) != (x, y)
    ]
    return f"M{spots[0][0]} {spots[0][1]}l{' '.join(steps)}z" if steps else ""


def _line(projection: Projection, places: Sequence[Place]) -> str:
    points = (projection.at(*_point(place)) for place in places)
    steps = "L".join(f"{x:.0f} {y:.0f}" for x, y in points)
    return f'<path class="x-map-line" d="M{steps}"/>' if steps else ""


def _pins(projection: Projection, pins: Sequence[Pin], source: str) -> Iterable[str]:
    spots = [projection.at(*_point(pin.place)) for pin in pins]
    taken = [Frame(x - _DOT, y - _DOT, x + _DOT, y + _DOT) for x, y in spots]
    for pin, (x, y) in zip(pins, spots, strict=True):
        label = _label(pin.place.name, x, y, taken, projection)
        target = escape(href(address(source), address(path_of(pin.place))))
        name = escape(pin.place.name)
        note = f": {escape(pin.note)}" if pin.note else ""
        yield (
            f'<a href="{target}" aria-label="{name}{note}"><title>{name}{note}</title>'
            f'<circle class="x-map-touch" cx="{x:.0f}" cy="{y:.0f}" r="12"/>'
            f'<circle class="x-map-dot" cx="{x:.0f}" cy="{y:.0f}" r="{_DOT:.0f}"/>{label}</a>'
        )


def _label(name: str, x: float, y: float, taken: list[Frame], projection: Projection) -> str:
    """The label beside, above or below its dot, where it meets nothing; else no label.

    A place without a label keeps its dot, its title, and its line in the list beside the map.
    """
    width = len(name) * _LETTER
    places = (
        (x + 9, y + 5, "start", Frame(x + 8, y - 8, x + 9 + width, y + 8)),
        (x - 9, y + 5, "end", Frame(x - 9 - width, y - 8, x - 8, y + 8)),
        (x, y - 9, "middle", Frame(x - width / 2, y - 9 - _LINE, x + width / 2, y - 7)),
        (x, y + 20, "middle", Frame(x - width / 2, y + 7, x + width / 2, y + 9 + _LINE)),
    )
    picture = Frame(0, 0, projection.width, projection.height)
    for at_x, at_y, anchor, box in places:
        is_inside = picture.holds(*box[:2]) and picture.holds(*box[2:])
        if is_inside and not any(box.touches(other) for other in taken):
            taken.append(box)
            return (
                f'<text class="x-map-label" x="{at_x:.0f}" y="{at_y:.0f}" '
                f'text-anchor="{anchor}">{escape(name)}</text>'
            )
    return ""
