"""Maps as SVG, drawn at build: outlines, places as links, labels that do not collide."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import asin, cos, radians, sin, sqrt

from markupsafe import Markup

from generator.data.paths import address, href, path_of
from generator.geodata.world import Frame, countries
from generator.kinds.place import Place
from generator.query.context import PageContext

LONGEST = 576.0  # units of the longer side of a drawing, whatever stretch of the globe it shows
_LETTER = 7.4  # width of a letter of a label, on the safe side
_LINE = 15.0  # height of a label
_DOT = 5.0
_EARTH = 6371.0088  # mean radius in km (IUGG)


@dataclass(frozen=True, slots=True)
class Pin:
    """A place on a map; the weightier of two places gets its label first."""

    place: Place
    weight: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True)
class DistanceView:
    """The way between two places."""

    svg: Markup
    places: tuple[str, str]
    kilometres: int


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


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
        *_line(projection, line),
        *_pins(projection, shown, source),
        "</svg>",
    ]
    return Markup("".join(parts))


def distance_map(ctx: PageContext, ids: Iterable[str], path: str) -> "DistanceView | None":
    """Of exactly two places among these records: the straight line between them."""
    records = [ctx.record(id) for id in ids]
    places = [one for one in records if isinstance(one, Place) and is_pinned(one)]
    if len(places) != 2:
        return None
    one, other = places
    title = f"Map: {one.name} and {other.name}"
    svg = drawn([Pin(one), Pin(other)], frame_around(places, 3.0), path, title, line=places)
    return DistanceView(svg, (one.id, other.id), round(kilometres(one, other)))


def kilometres(one: Place, other: Place) -> float:
    """The great-circle distance between two places (haversine formula), on a sphere."""
    assert one.latitude is not None and one.longitude is not None
    assert other.latitude is not None and other.longitude is not None
    south, north = radians(one.latitude), radians(other.latitude)
    across = radians(other.longitude - one.longitude)
    chord = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(across / 2) ** 2
    return 2 * _EARTH * asin(sqrt(chord))


def frame_around(places: Iterable[Place], margin: float = 2.0) -> Frame:
    """The smallest frame around places, with some room."""
    points = [place for place in places if is_pinned(place)]
    xs = [place.longitude or 0 for place in points]
    ys = [place.latitude or 0 for place in points]
    return Frame(min(xs) - margin * 1.6, min(ys) - margin, max(xs) + margin * 1.6, max(ys) + margin)


def is_pinned(place: Place) -> bool:
    return place.longitude is not None and place.latitude is not None


def is_within(place: Place, frame: Frame) -> bool:
    if place.longitude is None or place.latitude is None:
        return False
    return frame.holds(place.longitude, place.latitude)


def _land(projection: Projection, frame: Frame) -> Iterable[str]:
    """One path a country, in whole units and relative steps."""
    for _name, rings in countries(frame):
        path = "".join(_path([projection.at(*point) for point in ring]) for ring in rings)
        yield f'<path d="{path}"/>'


def _path(points: Sequence[tuple[float, float]]) -> str:
    x, y = round(points[0][0]), round(points[0][1])
    steps = []
    left, top = x, y
    for px, py in points[1:]:
        nx, ny = round(px), round(py)
        if (nx, ny) != (left, top):
            steps.append(f"{nx - left} {ny - top}")
            left, top = nx, ny
    return f"M{x} {y}l{' '.join(steps)}z" if steps else ""


def _line(projection: Projection, places: Sequence[Place]) -> Iterable[str]:
    if len(places) == 2:
        (x1, y1), (x2, y2) = (
            projection.at(place.longitude or 0, place.latitude or 0) for place in places
        )
        yield f'<path class="x-map-line" d="M{x1:.0f} {y1:.0f}L{x2:.0f} {y2:.0f}"/>'


def _pins(projection: Projection, pins: Sequence[Pin], source: str) -> Iterable[str]:
    spots = [projection.at(pin.place.longitude or 0, pin.place.latitude or 0) for pin in pins]
    taken = [_Box(x - _DOT, y - _DOT, x + _DOT, y + _DOT) for x, y in spots]
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


def _label(name: str, x: float, y: float, taken: list[_Box], projection: Projection) -> str:
    """The label beside, above or below its dot, where it meets nothing; else no label.

    A place without a label keeps its dot, its title, and its line in the list beside the map.
    """
    width = len(name) * _LETTER
    places = (
        (x + 9, y + 5, "start", _Box(x + 8, y - 8, x + 9 + width, y + 8)),
        (x - 9, y + 5, "end", _Box(x - 9 - width, y - 8, x - 8, y + 8)),
        (x, y - 9, "middle", _Box(x - width / 2, y - 9 - _LINE, x + width / 2, y - 7)),
        (x, y + 20, "middle", _Box(x - width / 2, y + 7, x + width / 2, y + 9 + _LINE)),
    )
    whole = _Box(0, 0, projection.width, projection.height)
    for at_x, at_y, anchor, box in places:
        is_inside = box.left >= 0 and box.right <= whole.right and box.bottom <= whole.bottom
        if is_inside and box.top >= 0 and not any(box.meets(other) for other in taken):
            taken.append(box)
            return (
                f'<text class="x-map-label" x="{at_x:.0f}" y="{at_y:.0f}" '
                f'text-anchor="{anchor}">{escape(name)}</text>'
            )
    return ""
