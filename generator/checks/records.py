"""Records are fit to be shown: titles fit, openings are short, each rests on a source.

A statement has the speaker's words or ours, of before they were published, and names a passage that
its source lists.
"""

from collections.abc import Iterator

from generator.core.diagnostics import Diagnostic, Note, Rule, Span
from generator.core.suggestions import did_you_mean
from generator.data import rules
from generator.data.archive import Archive, Origin
from generator.data.fields import Prose
from generator.data.records import Record, Statement, statements_of
from generator.data.walk import CITED, Path
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

MAX_TITLE = 75
MAX_OPENING = 12


def check(archive: Archive) -> Iterator[Diagnostic]:
    for id, record in archive.records.items():
        yield from _record(archive.origins[id], record)
        yield from _statements(archive, archive.origins[id], statements_of(record))
    yield from _without_source(archive)
    yield from _former_ids(archive)
    if archive.explainer and archive.explainer_origin:
        ids = [status.id for status in archive.explainer.scale]
        message, help_text = "the status `{}` is declared twice", "join the two, or rename one"
        yield from _repeated(archive.explainer_origin, "scale", ids, message, help_text)


def _record(origin: Origin, record: Record) -> Iterator[Diagnostic]:
    match record:
        case Claim() if len(record.title) >= MAX_TITLE:
            message = f"the title has {len(record.title)} characters, not under {MAX_TITLE}"
            yield LONG_TITLE.found(origin.at("title"), message, "say only what is asserted")
        case Place() if (record.latitude is None) != (record.longitude is None):
            if span := _span_of_two(origin, (), "latitude", "longitude"):
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


def _span_of_two(origin: Origin, path: Path, *names: str) -> Span | None:
    """The key of the last of two fields that is there, or the beginning of what has neither; none
    where one of them was refused: then nobody knows what was meant."""
    paths = [(*path, name) for name in names]
    if not all(origin.is_accepted(*field) for field in paths):
        return None
    written = [origin.keys[field] for field in paths if field in origin.keys]
    return max(written) if written else origin.beginning(*path)


def _statements(
    archive: Archive, origin: Origin, statements: tuple[Statement, ...]
) -> Iterator[Diagnostic]:
    for index, statement in enumerate(statements):
        path = ("statements", index)
        is_odd = (statement.quote is None) == (statement.paraphrase is None)
        if is_odd and (span := _span_of_two(origin, path, "quote", "paraphrase")):
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
        origin = archive.origins[id]
        must_be_cited = any(isinstance(mark, Prose) and mark.cited for _, mark, _ in origin.marks)
        if not must_be_cited and not origin.hides_mentions:
            help_text = "cite one in its prose, or list it under `sources`"
            yield NO_SOURCE.found(origin.at(), f"`{id}` rests on no source", help_text)


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
            note = Note(first[former], "first here")
        elif former in archive.paths:
            message = f"`{former}` is the id of a record of its own"
            help_text = "delete it here, or rename the other record"
            note = Note(Span(archive.paths[former]), "that record")
        else:
            continue
        yield rules.DUPLICATE_ID.found(span, message, help_text, (note,))
