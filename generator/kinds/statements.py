"""How a statement is shown: the exact words, who said them, and through how many hands."""

import re
from typing import Any

from generator.core import prose
from generator.data.paths import anchors
from generator.data.records import Quote, Record, Statement, statements_of
from generator.kinds.organisation import Organisation
from generator.kinds.source import Source
from generator.query.context import PageContext

_QUOTATION_MARK = re.compile("[“”„«]")
_RIGHT_TO_LEFT = {"ar", "he", "fa", "ur", "yi"}


def statement_views(ctx: PageContext, record: Record) -> list[dict[str, Any]]:
    """Each statement of a record, with what its page says of it beside that."""
    own = statements_of(record)
    file, lines = ctx.file(record.id), ctx.statement_lines(record.id)
    return [
        {
            "statement": statement,
            "anchor": anchor,
            "edit": ctx.edit_link(file, line),  # empty without a repository
            "voice": _voice(ctx, statement.speaker),  # of outlets; empty for everyone else
            # The channels, in prose, and whose voice each is, if it is known.
            "steps": [(step, _voices(ctx, step)) for step in statement.via],
            "hands": _hands(ctx, statement),
        }
        for statement, anchor, line in zip(own, anchors(own), lines, strict=True)
    ]


def _voices(ctx: PageContext, step: str) -> str:
    """Whose voice the channels are that a step names; a step may name several."""
    links = [token.target for token in prose.tokens(step) if isinstance(token, prose.Link)]
    return "; ".join(dict.fromkeys(filter(None, (_voice(ctx, id) for id in links))))


def _voice(ctx: PageContext, id: str) -> str:
    record = ctx.record(id)
    return (record.standpoint or "") if isinstance(record, Organisation) else ""


def _hands(ctx: PageContext, statement: Statement) -> str:
    """Through how many hands the words went: the channels and the page that prints them."""
    source = ctx.record(statement.source)
    assert isinstance(source, Source)
    if not statement.via and source.organisation == statement.speaker:
        return ctx.labels.gettext("The speaker published these words on its own page.")
    return ctx.labels.ngettext(
        "As far as is known, one pair of hands between the speaker and this page.",
        "As far as is known, {number} pairs of hands between the speaker and this page.",
        len(statement.via) + 1,
    )


def quoted(words: str) -> str:
    """The words in quotation marks, unless they hold such marks themselves."""
    return words if _QUOTATION_MARK.search(words) else f"“{words}”"


def direction(language: str) -> str:
    """In which direction a language is written."""
    return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def language_note(ctx: PageContext, quote: Quote) -> str:
    """In which language the words are, and whose translation."""
    _, name = ctx.labels.gettext, ctx.labels.language_name(quote.lang)
    if quote.lang == ctx.explainer.language:
        return _("The source's own translation.") if quote.translated else ""
    if quote.translated:
        return _("In {language}, as the source prints it; itself a translation.", language=name)
    return _("In {language}, as the source prints it.", language=name)
