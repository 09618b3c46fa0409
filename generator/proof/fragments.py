"""Addresses that open a page at quoted words: text fragments, `#:~:text=start,end`.

The `~` of `:~:` must stay as it is; everything else that means something there is encoded here.
"""

import re
from collections.abc import Iterable
from urllib.parse import quote

from generator.proof.fingerprint import INVISIBLE, bare_words, pieces

LEAST, MOST = 3, 6  # words at either end
_INSERTION = re.compile(r"\w*\[[^\[\]]*\]\w*")
_DASH = re.compile("[-\u00ad\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]")
# Characters that open what follows, close what comes before, and end a sentence or a clause.
_OPENING = "\"“„«‘'([{¿¡"
_CLOSING = "\"”“»’')]},.;:!?"
_SENTENCE_END = '.!?"”“»)'
_CLAUSE_END = ",;:"
_TIME = re.compile(r"[?&#](?:t|start|time_continue)=\d+(?:[hms]\d*)*(?:[&#]|$)")


def to_words(address: str, quotation: str) -> str:
    """The address with a fragment that leads to the quotation on the page.

    An address with a time offset leads to the words of a recording already, and stays as it is.
    """
    directive = _directive(_first_piece(quotation))
    if not directive or _TIME.search(address):
        return address
    page, _, fragment = address.partition("#")
    anchor = fragment.partition(":~:")[0]
    return f"{page}#{anchor}:~:text={directive}"


def _first_piece(quotation: str) -> str:
    """The words up to the first ellipsis or insertion, if they are enough to find the place."""
    uncut = (_INSERTION.split(piece) for _, piece in pieces(INVISIBLE.sub("", quotation)))
    parts = [part for piece in uncut for part in piece if bare_words(part)]
    return next((part for part in parts if len(part.split()) >= LEAST), parts[0] if parts else "")


def _directive(words: str) -> str:
    stretches = [stretch for stretch in _stretches(words) if len(stretch) >= LEAST]
    if len(words.split()) <= MOST:
        return _encoded(stretches[0] if stretches and _DASH.search(words) else words.split())
    if not stretches:
        return _encoded(max(_stretches(words), key=len, default=[]))
    first, last = stretches[0], stretches[-1]
    if first is last and len(first) < 2 * LEAST:
        return _encoded(first)
    most = min(MOST, len(first) // 2) if first is last else MOST
    beginning = first[: _cut(first, range(LEAST, min(most, len(first))), most)]
    ending = last[_cut(last, range(-LEAST, -min(most, len(last)), -1), -most) :]
    return f"{_encoded(beginning)},{_encoded(ending)}"


def _stretches(words: str) -> list[list[str]]:
    """The words cut where a page may print something else, or begin another block: at dashes,
    quotation marks, brackets and the ends of sentences. Words with a dash are left out."""
    found: list[list[str]] = [[]]
    for word in words.split():
        if _DASH.search(word):
            found.append([])
            continue
        if word[0] in _OPENING:
            found.append([])
        found[-1].append(word)
        if word[-1] in _SENTENCE_END:
            found.append([])
    return [stretch for stretch in found if _bare(stretch)]


def _cut(words: list[str], places: Iterable[int], otherwise: int) -> int:
    """The first of these places that comes right after a comma: they are easily misquoted."""
    return next((place for place in places if words[place - 1][-1] in _CLAUSE_END), otherwise)


def _bare(words: list[str]) -> str:
    """The words without the marks around them."""
    return " ".join(words).lstrip(_OPENING).rstrip(_CLOSING)


def _encoded(words: list[str]) -> str:
    return quote(_bare(words), safe="").replace("-", "%2D")
