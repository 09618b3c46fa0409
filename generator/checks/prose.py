"""Prose is Markdown without HTML and bare links, and each of its paragraphs ends on a citation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from generator.checks.places import span_of_body, span_of_words
from generator.core import prose
from generator.core.diagnostics import Diagnostic, Rule, Span
from generator.core.text import shortened
from generator.data.archive import Archive, Origin
from generator.data.fields import Prose
from generator.data.walk import marked

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

_MOST = 100  # findings in one text: more have one cause
_MARKED = re.compile(r"[<\[\]]")  # without one of these there is neither HTML nor a link
_BRACKETS = re.compile(r"\[\[|\]\]|\[@")


@dataclass(frozen=True, slots=True)
class _Text:
    """A piece of prose with the place where it was written."""

    text: str
    origin: Origin
    span: Span
    must_be_cited: bool
    is_page: bool = False  # written by hand, in `content/`

    def fault(self, rule: Rule, at: int, words: str, message: str, help_text: str) -> Diagnostic:
        nth = self.text[:at].count(words)
        return rule.found(span_of_words(self.origin, self.span, words, nth), message, help_text)


def check(archive: Archive) -> Iterator[Diagnostic]:
    for text in _texts(archive):
        yield from islice(_faults(text), _MOST)


def _texts(archive: Archive) -> Iterator[_Text]:
    for record, origin in archive.written:
        for path, mark, text in origin.sound(marked(record)):
            if isinstance(mark, Prose):
                yield _Text(text, origin, origin.at(*path), mark.cited)
    for page in archive.content:
        yield _Text(page.body, page.origin, span_of_body(page), must_be_cited=False, is_page=True)


def _faults(text: _Text) -> Iterator[Diagnostic]:
    if _MARKED.search(text.text):
        yield from _html(text)
        yield from _unfinished(text)
    if not text.is_page:
        yield from _foreign_links(text)
    if text.must_be_cited:
        yield from _uncited(text)


def _html(text: _Text) -> Iterator[Diagnostic]:
    for at, html in prose.markup(text.text):
        # Comments name the blocks of a hand-written page.
        if not (text.is_page and html.startswith("<!--")):
            message = f"`{shortened(html, 40)}` is HTML"
            yield text.fault(RAW_HTML, at, html, message, "write it in Markdown, or leave it out")


def _foreign_links(text: _Text) -> Iterator[Diagnostic]:
    found = list(prose.foreign_links(text.text))
    html = [range(at, at + len(words)) for at, words in prose.markup(text.text)] if found else []
    for at, link in found:
        if not any(at in place for place in html):
            message = f"`{shortened(link, 60)}` links to a page that is no record"
            help_text = "make a source of it and cite it: `[@source]`"
            yield text.fault(FOREIGN_LINK, at, link, message, help_text)


def _unfinished(text: _Text) -> Iterator[Diagnostic]:
    """Links and citations that name nothing, or are not closed as they were opened."""
    for token in prose.tokens(text.text):
        match token:
            case prose.Link("") | prose.Citation(""):
                words = text.text[token.start : token.end]
                message, help_text = f"`{words}` names nothing", "write the id of a record"
                yield text.fault(EMPTY_LINK, token.start, words, message, help_text)
            case prose.Words(words, start) if not text.is_page:
                for bracket in _BRACKETS.finditer(words):
                    at, message = bracket.start(), f"`{bracket[0]}` belongs to no link or citation"
                    help_text = 'write `[[id]]`, `[[id|words]]`, `[@source]` or `[@source "words"]`'
                    yield text.fault(EMPTY_LINK, start + at, bracket[0], message, help_text)


def _uncited(text: _Text) -> Iterator[Diagnostic]:
    for at, paragraph in prose.paragraphs(text.text):
        if not prose.is_cited(paragraph):
            last = " ".join(paragraph.split()[-3:])
            start = at + max(paragraph.rfind(last), 0)
            message = "the paragraph does not end on a citation"
            help_text = "add the source that it rests on: `[@source]`"
            yield text.fault(UNCITED_PARAGRAPH, start, last, message, help_text)
