"""Tables in CSV (RFC 4180, UTF-8) of talks, claims, statements and sources, for spreadsheets.

They are declared here once; the Data Package describes them from the same declaration.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.site import questions
from generator.data.records import (
    AnyRecord,
    Claim,
    ClaimKind,
    Read,
    Source,
    SourceType,
    Talk,
    TalkFormat,
    TalkStatus,
)
from generator.query.graph import Ask
from generator.site.page_context import PageContext
from generator.site.open_data.columns import Cell, Column, Table, as_written, field, plain, word
from generator.site.paths import address, path_of
from generator.site.statement_index import Said, said_in
from generator.site.site import Asset

SEPARATOR = "; "


class _GivenBack:
    """A file that gives back what is written: `csv` returns that of a line."""

    def write(self, line: str) -> str:
        return line


_LINES = csv.writer(_GivenBack())  # it ends lines as RFC 4180 asks for

# A cell that begins like this would be run as a formula by a spreadsheet; an apostrophe before it
# makes it a text there. A cell that begins with apostrophes and then like this gets one more, so
# that taking one away always gives back what the data holds.
_FORMULA = re.compile("'*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def table_files(ctx: PageContext) -> Iterator[Asset]:
    for table in TABLES:
        head = _line([column.name for column in table.columns])
        rows = (ctx.ask(table_lines, id)[table.name][place] for id, place in table.order(ctx))
        lines = (row.encode() for row in rows)
        yield Asset(table.path, b"".join((head.encode(), *lines)))


def table_lines(ask: Ask, id: str) -> Mapping[str, tuple[str, ...]]:
    """The lines that a record has in each table, by the table's name."""
    ctx = PageContext(ask)
    record = ctx.record(id)
    return {table.name: tuple(_lines_of(ctx, record, table)) for table in TABLES}


def _lines_of(ctx: PageContext, record: AnyRecord, table: Table) -> Iterator[str]:
    for row in table.rows(record):
        yield _line([_printed(column.cell(ctx, row)) for column in table.columns])


def _line(cells: Sequence[str]) -> str:
    line: str = _LINES.writerow(cells)
    return line


def _printed(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    text = SEPARATOR.join(cell) if isinstance(cell, tuple) else cell
    return f"'{text}" if _FORMULA.match(text) else text


def _page(ctx: PageContext, record: Any) -> str:
    return ctx.whole(address(path_of(record)))


def _newest(name: str, description: str) -> Column:
    """A field of a claim's newest assessment; empty where there is none."""

    def cell(ctx: PageContext, claim: Claim) -> Cell:
        if not claim.assessments:
            return None
        value = getattr(claim.assessments[0], name)
        return ctx.plain(value) if name == "summary" else as_written(value)

    return Column(name, f"Of the newest assessment: {description}", cell)


def _said(column: Column) -> Column:
    """A column of a statement in the table of statements, where rows have their record as well."""
    cell = column.cell
    return replace(column, cell=lambda ctx, said: cell(ctx, said.statement))


def _quoted(name: str, description: str, type: str = "string") -> Column:
    """A field of a statement's quotation; empty where the statement is a paraphrase."""

    def cell(_: PageContext, said: Said) -> Cell:
        quote = said.statement.quote
        return as_written(getattr(quote, name)) if quote else None

    return Column(name, description, cell, type)


def _plain_steps(ctx: PageContext, said: Said) -> Cell:
    return tuple(ctx.plain(step) for step in said.statement.via)


def _only(kind: type[AnyRecord]) -> Callable[[AnyRecord], Sequence[AnyRecord]]:
    """Of each record of a kind there is one row, the record."""
    return lambda record: (record,) if isinstance(record, kind) else ()


def _first(records: Iterable[AnyRecord]) -> Iterator[tuple[str, int]]:
    """The order of a table where each record has one row."""
    return ((record.id, 0) for record in records)


def _within(kind: type[Claim | Talk]) -> Callable[[PageContext, Said], Cell]:
    return lambda _, said: said.record.id if isinstance(said.record, kind) else None


_ID = field("id", "Its id: permanent, unique over all kinds of record.", is_required=True)
_PAGE = Column("page", "The address of its page.", _page, is_required=True)
_TITLE = field("title", "What it is called.", is_required=True)

TABLES = (
    Table(
        "talks",
        "Talks, and offers of talks, in the order in which they began.",
        _only(Talk),
        lambda ctx: _first(ctx.ask(questions.talks)),
        (
            _ID,
            _PAGE,
            _TITLE,
            field("start", "The day on which it began, in EDTF.", is_required=True),
            field("end", "The day on which it ended, if another, in EDTF."),
            field("place", "The id of the place where it was held."),
            field("venue", "The building or room."),
            word("format", "How the sides met.", TalkFormat),
            word("status", "Was it held?", TalkStatus),
            field("hosts", "The ids of those who hosted it, or offered to."),
            field("mediators", "The ids of those who mediated."),
            Column(
                "parties",
                "The ids of those who took part, or were invited.",
                lambda _, talk: tuple(one.organisation for one in talk.parties),
            ),
            Column(
                "delegates",
                "The ids of the people who came for them.",
                lambda _, talk: tuple(
                    one.person for side in talk.parties for one in side.delegates
                ),
            ),
            field("agenda", "What was on the table."),
            Column(
                "outcomes",
                "What came of it, each after its kind. As plain text.",
                lambda ctx, talk: tuple(
                    f"{one.kind}: {ctx.plain(one.text)}" for one in talk.outcomes
                ),
            ),
            field("documents", "The ids of documents that were discussed or made."),
            field("follows", "The id of the talk before it.", refers_to="talks"),
            plain("summary", "Who met, why, and what came of it."),
        ),
    ),
    Table(
        "claims",
        "Claims in the order in which they were first asserted, with their newest assessment.",
        _only(Claim),
        lambda ctx: ((one.claim, 0) for one in ctx.ask(questions.claim_statuses).values()),
        (
            _ID,
            _PAGE,
            _TITLE,
            word("kind", "What sort of assertion it is.", ClaimKind),
            field("topics", "Topics of the explainer.", is_required=True),
            field("about", "The ids of the records that it is about."),
            _newest("status", "a status of the declared scale."),
            _newest("as_of", "the day up to which the evidence was weighed, in EDTF."),
            _newest("summary", "the reasoning. As plain text."),
        ),
    ),
    Table(
        "statements",
        "Who said what of a claim or a talk, in the order in which it was said.",
        said_in,
        lambda ctx: ((one.record, one.place) for one in ctx.ask(questions.statements)),
        (
            Column(
                "page",
                "The address of the statement on its page.",
                lambda ctx, said: f"{_page(ctx, said.record)}#{said.anchor}",
                is_required=True,
            ),
            Column(
                "claim", "The id of the claim that it asserts.", _within(Claim), refers_to="claims"
            ),
            Column(
                "talk", "The id of the talk that it speaks of.", _within(Talk), refers_to="talks"
            ),
            _said(field("speaker", "The id of who said it.", is_required=True)),
            _said(field("said", "When it was said, in EDTF.", is_required=True)),
            _said(field("published", "When the source published it, in EDTF.", is_required=True)),
            _quoted("lang", "The language of the text."),
            _quoted("text", "The words, exactly as the source prints them."),
            _quoted("translated", "Whether the source itself translated what was said.", "boolean"),
            _quoted("translation", "Our own translation of the text."),
            _said(plain("paraphrase", "What was said, in our own words, where no text is given.")),
            _said(plain("occasion", "Where and to whom it was said.")),
            Column(
                "via",
                "The channels from the mouth to the source, in order. As plain text.",
                _plain_steps,
            ),
            _said(
                field(
                    "source",
                    "The id of the source on which it was read.",
                    is_required=True,
                    refers_to="sources",
                )
            ),
            _said(field("passage", "The passage of the source, by its id there.")),
        ),
        key=("page",),
    ),
    Table(
        "sources",
        "Sources by id, with whose voice each of them is.",
        _only(Source),
        lambda ctx: _first(ctx.of_kind(Source)),
        (
            _ID,
            _PAGE,
            field("title", "Its own title; a description in [square brackets] if it has none."),
            field("publisher", "Who published it.", is_required=True),
            field("organisation", "The id of the publisher's own record, if there is one."),
            field("authors", "People or agencies named as authors."),
            field("published", "When it was published, in EDTF."),
            field("accessed", "When it was read for this explainer, in EDTF."),
            field("url", "Its address."),
            field("archive_url", "An archived copy."),
            field("language", "The language that it is written in.", is_required=True),
            word("type", "What kind of source it is.", SourceType),
            field("standpoint", "Whose voice it is.", is_required=True),
            word("read", "How much of it was read for this explainer.", Read),
            field("note", "A remark for readers."),
        ),
    ),
)
