"""The outlines of countries within a frame, clipped and ready to be projected."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

Point = tuple[float, float]  # longitude, latitude in degrees
Ring = list[Point]

MARGIN = 2.0  # degrees beyond the frame that are kept, so that its edge is not drawn as a coast


@dataclass(frozen=True, slots=True)
class Frame:
    """A stretch of the globe in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, longitude: float, latitude: float) -> bool:
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north

    def touches(self, other: "Frame") -> bool:
        return (
            self.west < other.east
            and self.east > other.west
            and self.south < other.north
            and self.north > other.south
        )

    def encloses(self, other: "Frame") -> bool:
        return (
            self.west <= other.west
            and self.east >= other.east
            and self.south <= other.south
            and self.north >= other.north
        )

    def wider(self, margin: float) -> "Frame":
        return Frame(
            self.west - margin, self.south - margin, self.east + margin, self.north + margin
        )


@cache
def countries(frame: Frame) -> tuple[tuple[str, tuple[tuple[Point, ...], ...]], ...]:
    """Each country that reaches into the frame, with its rings clipped to the frame's margin."""
    wide = frame.wider(MARGIN)
    found = []
    for name, outlines in _countries():
        near = (one for one in outlines if one.box.touches(frame))
        rings = (one.ring if wide.encloses(one.box) else _clipped(one, wide) for one in near)
        kept = tuple(tuple(ring) for ring in rings if len(ring) > 2 and _box(ring).touches(frame))
        if kept:
            found.append((name, kept))
    return tuple(found)


class _Outline(NamedTuple):
    ring: Ring
    box: Frame


def load_outlines() -> None:
    """Those of all countries, which are read otherwise when a map is drawn."""
    _countries()


@cache
def _countries() -> tuple[tuple[str, tuple[_Outline, ...]], ...]:
    """Each country with all of its rings, and the box around each."""
    found = []
    for name, polygons in _world()["countries"]:
        rings = [_ring(arcs) for polygon in polygons for arcs in polygon]
        found.append((name, tuple(_Outline(ring, _box(ring)) for ring in rings)))
    return tuple(found)


@cache
def _world() -> Any:
    return json.loads(Path(__file__).with_name("world.json").read_text(encoding="utf-8"))


@cache
def _arc(index: int) -> tuple[Point, ...]:
    flat, units = _world()["arcs"][index], _world()["units"]
    xs, ys = accumulate(flat[::2]), accumulate(flat[1::2])
    return tuple([(x / units, y / units) for x, y in zip(xs, ys, strict=True)])


def _ring(arcs: list[int]) -> Ring:
    """Arcs joined end to end; `~i` stands for arc i read backwards (TopoJSON)."""
    ring: Ring = []
    for index in arcs:
        points = _arc(index) if index >= 0 else _arc(~index)[::-1]
        ring += points[1:] if ring else points
    return ring


def _box(ring: Ring) -> Frame:
    xs, ys = zip(*ring, strict=True)
    return Frame(min(xs), min(ys), max(xs), max(ys))


def _clipped(outline: _Outline, frame: Frame) -> Ring:
    """Sutherland and Hodgman's algorithm: the part of a ring within a frame."""
    ring = outline.ring
    for inside, crossing in _edges(frame, outline.box):
        if not ring:
            break
        ring = list(_clipped_at(ring, inside, crossing))
    return ring


Inside = Callable[[Point], bool]
Crossing = Callable[[Point, Point], Point]


def _edges(frame: Frame, box: Frame) -> Iterator[tuple[Inside, Crossing]]:
    """Those edges of a frame beyond which a box reaches: the others cut off nothing."""

    def at_x(x: float) -> Crossing:
        return lambda a, b: (x, a[1] + (b[1] - a[1]) * (x - a[0]) / (b[0] - a[0]))

    def at_y(y: float) -> Crossing:
        return lambda a, b: (a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]), y)

    if box.west < frame.west:
        yield (lambda point: point[0] >= frame.west), at_x(frame.west)
    if box.east > frame.east:
        yield (lambda point: point[0] <= frame.east), at_x(frame.east)
    if box.south < frame.south:
        yield (lambda point: point[1] >= frame.south), at_y(frame.south)
    if box.north > frame.north:
        yield (lambda point: point[1] <= frame.north), at_y(frame.north)


def _clipped_at(ring: Ring, inside: Inside, crossing: Crossing) -> Iterator[Point]:
    before = ring[-1]
    for point in ring:
        if inside(point):
            if not inside(before):
                yield crossing(before, point)
            yield point
        elif inside(before):
            yield crossing(before, point)
        before = point
