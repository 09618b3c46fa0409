"""Statements with the record that holds them; and how well records are cited and proven."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from generator.core import prose
from generator.core.dates import Date
from generator.core.text import folded
from generator.data.fields import Prose
from generator.data.paths import anchors, path_of
from generator.data.quotations import Quotation, quotations_in, quotations_outside
from generator.data.records import Record, Statement, statements_of
from generator.data.walk import Marked, marked
from generator.query.context import PageContext, grouped
from generator.query.graph import question


class Said(NamedTuple):
    """A statement with the record that holds it; `anchor` is its permanent address there."""

    record: Record
    statement: Statement
    anchor: str


class Attribution(NamedTuple):
    """What pages of others show of a statement, which is all but its words."""

    record: str  # the id of what holds it
    title: str  # of the record
    path: str  # of its page
    place: int
    anchor: str
    speaker: str
    said: Date
    source: str
    passage: str | None


def said_in(record: Record) -> tuple[Said, ...]:
    """The statements that a record holds, in its own order."""
    own = statements_of(record)
    return tuple(Said(record, *said) for said in zip(own, anchors(own), strict=True))


def first_wordings(statements: Sequence[Said]) -> list[Said]:
    """For each statement the first that holds the same words, said by the same on the same day.

    Words are the same where they are printed, or translated, letter by letter alike. Whether two
    translations that differ render the same words, the data do not tell.
    """
    known: dict[tuple[str, str, str], Said] = {}
    firsts = []
    for said in statements:
        day, speaker = said.statement.said.text, said.statement.speaker
        keys = [(day, speaker, words) for words in _words_of(said.statement)]
        first = next((known[key] for key in keys if key in known), said)
        known |= {key: first for key in keys if key not in known}
        firsts.append(first)
    return firsts


def _words_of(statement: Statement) -> Iterator[str]:
    """The words and their translation, without case and punctuation."""
    quote = statement.quote
    texts = (quote.text, quote.translation) if quote else (statement.paraphrase,)
    return (words for text in texts if (words := folded(text or "")))


@question
def attributions(ctx: PageContext, id: str) -> tuple[Attribution, ...]:
    """Of the statements that a record holds, in its own order."""
    record = ctx.record(id)
    title, path, own = record.heading, path_of(record), statements_of(record)
    return tuple(
        Attribution(id, title, path, at, anchor, s.speaker, s.said, s.source, s.passage)
        for at, (s, anchor) in enumerate(zip(own, anchors(own), strict=True))
    )


@question
def all_statements(ctx: PageContext) -> Sequence[Attribution]:
    """In the order in which they were said."""
    found = chain.from_iterable(attributions(ctx, id) for id in ctx.ids)
    return tuple(sorted(found, key=lambda said: (said.said.order, said.record, said.anchor)))


@question
def _statements_by(ctx: PageContext, field: str) -> Mapping[str, tuple[Attribution, ...]]:
    return grouped((getattr(said, field), said) for said in all_statements(ctx))


@question
def statements_from(ctx: PageContext, source: str) -> tuple[Attribution, ...]:
    return _statements_by(ctx, "source").get(source, ())


@question
def statements_by(ctx: PageContext, speaker: str) -> tuple[Attribution, ...]:
    return _statements_by(ctx, "speaker").get(speaker, ())


# -- In numbers


# How many `quotations` there are, and how many of each `State`; how many `paragraphs` must end on a
# citation, and how many do, which are `cited`.
CitationStatistics = Counter[str]


@question
def citation_statistics(ctx: PageContext, id: str) -> CitationStatistics:
    """Of a record."""
    record = ctx.record(id)
    marks = tuple(marked(record))
    return _counted(ctx, quotations_in(record, marks, ctx.title_if_any), marks)


@question
def citation_statistics_outside(ctx: PageContext) -> CitationStatistics:
    """Of the explainer itself, with the quotations of hand-written pages."""
    found = quotations_outside(ctx.explainer, ctx.content_pages, ctx.title_if_any)
    return _counted(ctx, found, marked(ctx.explainer))


@question
def all_citation_statistics(ctx: PageContext) -> CitationStatistics:
    of_records = (citation_statistics(ctx, id) for id in ctx.ids)
    return sum(of_records, citation_statistics_outside(ctx))


def _counted(
    ctx: PageContext, found: Iterable[Quotation], marks: Iterable[Marked]
) -> CitationStatistics:
    numbers = Counter(str(ctx.proof_of(quoted.source, quoted.words)) for quoted in found)
    numbers["quotations"] = numbers.total()
    for _, mark, text in marks:
        if isinstance(mark, Prose) and mark.cited:
            are_cited = [prose.is_cited(paragraph) for _, paragraph in prose.paragraphs(text)]
            numbers["paragraphs"] += len(are_cited)
            numbers["cited"] += sum(are_cited)
    return numbers
