"""Finding the place of a word inside a value, however the value was folded over lines."""

import re

from generator.diagnostics import Span
from generator.load.source_text import offset_of, span_in
from generator.model.archive import Origin


def span_of_words(origin: Origin, value: Span, words: str, nth: int = 0) -> Span:
    """The span of the nth occurrence of words in a value's source; of the value if not found.

    A folded scalar has other line breaks than its value, so any blank matches any blank.
    """
    begin = offset_of(origin.text, value.line, value.column)
    end = min(offset_of(origin.text, value.end_line, value.end_column), len(origin.text))
    pieces = [re.escape(piece) for piece in words.split()]
    if not pieces:
        return value
    found = re.compile(r"\s+".join(pieces)).finditer(origin.text, begin, end)
    for index, match in enumerate(found):
        if index == nth:
            return span_in(origin.path, origin.text, match.start(), len(match[0]))
    return value
