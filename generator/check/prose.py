"""Prose is Markdown without HTML and bare links, and each of its paragraphs ends on a citation."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator import prose, rules
from generator.check.places import span_of_body, span_of_words
from generator.diagnostics import Diagnostic, Rule, Span
from generator.model.archive import Archive, Origin
from generator.model.fields import Part, Prose
from generator.model.walk import marked


@dataclass(frozen=True, slots=True)
class _Text:
    """A piece of prose with the place where it was written."""

    text: str
    origin: Origin
    span: Span
    must_be_cited: bool

    def fault(self, rule: Rule, at: int, words: str, message: str, help_text: str) -> Diagnostic:
        nth = len(list(_occurrences(self.text[:at], words)))
        span = span_of_words(self.origin, self.span, words, nth)
        return Diagnostic(rule=rule, span=span, message=message, help=help_text)


def check(archive: Archive) -> Iterator[Diagnostic]:
    for text in _texts(archive):
        yield from _faults(text)


def _texts(archive: Archive) -> Iterator[_Text]:
    parts: list[tuple[Part, Origin]] = [
        (record, archive.origins[id]) for id, record in archive.records.items()
    ]
    if archive.explainer and archive.explainer_origin:
        parts.append((archive.explainer, archive.explainer_origin))
    for part, origin in parts:
        for one in marked(part):
            if isinstance(one.mark, Prose):
                yield _Text(one.text, origin, origin.at(*one.path), one.mark.cited)
    for page in archive.content:
        yield _Text(page.body, page.origin, span_of_body(page), must_be_cited=False)


def _faults(text: _Text) -> Iterator[Diagnostic]:
    is_content = not text.must_be_cited and text.origin.path.startswith("content/")
    for at, html in prose.markup(text.text):
        if is_content and html.startswith("<!--"):
            continue  # comments name the blocks of a hand-written page
        yield text.fault(
            rules.RAW_HTML,
            at,
            html,
            f"`{html[:40]}` is HTML",
            "write it in Markdown, or leave it out",
        )
    if not is_content:
        for at, link in prose.foreign_links(text.text):
            yield text.fault(
                rules.FOREIGN_LINK,
                at,
                link,
                f"`{link[:60]}` links to a page that is no record",
                "make a source of it and cite it: `[@source]`",
            )
    for token in prose.tokens(text.text):
        if isinstance(token, prose.Link | prose.Citation):
            target = token.target if isinstance(token, prose.Link) else token.source
            if not target:
                words = text.text[token.start : token.end]
                yield text.fault(
                    rules.EMPTY_LINK,
                    token.start,
                    words,
                    f"`{words}` names nothing",
                    "write the id of a record",
                )
    if text.must_be_cited:
        for at, paragraph in prose.paragraphs(text.text):
            if not prose.is_cited(paragraph):
                last = " ".join(paragraph.split()[-3:])
                yield text.fault(
                    rules.UNCITED_PARAGRAPH,
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
