"""The outlines of countries within a frame, clipped and ready to be projected."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

Point = tuple[float, float]  # longitude, latitude in degrees
Ring = list[Point]

MARGIN = 2.0  # degrees beyond the frame that are kept, so that its edge is not drawn as a coast


class Frame(NamedTuple):
    """A stretch of the globe in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, longitude: float, latitude: float) -> bool:
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north

    def touches(self, other: "Frame") -> bool:
        is_level = self.south < other.north and self.north > other.south
        return is_level and self.west < other.east and self.east > other.west

    def wider(self, margin: float) -> "Frame":
        west, south, east, north = self
        return Frame(west - margin, south - margin, east + margin, north + margin)


@cache
def countries(frame: Frame) -> tuple[tuple[str, tuple[tuple[Point, ...], ...]], ...]:
    """Each country that reaches into the frame, with its rings clipped to the frame's margin."""
    wide = frame.wider(MARGIN)
    found = []
    for name, outlines in _countries():
        rings = (_clipped(ring, wide) for ring, box in outlines if box.touches(frame))
        kept = tuple(tuple(ring) for ring in rings if len(ring) > 2 and _box(ring).touches(frame))
        if kept:
            found.append((name, kept))
    return tuple(found)


@cache
def _countries() -> list[tuple[str, list[tuple[Ring, Frame]]]]:
    """Each country with all of its rings, and the box around each."""
    world = json.loads(Path(__file__).with_name("world.json").read_text(encoding="utf-8"))
    arcs = [_points(steps, world["units"]) for steps in world["arcs"]]
    found = []
    for name, polygons in world["countries"]:
        rings = [_ring(arcs, indexes) for polygon in polygons for indexes in polygon]
        found.append((name, [(ring, _box(ring)) for ring in rings]))
    return found


def _points(steps: Sequence[int], units: int) -> Ring:
    xs, ys = accumulate(steps[::2]), accumulate(steps[1::2])
    return [(x / units, y / units) for x, y in zip(xs, ys, strict=True)]


def _ring(arcs: Sequence[Ring], indexes: Sequence[int]) -> Ring:
    """Arcs joined end to end; `~i` stands for arc i read backwards (TopoJSON)."""
    ring: Ring = []
    for index in indexes:
        points = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += points[1:] if ring else points
    return ring


def _box(ring: Ring) -> Frame:
    xs, ys = zip(*ring, strict=True)
    return Frame(min(xs), min(ys), max(xs), max(ys))


def _clipped(ring: Ring, frame: Frame) -> Ring:
    """Sutherland and Hodgman's algorithm: the part of a ring within a frame, cut edge by edge."""
    for axis, edge, side in (
        (0, frame.west, 1),
        (0, frame.east, -1),
        (1, frame.south, 1),
        (1, frame.north, -1),
    ):
        ring = list(_cut(ring, axis, edge, side))
    return ring


def _cut(ring: Ring, axis: int, edge: float, side: int) -> Iterator[Point]:
    for before, point in zip(ring[-1:] + ring[:-1], ring, strict=True):
        was_inside, is_inside = ((at[axis] - edge) * side >= 0 for at in (before, point))
        if was_inside != is_inside:
            low, high = before[1 - axis], point[1 - axis]
            across = low + (high - low) * (edge - before[axis]) / (point[axis] - before[axis])
            yield (across, edge) if axis else (edge, across)
        if is_inside:
            yield point
