"""Finding the place of a word inside a value, however the value was folded over lines."""

import re

from generator.core.diagnostics import Span
from generator.data.archive import Archive, ContentPage, Origin
from generator.data.mentions import Mention
from generator.data.source_text import offset_of, span_in

_LONGEST = 500  # characters: a mark under more of them shows nothing, and takes long to find


def span_of_words(origin: Origin, value: Span, words: str, nth: int = 0) -> Span:
    """The span of the nth occurrence of words in a value's source; of the value if not found.

    A folded scalar has other line breaks than its value, so any blank matches any blank.
    """
    if len(words) > _LONGEST:
        return value
    return _span_of(origin, value, _any_blank(words), nth)


def span_of_mention(archive: Archive, mention: Mention) -> Span:
    """The span of the id by which a mention names its target.

    The same letters may stand before it as ordinary words, or begin the id of another mention.
    """
    origin = archive.origin_of(mention)
    value = origin.at(*mention.path)
    if not mention.words.strip() or len(mention.words) > _LONGEST:
        return value
    if not mention.path:
        value = span_of_body(next(one for one in archive.content if one.origin is origin))
    pattern = rf"{re.escape(mention.mark)}\s*(?P<it>{_any_blank(mention.words)})(?![\w-])"
    return _span_of(origin, value, pattern, mention.nth)


def span_of_body(page: ContentPage) -> Span:
    """The span of everything below the front matter of a hand-written page."""
    text = page.origin.text
    return span_in(page.origin.path, text, len(text) - len(page.body), len(page.body))


def _any_blank(words: str) -> str:
    return r"\s+".join(re.escape(piece) for piece in words.split())


def _span_of(origin: Origin, value: Span, pattern: str, nth: int) -> Span:
    """The span of what a pattern finds the nth time, or of its group `it`."""
    if not pattern:
        return value
    begin = offset_of(origin.text, value.line, value.column)
    end = min(offset_of(origin.text, value.end_line, value.end_column), len(origin.text))
    found = re.compile(pattern).finditer(origin.text, begin, end)
    for index, match in enumerate(found):
        if index == nth:
            start, stop = match.span("it" if "it" in match.groupdict() else 0)
            return span_in(origin.path, origin.text, start, stop - start)
    return value
