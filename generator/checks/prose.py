"""Prose is Markdown without HTML and bare links, and each of its paragraphs ends on a citation."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from generator.checks.places import span_of_body, span_of_words
from generator.core import prose
from generator.core.diagnostics import Diagnostic, Rule, Span
from generator.core.text import shortened
from generator.data.archive import Archive, Origin
from generator.data.fields import Prose
from generator.data.mentions import HOME

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
    span: Callable[[], Span]
    must_be_cited: bool
    is_page: bool = False  # written by hand, in `content/`

    def fault(self, rule: Rule, at: int, words: str, message: str, help_text: str) -> Diagnostic:
        nth = len(list(_occurrences(self.text[:at], words)))
        span = span_of_words(self.origin, self.span(), words, nth)
        return rule.found(span, message, help_text)


def check(archive: Archive) -> Iterator[Diagnostic]:
    for id in archive.mentioned_by_records:
        yield from _record(archive, id)
    for page in archive.content:
        span = partial(span_of_body, page)
        text = _Text(page.body, page.origin, span, must_be_cited=False, is_page=True)
        yield from islice(_faults(text), _MOST)


def _record(archive: Archive, id: str) -> Iterator[Diagnostic]:
    origin = archive.explainer_origin if id == HOME else archive.origins[id]
    assert origin, "what could be read was written somewhere"
    for one in archive.marks_of(id):
        if isinstance(one.mark, Prose):
            span = partial(origin.at, *one.path)
            yield from islice(_faults(_Text(one.text, origin, span, one.mark.cited)), _MOST)


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
            yield text.fault(
                RAW_HTML,
                at,
                html,
                f"`{shortened(html, 40)}` is HTML",
                "write it in Markdown, or leave it out",
            )


def _foreign_links(text: _Text) -> Iterator[Diagnostic]:
    found = list(prose.foreign_links(text.text))
    html = [range(at, at + len(words)) for at, words in prose.markup(text.text)] if found else []
    for at, link in found:
        if not any(at in place for place in html):
            yield text.fault(
                FOREIGN_LINK,
                at,
                link,
                f"`{shortened(link, 60)}` links to a page that is no record",
                "make a source of it and cite it: `[@source]`",
            )


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
                    yield text.fault(
                        EMPTY_LINK,
                        start + bracket.start(),
                        bracket[0],
                        f"`{bracket[0]}` belongs to no link or citation",
                        'write `[[id]]`, `[[id|words]]`, `[@source]` or `[@source "words"]`',
                    )


def _uncited(text: _Text) -> Iterator[Diagnostic]:
    for at, paragraph in prose.paragraphs(text.text):
        if not prose.is_cited(paragraph):
            last = " ".join(paragraph.split()[-3:])
            yield text.fault(
                UNCITED_PARAGRAPH,
                at + max(paragraph.rfind(last), 0),
                last,
                "the paragraph does not end on a citation",
                "add the source that it rests on: `[@source]`",
            )


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))
