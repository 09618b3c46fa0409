"""Prose is Markdown without HTML and bare links, and each of its paragraphs ends on a citation.

On hand-written pages, comments name blocks that there are.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from generator.checks.places import span_of_body, span_of_words
from generator.core import prose
from generator.core.diagnostics import Diagnostic, Rule, Span
from generator.core.suggestions import did_you_mean
from generator.core.text import shortened
from generator.data.archive import BLOCK, Archive, Origin
from generator.data.fields import Prose
from generator.site.writer import TEMPLATES

RAW_HTML = Rule(
    id="raw-html",
    summary="Prose is Markdown without HTML.",
    why="HTML could break the page, run programs, and be lost in other forms of the data.",
    wrong="<b>agreed</b>",
    right="**agreed**",
)
FOREIGN_LINK = Rule(
    id="foreign-link",
    summary="Prose links only to records and cites only sources.",
    why="A bare link has no title, publisher, date or archived copy, and no one checks it.",
    wrong="[the report](https://example.org)",
    right="[@tass-2022-02-28]",
)
EMPTY_LINK = Rule(
    id="empty-link",
    summary="Links and citations name what they lead to.",
    why="They would lead nowhere.",
    wrong="[[]]",
    right="[[istanbul]]",
)
UNCITED_PARAGRAPH = Rule(
    id="uncited-paragraph",
    summary="Every paragraph ends on a citation.",
    why="Readers could not check it.",
    wrong="They met for three hours.",
    right="They met for three hours. [@tass-2022-02-28]",
)
UNKNOWN_BLOCK = Rule(
    id="unknown-block",
    summary="A comment in a hand-written page names a block that the generator knows.",
    why="The block would be missing from the page.",
    wrong="<!-- anwser -->",
    right="<!-- answer -->",
)

# Each block has a template of its own.
_TEMPLATES = TEMPLATES.glob("block_*.md")
BLOCKS = sorted(path.stem.removeprefix("block_").replace("_", "-") for path in _TEMPLATES)

_MOST = 100  # findings in one text: more have one cause
_MARKED = re.compile(r"[<\[\]]")  # without one of these there is neither HTML nor a link
_BRACKETS = re.compile(r"\[\[|\]\]|\[@")

# The rule that is broken, where in the text, by which words, the message and the help.
_Fault = tuple[Rule, int, str, str, str]


def check(archive: Archive) -> Iterator[Diagnostic]:
    for origin, span, text, mark in _texts(archive):
        for rule, at, words, message, help_text in _faults(text, mark):
            place = span_of_words(origin, span, text, at, words)
            yield rule.found(place, message, help_text)


def _texts(archive: Archive) -> Iterator[tuple[Origin, Span, str, Prose | None]]:
    """Each text with where it was written, and its mark; a hand-written page has none."""
    for origin in archive.written:
        for path, mark, text in origin.marks:
            if isinstance(mark, Prose):
                yield origin, origin.at(*path), text, mark
    for page in archive.content:
        yield page.origin, span_of_body(page), page.body, None


@lru_cache(maxsize=100_000)  # for a preview: of all texts one is another after an edit
def _faults(text: str, mark: Prose | None) -> tuple[_Fault, ...]:
    return tuple(islice(_all_faults(text, mark), _MOST))


def _all_faults(text: str, mark: Prose | None) -> Iterator[_Fault]:
    if mark is None:
        yield from _unknown_blocks(text)
    if _MARKED.search(text):
        yield from _html(text, is_page=mark is None)
        yield from _unfinished(text, is_page=mark is None)
    if mark is not None:
        yield from _foreign_links(text)
        if mark.cited:
            yield from _uncited(text)


def _unknown_blocks(text: str) -> Iterator[_Fault]:
    for found in BLOCK.finditer(text):
        if (name := found["name"]) not in BLOCKS:
            help_text = did_you_mean(name, BLOCKS, f"the blocks are {', '.join(BLOCKS)}")
            message = f"there is no block `{name}`"
            yield UNKNOWN_BLOCK, found.start(), found[0], message, help_text


def _html(text: str, *, is_page: bool) -> Iterator[_Fault]:
    for at, html in prose.places(prose.HTML, text):
        if not (is_page and html.startswith("<!--")):  # comments name the blocks of a page
            message = f"`{shortened(html, 40)}` is HTML"
            yield RAW_HTML, at, html, message, "write it in Markdown, or leave it out"


def _foreign_links(text: str) -> Iterator[_Fault]:
    found = list(prose.places(prose.FOREIGN_LINK, text))
    markup = prose.places(prose.HTML, text) if found else ()
    html = [range(at, at + len(words)) for at, words in markup]
    for at, link in found:
        if not any(at in place for place in html):
            message = f"`{shortened(link, 60)}` links to a page that is no record"
            yield FOREIGN_LINK, at, link, message, "make a source of it and cite it: `[@source]`"


def _unfinished(text: str, *, is_page: bool) -> Iterator[_Fault]:
    """Links and citations that name nothing, or are not closed as they were opened."""
    for token in prose.tokens(text):
        match token:
            case prose.Link("") | prose.Citation(""):
                words = text[token.start : token.end]
                message = f"`{words}` names nothing"
                yield EMPTY_LINK, token.start, words, message, "write the id of a record"
            case prose.Words(words, start) if not is_page:
                for bracket in _BRACKETS.finditer(words):
                    message = f"`{bracket[0]}` belongs to no link or citation"
                    help_text = 'write `[[id]]`, `[[id|words]]`, `[@source]` or `[@source "words"]`'
                    yield EMPTY_LINK, start + bracket.start(), bracket[0], message, help_text


def _uncited(text: str) -> Iterator[_Fault]:
    for at, paragraph in prose.paragraphs(text):
        if not prose.is_cited(paragraph):
            last = " ".join(paragraph.split()[-3:])
            start = at + max(paragraph.rfind(last), 0)
            message = "the paragraph does not end on a citation"
            help_text = "add the source that it rests on: `[@source]`"
            yield UNCITED_PARAGRAPH, start, last, message, help_text
