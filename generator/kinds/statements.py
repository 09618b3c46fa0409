"""How a statement is shown: the exact words, who said them, and through how many hands."""

import re
from typing import NamedTuple

from generator.core import prose
from generator.core.text import counted
from generator.data.paths import anchors
from generator.data.records import Quote, Record, Statement, statements_of
from generator.kinds.organisation import Organisation
from generator.kinds.source import Source
from generator.labels.english import language_name
from generator.query.context import PageContext

_QUOTATION_MARK = re.compile("[“”„«]")
_RIGHT_TO_LEFT = {"ar", "he", "fa", "ur", "yi"}


class StatementView(NamedTuple):
    """A statement, with what its page says of it beside that."""

    statement: Statement
    anchor: str
    edit: str  # where it is edited on the repository's host; empty without a repository
    source: Source
    voice: str  # whose voice the speaker is, for outlets; empty for everyone else
    steps: list[tuple[str, str]]  # the channels, in prose, and whose voice each is, if it is known
    hands: str  # through how many hands the words went


def statement_views(ctx: PageContext, record: Record) -> list[StatementView]:
    own = statements_of(record)
    file, lines = ctx.file(record.id), ctx.statement_lines(record.id)
    views = []
    for statement, anchor, line in zip(own, anchors(own), lines, strict=True):
        source = ctx.record(statement.source)
        assert isinstance(source, Source)
        view = StatementView(
            statement,
            anchor,
            ctx.edit_link(file, line),
            source,
            _voice(ctx, statement.speaker),
            [(step, _voices(ctx, step)) for step in statement.via],
            _hands(statement, source),
        )
        views.append(view)
    return views


def _voices(ctx: PageContext, step: str) -> str:
    """Whose voice the channels are that a step names; a step may name several."""
    links = [token.target for token in prose.tokens(step) if isinstance(token, prose.Link)]
    return "; ".join(dict.fromkeys(filter(None, (_voice(ctx, id) for id in links))))


def _voice(ctx: PageContext, id: str) -> str:
    record = ctx.record(id)
    return (record.standpoint or "") if isinstance(record, Organisation) else ""


def _hands(statement: Statement, source: Source) -> str:
    """Through how many hands the words went: the channels and the page that prints them."""
    if statement.via:
        pairs = counted(len(statement.via) + 1, "pair")
        return f"As far as is known, {pairs} of hands between the speaker and this page."
    if source.organisation == statement.speaker:
        return "The speaker published these words on its own page."
    return "As far as is known, one pair of hands between the speaker and this page."


def quoted(words: str) -> str:
    """The words in quotation marks, unless they hold such marks themselves."""
    return words if _QUOTATION_MARK.search(words) else f"“{words}”"


def direction(language: str) -> str:
    """In which direction a language is written."""
    return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def language_note(quote: Quote, language: str) -> str:
    """In which language the words are, and whose translation; `language` is the explainer's."""
    name = language_name(quote.lang)
    if quote.lang != language:
        printed = f"In {name}, as the source prints it"
        return f"{printed}; itself a translation." if quote.translated else f"{printed}."
    return "The source's own translation." if quote.translated else ""
