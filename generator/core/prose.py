"""Prose: Markdown without raw HTML, with `[[record]]` links and `[@source]` citations.

[[id]]  [[id|words]]        a link to a record
[@source]                   a citation
[@source "exact words"]     a citation of a passage
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

LINK = re.compile(r"\[\[(?P<target>[^\[\]|]*)(?:\|(?P<words>[^\[\]]*))?\]\]")
_CITATION = r"\[@(?P<source>[^\s\[\]\"“]*)(?:\s+[\"“](?P<passage>[^\"”]*)[\"”])?\s*\]"
_TOKEN = re.compile(f"{LINK.pattern}|{_CITATION}")
_ENDS_ON_CITATION = re.compile(r"\[@[^\[\]]*\]$")
_BLOCK = re.compile(r"\S.*(?:\n(?![ \t]*\n).*)*")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+", re.MULTILINE)
HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--|<[!?]")
# Links and pictures in Markdown's own syntax, and bare addresses. The length of an address is
# limited, or a text of many open brackets would be read to its end from each of them.
FOREIGN_LINK = re.compile(r"!?\[[^\[\]]+\](?:\([^)]{0,2000}\)|\[[^\]]*\]|:)|\bhttps?://\S+")


class Link(NamedTuple):
    target: str
    words: str  # empty: the record's own title
    start: int
    end: int


class Citation(NamedTuple):
    source: str
    passage: str  # the exact words, empty for the source as a whole
    start: int
    end: int


class Words(NamedTuple):
    """Ordinary Markdown between the links and citations."""

    text: str
    start: int


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[Link | Citation | Words, ...]:
    """The prose cut into its links, its citations and the words between them, in order.

    Checks, mentions, quotations and pages ask for those of the same texts in turn.
    """
    at = 0
    found: list[Link | Citation | Words] = []
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        if start > at:
            found.append(Words(text[at:start], at))
        at = end
        target, words, source, passage = token.groups()
        if target is not None:
            found.append(Link(target.strip(), (words or "").strip(), start, end))
        else:
            found.append(Citation(source, passage or "", start, end))
    if at < len(text):
        found.append(Words(text[at:], at))
    return tuple(found)


def shown(text: str, title: Callable[[str], str], citation: str = "") -> str:
    """The words that readers see; `title` says what the target of a link is called."""
    words = []
    for token in tokens(text):
        if isinstance(token, Link):
            words.append(token.words or title(token.target))
        else:
            words.append(token.text if isinstance(token, Words) else citation)
    return "".join(words)


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Where each paragraph or list item starts, and its text without the blank around it."""
    for block in _BLOCK.finditer(text):
        cuts = sorted({0, len(block[0]), *(item.start() for item in _ITEM.finditer(block[0]))})
        for start, end in pairwise(cuts):
            yield block.start() + start, block[0][start:end].strip()


def is_cited(paragraph: str) -> bool:
    """Does the paragraph end on a citation?"""
    return _ENDS_ON_CITATION.search(paragraph.rstrip(" .,;")) is not None


def places(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, str]]:
    """Where what fits a pattern starts in the prose, and what it is; not in links and citations."""
    bare = _TOKEN.sub(lambda found: " " * len(found[0]), text)
    return ((found.start(), found[0]) for found in pattern.finditer(bare))
