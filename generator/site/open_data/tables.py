"""Tables in CSV (RFC 4180, UTF-8) for spreadsheets: those of the kinds, and that of statements.

Each is declared once; `datapackage.json`, in the Data Package standard, describes them to programs
from the same declaration.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import StringIO
from typing import Any

from generator.core.text import folded
from generator.data.paths import HOME, address
from generator.data.records import Quote, Record, Statement, has_statements
from generator.kinds.claim import Claim
from generator.kinds.registry import KINDS
from generator.kinds.tables import Cell, Column, Table, field, fields, page_of_row
from generator.kinds.talk import Talk
from generator.query.context import PageContext, without_empty
from generator.query.graph import question
from generator.query.statements import Said, all_statements, said_in
from generator.site.open_data.citing import is_name, licence_page
from generator.site.open_data.json_files import indented

SEPARATOR = "; "


# A cell that begins like this would be run as a formula by a spreadsheet; an apostrophe before it
# makes it a text there. A cell that begins with apostrophes and then like this gets one more, so
# that taking one away always gives back what the data holds.
_FORMULA = re.compile("'*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def table_file(ctx: PageContext, table: Table) -> bytes:
    head = _line([column.name for column in table.columns])
    rows = (table_lines(ctx, id)[table.name][place] for id, place in table.order(ctx))
    return b"".join((head.encode(), *(row.encode() for row in rows)))


@question
def table_lines(ctx: PageContext, id: str) -> Mapping[str, tuple[str, ...]]:
    """The lines that a record has in each table, by the table's name."""
    record = ctx.record(id)
    return {table.name: tuple(_lines_of(ctx, record, table)) for table in TABLES}


def _lines_of(ctx: PageContext, record: Record, table: Table) -> Iterator[str]:
    for row in table.rows(record):
        yield _line([_printed(column.cell(ctx, row)) for column in table.columns])


def _line(cells: Sequence[str]) -> str:
    line = StringIO()
    csv.writer(line).writerow(cells)  # it ends lines as RFC 4180 asks for
    return line.getvalue()


def _printed(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    text = SEPARATOR.join(cell) if isinstance(cell, tuple) else cell
    return f"'{text}" if _FORMULA.match(text) else text


def _said(column: Column) -> Column:
    """A column of a statement in the table of statements, where rows have their record as well."""
    cell = column.cell
    return replace(column, cell=lambda ctx, said: cell(ctx, said.statement))


def _quoted(column: Column) -> Column:
    """A column of a statement's quotation; empty where the statement is a paraphrase."""

    def cell(ctx: PageContext, said: Said) -> Cell:
        quote = said.statement.quote
        return column.cell(ctx, quote) if quote else None

    return replace(column, cell=cell, is_required=False)


def _within(kind: type[Claim | Talk]) -> Callable[[PageContext, Said], Cell]:
    return lambda _, said: said.record.id if isinstance(said.record, kind) else None


STATEMENTS = Table(
    "statements",
    "Who said what of a claim or a talk, in the order in which it was said.",
    said_in,
    lambda ctx: ((said.record, said.place) for said in all_statements(ctx)),
    (
        Column(
            "page",
            "The address of the statement on its page.",
            lambda ctx, said: f"{page_of_row(ctx, said.record)}#{said.anchor}",
            is_required=True,
        ),
        Column("claim", "The id of the claim that it asserts.", _within(Claim), refers_to="claims"),
        Column("talk", "The id of the talk that it speaks of.", _within(Talk), refers_to="talks"),
        *map(_said, fields(Statement, "speaker", "said", "published")),
        *map(_quoted, fields(Quote, "lang", "text", "translated", "translation")),
        *map(_said, fields(Statement, "paraphrase", "occasion", "via")),
        _said(field(Statement, "source", refers_to="sources")),
        _said(field(Statement, "passage")),
    ),
    key=("page",),
)

# In the order of the kinds; that of statements after the last kind that has any.
_SPEAKING = max(place for place, kind in enumerate(KINDS, 1) if has_statements(kind.model))
TABLES: tuple[Table, ...] = (
    *(kind.table for kind in KINDS[:_SPEAKING] if kind.table),
    STATEMENTS,
    *(kind.table for kind in KINDS[_SPEAKING:] if kind.table),
)


_HOW_TO_READ = (
    "Dates are in EDTF (ISO 8601-2), never more exact than what is known. Several values in one "
    f"cell are separated by `{SEPARATOR}`. A text that would begin like a formula of a spreadsheet "
    "has an apostrophe before it; the JSON has it without."
)


def package_file(ctx: PageContext) -> bytes:
    """`datapackage.json`: what describes the tables to programs."""
    explainer = ctx.explainer
    home = {"homepage": ctx.full_address(address(HOME))} if ctx.site_url else {}
    path = str(explainer.publisher.url or "")
    publisher = {"title": explainer.publisher.name, "role": "publisher", "path": path}
    package = {
        "profile": "tabular-data-package",
        "name": _name(explainer.title),
        "title": f"{explainer.title}: the data",
        "description": f"{explainer.question} {_HOW_TO_READ}",
        **home,
        "licenses": [_licence(explainer.licence)],
        "contributors": [without_empty(publisher)],
        "keywords": list(explainer.topics.values()),
        "resources": [_resource(table) for table in TABLES],
    }
    return indented(package)


def _licence(licence: str) -> dict[str, str]:
    name = licence if is_name(licence) else "other"
    return without_empty({"name": name, "title": licence, "path": licence_page(licence)})


def _name(title: str) -> str:
    """Names of packages are of plain letters, digits and hyphens."""
    return re.sub("[^a-z0-9]+", "-", folded(title)).strip("-") or "explainer"


def _resource(table: Table) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.path,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_described(column, table) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [
                _foreign(table, column) for column in table.columns if column.refers_to
            ],
        },
    }


def _described(column: Column, table: Table) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.is_required:
        constraints["required"] = True
    if (column.name,) == table.key:
        constraints["unique"] = True
    if column.words:
        constraints["enum"] = list(column.words)
    described = {"name": column.name, "type": column.type, "description": column.description}
    return {**described, "constraints": constraints} if constraints else described


def _foreign(table: Table, column: Column) -> dict[str, Any]:
    """A table refers to itself by an empty name."""
    resource = "" if column.refers_to == table.name else column.refers_to
    return {"fields": [column.name], "reference": {"resource": resource, "fields": ["id"]}}
