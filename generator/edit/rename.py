"""Giving a record another id: every mention of it, its file, its fingerprint, former ids, ledger.

Texts are edited at the spans of the mentions; nothing else in a file changes by a byte.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.checks.names import Names
from generator.data import ledger
from generator.data.archive import Archive
from generator.data.source_text import SourceText
from generator.data.yaml import compose
from generator.edit.edits import Edit, LineChange, Refusal, changed_lines, edited
from generator.edit.file_changes import FileChange
from generator.edit.mentions import former_id_edits, former_ids, mention_edits
from generator.edit.new_record import owner_of, unfit_id
from generator.proof.fingerprint import FOLDER
from generator.site.addresses import record_addresses

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
        *mention_edits(archive, old, new),
        *former_id_edits(archive, old, new),
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
        now = owner_of(archive, old)
        advice = f"it is called `{now}` now" if now else Names(archive).suggestion(old, ())
        yield Refusal(f"there is no record `{old}`", advice)
        return
    if old == new:
        yield Refusal(f"`{old}` is its id already")
        return
    if refusal := unfit_id(archive, new, own=archive.records[old].formerly):
        yield refusal
    fingerprint = FINGERPRINT.format(id=new)
    if fingerprint in sources and not _is_moved_already(archive, old, new):
        yield Refusal(f"`{new}` is taken", f"there is a fingerprint {fingerprint}")


def _is_moved_already(archive: Archive, old: str, new: str) -> bool:
    """Did an earlier run, which was killed, move the fingerprint of the source and no more?"""
    moved = archive.fingerprints.get(new)
    known = (old, *archive.records[old].formerly)
    return moved is not None and old not in archive.fingerprints and moved.source in known


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
    former = former_ids(archive.records[old].formerly, old, new)
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


def _blurred(value: object, either: re.Pattern[str]) -> str:
    """The value with one mark for both ids, without the line break that a file's end may lack."""
    return either.sub(
        "\0", json.dumps(value, ensure_ascii=False, sort_keys=True).replace('\\n"', '"')
    )
