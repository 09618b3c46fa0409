"""The edits by which every mention of a record comes to have another id."""

import re
from collections.abc import Iterator

from generator.core import prose
from generator.core.diagnostics import Span
from generator.data.archive import Archive, Origin
from generator.data.fields import Prose, Reference
from generator.data.source_text import offset_of, span_in
from generator.data.walk import marked
from generator.edit.refusal import Refusal
from generator.edit.text_edits import Edit


def mention_edits(archive: Archive, old: str, new: str) -> Iterator[Edit | Refusal]:
    for part, origin in archive.written:
        for value in marked(part):
            if isinstance(value.mark, Reference) and value.text == old:
                yield value_edit(origin, origin.at(*value.path), old, new)
            elif isinstance(value.mark, Prose) and old in value.text:
                start, end = stretch(origin, origin.at(*value.path))
                yield from _prose_edits(origin, start, end, value.text, old, new)
    for page in archive.content:
        end = len(page.origin.text)
        yield from _prose_edits(page.origin, end - len(page.body), end, page.body, old, new)


def stretch(origin: Origin, span: Span) -> tuple[int, int]:
    """Where a span begins and ends, as offsets into the file."""
    start = offset_of(origin.text, span.line, span.column)
    if span.end_line > origin.text.count("\n") + 1:
        return start, len(origin.text)
    return start, offset_of(origin.text, span.end_line, span.end_column)


def value_edit(origin: Origin, span: Span, old: str, new: str) -> Edit | Refusal:
    """The id inside a value, whether it is plain, in quotation marks or a block."""
    start, end = stretch(origin, span)
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
