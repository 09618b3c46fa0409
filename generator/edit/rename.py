"""Giving a record another id: every mention of it, its file, its fingerprint, former ids, ledger.

Texts are edited at the spans of the mentions; nothing else in a file changes by a byte.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from generator.checks.names import Names
from generator.checks.places import place_of, span_of_mention, span_of_words, stretch
from generator.core.diagnostics import Span
from generator.core.text import ID, MAX_ID, RESERVED_IDS
from generator.data import ledger
from generator.data.archive import Archive, Origin
from generator.data.source_text import SourceText
from generator.data.yaml import compose
from generator.edit.file_changes import FileChange
from generator.proof.fingerprint import FOLDER
from generator.site.addresses import record_addresses

FINGERPRINT = f"{FOLDER}{{id}}.txt"


class Edit(NamedTuple):
    """A stretch of a file, and what is to stand in its place."""

    path: str
    start: int
    end: int
    text: str


def renaming(
    archive: Archive, texts: Iterable[SourceText], old: str, new: str
) -> tuple[list[FileChange], list[str]]:
    """What is to be written, or why not. The archive must hold every file of `texts`."""
    rename = _Rename(archive, {source.path: source for source in texts}, old, new)
    refusals = list(rename.refusals())
    if refusals:
        return [], refusals
    found = [*rename.mention_edits(), *rename.former_id_edits(), *rename.ledger_edits()]
    refusals = [refusal for refusal in found if isinstance(refusal, str)]
    files = list(rename.files(sorted(edit for edit in found if isinstance(edit, Edit))))
    refusals += [slip for file in files for slip in rename.slips(file)]
    return ([], refusals) if refusals else (files, [])


def changed_lines(file: FileChange) -> Iterator[tuple[int, str, str]]:
    """The number of each line that changes, and its text before and after; no text before where
    the line is new."""
    before, after = (data.decode().splitlines() for data in (file.before or b"", file.after))
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for kind, start, end, new_start, new_end in blocks:
        if kind != "equal":
            pairs = zip_longest(before[start:end], after[new_start:new_end], fillvalue="")
            yield from ((number, *pair) for number, pair in enumerate(pairs, start + 1))


def unfit_id(archive: Archive, id: str, own: Collection[str] = ()) -> str:
    """Why a record cannot be given this id, if so. `own` are former ids that it may take back."""
    if not ID.fullmatch(id):
        return f"`{id}` is not an id; use lower-case a–z, 0–9 and single hyphens"
    if len(id) > MAX_ID:
        return f"`{id}` has {len(id)} characters, more than {MAX_ID}; shorten it"
    if id in RESERVED_IDS:
        return f"`{id}` is a reserved word; add a word to it"
    if id in archive.paths:
        return f"`{id}` is taken; it is the id of {archive.paths[id]}"
    if id in archive.unread:
        return f"`{id}` is taken; a file of that name could not be read"
    owner = owner_of(archive, id)
    if owner and id not in own:
        return f"`{id}` is taken; `{owner}` was called so, and is still found there"
    return ""


def owner_of(archive: Archive, former: str) -> str:
    """The record that once had this id, or nothing."""
    return next((id for id, record in archive.records.items() if former in record.formerly), "")


@dataclass(frozen=True, slots=True)
class _Rename:
    archive: Archive
    sources: Mapping[str, SourceText]
    old: str
    new: str

    def refusals(self) -> Iterator[str]:
        """Why the record cannot be given the new id."""
        archive, old, new = self.archive, self.old, self.new
        if old not in archive.records:
            now = owner_of(archive, old)
            advice = f"it is called `{now}` now" if now else Names(archive).suggestion(old)
            yield f"there is no record `{old}`" + (f"; {advice}" if advice else "")
            return
        if old == new:
            yield f"`{old}` is its id already"
            return
        if refusal := unfit_id(archive, new, own=archive.records[old].formerly):
            yield refusal
        fingerprint = FINGERPRINT.format(id=new)
        if fingerprint in self.sources and not self._is_moved_already():
            yield f"`{new}` is taken; there is a fingerprint {fingerprint}"

    def _is_moved_already(self) -> bool:
        """Did an earlier run, which was killed, move the fingerprint of the source and no more?"""
        moved = self.archive.fingerprints.get(self.new)
        known = (self.old, *self.archive.records[self.old].formerly)
        is_known = moved is not None and moved.source in known
        return is_known and self.old not in self.archive.fingerprints

    def mention_edits(self) -> Iterator[Edit | str]:
        for mention in self.archive.mentions:
            if mention.target == self.old:
                origin, _ = place_of(self.archive, mention.record, mention.path)
                yield _edit(origin, span_of_mention(self.archive, mention), self.old, self.new)

    def former_id_edits(self) -> Iterator[Edit | str]:
        """Adds the old id to the former ones. A record that takes one of them back swaps both."""
        origin, former = self.archive.origins[self.old], self.archive.records[self.old].formerly
        if self.new in former:
            value = origin.at("formerly", former.index(self.new))
            span = span_of_words(origin, value, self.new, 0, self.new)
            yield _edit(origin, span, self.new, self.old)
        elif self.old not in former:
            yield _added_former_id(origin, len(former), self.old)

    def ledger_edits(self) -> Iterator[Edit]:
        """Adds the new addresses to the ledger, if it has the old one; the old one stays in it."""
        record, listed = self.archive.records[self.old], set(self.archive.ledger or ())
        if listed.isdisjoint(record_addresses(record, self.old)):
            return
        lines = self.sources[ledger.PATH].text.split("\n")
        for address in sorted({*record_addresses(record, self.new)} - listed):
            after = [number for number, line in enumerate(lines) if "" < line.strip() < address]
            at = len("\n".join(lines[: after[-1] + 1])) if after else 0
            yield Edit(ledger.PATH, at, at, f"\n{address}" if at else f"{address}\n")

    def files(self, edits: list[Edit]) -> Iterator[FileChange]:
        """The files in the order in which they are written: the record itself comes last.

        As long as it is there under its old id, the command can be run again, and makes what a
        killed one did not.
        """
        own = self.archive.paths[self.old]
        for path in sorted({edit.path for edit in edits} - {own}):
            yield self._file(path, edits)
        if FINGERPRINT.format(id=self.old) in self.sources:
            yield self._file(FINGERPRINT.format(id=self.old), (), FINGERPRINT.format(id=self.new))
        yield self._file(own, edits, f"{own.rpartition('/')[0]}/{self.new}.yml")

    def _file(self, path: str, edits: Iterable[Edit], target: str = "") -> FileChange:
        source, pieces, at = self.sources[path], list[str](), 0
        for edit in edits:
            if edit.path == path:
                pieces += [source.text[at : edit.start], edit.text]
                at = edit.end
        after = "".join([*pieces, source.text[at:]]).encode() if pieces else source.data
        return FileChange(path, source.data, after, target)

    def slips(self, file: FileChange) -> Iterator[str]:
        """A last look: apart from the ids, does the edited file say what it said?

        It does not where the file is laid out in a way that was not foreseen, such as one mapping
        in braces, to which no line can be added.
        """
        if not file.path.endswith(".yml"):
            return
        before, after = (_fields(file.path, data) for data in (file.before or b"", file.after))
        if file.path == self.archive.paths[self.old]:
            former = self.archive.records[self.old].formerly
            ids = [self.old if id == self.new else id for id in former]
            before["formerly"] = ids if self.old in ids else [*ids, self.old]
        if not after or self._blurred(before) != self._blurred(after):
            message = f"{file.path}: the file cannot be edited as it is laid out"
            yield f"{message}; write each field on a line of its own"

    def _blurred(self, fields: object) -> str:
        """The fields with one mark for both ids, without the line break that a file's end may
        lack."""
        longest_first = sorted((self.old, self.new), key=len, reverse=True)
        text = json.dumps(fields, ensure_ascii=False, sort_keys=True).replace('\\n"', '"')
        return re.sub("|".join(longest_first), "\0", text)


def _fields(path: str, data: bytes) -> dict[str, object]:
    """The values of a file by field; none of one that is not well-formed."""
    tree, found = compose(SourceText(path, data))
    return tree.value if tree and not found and isinstance(tree.value, dict) else {}


def _edit(origin: Origin, span: Span, old: str, new: str) -> Edit | str:
    """Of the id that stands in a span; where it stands with escapes, the span is that of its value,
    and the reason is told."""
    start, end = stretch(origin, span)
    if origin.text[start:end] != old:
        return f"{span}: `{old}` is written with escapes here; write it plainly"
    return Edit(origin.path, start, end, new)


def _added_former_id(origin: Origin, count: int, old: str) -> Edit:
    """Into the list in brackets, as a line of the list with dashes, or as a list of its own."""
    text, eol = origin.text, "\r\n" if "\r\n" in origin.text else "\n"
    if ("formerly",) not in origin.keys:
        column = min(span.column for path, span in origin.keys.items() if len(path) == 1)
        begin = "" if text.endswith("\n") else eol
        line = f"{begin}{' ' * (column - 1)}formerly: [{old}]{eol}"
        return Edit(origin.path, len(text), len(text), line)
    start, _ = stretch(origin, origin.at("formerly"))
    if not count:
        return Edit(origin.path, start + 1, start + 1, old)
    last, end = stretch(origin, origin.at("formerly", count - 1))
    if text[start] == "[":
        return Edit(origin.path, end, end, f", {old}")
    dash = text[text.rfind("\n", 0, last) + 1 : last]
    at = last + len(text[last:].partition("\n")[0].rstrip("\r"))
    return Edit(origin.path, at, at, f"{eol}{dash}{old}")
