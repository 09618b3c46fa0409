"""Dates in EDTF (Extended Date/Time Format, ISO 8601-2:2019), as far as sources give them.

Level 0 and the parts of level 1 that a chronicle needs: days, months and years, approximate (`~`),
uncertain (`?`) or both (`%`), and intervals of these that may be open (`2022-05/..`).
"""

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

EXAMPLES = ("2022-02-28", "2022-05", "2022", "2022-05~", "2022-03-14/2022-03-17", "2022-05/..")

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)")


class Point(NamedTuple):
    """A day, a month or a year, as exactly as it is known."""

    year: int
    month: int | None = None
    day: int | None = None
    qualifier: str = ""  # `~` approximate, `?` uncertain, `%` both


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """A point or an interval of time, in the order in which a chronicle lists them.

    `earliest` and `latest` bound what is meant; an open end reaches to the limits of the calendar.
    What has no beginning is listed at its end.
    """

    listed: date = field(init=False, repr=False)  # the day at which a chronicle lists it
    # The same order as a plain tuple: Python compares those several times as fast.
    order: tuple[date, date, date, str] = field(init=False, repr=False, compare=False)
    # Where it begins and ends, which for a point is the same; nothing where it is open.
    ends: tuple[Point | None, Point | None] = field(init=False, repr=False, compare=False)
    earliest: date
    latest: date
    text: str  # EDTF, as the editor wrote it

    def __post_init__(self) -> None:
        listed = self.latest if self.earliest == date.min else self.earliest
        object.__setattr__(self, "listed", listed)
        object.__setattr__(self, "order", (listed, self.earliest, self.latest, self.text))
        object.__setattr__(self, "ends", _ends(self.text))

    @property
    def is_open(self) -> bool:
        return self.earliest == date.min or self.latest == date.max

    @property
    def is_approximate(self) -> bool:
        return any(mark in self.text for mark in "~?%")

    def __str__(self) -> str:
        return self.text  # for editors; readers see it in the words of their language


@lru_cache(maxsize=4096)
def parse(text: str) -> Date:
    """The date that an EDTF text means. Raises ValueError in words meant for an editor."""
    points = text.split("/")
    if len(points) > 2 or not all(_POINT.fullmatch(point) or point == ".." for point in points):
        raise ValueError(f"`{text}` is not an EDTF date")
    if points in ([".."], ["..", ".."]):
        raise ValueError(f"`{text}` names no date")
    earliest, latest = _bounds(points[0])[0], _bounds(points[-1])[1]
    if earliest > latest:
        raise ValueError(f"the interval `{text}` ends before it begins")
    return Date(earliest, latest, text)


def _bounds(text: str) -> tuple[date, date]:
    """The first and the last day that a point can mean; tests hold it against the library `edtf`.

    That library reads each date in 5 ms, which a check of a thousand records cannot wait for.
    """
    if text == "..":
        return date.min, date.max
    point = _point(text)
    try:
        first = date(point.year, *(1 if part is None else part for part in point[1:3]))
    except ValueError as error:
        raise ValueError(f"`{text}` is not a day of the calendar") from error
    if point.day is not None:
        return first, first
    if point.month is not None:
        return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first, first.replace(month=12, day=31)


def _point(text: str) -> Point:
    found = _POINT.fullmatch(text)
    assert found, text
    year, month, day, mark = found.groups(default="")
    return Point(int(year), int(month) if month else None, int(day) if day else None, mark)


def _ends(text: str) -> tuple[Point | None, Point | None]:
    begin, _, end = text.partition("/")
    first = None if begin == ".." else _point(begin)
    return first, first if not end else None if end == ".." else _point(end)
