"""Writing one page in Markdown: links, prose and numbered footnotes, escaped by default.

A Markdown template is as dangerous as an HTML one, so Jinja's `finalize` escapes every value that
is not markup already; only prose passes, and even there nothing but Markdown's simple marks.
"""

import re
from collections.abc import Callable
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.core import prose, text
from generator.core.dates import Date
from generator.data.paths import href, topic_path
from generator.kinds.kind import style_of
from generator.kinds.source import Source
from generator.kinds.statements import direction, language_note, quoted
from generator.labels.labels import EnglishText, Labels
from generator.proof.fragments import to_words
from generator.query.context import PageContext

TEMPLATES = Path(__file__).parent.parent / "templates"
# In prose, marks that would begin something else than a paragraph, a list, emphasis or code:
# anywhere, and where a line begins.
_MARK = re.compile(r"(?P<mark>[<{}\[\]=|])")
_OPENING = re.compile(r"^\s*(?P<mark>[#:>]|!!!|\?\?\?|-{3,}|\+{3,}|\*{3,}|_{3,})", re.MULTILINE)
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]", re.MULTILINE)
_INDENTED = re.compile(r"^[ \t]+", re.MULTILINE)

# Characters of an address that Markdown or HTML would take for markup, percent-encoded.
_ENCODED = {char: f"%{ord(char):02X}" for char in " ()<>\"\\*`[]{}|_^'!"} | {"&": "&amp;"}
_TO_ENCODE = re.compile(f"[{re.escape(''.join(_ENCODED))}]")

_FOOTNOTE = re.compile(r"[ \n]+(?=\[\^)")

# Markup of a plain text. `Markup(text)` asks first whether the text is markup itself, and takes
# more than twice as long.
_marked: Callable[[str], Markup] = partial(str.__new__, Markup)


class Writer:
    """Everything that a template may call while it writes one page."""

    def __init__(self, ctx: PageContext, path: str) -> None:
        self.ctx = ctx
        self.path = path
        self.labels = ctx.labels
        self._notes: dict[tuple[str, str], str] = {}

    def link(self, id: str, words: str = "", anchor: str = "") -> Markup:
        """A link to a record, in its own words unless others are given."""
        title, target, _ = self.ctx.name(id)
        if target == self.path:
            return shown(self.labels, words or title)
        return self.page(target, words or title, anchor)

    def page(self, path: str, words: str, anchor: str = "") -> Markup:
        """A link to any page by its path in the Markdown tree."""
        way = href(self.path, path) if path != self.path else ""
        fragment = f"#{anchor}" if anchor else ""
        return _marked(f"[{shown(self.labels, words)}]({way}{fragment})")

    def cite(self, source: str, passage: str = "") -> Markup:
        """The mark of a footnote; the same source and passage have the same footnote."""
        label = self._notes.get((source, passage))
        if label is None:
            others = sum(1 for known, _ in self._notes if known == source)
            label = source if not others else f"{source}.{others + 1}"
            self._notes[source, passage] = label
        return _marked(f"[^{label}]")

    def prose(self, words: str | None) -> Markup:
        """Prose of a record as Markdown, with its links resolved and its citations numbered."""
        return self._written(_flush(words), _inert)

    def markdown(self, words: str) -> Markup:
        """The Markdown of a hand-written page, which may have headings, links and tables."""
        return self._written(words, str)

    def _written(self, words: str | None, treat: Callable[[str], str]) -> Markup:
        if not words:
            return _marked("")
        written: list[str] = []
        for token in prose.tokens(words):
            match token:
                case prose.Words(plain):
                    written.append(treat(plain))
                case prose.Citation(source, passage):
                    written.append(self.cite(source, passage))
                case prose.Link(target, own):
                    written.append(self.link(target, own))
        # A footnote mark stands right after its sentence.
        return _marked(_FOOTNOTE.sub("", "".join(written)).strip())

    def notes(self) -> Markup:
        """The footnotes that were cited so far, in the order of their first citation."""
        notes = (self._note(*key, label) for key, label in self._notes.items())
        return _marked("\n".join(notes))

    def _note(self, id: str, passage: str, label: str) -> str:
        source = self.ctx.record(id)
        assert isinstance(source, Source), id
        parts = [f"“{text.escaped(passage)}”"] if passage else []
        parts.append(f"{self.link(id)}")
        labels = self.labels
        when = f", {labels.date(source.published)}" if source.published else ""
        parts.append(f"{text.escaped(source.publisher)}{when}")
        if source.language != self.ctx.explainer.language:
            name = labels.language_name(source.language)
            parts.append(shown(labels, labels.gettext("in {language}", language=name)))
        parts.append(text.escaped(source.standpoint))
        for address, words in (
            (source.url, labels.gettext("open the page")),
            (source.archive_url, labels.gettext("archived copy")),
        ):
            if address is not None:
                parts.append(f"[{shown(labels, words)}]({_at_words(address, passage)})")
        return f"[^{label}]: {' · '.join(parts)}\n"


def _flush(words: str | None) -> str | None:
    """Prose without the indentation that would make code of it, citations and all.

    Below the items of a list it has another meaning, and stays.
    """
    if not words or not _INDENTED.search(words) or _ITEM.search(words):
        return words
    return _INDENTED.sub("", words)


def _inert(words: str) -> str:
    return _OPENING.sub(_in_references, _MARK.sub(_in_references, words))


def _in_references(found: re.Match[str]) -> str:
    mark = found["mark"]
    return found[0].replace(mark, "".join(f"&#{ord(char)};" for char in mark))


def web(address: object) -> Markup:
    """An address of the web, with every character encoded that means something to Markdown."""
    return _marked(_TO_ENCODE.sub(lambda found: _ENCODED[found[0]], str(address)))


def _at_words(address: object, quotation: str) -> Markup:
    """The address of a page of the web, which it opens at the words that are quoted from it."""
    return web(to_words(str(address), quotation))


def rendered(ctx: PageContext, template: str, path: str, /, **values: Any) -> str:
    """The Markdown of a page or a part of one: its template, filled in, with what it cites."""
    writer = Writer(ctx, path)
    body = environment(ctx.labels).get_template(f"{template}.md")
    filled = body.render(
        **values,
        path=path,
        ctx=ctx,
        writer=writer,
        link=writer.link,
        page=writer.page,
        cite=writer.cite,
        prose=writer.prose,
        markdown=writer.markdown,
    )
    return f"{_tidy(filled)}\n\n{writer.notes()}".strip()


def _tidy(body: str) -> str:
    """Without trailing blanks and runs of blank lines, which templates leave behind."""
    lines = ["", *map(str.rstrip, body.splitlines())]
    return "\n".join([line for before, line in pairwise(lines) if before or line]).strip()


def shown(labels: Labels, value: Any, escape: Callable[[str], str] = text.escaped) -> Markup:
    """A value as a page shows it: in the site's language, or marked as English."""
    if isinstance(value, Markup):
        return value
    if value is None:
        raise TypeError("a template prints a value that is missing")
    if isinstance(value, Date):
        value = labels.date(value)
    written = escape(str(value))
    is_english = isinstance(value, EnglishText)
    return _marked(f'<span lang="en">{written}</span>' if is_english else written)


@cache
def environment(labels: Labels, escape: Callable[[str], str] = text.escaped) -> Environment:
    """How templates are read, in Markdown and in HTML; `escape` makes markup of a text."""
    finalize = partial(shown, labels, escape=escape)

    def filled(say: Callable[..., str], mark: Callable[[str], Markup]) -> Callable[..., Markup]:
        """A message is markup, as the template is in which it stands; what it is filled with is
        shown as any value."""

        def fill(*message: Any, **values: Any) -> Markup:
            return mark(say(*message, **{name: finalize(one) for name, one in values.items()}))

        constant = cache(fill)  # most messages have no places
        return lambda *message, **values: (fill if values else constant)(*message, **values)

    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=-1,  # all of them: they are few, and need not be kept in order of use
        auto_reload=False,  # looking for changes of each template costs more than filling it in
    )
    in_text = partial(shown, labels, escape=str)
    env.globals |= {"_": filled(labels.gettext, in_text), "_n": filled(labels.ngettext, in_text)}
    # In attributes no element may stand, so English is not marked there.
    env.globals["gettext"] = filled(labels.gettext, _marked)
    env.globals["ngettext"] = filled(labels.ngettext, _marked)
    env.globals |= {"language_note": language_note, "topic_path": topic_path}
    env.filters |= {
        "anchor": lambda words: text.folded(words).replace(" ", "-") or "other",
        "at_words": _at_words,
        "direction": direction,
        "language": labels.language_name,
        "listed": labels.listed,
        "number": labels.number,
        "oneline": lambda markup: _marked(" ".join(markup.split())),
        "plain": lambda words: _marked(escape(str(words))),  # for attributes
        "quoted": quoted,
        "share": labels.share,
        "style": style_of,
        "web": web,
        "words": labels.word,
    }
    return env
