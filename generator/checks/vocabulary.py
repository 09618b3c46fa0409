"""Topics and statuses are declared in `explainer.yml`; a passage is one that its source lists."""

from collections.abc import Iterator, Mapping

from generator.core.diagnostics import Diagnostic, Rule
from generator.core.suggestions import did_you_mean
from generator.data.archive import Archive
from generator.data.fields import Word
from generator.data.records import Record, Statement, statements_of
from generator.kinds.source import Source

UNKNOWN_PASSAGE = Rule(
    id="unknown-passage",
    summary="A passage is one that the source lists.",
    why="Readers could not find the place.",
)
UNKNOWN_WORD = Rule(
    id="unknown-word",
    summary="Topics and statuses are declared in `explainer.yml`.",
    why="The record would be missing from its topic's page, or its status would mean nothing.",
)

_NO_PASSAGE = "look the passage up in the source's own file, or leave it out"


def check(archive: Archive) -> Iterator[Diagnostic]:
    words = _declared(archive)
    for id, record in archive.records.items():
        yield from _words(archive, id, words)
        yield from _passages(archive, record)


def _words(archive: Archive, id: str, words: Mapping[str, tuple[str, ...]]) -> Iterator[Diagnostic]:
    for one in archive.marks_of(id):
        if not isinstance(one.mark, Word):
            continue
        known = words.get(one.mark.vocabulary)
        if known is not None and one.text not in known:
            yield UNKNOWN_WORD.found(
                archive.origins[id].at(*one.path),
                f"`{one.text}` is not in the `{one.mark.vocabulary}` of the explainer",
                did_you_mean(one.text, known, f"use one of {', '.join(known)}"),
            )


def _declared(archive: Archive) -> dict[str, tuple[str, ...]]:
    """The words of each vocabulary of which all words are known."""
    explainer, origin = archive.explainer, archive.explainer_origin
    if explainer is None or origin is None:
        return {}
    words = {}
    if ("topics",) not in origin.faulty:
        odd = (str(path[1]) for path in origin.faulty if path[0] == "topics")
        words["topics"] = (*explainer.topics, *odd)
    if origin.are_sound("scale", len(explainer.scale), "id"):
        words["scale"] = tuple(status.id for status in explainer.scale)
    return words


def _passages(archive: Archive, record: Record) -> Iterator[Diagnostic]:
    origin = archive.origins[record.id]
    for index, statement in enumerate(statements_of(record)):
        known = _passages_of(archive, statement)
        if not origin.is_sound("statements", index, "passage"):
            continue
        if statement.passage and known is not None and statement.passage not in known:
            yield UNKNOWN_PASSAGE.found(
                origin.at("statements", index, "passage"),
                f"`{statement.source}` lists no passage `{statement.passage}`",
                did_you_mean(statement.passage, known, _NO_PASSAGE),
            )


def _passages_of(archive: Archive, statement: Statement) -> tuple[str, ...] | None:
    """None where they are not known."""
    source = archive.records.get(statement.source)
    if not isinstance(source, Source):
        return None
    is_known = archive.origins[source.id].are_sound("passages", len(source.passages), "id")
    return tuple(one.id for one in source.passages) if is_known else None
