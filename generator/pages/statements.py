"""How a statement is shown: the exact words, who said them, and through how many hands."""

from dataclasses import dataclass

from generator.dates import Date
from generator.model.archive import Archive
from generator.model.records import Quote, Source, Statement
from generator.pages.paths import path_of
from generator.pages.relations import anchors
from generator.pages.writer import language_name

_RIGHT_TO_LEFT = {"ar", "he", "fa", "ur", "yi"}


@dataclass(frozen=True, slots=True)
class QuoteView:
    lang: str
    direction: str
    text: str
    translation: str  # ours; empty where there is none
    shown: str  # the words in quotation marks, unless they hold such marks themselves
    note: str  # in which language these words are, and whose translation they are

    @classmethod
    def of(cls, quote: Quote, language: str) -> "QuoteView":
        return cls(
            lang=quote.lang,
            direction="rtl" if quote.lang.partition("-")[0] in _RIGHT_TO_LEFT else "ltr",
            text=quote.text,
            translation=quote.translation or "",
            shown=quote.text if set(quote.text) & set("“”„«") else f"“{quote.text}”",
            note=_language_note(quote, language),
        )


@dataclass(frozen=True, slots=True)
class StatementView:
    anchor: str
    speaker: str  # an id
    said: Date
    published: Date
    quote: QuoteView | None
    paraphrase: str
    occasion: str
    via: tuple[str, ...]
    source: str  # an id
    publisher: str
    source_path: str
    passage: str  # where in the source; empty where it lists no passages
    passage_id: str

    @property
    def hands(self) -> int:
        """Through how many hands the words went: the channels and the page that prints them."""
        return len(self.via) + 1


def statement_views(
    archive: Archive, statements: tuple[Statement, ...], language: str
) -> list[StatementView]:
    return [
        _view(archive, statement, anchor, language)
        for statement, anchor in zip(statements, anchors(statements), strict=True)
    ]


def _view(archive: Archive, statement: Statement, anchor: str, language: str) -> StatementView:
    source = archive.records[statement.source]
    assert isinstance(source, Source)
    passage = next((one for one in source.passages if one.id == statement.passage), None)
    return StatementView(
        anchor=anchor,
        speaker=statement.speaker,
        said=statement.said,
        published=statement.published,
        quote=QuoteView.of(statement.quote, language) if statement.quote else None,
        paraphrase=statement.paraphrase or "",
        occasion=statement.occasion or "",
        via=statement.via,
        source=statement.source,
        publisher=source.publisher,
        source_path=path_of(source),
        passage=passage.place if passage else "",
        passage_id=passage.id if passage else "",
    )


def _language_note(quote: Quote, language: str) -> str:
    name = language_name(quote.lang)
    if quote.lang != language:
        printed = f"In {name}, as the source prints it"
        return f"{printed}; itself a translation." if quote.translated else f"{printed}."
    return "The source's own translation." if quote.translated else ""
