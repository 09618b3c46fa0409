"""The questions that pages ask: what the records hold, and what can be derived from them.

Questions about one record read no more than they must, so that their answer stands while anything
else changes. What is not published is not there, but in a preview.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple, TypeVar

from generator.core.text import folded
from generator.data.archive import Archive, ContentPage
from generator.data.mentions import HOME, Mentioned
from generator.data.paths import path_of
from generator.data.quotations import quotations_in, quotations_outside
from generator.data.records import Change, Explainer, KindNames, Record
from generator.data.walk import marked
from generator.proof.fingerprint import Fingerprint
from generator.proof.proof import State, proof
from generator.query.citation_statistics import CitationStatistics, counted_in
from generator.query.graph import Ask, Input
from generator.query.settings import Settings
from generator.query.statement_index import Attribution, attributions_in

K = TypeVar("K")
V = TypeVar("V")
R = TypeVar("R", bound=Record)

ARCHIVE: Input[Archive] = Input("the archive")  # without what is held back, but in a preview
SETTINGS: Input[Settings] = Input("the settings")


class Name(NamedTuple):
    """By what a record is linked to."""

    title: str
    path: str  # of its page
    kind: str


class Backlink(NamedTuple):
    """A record or hand-written page that mentions another, with all its reasons in order."""

    record: str
    reasons: tuple[str, ...]


# What was read


def settings(ask: Ask) -> Settings:
    return ask(SETTINGS)


def today(ask: Ask) -> date:
    """The day for which the site is built."""
    return ask(ARCHIVE).today


def ledger(ask: Ask) -> tuple[str, ...]:
    """The lines of the ledger of published addresses."""
    return ask(ARCHIVE).ledger or ()


def kinds(ask: Ask) -> tuple[KindNames, ...]:
    """All that there are, in the order in which they are listed."""
    return ask(ARCHIVE).kinds


def explainer(ask: Ask) -> Explainer:
    found = ask(ARCHIVE).explainer
    assert found is not None, "an archive without errors has an explainer"
    return found


def content_pages(ask: Ask) -> tuple[ContentPage, ...]:
    """The pages that are written by hand."""
    return ask(ARCHIVE).content


def content_titles(ask: Ask) -> Mapping[str, str]:
    """Their titles by path."""
    return {page.path: page.title for page in ask(content_pages)}


def ids(ask: Ask) -> tuple[str, ...]:
    """Of all records, in order."""
    return tuple(ask(ARCHIVE).records)


def record(ask: Ask, id: str) -> Record | None:
    return ask(ARCHIVE).records.get(id)


def verdict(ask: Ask, id: str) -> str | None:
    """The id of a record's status; it stands while other words of the record change."""
    found = ask(record, id)
    return found.verdict if found else None


def of_kind(ask: Ask, model: type[R]) -> tuple[R, ...]:
    """All records of a kind, in order of id."""
    return tuple(ask(ARCHIVE).of_kind(model))


def file(ask: Ask, id: str) -> str:
    """The path of the file in which a record is written."""
    return ask(ARCHIVE).paths[id]


def statement_lines(ask: Ask, id: str) -> tuple[int, ...]:
    """The lines of the file on which a record's statements begin."""
    origin = ask(ARCHIVE).origins.get(id)
    return origin.lines if origin else ()


def mentioned(ask: Ask, id: str) -> tuple[Mentioned, ...]:
    """What a record mentions, or the explainer as the home page."""
    archive = ask(ARCHIVE)
    origin = archive.explainer_origin if id == HOME else archive.origins.get(id)
    return origin.mentioned if origin else ()


def is_held(ask: Ask, id: str) -> bool:
    """Is the record kept out of what is published today?"""
    archive = ask(ARCHIVE)
    return id in archive.records and archive.is_held(archive.records[id])


def fingerprint(ask: Ask, source: str) -> Fingerprint | None:
    return ask(ARCHIVE).fingerprints.get(source)


# Names and mentions


def name(ask: Ask, id: str) -> Name | None:
    found = ask(record, id)
    if found is None:
        return None
    return Name(found.heading, path_of(found), found.KIND.id)


def names(ask: Ask) -> Mapping[str, Name]:
    """By the id of the record."""
    return {id: found for id in ask(ids) if (found := ask(name, id)) is not None}


def namesakes(ask: Ask) -> Mapping[str, tuple[str, ...]]:
    """The kinds of the records that have a title."""
    return grouped((one.title, one.kind) for one in ask(names).values())


def namesakes_of(ask: Ask, title: str) -> tuple[str, ...]:
    return ask(namesakes).get(title, ())


def numbers(ask: Ask) -> Mapping[str, int]:
    """How many records there are of each kind."""
    return Counter(one.kind for one in ask(names).values())


def changes(ask: Ask) -> Mapping[str, tuple[Change, ...]]:
    """The changes that readers were told of, by the id of the record; none that are empty."""
    found = ((id, ask(record, id)) for id in ask(ids))
    return {id: one.changes for id, one in found if one is not None and one.changes}


def all_backlinks(ask: Ask) -> Mapping[str, tuple[Backlink, ...]]:
    """By the id of the record that is mentioned; complete, in order of kind and title."""
    reasons: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    by_pages = ((page.path, page.origin.mentioned) for page in ask(ARCHIVE).content)
    for by, found in chain(((id, ask(mentioned, id)) for id in (*ask(ids), HOME)), by_pages):
        for one in found:
            if by != one.target:
                reasons[one.target][by][one.reason] = None
    order = ask(order_of_records)
    return {
        target: tuple(
            Backlink(by, tuple(why))
            for by, why in sorted(by_record.items(), key=lambda one: order.get(one[0], -1))
        )
        for target, by_record in reasons.items()
    }


def order_of_records(ask: Ask) -> Mapping[str, int]:
    """Which place each record has among all, by kind and title."""
    order = [kind.id for kind in ask(kinds)]
    in_order = sorted(
        ask(names).items(), key=lambda one: (order.index(one[1].kind), folded(one[1].title), one[0])
    )
    return {id: place for place, (id, _) in enumerate(in_order)}


def backlinks(ask: Ask, id: str) -> tuple[Backlink, ...]:
    return ask(all_backlinks).get(id, ())


def mentioning(ask: Ask, id: str, kind: str) -> tuple[str, ...]:
    """The ids of the records of a kind that mention a record."""
    known = ask(names)
    by = (link.record for link in ask(backlinks, id))
    return tuple(one for one in by if one in known and known[one].kind == kind)


# Statements, quotations


def attributions(ask: Ask, id: str) -> tuple[Attribution, ...]:
    """The statements that a record holds."""
    found = ask(record, id)
    return attributions_in(found) if found else ()


def statements(ask: Ask) -> Sequence[Attribution]:
    """All statements, in the order in which they were said."""
    found = chain.from_iterable(ask(attributions, id) for id in ask(ids))
    return tuple(sorted(found, key=lambda one: (one.said.order, one.record, one.anchor)))


def _statements_by_source(ask: Ask) -> Mapping[str, tuple[Attribution, ...]]:
    return grouped((one.source, one) for one in ask(statements))


def _statements_by_speaker(ask: Ask) -> Mapping[str, tuple[Attribution, ...]]:
    return grouped((one.speaker, one) for one in ask(statements))


def statements_from(ask: Ask, source: str) -> tuple[Attribution, ...]:
    return ask(_statements_by_source).get(source, ())


def statements_by(ask: Ask, speaker: str) -> tuple[Attribution, ...]:
    return ask(_statements_by_speaker).get(speaker, ())


def proof_state(ask: Ask, source: str, words: str) -> State:
    """What is known of words quoted from a source."""
    found = ask(fingerprint, source)
    return State.UNCHECKED if found is None else proof(words, found).state


def citation_statistics(ask: Ask, id: str) -> CitationStatistics | None:
    """Of a record."""
    found = ask(record, id)
    if found is None:
        return None
    marks = marked(found)
    quoted = quotations_in(found, marks, lambda other: _title(ask, other))
    states = [ask(proof_state, one.source, one.words) for one in quoted]
    return counted_in(states, marks)


def citation_statistics_outside(ask: Ask) -> CitationStatistics:
    """Of the explainer itself, with the quotations of hand-written pages."""
    quoted = quotations_outside(
        ask(explainer), ask(content_pages), lambda other: _title(ask, other)
    )
    states = [ask(proof_state, one.source, one.words) for one in quoted]
    return counted_in(states, marked(ask(explainer)))


def _title(ask: Ask, id: str) -> str | None:
    found = ask(name, id)
    return found.title if found else None


def by_title(records: Iterable[R]) -> list[R]:
    return sorted(records, key=lambda record: (folded(record.heading), record.id))


def grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
