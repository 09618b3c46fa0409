"""What a table is made of: its rows, and its columns with what stands in each of their cells."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.core.dates import Date
from generator.data.paths import address, path_of
from generator.data.records import Record
from generator.query.context import PageContext

Cell = str | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    description: str
    cell: Callable[[PageContext, Any], Cell]  # of a row
    type: str = "string"
    words: tuple[str, ...] = ()  # the only ones there are, if they are few
    is_required: bool = False
    refers_to: str = ""  # the table in whose `id` it stands


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    description: str
    rows: Callable[[Record], Sequence[Any]]  # those that a record has
    # Of all rows: a record's id, and which of its rows.
    order: Callable[[PageContext], Iterable[tuple[str, int]]]
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("id",)

    @property
    def path(self) -> str:
        return f"data/{self.name}.csv"


def field(name: str, description: str, *, is_required: bool = False, refers_to: str = "") -> Column:
    """A field of the row as it stands in the data."""

    def cell(_: PageContext, row: Any) -> Cell:
        return as_written(getattr(row, name))

    return Column(name, description, cell, is_required=is_required, refers_to=refers_to)


def word(name: str, description: str, words: Iterable[str]) -> Column:
    """A field that holds one of a few words."""
    return Column(
        name,
        description,
        lambda _, row: str(getattr(row, name)),
        words=tuple(map(str, words)),
        is_required=True,
    )


def plain(name: str, description: str) -> Column:
    """A field of prose as plain text."""
    return Column(
        name,
        f"{description} As plain text.",
        lambda ctx, row: ctx.plain(getattr(row, name) or ""),
    )


def as_written(value: Any) -> Cell:
    if value is None or isinstance(value, bool | tuple):
        return value
    return value.text if isinstance(value, Date) else str(value)


def rows_of(model: type[Record]) -> Callable[[Record], Sequence[Record]]:
    """Of each record of a kind there is one row, the record."""
    return lambda record: (record,) if isinstance(record, model) else ()


def first_rows(records: Iterable[Record]) -> Iterator[tuple[str, int]]:
    """The order of a table where each record has one row."""
    return ((record.id, 0) for record in records)


def page_of_row(ctx: PageContext, record: Any) -> str:
    return ctx.full_address(address(path_of(record)))


ID = field("id", "Its id: permanent, unique over all kinds of record.", is_required=True)
PAGE = Column("page", "The address of its page.", page_of_row, is_required=True)
TITLE = field("title", "What it is called.", is_required=True)
