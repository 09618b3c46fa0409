"""What stands on the line of time: records that have a day of their own, and statements."""

from datetime import date
from typing import NamedTuple

from generator.core.dates import Date

STATEMENT = "statement"  # in place of a kind


class TimelineEntry(NamedTuple):
    when: Date
    kind: str  # the id of a kind, or `statement`
    label: str
    record: str  # the id of the record that it is from
    path: str
    title: str
    parties: tuple[str, ...] = ()  # ids of those who took part or spoke
    speaker: str = ""  # an id; for statements only
    anchor: str = ""  # for statements only
    place: int = 0  # among the entries that the record has

    @property
    def order(self) -> tuple[date, date, date, str]:
        return self.when.order

    @property
    def year(self) -> int:
        return self.when.listed.year

    @property
    def month(self) -> int:
        """Months since the beginning of the calendar, for the distance between two entries."""
        return self.when.listed.year * 12 + self.when.listed.month
