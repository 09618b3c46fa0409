"""Giving a record another id: every mention of it, its file, its fingerprint, its former ids.

Texts are edited at the spans of the mentions; nothing else in a file changes by a byte.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, zip_longest

from generator import prose
from generator.check.names import Names
from generator.diagnostics import Span
from generator.edit.refusal import Refusal, owner_of, unfit_id
from generator.load.source_text import SourceText, offset_of
from generator.load.yaml import Tree, compose
from generator.model.archive import Archive, Origin
from generator.model.fields import Part, Prose, Reference
from generator.model.walk import marked

FINGERPRINT = "site-data/fingerprints/{id}.txt"


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file that gets other bytes, another place, or both."""

    path: str
    target: str
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line before and after; no text before where the line is new."""

    path: str
    line: int  # before
    before: str
    after: str

    def __str__(self) -> str:
        before = f"{self.before.strip()} -> " if self.before else "new line: "
        return f"{self.path}:{self.line}: {before}{self.after.strip()}"


@dataclass(frozen=True, slots=True, order=True)
class _Edit:
    path: str
    start: int
    end: int
    text: str


def renaming(
    archive: Archive, texts: Iterable[SourceText], old: str, new: str
) -> tuple[list[Rewritten], list[Refusal]]:
    """What is to be written, or why not. The archive must hold every file of `texts`."""
    sources = {source.path: source for source in texts}
    refusals = list(_refusals(archive, sources, old, new))
    if refusals:
        return [], refusals
    found = [*_mention_edits(archive, old, new), *_former_id_edits(archive, old, new)]
    refusals = [one for one in found if isinstance(one, Refusal)]
    edits = sorted(one for one in found if isinstance(one, _Edit))
    files = list(_rewritten(archive, sources, edits, old, new))
    refusals += [one for file in files if (one := _slip(archive, file, old, new))]
    return ([], refusals) if refusals else (files, [])


def changed_lines(file: Rewritten) -> Iterator[LineChange]:
    """The lines that are edited. An edit adds at most one line, below the last edited one."""
    before, after = (data.decode().splitlines() for data in (file.before, file.after))
    added = len(after) - len(before)
    at = next((n for n, pair in enumerate(zip_longest(before, after)) if _is_added(*pair)), 0)
    if added:
        before.insert(at, "")
    for number, (one, other) in enumerate(zip(before, after, strict=True), start=1):
        if one != other:
            yield LineChange(file.path, number, one, other)


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
    if fingerprint in sources:
        yield Refusal(f"`{new}` is taken", f"there is a fingerprint {fingerprint}")


def _unknown(archive: Archive, old: str) -> Refusal:
    now = owner_of(archive, old)
    if now:
        return Refusal(f"there is no record `{old}`", f"it is called `{now}` now")
    return Refusal(f"there is no record `{old}`", Names(archive).suggestion(old, ()))


def _mention_edits(archive: Archive, old: str, new: str) -> Iterator[_Edit | Refusal]:
    for part, origin in _written(archive):
        for one in marked(part):
            if isinstance(one.mark, Reference) and one.text == old:
                yield _value_edit(origin, origin.at(*one.path), old, new)
            elif isinstance(one.mark, Prose) and old in one.text:
                start, end = _stretch(origin, origin.at(*one.path))
                yield from _prose_edits(origin, start, end, one.text, old, new)
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


def _value_edit(origin: Origin, span: Span, old: str, new: str) -> _Edit | Refusal:
    """The id inside a value, whether it is plain, in quotation marks or a block."""
    start, end = _stretch(origin, span)
    raw = origin.text[start:end]
    if raw.count(old) != 1:
        return _hidden(span, old)
    at = start + raw.index(old)
    return _Edit(origin.path, at, at + len(old), new)


def _prose_edits(
    origin: Origin, start: int, end: int, value: str, old: str, new: str
) -> Iterator[_Edit | Refusal]:
    """The id inside the links and citations of a value that is written from `start` to `end`.

    The value and its writing differ in line breaks, indentation and escapes, but what opens a
    mention stands in both, in the same order.
    """
    opening = _opening(old)
    real = set(_mention_starts(value, old))
    is_real = [found.start() in real for found in opening.finditer(value)]
    written = list(opening.finditer(origin.text, start, end))
    if len(is_real) != len(written) or sum(is_real) != len(real):
        span = SourceText(origin.path, origin.text.encode()).span(start, end - start)
        yield _hidden(span, old)
        return
    for found, real_one in zip(written, is_real, strict=True):
        if real_one:
            yield _Edit(origin.path, *found.span(found.lastgroup or 0), new)


def _opening(id: str) -> re.Pattern[str]:
    """`[[id` and `[@id` where the id ends; a backslash is YAML's, before a quotation mark."""
    word = re.escape(id)
    link = rf"\[\[\s*(?P<target>{word})(?=\s*(?:\||\]\]))"
    return re.compile(rf'{link}|\[@(?P<source>{word})(?=[\s\]"“\\])')


def _mention_starts(text: str, id: str) -> Iterator[int]:
    for token in prose.tokens(text):
        match token:
            case prose.Link(target, _, start) if target == id:
                yield start
            case prose.Citation(source, _, start) if source == id:
                yield start


def _hidden(span: Span, old: str) -> Refusal:
    return Refusal(f"{span}: `{old}` is written with escapes here", "write it plainly")


def _former_id_edits(archive: Archive, old: str, new: str) -> Iterator[_Edit | Refusal]:
    """Adds the old id to the former ones. A record that takes a former id back swaps the two."""
    origin, former = archive.origins[old], archive.records[old].formerly
    if new in former:
        yield _value_edit(origin, origin.at("formerly", former.index(new)), new, old)
    elif old not in former:
        yield _added_former_id(origin, len(former), old)


def _added_former_id(origin: Origin, count: int, old: str) -> _Edit:
    text, eol = origin.text, "\r\n" if "\r\n" in origin.text else "\n"
    if ("formerly",) not in origin.keys:
        column = min(span.column for path, span in origin.keys.items() if len(path) == 1)
        begin = "" if text.endswith("\n") else eol
        line = f"{begin}{' ' * (column - 1)}formerly: [{old}]{eol}"
        return _Edit(origin.path, len(text), len(text), line)
    start, _ = _stretch(origin, origin.at("formerly"))
    if not count:
        return _Edit(origin.path, start + 1, start + 1, old)
    last, end = _stretch(origin, origin.at("formerly", count - 1))
    if text[start] == "[":
        return _Edit(origin.path, end, end, f", {old}")
    dash = text[text.rfind("\n", 0, last) + 1 : last]
    end_of_line = re.compile(r"\r?\n|$").search(text, last)
    at = end_of_line.start() if end_of_line else len(text)
    return _Edit(origin.path, at, at, f"{eol}{dash}{old}")


def _rewritten(
    archive: Archive, sources: Mapping[str, SourceText], edits: list[_Edit], old: str, new: str
) -> Iterator[Rewritten]:
    own = archive.paths[old]
    for path, group in groupby(edits, key=lambda edit: edit.path):
        source = sources[path]
        target = f"{own.rpartition('/')[0]}/{new}.yml" if path == own else path
        after = _edited(source.text, group).encode()
        yield Rewritten(path, target, source.data, after)
    fingerprint = sources.get(FINGERPRINT.format(id=old))
    if fingerprint:
        target = FINGERPRINT.format(id=new)
        yield Rewritten(fingerprint.path, target, fingerprint.data, fingerprint.data)


def _edited(text: str, edits: Iterable[_Edit]) -> str:
    """The text with its edits, which are in order and do not overlap."""
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, text[at:]])


def _slip(archive: Archive, file: Rewritten, old: str, new: str) -> Refusal | None:
    """A last look: apart from the ids, does the edited file say what it said?

    It does not where the file is laid out in a way that we did not foresee, such as one mapping in
    braces, to which no line can be added.
    """
    if not file.path.endswith(".yml"):
        return None
    before, _ = compose(SourceText(file.path, file.before))
    after, _ = compose(SourceText(file.path, file.after))
    either = re.compile("|".join(sorted((old, new), key=len, reverse=True)))
    if before and after and _blurred(before, either) == _blurred(after, either):
        return None
    advice = "lay it out as one field a line" if file.path == archive.paths[old] else "simplify it"
    return Refusal(f"{file.path}: the file cannot be edited as it is laid out", advice)


def _blurred(tree: Tree, either: re.Pattern[str]) -> object:
    """The values without the former ids, and with one mark for both ids."""
    fields = tree.value if isinstance(tree.value, dict) else {"": tree.value}
    return _marked({key: one for key, one in fields.items() if key != "formerly"}, either)


def _marked(value: object, either: re.Pattern[str]) -> object:
    match value:
        case str():
            return either.sub("\0", value.rstrip("\n"))
        case list():
            return [_marked(one, either) for one in value]
        case dict():
            return {key: _marked(one, either) for key, one in value.items()}
    return value
