"""Addresses that open a page at quoted words: text fragments, `#:~:text=start,end`.

The `~` of `:~:` must stay as it is; everything else that means something there is encoded here.
"""

import re
from functools import lru_cache
from urllib.parse import quote

from generator.trust.normal import bare_words, pieces

LEAST, MOST = 3, 6  # words at either end
_INSERTION = re.compile(r"\w*\[[^\[\]]*\]\w*")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_DASH = re.compile("[-\u00ad\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]")
_OPENS = re.compile(r"^[\"“„«‘'(\[{¿¡]+")
_CLOSES = re.compile(r"[\"”“»’')\]},.;:!?]+$")
_ENDS_SENTENCE = re.compile(r"[.!?\"”“»)]$")
_ENDS_CLAUSE = re.compile(r"[,;:]$")
_TIME = re.compile(r"[?&#](?:t|start|time_continue)=\d+(?:[hms]\d*)*(?:[&#]|$)")


def to_words(address: str, quotation: str) -> str:
    """The address with a fragment that leads to the quotation on the page.

    An address with a time offset leads to the words of a recording already, and stays as it is.
    """
    directive = _directive_to(quotation) if quotation else ""
    if not directive or _TIME.search(address):
        return address
    page, _, fragment = address.partition("#")
    anchor = fragment.partition(":~:")[0]
    return f"{page}#{anchor}:~:text={directive}"


@lru_cache(maxsize=256)
def _directive_to(quotation: str) -> str:
    """Asked for twice in turn, for the page and for its archived copy; or for its footnote."""
    return _directive(_first_piece(quotation))


def _first_piece(quotation: str) -> str:
    """The words up to the first ellipsis or insertion, if they are enough to find the place."""
    visible = _INVISIBLE.sub("", quotation)
    cut = [part for _, piece in pieces(visible) for part in _INSERTION.split(piece)]
    parts = [part for part in cut if bare_words(part)]
    return next((part for part in parts if len(part.split()) >= LEAST), parts[0] if parts else "")


def _directive(words: str) -> str:
    stretches = [one for one in _stretches(words) if len(one) >= LEAST]
    if len(words.split()) <= MOST:
        has_dash = _DASH.search(words) is not None
        whole = stretches[0] if has_dash and stretches else words.split()
        return _encoded(whole)
    if not stretches:
        return _encoded(max(_stretches(words), key=len, default=[]))
    first, last = stretches[0], stretches[-1]
    most = MOST
    if first is last:
        if len(first) < 2 * LEAST:
            return _encoded(first)
        most = min(MOST, len(first) // 2)
    return f"{_encoded(_beginning(first, most))},{_encoded(_ending(last, most))}"


def _stretches(words: str) -> list[list[str]]:
    """The words cut where a page may print something else, or begin another block: at dashes,
    quotation marks, brackets and the ends of sentences. Words with a dash are left out."""
    found: list[list[str]] = [[]]
    for word in words.split():
        if _DASH.search(word):
            found.append([])
            continue
        if _OPENS.match(word):
            found.append([])
        found[-1].append(word)
        if _ENDS_SENTENCE.search(word):
            found.append([])
    return [one for one in found if _bare(one)]


def _beginning(words: list[str], most: int) -> list[str]:
    """The first words: up to a comma if enough stand before it, for commas are easily misquoted."""
    for number in range(LEAST, min(most, len(words))):
        if _ENDS_CLAUSE.search(words[number - 1]):
            return words[:number]
    return words[:most]


def _ending(words: list[str], most: int) -> list[str]:
    for number in range(LEAST, min(most, len(words))):
        if _ENDS_CLAUSE.search(words[-number - 1]):
            return words[-number:]
    return words[-most:]


def _bare(words: list[str]) -> str:
    """The words without the marks around them."""
    return _CLOSES.sub("", _OPENS.sub("", " ".join(words)))


def _encoded(words: list[str]) -> str:
    return quote(_bare(words), safe="").replace("-", "%2D")
