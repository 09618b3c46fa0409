"""Maps and the line of time: what is drawn where, and what is said beside it."""

import json
import re
from pathlib import Path

import pytest
from archives import made, made_of_real_data, minimal

from generator.core import dates
from generator.geodata import make
from generator.geodata.world import Frame, countries
from generator.kinds.maps import Pin, drawn, frame_around, kilometres
from generator.kinds.place import Place
from generator.site.charts import line_of_time

REGION = Frame(18, 34, 46, 58)


def place(id: str, longitude: float, latitude: float, name: str = "") -> Place:
    return Place.model_validate(
        {
            "id": id,
            "name": name or id.capitalize(),
            "country": "X",
            "latitude": latitude,
            "longitude": longitude,
        }
    )


def is_inside(
    point: tuple[float, float], rings: tuple[tuple[tuple[float, float], ...], ...]
) -> bool:
    """The even-odd rule."""
    x, y = point
    odd = False
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
                odd = not odd
    return odd


@pytest.mark.parametrize(
    ("point", "country"),
    [
        ((34.10, 44.95), "Ukraine"),  # Simferopol
        ((37.80, 48.02), "Ukraine"),  # Donetsk
        ((27.57, 53.90), "Belarus"),
        ((37.62, 55.75), "Russia"),
        ((32.86, 39.93), "Turkey"),
    ],
)
def test_the_outlines_hold_each_place_in_its_country(
    point: tuple[float, float], country: str
) -> None:
    found = [name for name, rings in countries(REGION) if is_inside(point, rings)]
    assert found == [country]


def test_outlines_are_clipped_to_the_frame_and_its_margin() -> None:
    wide = REGION.wider(2)
    for _name, rings in countries(REGION):
        for ring in rings:
            assert all(wide.holds(x, y) for x, y in ring)


def boxes(svg: str) -> list[tuple[float, float, float, float]]:
    """The rooms that the labels of a map take up."""
    found = []
    for x, y, anchor, name in re.findall(
        r'<text class="x-map-label" x="(\d+)" y="(\d+)" text-anchor="(\w+)">([^<]+)<', svg
    ):
        width = len(name) * 6.5
        left = {"start": float(x), "middle": float(x) - width / 2, "end": float(x) - width}[anchor]
        found.append((left, float(y) - 10, left + width, float(y)))
    return found


def test_labels_do_not_collide_even_where_places_are_crowded() -> None:
    crowd = [Pin(place(f"town-{i}", 24 + i % 5, 48 + i // 5), i) for i in range(25)]
    rooms = boxes(drawn(crowd, REGION, "index.md", "Crowd"))
    assert len(rooms) > 5
    for index, (left, top, right, bottom) in enumerate(rooms):
        for other in rooms[index + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


def test_each_place_within_the_frame_is_a_link_that_says_its_name() -> None:
    pins = [Pin(place("minsk", 27.6, 53.9), note="2 talks"), Pin(place("anchorage", -149.9, 61.2))]
    svg = drawn(pins, REGION, "claims/x.md", "Venues")
    assert 'href="../../places/minsk/" aria-label="Minsk: 2 talks"' in svg
    assert "anchorage" not in svg.lower()


def test_a_name_cannot_break_out_of_the_picture() -> None:
    svg = drawn([Pin(place("x", 30, 50, '"><script>'))], REGION, "index.md", '"><script>')
    assert "<script" not in svg


def test_the_distance_is_the_great_circle() -> None:
    """A quarter of a meridian is 10,007.5 km on the mean sphere; Kyiv to Minsk is about 433."""
    assert kilometres(place("pole", 0, 90), place("equator", 0, 0)) == pytest.approx(10007.5, abs=1)
    assert round(kilometres(place("k", 30.5238, 50.4547), place("m", 27.5665, 53.9002))) == 433


def test_without_a_frame_the_map_shows_all_places() -> None:
    frame = frame_around([place("a", 10, 50), place("b", 20, 55)])
    assert frame.holds(10, 50) and frame.holds(20, 55)


def test_the_claim_about_two_places_shows_the_way_between_them() -> None:
    site = made_of_real_data().site
    assert site is not None
    page = site.pages["claims/half-an-hour-by-plane.md"].body
    assert "x-map-line" in page and "about 433 km in a straight line" in page


def circles(svg: str) -> list[tuple[str, float]]:
    return [
        (kinds, float(x)) for kinds, x in re.findall(r'<circle class="([^"]+)" cx="([\d.]+)"', svg)
    ]


def test_the_line_of_time_is_true_to_scale() -> None:
    days = ("2021-01-01", "2022-01-01", "2023-01-01")
    svg = line_of_time({"Talks": [dates.parse(day) for day in days]}, "Time")
    first, second, third = (x for _, x in circles(svg))
    assert third - second == pytest.approx(second - first, abs=0.5)


def test_uncertain_and_open_dates_are_drawn_as_such() -> None:
    days = [dates.parse(day) for day in ("2021-05~", "2021-06/..", "2021-03-01")]
    svg = line_of_time({"Talks": days}, "Time")
    assert svg.count("x-axis-mark--uncertain") == 1
    assert svg.count("x-axis-mark--open") == 1
    assert ">2021<" in svg


def test_a_map_on_a_hand_written_page_leads_from_there() -> None:
    page = "---\ntitle: Where\ndescription: Where it was.\n---\n\n<!-- map -->\n"
    site = made(minimal({"content/where.md": page})).site
    assert site is not None
    assert 'href="../places/norham/"' in site.pages["where.md"].body


# -- The outlines of countries


def test_outlines_lose_only_points_that_lie_on_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Up to 0.03 degrees from it: on a slope of 10 by 4 degrees, 0.02 is on it, and 0.06 is not."""
    topology = {
        "transform": {"scale": [0.01, 0.01], "translate": [20, 50]},
        "arcs": [
            [[0, 0], [500, 202], [500, 198]],
            [[0, 0], [500, 206], [500, 194]],
        ],
        "objects": {
            "countries": {
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, -2]], "properties": {"name": "Vaneland"}}
                ]
            }
        },
    }
    source = tmp_path / "source.json"
    source.write_text(json.dumps(topology))
    monkeypatch.setattr(make, "__file__", str(tmp_path / "make.py"))
    make.main(str(source))
    assert json.loads((tmp_path / "world.json").read_text()) == {
        "units": 100,
        "arcs": [[2000, 5000, 1000, 400], [2000, 5000, 500, 206, 500, 194]],
        "countries": [["Vaneland", [[[0, -2]]]]],
    }
