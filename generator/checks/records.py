"""Records are fit to be shown: titles fit, openings are short, each rests on a source."""

from collections.abc import Iterator

from generator.checks.places import span_of_two
from generator.core.diagnostics import Diagnostic, Note, Rule, Span
from generator.data import rules
from generator.data.archive import Archive, Origin
from generator.data.fields import Prose
from generator.data.mentions import CITED
from generator.data.records import Record
from generator.data.walk import marked
from generator.kinds.claim import Claim
from generator.kinds.place import Place
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
    for id, record in archive.records.items():
        yield from _record(archive.origins[id], record)
    yield from _without_source(archive)
    yield from _former_ids(archive)
    if archive.explainer and archive.explainer_origin:
        ids = [status.id for status in archive.explainer.scale]
        message, help_text = "the status `{}` is declared twice", "join the two, or rename one"
        yield from _repeated(archive.explainer_origin, "scale", ids, message, help_text)


def _record(origin: Origin, record: Record) -> Iterator[Diagnostic]:
    match record:
        case Claim(title=title) if len(title) >= MAX_TITLE:
            message = f"the title has {len(title)} characters, not under {MAX_TITLE}"
            yield LONG_TITLE.found(origin.at("title"), message, "say only what is asserted")
        case Place(latitude=lat, longitude=long) if (lat is None) != (long is None):
            if span := span_of_two(origin, (), "latitude", "longitude"):
                message = "`latitude` and `longitude` are only of use together"
                yield rules.BAD_COORDINATES.found(span, message, "give both, or neither")
        case Source():
            for index, passage in enumerate(record.passages):
                if len(passage.opening.split()) > MAX_OPENING:
                    span = origin.at("passages", index, "opening")
                    message = f"the opening has more than {MAX_OPENING} words"
                    help_text = "the first few are enough to find the place"
                    yield LONG_OPENING.found(span, message, help_text)
            ids = [passage.id for passage in record.passages]
            message = "the passage `{}` is listed twice"
            help_text = "number the passages in their order"
            yield from _repeated(origin, "passages", ids, message, help_text)


def _repeated(
    origin: Origin, field: str, ids: list[str], message: str, help_text: str
) -> Iterator[Diagnostic]:
    """Entries of a field that have the id of an earlier one."""
    first: dict[str, int] = {}
    for index, id in enumerate(ids):
        if origin.is_sound(field, index, "id") and first.setdefault(id, index) != index:
            span = origin.at(field, index, "id")
            notes = (Note(origin.at(field, first[id], "id"), "first here"),)
            yield rules.DUPLICATE_ID.found(span, message.format(id), help_text, notes)


def _without_source(archive: Archive) -> Iterator[Diagnostic]:
    citing = {mention.record for mention in archive.mentions if mention.kinds == CITED}
    publishers = {mention.target for mention in archive.mentions if mention.reason == "publisher"}
    for id, record in archive.records.items():
        if id in citing or id in publishers or isinstance(record, Source):
            continue
        # Where prose asks for a citation itself, its paragraph is at fault.
        must_be_cited = any(isinstance(mark, Prose) and mark.cited for _, mark, _ in marked(record))
        if not must_be_cited and not archive.origins[id].hides_mentions:
            span, help_text = (
                archive.origins[id].at(),
                "cite one in its prose, or list it under `sources`",
            )
            yield NO_SOURCE.found(span, f"`{id}` rests on no source", help_text)


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
            message = f"`{former}` is listed as a former id twice"
            help_text = "an old address can lead to one page only"
            notes = [Note(first[former], "first here")]
        elif former in archive.paths:
            message = f"`{former}` is the id of a record of its own"
            help_text = "delete it here, or rename the other record"
            origin = archive.origins.get(former)
            notes = [Note(origin.at(), "that record")] if origin else []
        else:
            continue
        yield rules.DUPLICATE_ID.found(span, message, help_text, tuple(notes))
