"""What a table is made of: its rows, and its columns with what stands in each of their cells."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from generator.core.dates import Date
from generator.data.fields import Mark, Part, Prose, Reference
from generator.data.paths import address, path_of
from generator.data.records import Record
from generator.data.walk import fields_of
from generator.query.context import PageContext

Cell = str | bool | tuple[str, ...] | None

R = TypeVar("R", bound=Record)

_TYPES = {bool: "boolean", int: "integer", float: "number"}


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


def field(model: type[Part], name: str, *, refers_to: str = "") -> Column:
    """A field of the row as it stands in the data, in the words that describe it there.

    What is required, or has another value where none is written, is never empty; but of prose
    nothing may be left without its citations.
    """
    found = fields_of(model)[name]
    kind, mark = found.kind, found.mark
    has_value = found.is_required or found.default is not None
    return Column(
        name,
        f"{found.description}{_form(mark, kind)}",
        lambda ctx, row: _cell(ctx, mark, getattr(row, name)),
        _TYPES.get(kind, "string"),
        tuple(kind) if issubclass(kind, StrEnum) else (),
        has_value and not isinstance(mark, Prose),
        refers_to,
    )


def fields(model: type[Part], *names: str) -> Iterator[Column]:
    return (field(model, name) for name in names)


def _form(mark: Mark | None, kind: type) -> str:
    """How the value is written, which its description does not say."""
    if isinstance(mark, Prose):
        return " As plain text."
    if isinstance(mark, Reference):
        return " By id."
    return " In EDTF." if kind is Date else ""


def _cell(ctx: PageContext, mark: Mark | None, value: Any) -> Cell:
    if isinstance(mark, Prose):
        return tuple(map(ctx.plain, value)) if isinstance(value, tuple) else ctx.plain(value or "")
    if value is None or isinstance(value, bool | tuple):
        return value
    return value.text if isinstance(value, Date) else str(value)


def page_of_row(ctx: PageContext, record: Any) -> str:
    return ctx.full_address(address(path_of(record)))


_ABOUT_ID = "Its id: permanent, unique over all kinds of record."
_ID = Column("id", _ABOUT_ID, lambda _, record: str(record.id), is_required=True)
_PAGE = Column("page", "The address of its page.", page_of_row, is_required=True)


def table_of(
    model: type[R],
    description: str,
    in_order: Callable[[PageContext], Iterable[R]],
    columns: Iterable[Column],
) -> Table:
    """A table with a row for each record of a kind, which is the record."""
    return Table(
        model.KIND.plural,
        description,
        lambda record: (record,) if isinstance(record, model) else (),
        lambda ctx: ((record.id, 0) for record in in_order(ctx)),
        (_ID, _PAGE, *columns),
    )
