"""Topics and statuses are declared in `explainer.yml`; a passage is one that its source lists."""

from collections.abc import Iterator, Mapping

from generator.core.diagnostics import Diagnostic, Rule, Span
from generator.core.suggestions import did_you_mean
from generator.data.archive import Archive, Origin
from generator.data.fields import Part, Word
from generator.data.records import statements_of
from generator.data.walk import marked
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


def check(archive: Archive) -> Iterator[Diagnostic]:
    words = _declared(archive)
    for record, origin in archive.written:
        yield from _words(record, origin, words)
        for index, statement in enumerate(statements_of(record)):
            if statement.passage and origin.is_sound("statements", index, "passage"):
                span = origin.at("statements", index, "passage")
                yield from _passage(archive, span, statement.source, statement.passage)


def _words(
    record: Part, origin: Origin, words: Mapping[str, tuple[str, ...]]
) -> Iterator[Diagnostic]:
    for path, mark, word in origin.sound(marked(record)):
        if isinstance(mark, Word) and word not in (known := words.get(mark.vocabulary, (word,))):
            message = f"`{word}` is not in the `{mark.vocabulary}` of the explainer"
            help_text = did_you_mean(word, known, f"use one of {', '.join(known)}")
            yield UNKNOWN_WORD.found(origin.at(*path), message, help_text)


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


def _passage(archive: Archive, span: Span, id: str, passage: str) -> Iterator[Diagnostic]:
    source = archive.records.get(id)
    if not isinstance(source, Source):
        return
    are_known = archive.origins[id].are_sound("passages", len(source.passages), "id")
    known = [entry.id for entry in source.passages]
    if are_known and passage not in known:
        otherwise = "look the passage up in the source's own file, or leave it out"
        help_text = did_you_mean(passage, known, otherwise)
        yield UNKNOWN_PASSAGE.found(span, f"`{id}` lists no passage `{passage}`", help_text)
