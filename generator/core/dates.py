"""Dates in EDTF (Extended Date/Time Format, ISO 8601-2:2019), as far as sources give them.

Level 0 and the parts of level 1 that a chronicle needs: days, months and years, approximate (`~`),
uncertain (`?`) or both (`%`), and intervals of these that may be open (`2022-05/..`).
"""

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

EXAMPLES = ("2022-02-28", "2022-05", "2022", "2022-05~", "2022-03-14/2022-03-17", "2022-05/..")

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)")
_QUALIFIERS = {"": "", "~": "about ", "?": "possibly ", "%": "possibly about "}


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """A point or an interval of time, in the order in which a chronicle lists them.

    `earliest` and `latest` bound what is meant; an open end reaches to the limits of the calendar.
    What has no beginning is listed at its end.
    """

    listed: date = field(init=False, repr=False)  # the day at which a chronicle lists it
    # The same order as a plain tuple: Python compares those several times as fast.
    order: tuple[date, date, date, str] = field(init=False, repr=False, compare=False)
    earliest: date
    latest: date
    text: str  # EDTF, as the editor wrote it

    def __post_init__(self) -> None:
        listed = self.latest if self.earliest == date.min else self.earliest
        object.__setattr__(self, "listed", listed)
        object.__setattr__(self, "order", (listed, self.earliest, self.latest, self.text))

    @property
    def is_open(self) -> bool:
        return self.earliest == date.min or self.latest == date.max

    @property
    def is_approximate(self) -> bool:
        return any(mark in self.text for mark in "~?%")

    @property
    def month(self) -> str:
        """The heading under which a chronicle lists it: `March 2022`, or only `2022`."""
        begin, _, end = self.text.partition("/")
        year, month, *_ = _parts(end if begin == ".." else begin)
        return f"{month} {year}".strip()

    @property
    def words(self) -> str:
        """`28 February 2022`, `about May 2022`, `14–17 March 2022`, `since May 2022`."""
        return _in_words(self.text)

    def __str__(self) -> str:
        return self.words


@lru_cache(maxsize=4096)
def parse(text: str) -> Date:
    """The date that an EDTF text means. Raises ValueError in words meant for an editor."""
    ends = text.split("/")
    if len(ends) > 2 or not all(_POINT.fullmatch(end) or end == ".." for end in ends):
        raise ValueError(f"`{text}` is not an EDTF date")
    if ends in ([".."], ["..", ".."]):
        raise ValueError(f"`{text}` names no date")
    earliest, latest = _bounds(ends[0])[0], _bounds(ends[-1])[1]
    if earliest > latest:
        raise ValueError(f"the interval `{text}` ends before it begins")
    return Date(earliest, latest, text)


def _bounds(point: str) -> tuple[date, date]:
    """The first and the last day that a point can mean; tests hold it against the library `edtf`.

    That library reads each date in 5 ms, which a check of a thousand records cannot wait for.
    """
    if point == "..":
        return date.min, date.max
    found = _POINT.fullmatch(point)
    assert found, point
    year, month, day, _ = found.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise ValueError(f"`{point}` is not a day of the calendar") from error
    if day:
        return first, first
    if month:
        return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first, first.replace(month=12, day=31)


def _parts(point: str) -> tuple[str, str, str, str]:
    found = _POINT.fullmatch(point)
    assert found, point
    year, month, day, mark = found.groups(default="")
    return year, calendar.month_name[int(month or 0)], day.lstrip("0"), _QUALIFIERS[mark]


@lru_cache(maxsize=4096)
def _in_words(text: str) -> str:
    begin, _, end = text.partition("/")
    if not end:
        return _point_in_words(begin)
    if begin == "..":
        return f"until {_point_in_words(end)}"
    if end == "..":
        return f"since {_point_in_words(begin)}"
    return _interval_in_words(begin, end)


def _point_in_words(point: str) -> str:
    year, month, day, qualifier = _parts(point)
    return qualifier + " ".join(filter(None, (day, month, year)))


def _interval_in_words(begin: str, end: str) -> str:
    """Both ends, without what they share: `14–17 March 2022`, `28 February – 3 March 2022`."""
    year, month, day, qualifier = _parts(begin)
    end_year, end_month, end_day, end_qualifier = _parts(end)
    if year == end_year and qualifier == end_qualifier == "":
        if day and end_day and month == end_month:
            return f"{day}–{end_day} {month} {year}"
        if day and end_day:
            return f"{day} {month} – {end_day} {end_month} {year}"
        if month and end_month and not day and not end_day:
            return f"{month} – {end_month} {year}"
    return f"{_point_in_words(begin)} – {_point_in_words(end)}"
