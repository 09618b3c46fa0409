"""The real explainer as the pattern of synthetic ones: each record's values, marks and weight."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from benchmarks.vocabulary import Vocabulary
from generator.checks.run import checked
from generator.core import prose
from generator.data.fields import Mark, Part
from generator.data.loading import EXPLAINER
from generator.data.project import read_texts
from generator.data.records import Record
from generator.data.walk import marked
from generator.kinds.registry import KINDS
from generator.kinds.source import Source
from generator.kinds.talk import Talk

ENGLISH = "en"
# The fields whose words readers read; all others hold dates, ids, and words of a vocabulary.
_FIELDS = """
agenda also answer authors body definition key_points label meaning name note occasion opening
outcomes paraphrase provisions publisher question role says standpoint summary text title
translation unknowns venue verdict via
"""
WORDED = frozenset(_FIELDS.split())

Marks = Mapping[tuple[str | int, ...], Mark]


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """A real record, after which synthetic ones are made."""

    id: str
    pool: str  # records of one pool stand for each other
    title: str
    values: Mapping[str, Any]
    marks: Marks
    mentions: int  # how often it is mentioned
    language: str = ENGLISH  # of its title
    begins: date = date.min  # a talk's first day
    is_named: bool = False  # is its title a name?


@dataclass(frozen=True)
class Patterns:
    explainer: Pattern
    by_kind: Mapping[str, tuple[Pattern, ...]]
    languages: Mapping[str, Vocabulary]
    content: Mapping[str, str]  # hand-written pages by path
    pools: Mapping[str, str]  # of each real record


def patterns_of(root: Path) -> Patterns:
    """The patterns that a project gives. Its data must be without errors."""
    texts = read_texts(root)
    archive, found = checked(texts)
    assert archive.explainer and not found, "patterns come from an explainer without findings"
    values = {
        Path(text.path).stem: yaml.load(text.data, yaml.CBaseLoader)
        for text in texts
        if text.path.endswith(".yml")
    }
    mentions = Counter(one.target for one in archive.mentions)
    by_kind = {
        kind.id: tuple(
            _pattern(record, values[record.id], mentions[record.id])
            for record in archive.of_kind(kind.model)
        )
        for kind in KINDS
    }
    explainer = values[Path(EXPLAINER).stem]
    return Patterns(
        Pattern("", "", "", explainer, _marks(archive.explainer), 0),
        by_kind,
        _vocabularies(values.values()),
        {text.path: text.text for text in texts if text.path.startswith("content/")},
        {one.id: one.pool for patterns in by_kind.values() for one in patterns},
    )


def _pattern(record: Record, values: Mapping[str, Any], mentions: int) -> Pattern:
    kind = record.KIND
    has_passages = isinstance(record, Source) and record.passages
    return Pattern(
        id=record.id,
        pool=f"{kind.id} with passages" if has_passages else kind.id,
        title=record.heading,
        values=values,
        marks=_marks(record),
        mentions=mentions,
        language=_language_of_title(values),
        begins=record.start.earliest if isinstance(record, Talk) else date.min,
        is_named=kind.id in ("person", "organisation", "place"),
    )


def _language_of_title(values: Mapping[str, Any]) -> str:
    """A source's title is in its own language, or translated."""
    return ENGLISH if values.get("title", "").isascii() else values.get("language", ENGLISH)


def _marks(record: Part) -> Marks:
    return {one.path: one.mark for one in marked(record)}


def _vocabularies(records: Any) -> Mapping[str, Vocabulary]:
    texts: dict[str, list[str]] = {}
    for values in records:
        for language, text in _texts(values):
            texts.setdefault(language, []).append(text)
    return {language: Vocabulary(found) for language, found in sorted(texts.items())}


def _texts(value: Any, language: str = ENGLISH) -> Iterator[tuple[str, str]]:
    """Every text below a value, with its language."""
    if isinstance(value, str):
        for token in prose.tokens(value):
            if isinstance(token, prose.Words):
                yield language, token.text
            elif isinstance(token, prose.Link):
                yield language, token.words
    elif isinstance(value, list):
        for entry in value:
            yield from _texts(entry, language)
    elif isinstance(value, dict):
        for key, entry in value.items():
            if key == "names":
                yield from entry.items()
            elif key == "title":
                yield _language_of_title(value), entry
            elif key in WORDED:
                yield from _texts(entry, value.get("lang", ENGLISH) if key == "text" else ENGLISH)
            elif isinstance(entry, dict | list):
                yield from _texts(entry, language)
