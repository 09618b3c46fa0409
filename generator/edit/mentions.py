"""The edits by which a record gets another id in every mention, and keeps its old one."""

import re
from collections.abc import Iterator

from generator.core import prose
from generator.core.diagnostics import Span
from generator.data.archive import Archive, Origin
from generator.data.fields import Prose, Reference
from generator.data.source_text import offset_of, span_in
from generator.data.walk import marked
from generator.edit.edits import Edit, Refusal


def mention_edits(archive: Archive, old: str, new: str) -> Iterator[Edit | Refusal]:
    for part, origin in archive.written:
        for value in marked(part):
            if isinstance(value.mark, Reference) and value.text == old:
                yield _value_edit(origin, origin.at(*value.path), old, new)
            elif isinstance(value.mark, Prose) and old in value.text:
                start, end = _stretch(origin, origin.at(*value.path))
                yield from _prose_edits(origin, start, end, value.text, old, new)
    for page in archive.content:
        end = len(page.origin.text)
        yield from _prose_edits(page.origin, end - len(page.body), end, page.body, old, new)


def former_id_edits(archive: Archive, old: str, new: str) -> Iterator[Edit | Refusal]:
    """Adds the old id to the former ones. A record that takes a former id back swaps the two."""
    origin, former = archive.origins[old], archive.records[old].formerly
    if new in former:
        yield _value_edit(origin, origin.at("formerly", former.index(new)), new, old)
    elif old not in former:
        yield _added_former_id(origin, len(former), old)


def former_ids(former: tuple[str, ...], old: str, new: str) -> list[str]:
    """What the edits of `former_id_edits` come to."""
    ids = [old if id == new else id for id in former]
    return ids if old in ids else [*ids, old]


def _stretch(origin: Origin, span: Span) -> tuple[int, int]:
    """Where a span begins and ends, as offsets into the file."""
    start = offset_of(origin.text, span.line, span.column)
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


def _added_former_id(origin: Origin, count: int, old: str) -> Edit:
    """Into the list in brackets, as a line of the list with dashes, or as a list of its own."""
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
