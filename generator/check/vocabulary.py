"""Topics and statuses are declared in `explainer.yml`; a passage is one that its source lists."""

from collections.abc import Iterator

from generator import rules
from generator.diagnostics import Diagnostic
from generator.model.archive import Archive
from generator.model.fields import Word
from generator.model.records import Claim, Source, Statement, Talk
from generator.suggest import did_you_mean

_NO_PASSAGE = "look the passage up in the source's own file, or leave it out"


def check(archive: Archive) -> Iterator[Diagnostic]:
    yield from _words(archive)
    yield from _passages(archive)


def _words(archive: Archive) -> Iterator[Diagnostic]:
    if archive.explainer is None:
        return
    words = {
        "topics": tuple(archive.explainer.topics),
        "scale": tuple(status.id for status in archive.explainer.scale),
    }
    for id, marks in archive.marks.items():
        for one in marks:
            if isinstance(one.mark, Word) and one.text not in words[one.mark.vocabulary]:
                known = words[one.mark.vocabulary]
                yield Diagnostic(
                    rule=rules.UNKNOWN_WORD,
                    span=archive.origins[id].at(*one.path),
                    message=f"`{one.text}` is not in the `{one.mark.vocabulary}` of the explainer",
                    help=did_you_mean(one.text, known, f"use one of {', '.join(known)}"),
                )


def _passages(archive: Archive) -> Iterator[Diagnostic]:
    for id, record in archive.records.items():
        if isinstance(record, Claim | Talk):
            for index, statement in enumerate(record.statements):
                known = _passages_of(archive, statement)
                if statement.passage and known is not None and statement.passage not in known:
                    yield Diagnostic(
                        rule=rules.UNKNOWN_PASSAGE,
                        span=archive.origins[id].at("statements", index, "passage"),
                        message=f"`{statement.source}` lists no passage `{statement.passage}`",
                        help=did_you_mean(statement.passage, known, _NO_PASSAGE),
                    )


def _passages_of(archive: Archive, statement: Statement) -> tuple[str, ...] | None:
    source = archive.records.get(statement.source)
    return tuple(one.id for one in source.passages) if isinstance(source, Source) else None
