"""Records are fit to be shown: titles fit, openings are short, each rests on a source."""

from collections.abc import Iterator

from generator.core.diagnostics import Diagnostic, Note, Rule, Span
from generator.data import rules
from generator.data.archive import Archive, Origin
from generator.data.fields import Part, Prose
from generator.data.mentions import CITED
from generator.data.records import Record, statements_of
from generator.data.walk import Path, marked
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

QUOTE_OR_PARAPHRASE = Rule(
    id="quote-or-paraphrase",
    summary="A statement has either a quote or a paraphrase.",
    why="Readers must know whether they read the speaker's words or ours.",
)

MAX_TITLE = 75
MAX_OPENING = 12


def check(archive: Archive) -> Iterator[Diagnostic]:
    for claim in archive.of_kind(Claim):
        if len(claim.title) >= MAX_TITLE:
            span = archive.origins[claim.id].at("title")
            message = f"the title has {len(claim.title)} characters, not under {MAX_TITLE}"
            yield LONG_TITLE.found(span, message, "say only what is asserted")
    for source in archive.of_kind(Source):
        yield from _passages(archive.origins[source.id], source)
    for record, origin in archive.written:
        yield from _fields_of_two(record, origin)
    yield from _without_source(archive)
    yield from _former_ids(archive)
    if archive.explainer and archive.explainer_origin:
        ids = [status.id for status in archive.explainer.scale]
        message, help_text = "the status `{}` is declared twice", "join the two, or rename one"
        yield from _repeated(archive.explainer_origin, "scale", ids, message, help_text)


def _fields_of_two(record: Part, origin: Origin) -> Iterator[Diagnostic]:
    """Fields of which exactly one, or both, are to be given."""
    if isinstance(record, Place) and (record.latitude is None) != (record.longitude is None):
        names, rule = ("latitude", "longitude"), rules.BAD_COORDINATES
        message = "`latitude` and `longitude` are only of use together"
        yield from _of_two(origin, (), names, rule, message, "give both, or neither")
    for index, statement in enumerate(statements_of(record)):
        if (statement.quote is None) == (statement.paraphrase is None):
            path, names = ("statements", index), ("quote", "paraphrase")
            message = "a statement has either a `quote` or a `paraphrase`"
            help_text = "give exactly one of the two"
            yield from _of_two(origin, path, names, QUOTE_OR_PARAPHRASE, message, help_text)


def _of_two(
    origin: Origin, path: Path, names: tuple[str, str], rule: Rule, message: str, help_text: str
) -> Iterator[Diagnostic]:
    """Said of the last of the two that is there, or of the beginning of what has neither."""
    paths = [(*path, name) for name in names]
    if all(origin.is_accepted(*place) for place in paths):
        written = [origin.keys[place] for place in paths if place in origin.keys]
        span = max(written) if written else origin.beginning(*path)
        yield rule.found(span, message, help_text)


def _without_source(archive: Archive) -> Iterator[Diagnostic]:
    citing = {mention.record for mention in archive.mentions if mention.kinds == CITED}
    publishers = {mention.target for mention in archive.mentions if mention.reason == "publisher"}
    for id, record in archive.records.items():
        if id in citing or id in publishers or isinstance(record, Source):
            continue
        origin = archive.origins[id]
        if not _must_be_cited(record) and not origin.hides_mentions:
            help_text = "cite one in its prose, or list it under `sources`"
            yield NO_SOURCE.found(origin.at(), f"`{id}` rests on no source", help_text)


def _must_be_cited(record: Record) -> bool:
    """Has it prose that asks for a citation itself? Then the paragraph is at fault."""
    return any(isinstance(mark, Prose) and mark.cited for _, mark, _ in marked(record))


def _passages(origin: Origin, source: Source) -> Iterator[Diagnostic]:
    for index, passage in enumerate(source.passages):
        if len(passage.opening.split()) > MAX_OPENING:
            span = origin.at("passages", index, "opening")
            message = f"the opening has more than {MAX_OPENING} words"
            help_text = "the first few are enough to find the place"
            yield LONG_OPENING.found(span, message, help_text)
    ids = [passage.id for passage in source.passages]
    message, help_text = "the passage `{}` is listed twice", "number the passages in their order"
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
