"""Which card each page has where it is shared: a record's own, or the one of the whole site."""

from collections.abc import Mapping

from generator.cards.card import Card
from generator.data.records import Record
from generator.kinds.registry import kind_of
from generator.query import questions
from generator.query.context import PageContext
from generator.query.graph import Ask

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


def record_card(ctx: PageContext, record: Record) -> Card:
    kind = kind_of(record)
    about, label = kind.card(ctx, record), kind.id.capitalize()
    is_told = label.lower() in about.sort.lower()  # "Factual claim"
    return Card(
        site=ctx.explainer.title,
        title=record.heading,
        kind=about.sort if is_told else " · ".join(filter(None, (label, about.sort))),
        status=about.status,
        tone=about.style,
        byline=about.byline,
        date=about.when.words if about.when else "",
    )
