"""Finding the place of a word inside a value, however the value was folded over lines."""

import re
from bisect import bisect_right
from functools import lru_cache
from operator import itemgetter

from generator.core.diagnostics import Span
from generator.data.archive import Archive, ContentPage, Origin
from generator.data.walk import Mention, Path

_LONGEST = 500  # characters: a mark under more of them shows nothing, and takes long to find


def span_of_words(
    origin: Origin, value: Span, text: str, at: int, words: str, beginning: str = ""
) -> Span:
    """Where the words that stand at an offset of a text are written in the file.

    Only words right behind the pattern `beginning` count, if one is given. The text of a value and
    its writing differ in line breaks, indentation and escapes; but the same words stand in both in
    the same order, and any blank matches any blank. Where that fails, the whole value is meant.
    """
    if not words.strip() or len(words) > _LONGEST:
        return value
    any_blank = r"\s+".join(re.escape(piece) for piece in words.split())
    pattern = f"{beginning}({any_blank})"
    there = _spans(pattern, text, 0, len(text))
    written = _spans(pattern, origin.text, *stretch(origin, value))
    nth = bisect_right(there, at, key=itemgetter(1))
    if len(there) != len(written) or nth == len(written):
        return value
    start, end = written[nth]
    return origin.span(start, end - start)


def span_of_mention(archive: Archive, mention: Mention) -> Span:
    """The span of the id by which a mention names its target.

    Whatever begins like a mention is counted; the text tells which of them are mentions.
    """
    origin, value = place_of(archive, mention.record, mention.path)
    beginning = "" if mention.text == mention.target else r"(?:\[\[\s*|\[@)"
    return span_of_words(origin, value, mention.text, mention.start, mention.target, beginning)


def place_of(archive: Archive, name: str, path: Path) -> tuple[Origin, Span]:
    """Where a text of a record was written, or the body of a page, which has no path."""
    if path:
        origin = archive.origin_of(name)
        return origin, origin.at(*path)
    page = next(page for page in archive.content if page.path == name)
    return page.origin, span_of_body(page)


def span_of_body(page: ContentPage) -> Span:
    """The span of everything below the front matter of a hand-written page."""
    length = len(page.body)
    return page.origin.span(len(page.origin.text) - length, length)


def stretch(origin: Origin, span: Span) -> tuple[int, int]:
    """Where a span begins and ends, as offsets into the file."""
    start = origin.offset(span.line, span.column)
    return start, origin.offset(span.end_line, span.end_column)


@lru_cache(maxsize=64)
def _spans(pattern: str, text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [found.span(1) for found in re.compile(pattern).finditer(text, start, end)]
