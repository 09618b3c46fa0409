"""Finding the place of a word inside a value, however the value was folded over lines."""

import re
from itertools import islice

from generator.core.diagnostics import Span
from generator.data.archive import Archive, ContentPage, Origin
from generator.data.mentions import Mention
from generator.data.source_text import offset_of, span_in
from generator.data.walk import Path

_LONGEST = 500  # characters: a mark under more of them shows nothing, and takes long to find


def span_of_words(origin: Origin, value: Span, words: str, nth: int = 0) -> Span:
    """The span of the nth occurrence of words in a value's source; of the value if not found.

    A folded scalar has other line breaks than its value, so any blank matches any blank.
    """
    if len(words) > _LONGEST:
        return value
    return _span_of(origin, value, any_blank(words), nth)


def span_of_mention(archive: Archive, mention: Mention) -> Span:
    """The span of the id by which a mention names its target.

    The same letters may stand before it as ordinary words, or begin the id of another mention.
    """
    origin, value = place_of(archive, mention.record, mention.path)
    if not mention.words.strip() or len(mention.words) > _LONGEST:
        return value
    pattern = rf"{re.escape(mention.mark)}\s*(?P<id>{any_blank(mention.words)})(?![\w-])"
    return _span_of(origin, value, pattern, mention.nth)


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


def any_blank(words: str) -> str:
    """A pattern for words between which any blank may stand."""
    return r"\s+".join(re.escape(piece) for piece in words.split())


def _span_of(origin: Origin, value: Span, pattern: str, nth: int) -> Span:
    """The span of what a pattern finds the nth time, or of its group `id`."""
    if not pattern:
        return value
    found = re.compile(pattern).finditer(origin.text, *stretch(origin, value))
    match = next(islice(found, nth, None), None)
    if match is None:
        return value
    start, stop = match.span("id" if "id" in match.groupdict() else 0)
    return span_in(origin.path, origin.text, start, stop - start)
