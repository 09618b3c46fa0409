"""How a statement is shown: the exact words, who said them, and through how many hands."""

import re
from dataclasses import dataclass

from pydantic import AnyUrl

from generator.core import prose
from generator.core.dates import Date
from generator.core.text import counted
from generator.data.paths import anchors, path_of
from generator.data.records import Quote, Record, Statement, statements_of
from generator.kinds.organisation import Organisation
from generator.kinds.source import Source
from generator.labels.english import language_name
from generator.proof.fragments import to_words
from generator.proof.proof import State
from generator.query.context import PageContext

# A quotation that departs from its source is an error: it never reaches a page.
_PROOFS = {
    State.PROVEN: "Found in the source, word for word, by machine.",
    State.OUTSIDE: "Not machine-checked: only an excerpt of the source was read.",
    State.UNCHECKED: "Not machine-checked.",
    State.DEPARTS: "Not as in the source.",
}
_QUOTATION_MARK = re.compile("[“”„«]")
_RIGHT_TO_LEFT = {"ar", "he", "fa", "ur", "yi"}


@dataclass(frozen=True, slots=True)
class QuoteView:
    lang: str
    direction: str
    text: str
    translation: str  # ours; empty where there is none
    shown: str  # the words in quotation marks, unless they hold such marks themselves
    note: str  # in which language these words are, and whose translation they are
    proof: str = ""  # whether a machine has found the words in the source
    page: str = ""  # the source's address, at the words; empty where it has none
    copy: str = ""  # the archived copy's, at the words

    @classmethod
    def from_source(cls, ctx: PageContext, quote: Quote, source: str) -> "QuoteView":
        """The quotation with what is known of it, and the way to the words."""
        record = ctx.record(source)
        assert isinstance(record, Source)
        return cls.of(
            quote,
            ctx.explainer.language,
            proof=_PROOFS[ctx.proof_of(source, quote.text)],
            page=_to_words(record.url, quote.text),
            copy=_to_words(record.archive_url, quote.text),
        )

    @classmethod
    def of(
        cls, quote: Quote, language: str, proof: str = "", page: str = "", copy: str = ""
    ) -> "QuoteView":
        return cls(
            lang=quote.lang,
            direction="rtl" if quote.lang.partition("-")[0] in _RIGHT_TO_LEFT else "ltr",
            text=quote.text,
            translation=quote.translation or "",
            shown=quote.text if _QUOTATION_MARK.search(quote.text) else f"“{quote.text}”",
            note=_language_note(quote, language),
            proof=proof,
            page=page,
            copy=copy,
        )


def _to_words(address: AnyUrl | None, words: str) -> str:
    return "" if address is None else to_words(str(address), words)


@dataclass(frozen=True, slots=True)
class StepView:
    """A channel through which the words went, and whose voice it is where that is known."""

    words: str  # prose
    voice: str


@dataclass(frozen=True, slots=True)
class StatementView:
    anchor: str
    speaker: str  # an id
    said: Date
    published: Date
    quote: QuoteView | None
    paraphrase: str
    occasion: str
    voice: str  # whose voice the speaker is, for outlets; empty for everyone else
    steps: tuple[StepView, ...]
    source: str  # an id
    publisher: str
    standpoint: str  # of the source
    is_own: bool  # the speaker's own page
    source_path: str
    passage: str  # where in the source; empty where it lists no passages
    passage_id: str
    edit: str  # where it is edited on the repository's host; empty without a repository

    @property
    def hands(self) -> int:
        """Through how many hands the words went: the channels and the page that prints them."""
        return len(self.steps) + 1

    @property
    def hands_in_words(self) -> str:
        if self.is_own and not self.steps:
            return "The speaker published these words on its own page."
        if self.hands == 1:
            return "As far as is known, one pair of hands between the speaker and this page."
        pairs = counted(self.hands, "pair")
        return f"As far as is known, {pairs} of hands between the speaker and this page."


def statement_views(ctx: PageContext, record: Record) -> list[StatementView]:
    own = statements_of(record)
    file, lines = ctx.file(record.id), ctx.statement_lines(record.id)
    return [
        _view(ctx, statement, anchor, ctx.edit_link(file, line))
        for statement, anchor, line in zip(own, anchors(own), lines, strict=True)
    ]


def _view(ctx: PageContext, statement: Statement, anchor: str, edit: str) -> StatementView:
    source = ctx.record(statement.source)
    assert isinstance(source, Source)
    passage = next((one for one in source.passages if one.id == statement.passage), None)
    return StatementView(
        anchor=anchor,
        speaker=statement.speaker,
        said=statement.said,
        published=statement.published,
        quote=QuoteView.from_source(ctx, statement.quote, source.id) if statement.quote else None,
        paraphrase=statement.paraphrase or "",
        occasion=statement.occasion or "",
        voice=_voice(ctx, statement.speaker),
        steps=tuple(StepView(step, _voices(ctx, step)) for step in statement.via),
        source=statement.source,
        publisher=source.publisher,
        standpoint=source.standpoint,
        is_own=source.organisation == statement.speaker,
        source_path=path_of(source),
        passage=passage.place if passage else "",
        passage_id=passage.id if passage else "",
        edit=edit,
    )


def _voices(ctx: PageContext, step: str) -> str:
    """Whose voice the channels are that a step names; a step may name several."""
    links = [token.target for token in prose.tokens(step) if isinstance(token, prose.Link)]
    return "; ".join(dict.fromkeys(filter(None, (_voice(ctx, id) for id in links))))


def _voice(ctx: PageContext, id: str) -> str:
    record = ctx.record(id)
    return (record.standpoint or "") if isinstance(record, Organisation) else ""


def _language_note(quote: Quote, language: str) -> str:
    name = language_name(quote.lang)
    if quote.lang != language:
        printed = f"In {name}, as the source prints it"
        return f"{printed}; itself a translation." if quote.translated else f"{printed}."
    return "The source's own translation." if quote.translated else ""
