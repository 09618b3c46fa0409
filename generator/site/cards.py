"""Which card each page has where it is shared: a record's own, or the one of the whole site."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.site import questions
from generator.cards.card import Card
from generator.core.dates import Date
from generator.data.kinds import kind_of
from generator.data.records import (
    AnyRecord,
    Claim,
    Document,
    Event,
    Organisation,
    Place,
    Source,
    Talk,
    title_of,
)
from generator.query.graph import Ask
from generator.site.claims import status_of
from generator.site.page_context import PageContext
from generator.site.questions import own_statements
from generator.site.status_styles import tone, tone_of
from generator.labels.english import words

SITE_CARD = "card.png"


def card_path(page: str) -> str:
    """Where the card of a record's page is published: beside it."""
    return f"{page.removesuffix('.md')}/card.png"


def cards(ctx: PageContext) -> Mapping[str, Card]:
    """All cards by path, that of the site first."""
    names = ctx.ask(questions.names)
    own = {card_path(name.path): ctx.ask(card_of, id) for id, name in names.items()}
    return {SITE_CARD: site_card(ctx), **dict(sorted(own.items()))}


def card_of(ask: Ask, id: str) -> Card:
    """The card of a record."""
    ctx = PageContext(ask)
    return record_card(ctx, ctx.record(id))


def site_card(ctx: PageContext) -> Card:
    explainer = ctx.explainer
    return Card(explainer.publisher.name, explainer.title, question=explainer.question)


def record_card(ctx: PageContext, record: AnyRecord) -> Card:
    about = _particulars(ctx, record)
    kind = kind_of(record).id.capitalize()
    is_told = kind.lower() in about.sort.lower()  # "Factual claim"
    return Card(
        site=ctx.explainer.title,
        title=title_of(record),
        kind=about.sort if is_told else " · ".join(filter(None, (kind, about.sort))),
        status=about.status,
        tone=about.tone,
        byline=about.byline,
        date=about.when.words if about.when else "",
    )


@dataclass(frozen=True, slots=True)
class _Particulars:
    """What a card says beside the title of its record."""

    sort: str = ""  # within its kind
    byline: str = ""
    when: Date | None = None
    status: str = ""
    tone: str = ""


def _particulars(ctx: PageContext, record: AnyRecord) -> _Particulars:
    def title(id: str | None) -> str:
        return ctx.title(id) if id else ""

    match record:
        case Claim():
            own, status = own_statements(record), status_of(ctx, record)
            speaker, said = title(own[0].speaker), min(one.said for one in own)
            return _Particulars(words(record.kind), speaker, said, status.label, tone_of(status))
        case Talk():
            sort, where, status_id = words(record.format), title(record.place), record.status
            return _Particulars(sort, where, record.span, words(status_id), tone(status_id))
        case Source():
            return _Particulars(words(record.type), record.publisher, record.published)
        case Event():
            return _Particulars("", title(record.place), record.date)
        case Document():
            return _Particulars(when=record.date)
        case Place():
            return _Particulars(byline=record.country)
        case Organisation():
            return _Particulars(words(record.kind))
        case _:  # people and terms
            return _Particulars()
