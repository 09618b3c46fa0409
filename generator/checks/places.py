"""Finding the place of a word inside a value, however the value was folded over lines."""

import re
from itertools import islice

from generator.core.diagnostics import Span
from generator.data.archive import Archive, ContentPage, Origin
from generator.data.mentions import Mention
from generator.data.source_text import offset_of, span_in
from generator.data.walk import Path

_LONGEST = 500  # characters: a mark under more of them shows nothing, and takes long to find


def span_of_words(origin: Origin, value: Span, text: str, at: int, words: str) -> Span:
    """The span of the words that stand at an offset of a text, where it was written; of the whole
    value if they are not found there.

    A folded scalar has other line breaks than its value, so any blank matches any blank.
    """
    if not words.strip() or len(words) > _LONGEST:
        return value
    pattern = re.compile(_any_blank(words))
    return _nth_span(origin, value, pattern, len(pattern.findall(text, 0, at)))


def span_of_mention(archive: Archive, mention: Mention) -> Span:
    """The span of the id by which a mention names its target.

    The same letters may stand before it as ordinary words, or begin the id of another mention.
    """
    origin, value = place_of(archive, mention.record, mention.path)
    if not mention.words.strip() or len(mention.words) > _LONGEST:
        return value
    pattern = rf"{re.escape(mention.mark)}\s*({_any_blank(mention.words)})(?![\w-])"
    return _nth_span(origin, value, re.compile(pattern), mention.nth)


def place_of(archive: Archive, name: str, path: Path) -> tuple[Origin, Span]:
    """Where a text of a record was written, or the body of a page, which has no path."""
    if path:
        origin = archive.origin_of(name)
        return origin, origin.at(*path)
    page = next(page for page in archive.content if page.path == name)
    return page.origin, span_of_body(page)


def span_of_body(page: ContentPage) -> Span:
    """The span of everything below the front matter of a hand-written page."""
    text = page.origin.text
    return span_in(page.origin.path, text, len(text) - len(page.body), len(page.body))


def stretch(origin: Origin, span: Span) -> tuple[int, int]:
    """Where a span begins and ends, as offsets into the file."""
    start = offset_of(origin.text, span.line, span.column)
    return start, offset_of(origin.text, span.end_line, span.end_column)


def _any_blank(words: str) -> str:
    """A pattern for words between which any blank may stand."""
    return r"\s+".join(re.escape(piece) for piece in words.split())


def _nth_span(origin: Origin, value: Span, pattern: re.Pattern[str], nth: int) -> Span:
    """The span of what a pattern finds the nth time, or of its group if it has one."""
    found = pattern.finditer(origin.text, *stretch(origin, value))
    match = next(islice(found, nth, None), None)
    if match is None:
        return value
    start, stop = match.span(pattern.groups)
    return span_in(origin.path, origin.text, start, stop - start)
