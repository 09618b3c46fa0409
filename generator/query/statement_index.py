"""Statements with the record that holds them, and their permanent addresses there."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.core.dates import Date
from generator.core.text import folded
from generator.data.paths import path_of
from generator.data.records import Record, Statement, statements_of


class Said(NamedTuple):
    """A statement with the record that holds it; `anchor` is its permanent address there."""

    record: Record
    place: int  # among the statements of the record
    anchor: str

    @property
    def statement(self) -> Statement:
        return statements_of(self.record)[self.place]


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
    found = enumerate(anchors(statements_of(record)))
    return tuple(Said(record, place, anchor) for place, anchor in found)


def attributions_in(record: Record) -> tuple[Attribution, ...]:
    """Of the statements that a record holds, in its own order."""
    title, path = record.heading, path_of(record)
    return tuple(
        Attribution(
            record.id, title, path, place, anchor, one.speaker, one.said, one.source, one.passage
        )
        for said in said_in(record)
        for place, anchor, one in ((said.place, said.anchor, said.statement),)
    )


def first_wordings(statements: Sequence[Said]) -> list[Said]:
    """For each statement the first that holds the same words, said by the same on the same day.

    Words are the same where they are printed, or translated, letter by letter alike. Whether two
    translations that differ render the same words, the data do not tell.
    """
    known: dict[tuple[str, str, str], Said] = {}
    firsts = []
    for one in statements:
        day, speaker = one.statement.said.text, one.statement.speaker
        keys = [(day, speaker, words) for words in _words_of(one.statement)]
        first = next((known[key] for key in keys if key in known), one)
        known |= {key: first for key in keys if key not in known}
        firsts.append(first)
    return firsts


def _words_of(statement: Statement) -> Iterator[str]:
    """The words and their translation, without case and punctuation."""
    quote = statement.quote
    texts = (quote.text, quote.translation) if quote else (statement.paraphrase,)
    return (words for text in texts if (words := folded(text or "")))


def anchors(statements: tuple[Statement, ...]) -> list[str]:
    """The permanent address of each statement on its page: `said-` and its source.

    It does not depend on the order of other sources' statements, so that adding one breaks none.
    """
    seen: dict[str, int] = defaultdict(int)
    names = []
    for statement in statements:
        seen[statement.source] += 1
        number = seen[statement.source]
        names.append(f"said-{statement.source}" + (f"-{number}" if number > 1 else ""))
    return names
