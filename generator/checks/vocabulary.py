"""Topics and statuses are declared in `explainer.yml`; a passage is one that its source lists."""

from collections.abc import Iterable, Iterator, Sequence

from generator.core import rules
from generator.core.diagnostics import Diagnostic
from generator.core.suggestions import did_you_mean
from generator.data.archive import Archive
from generator.data.fields import Word
from generator.data.records import Claim, Source, Statement, Talk
from generator.data.walk import Marked

_NO_PASSAGE = "look the passage up in the source's own file, or leave it out"


def check_record(archive: Archive, id: str, marks: Sequence[Marked]) -> Iterator[Diagnostic]:
    yield from _words(archive, id, marks)
    record = archive.records.get(id)
    if isinstance(record, Claim | Talk):
        yield from _passages(archive, record)


def _words(archive: Archive, id: str, marks: Iterable[Marked]) -> Iterator[Diagnostic]:
    if archive.explainer is None:
        return
    words = {
        "topics": tuple(archive.explainer.topics),
        "scale": tuple(status.id for status in archive.explainer.scale),
    }
    for one in marks:
        if isinstance(one.mark, Word) and one.text not in words[one.mark.vocabulary]:
            known = words[one.mark.vocabulary]
            yield Diagnostic(
                rule=rules.UNKNOWN_WORD,
                span=archive.origins[id].at(*one.path),
                message=f"`{one.text}` is not in the `{one.mark.vocabulary}` of the explainer",
                help=did_you_mean(one.text, known, f"use one of {', '.join(known)}"),
            )


def _passages(archive: Archive, record: Claim | Talk) -> Iterator[Diagnostic]:
    for index, statement in enumerate(record.statements):
        known = _passages_of(archive, statement)
        if statement.passage and known is not None and statement.passage not in known:
            yield Diagnostic(
                rule=rules.UNKNOWN_PASSAGE,
                span=archive.origins[record.id].at("statements", index, "passage"),
                message=f"`{statement.source}` lists no passage `{statement.passage}`",
                help=did_you_mean(statement.passage, known, _NO_PASSAGE),
            )


def _passages_of(archive: Archive, statement: Statement) -> tuple[str, ...] | None:
    source = archive.records.get(statement.source)
    return tuple(one.id for one in source.passages) if isinstance(source, Source) else None
