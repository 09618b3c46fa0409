"""A statement has the speaker's words or ours, from before they were published, and of a passage
that its source lists."""

from collections.abc import Iterator

from generator.checks.places import span_of_two
from generator.core.diagnostics import Diagnostic, Rule, Span
from generator.core.suggestions import did_you_mean
from generator.data.archive import Archive
from generator.data.records import statements_of
from generator.kinds.source import Source

QUOTE_OR_PARAPHRASE = Rule(
    id="quote-or-paraphrase",
    summary="A statement has either a quote or a paraphrase.",
    why="Readers must know whether they read the speaker's words or ours.",
)
SAID_AFTER_PUBLISHED = Rule(
    id="said-after-published",
    summary="Nothing is said after it was published.",
    why="One of the two dates is wrong.",
)
UNKNOWN_PASSAGE = Rule(
    id="unknown-passage",
    summary="A passage is one that the source lists.",
    why="Readers could not find the place.",
)


def check(archive: Archive) -> Iterator[Diagnostic]:
    for id, record in archive.records.items():
        origin = archive.origins[id]
        for index, statement in enumerate(statements_of(record)):
            path = ("statements", index)
            has_one = (statement.quote is None) != (statement.paraphrase is None)
            if not has_one and (span := span_of_two(origin, path, "quote", "paraphrase")):
                message = "a statement has either a `quote` or a `paraphrase`"
                yield QUOTE_OR_PARAPHRASE.found(span, message, "give exactly one of the two")
            if statement.said.earliest > statement.published.latest:
                message = f"said on {statement.said}, but published on {statement.published}"
                help_text = "`said` is the day of speaking, `published` that of the source"
                yield SAID_AFTER_PUBLISHED.found(origin.at(*path, "said"), message, help_text)
            if statement.passage and origin.is_sound(*path, "passage"):
                span = origin.at(*path, "passage")
                yield from _passage(archive, span, statement.source, statement.passage)


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
