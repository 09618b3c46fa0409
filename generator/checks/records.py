"""Records are fit to be shown: titles fit, openings are short, each rests on a source."""

from collections.abc import Iterator

from generator.core.diagnostics import Diagnostic, Note, Rule, Span
from generator.data import rules
from generator.data.archive import Archive
from generator.data.fields import Prose
from generator.data.records import Record
from generator.data.walk import marked
from generator.kinds.claim import Claim
from generator.kinds.source import Source

LONG_TITLE = Rule(
    id="long-title",
    summary="A claim's title has fewer than 75 characters.",
    why="It is cut off in lists, in search results and on phones.",
)
LONG_OPENING = Rule(
    id="long-opening",
    summary="A passage shows at most twelve opening words.",
    why="Sentences of others are not copied.",
)
NO_SOURCE = Rule(
    id="no-source",
    summary="Every record rests on at least one source.",
    why="A page without a source cannot be checked.",
)

MAX_TITLE = 75
MAX_OPENING = 12


def check(archive: Archive) -> Iterator[Diagnostic]:
    for claim in archive.of_kind(Claim):
        if len(claim.title) >= MAX_TITLE:
            yield LONG_TITLE.found(
                archive.origins[claim.id].at("title"),
                f"the title has {len(claim.title)} characters, not under {MAX_TITLE}",
                "say only what is asserted",
            )
    for source in archive.of_kind(Source):
        yield from _passages(archive, source)
    yield from _without_source(archive)
    yield from _former_ids(archive)
    yield from _statuses(archive)


def _without_source(archive: Archive) -> Iterator[Diagnostic]:
    mentions = archive.mentions_in_sum
    for id, record in archive.records.items():
        if id in mentions.citing or id in mentions.publishers or isinstance(record, Source):
            continue
        if not _must_be_cited(record) and not archive.origins[id].hides_mentions:
            yield NO_SOURCE.found(
                archive.origins[id].at(),
                f"`{id}` rests on no source",
                "cite one in its prose, or list it under `sources`",
            )


def _must_be_cited(record: Record) -> bool:
    """Has it prose that asks for a citation itself? Then the paragraph is at fault."""
    return any(isinstance(one.mark, Prose) and one.mark.cited for one in marked(record))


def _passages(archive: Archive, source: Source) -> Iterator[Diagnostic]:
    origin = archive.origins[source.id]
    first: dict[str, int] = {}
    for index, passage in enumerate(source.passages):
        if len(passage.opening.split()) > MAX_OPENING:
            yield LONG_OPENING.found(
                origin.at("passages", index, "opening"),
                f"the opening has more than {MAX_OPENING} words",
                "the first few are enough to find the place",
            )
        is_known = origin.is_sound("passages", index, "id")
        if is_known and first.setdefault(passage.id, index) != index:
            yield rules.DUPLICATE_ID.found(
                origin.at("passages", index, "id"),
                f"the passage `{passage.id}` is listed twice",
                "number the passages in their order",
                (Note(origin.at("passages", first[passage.id], "id"), "first here"),),
            )


def _former_ids(archive: Archive) -> Iterator[Diagnostic]:
    first: dict[str, Span] = {}
    listed = [
        (former, archive.origins[id].at("formerly", index))
        for id, record in archive.records.items()
        for index, former in enumerate(record.formerly)
        if archive.origins[id].is_sound("formerly", index)
    ]
    for former, span in listed:
        if first.setdefault(former, span) != span:
            yield rules.DUPLICATE_ID.found(
                span,
                f"`{former}` is listed as a former id twice",
                "an old address can lead to one page only",
                (Note(first[former], "first here"),),
            )
        elif former in archive.paths:
            yield rules.DUPLICATE_ID.found(
                span,
                f"`{former}` is the id of a record of its own",
                "delete it here, or rename the other record",
                (Note(archive.origins[former].at(), "that record"),)
                if former in archive.origins
                else (),
            )


def _statuses(archive: Archive) -> Iterator[Diagnostic]:
    """The statuses of the scale are records of a kind, too: each has its id to itself."""
    origin = archive.explainer_origin
    if archive.explainer is None or origin is None:
        return
    first: dict[str, int] = {}
    for index, status in enumerate(archive.explainer.scale):
        is_known = origin.is_sound("scale", index, "id")
        if is_known and first.setdefault(status.id, index) != index:
            yield rules.DUPLICATE_ID.found(
                origin.at("scale", index, "id"),
                f"the status `{status.id}` is declared twice",
                "join the two, or rename one",
                (Note(origin.at("scale", first[status.id], "id"), "first here"),),
            )
