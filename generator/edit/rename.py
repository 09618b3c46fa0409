"""Giving a record another id: every mention of it, its file, its fingerprint, former ids, ledger.

Texts are edited at the spans of the mentions; nothing else in a file changes by a byte.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.checks.names import Names
from generator.core import prose
from generator.core.diagnostics import Span
from generator.data import ledger
from generator.data.addresses import record_addresses
from generator.data.archive import Archive, Origin
from generator.data.fields import Part, Prose, Reference
from generator.data.source_text import SourceText, offset_of, span_in
from generator.data.walk import marked
from generator.data.yaml import compose
from generator.edit.file_changes import FileChange
from generator.edit.refusal import Refusal, owner_of, unfit_id
from generator.edit.text_edits import Edit, LineChange, changed_lines, edited
from generator.proof.fingerprint import FOLDER

FINGERPRINT = f"{FOLDER}{{id}}.txt"


@dataclass(frozen=True, slots=True)
class Rewritten(FileChange):
    before: bytes
    lines: tuple[LineChange, ...] = ()


def renaming(
    archive: Archive, texts: Iterable[SourceText], old: str, new: str
) -> tuple[list[Rewritten], list[Refusal]]:
    """What is to be written, or why not. The archive must hold every file of `texts`."""
    sources = {source.path: source for source in texts}
    refusals = list(_refusals(archive, sources, old, new))
    if refusals:
        return [], refusals
    found = [
        *_mention_edits(archive, old, new),
        *_former_id_edits(archive, old, new),
        *_ledger_edits(archive, sources, old, new),
    ]
    refusals = [refusal for refusal in found if isinstance(refusal, Refusal)]
    edits = sorted(edit for edit in found if isinstance(edit, Edit))
    files = list(_rewritten(archive, sources, edits, old, new))
    refusals += [slip for file in files if (slip := _slip(archive, file, old, new))]
    return ([], refusals) if refusals else (files, [])


def _refusals(
    archive: Archive, sources: Mapping[str, SourceText], old: str, new: str
) -> Iterator[Refusal]:
    if old not in archive.records:
        yield _unknown(archive, old)
        return
    if old == new:
        yield Refusal(f"`{old}` is its id already")
        return
    refusal = unfit_id(archive, new, own=archive.records[old].formerly)
    if refusal:
        yield refusal
    fingerprint = FINGERPRINT.format(id=new)
    if fingerprint in sources and not _is_moved_already(archive, old, new):
        yield Refusal(f"`{new}` is taken", f"there is a fingerprint {fingerprint}")


def _is_moved_already(archive: Archive, old: str, new: str) -> bool:
    """Did an earlier run, which was killed, move the fingerprint of the source and no more?"""
    moved = archive.fingerprints.get(new)
    known = (old, *archive.records[old].formerly)
    return moved is not None and old not in archive.fingerprints and moved.source in known


def _unknown(archive: Archive, old: str) -> Refusal:
    now = owner_of(archive, old)
    if now:
        return Refusal(f"there is no record `{old}`", f"it is called `{now}` now")
    return Refusal(f"there is no record `{old}`", Names(archive).suggestion(old, ()))


def _mention_edits(archive: Archive, old: str, new: str) -> Iterator[Edit | Refusal]:
    for part, origin in _written(archive):
        for value in marked(part):
            if isinstance(value.mark, Reference) and value.text == old:
                yield _value_edit(origin, origin.at(*value.path), old, new)
            elif isinstance(value.mark, Prose) and old in value.text:
                start, end = _stretch(origin, origin.at(*value.path))
                yield from _prose_edits(origin, start, end, value.text, old, new)
    for page in archive.content:
        end = len(page.origin.text)
        yield from _prose_edits(page.origin, end - len(page.body), end, page.body, old, new)


def _written(archive: Archive) -> Iterator[tuple[Part, Origin]]:
    for id, record in archive.records.items():
        yield record, archive.origins[id]
    if archive.explainer and archive.explainer_origin:
        yield archive.explainer, archive.explainer_origin


def _stretch(origin: Origin, span: Span) -> tuple[int, int]:
    """Where a span begins and ends, as offsets into the file."""
    start = offset_of(origin.text, span.line, span.column)
    if span.end_line > origin.text.count("\n") + 1:
        return start, len(origin.text)
    return start, offset_of(origin.text, span.end_line, span.end_column)


def _value_edit(origin: Origin, span: Span, old: str, new: str) -> Edit | Refusal:
    """The id inside a value, whether it is plain, in quotation marks or a block."""
    start, end = _stretch(origin, span)
    raw = origin.text[start:end]
    if raw.count(old) != 1:
        return _hidden(span, old)
    at = start + raw.index(old)
    return Edit(origin.path, at, at + len(old), new)


def _prose_edits(
    origin: Origin, start: int, end: int, value: str, old: str, new: str
) -> Iterator[Edit | Refusal]:
    """The id inside the links and citations of a value that is written from `start` to `end`.

    The value and its writing differ in line breaks, indentation and escapes. But whatever begins
    like a mention does so in both, in the same order; which of them are mentions, the value tells.
    """
    beginning = re.compile(rf"(?:\[\[\s*|\[@)({re.escape(old)})")
    mentions = set(_mention_starts(value, old))
    are_mentions = [found.start() in mentions for found in beginning.finditer(value)]
    written = list(beginning.finditer(origin.text, start, end))
    if len(are_mentions) != len(written) or sum(are_mentions) != len(mentions):
        yield _hidden(span_in(origin.path, origin.text, start, end - start), old)
        return
    for found, is_mention in zip(written, are_mentions, strict=True):
        if is_mention:
            yield Edit(origin.path, *found.span(1), new)


def _mention_starts(text: str, id: str) -> Iterator[int]:
    for token in prose.tokens(text):
        match token:
            case prose.Link(target, _, start) if target == id:
                yield start
            case prose.Citation(source, _, start) if source == id:
                yield start


def _hidden(span: Span, old: str) -> Refusal:
    return Refusal(f"{span}: `{old}` is written with escapes here", "write it plainly")


def _former_id_edits(archive: Archive, old: str, new: str) -> Iterator[Edit | Refusal]:
    """Adds the old id to the former ones. A record that takes a former id back swaps the two."""
    origin, former = archive.origins[old], archive.records[old].formerly
    if new in former:
        yield _value_edit(origin, origin.at("formerly", former.index(new)), new, old)
    elif old not in former:
        yield _added_former_id(origin, len(former), old)


def _former_ids(former: tuple[str, ...], old: str, new: str) -> list[str]:
    """What the edits of `_former_id_edits` come to."""
    ids = [old if id == new else id for id in former]
    return ids if old in ids else [*ids, old]


def _added_former_id(origin: Origin, count: int, old: str) -> Edit:
    text, eol = origin.text, "\r\n" if "\r\n" in origin.text else "\n"
    if ("formerly",) not in origin.keys:
        column = min(span.column for path, span in origin.keys.items() if len(path) == 1)
        begin = "" if text.endswith("\n") else eol
        line = f"{begin}{' ' * (column - 1)}formerly: [{old}]{eol}"
        return Edit(origin.path, len(text), len(text), line)
    start, _ = _stretch(origin, origin.at("formerly"))
    if not count:
        return Edit(origin.path, start + 1, start + 1, old)
    last, end = _stretch(origin, origin.at("formerly", count - 1))
    if text[start] == "[":
        return Edit(origin.path, end, end, f", {old}")
    dash = text[text.rfind("\n", 0, last) + 1 : last]
    end_of_line = re.compile(r"\r?\n|$").search(text, last)
    at = end_of_line.start() if end_of_line else len(text)
    return Edit(origin.path, at, at, f"{eol}{dash}{old}")


def _ledger_edits(
    archive: Archive, sources: Mapping[str, SourceText], old: str, new: str
) -> Iterator[Edit]:
    """Adds the new addresses to the ledger, if it has the old one; the old one stays in it."""
    source, record = sources.get(ledger.PATH), archive.records[old]
    listed = archive.ledger or ()
    if source is None or not set(record_addresses(record, old)) & set(listed):
        return
    lines = source.text.split("\n")
    for address in sorted({*record_addresses(record, new)}.difference(listed)):
        after = [number for number, line in enumerate(lines) if "" < line.strip() < address]
        at = len("\n".join(lines[: after[-1] + 1])) if after else 0
        yield Edit(ledger.PATH, at, at, f"\n{address}" if at else f"{address}\n")


def _rewritten(
    archive: Archive, sources: Mapping[str, SourceText], edits: list[Edit], old: str, new: str
) -> Iterator[Rewritten]:
    """The files in the order in which they are written: the record itself comes last.

    As long as it is there under its old id, the command can be run again, and makes what a killed
    one did not.
    """
    own = archive.paths[old]
    for path in sorted({edit.path for edit in edits} - {own}):
        yield _edited_file(sources[path], edits)
    fingerprint = sources.get(FINGERPRINT.format(id=old))
    if fingerprint:
        yield replace(_edited_file(fingerprint, ()), target=FINGERPRINT.format(id=new))
    yield replace(_edited_file(sources[own], edits), target=f"{own.rpartition('/')[0]}/{new}.yml")


def _edited_file(source: SourceText, edits: Iterable[Edit]) -> Rewritten:
    own_edits = [edit for edit in edits if edit.path == source.path]
    after = edited(source.text, own_edits).encode() if own_edits else source.data
    lines = tuple(changed_lines(source.text, own_edits))
    return Rewritten(source.path, source.data, after, lines=lines)


def _slip(archive: Archive, file: Rewritten, old: str, new: str) -> Refusal | None:
    """A last look: apart from the ids, does the edited file say what it said?

    It does not where the file is laid out in a way that was not foreseen, such as one mapping in
    braces, to which no line can be added.
    """
    if not file.path.endswith(".yml"):
        return None
    before, after = (_fields(SourceText(file.path, data)) for data in (file.before, file.after))
    is_own = file.path == archive.paths[old]
    former = _former_ids(archive.records[old].formerly, old, new)
    either = re.compile("|".join(sorted((old, new), key=len, reverse=True)))
    if before and after:
        wanted = {**before, "formerly": former} if is_own else before
        if _blurred(wanted, either) == _blurred(after, either):
            return None
    return Refusal(
        f"{file.path}: the file cannot be edited as it is laid out",
        "write each field on a line of its own",
    )


def _fields(source: SourceText) -> dict[str, object] | None:
    tree, found = compose(source)
    return tree.value if tree and not found and isinstance(tree.value, dict) else None


def _blurred(value: object, either: re.Pattern[str]) -> object:
    """The value with one mark for both ids, without the line break that a file's end may lack."""
    match value:
        case str():
            return either.sub("\0", value.rstrip("\n"))
        case list():
            return [_blurred(entry, either) for entry in value]
        case dict():
            return {key: _blurred(entry, either) for key, entry in value.items()}
    return value
