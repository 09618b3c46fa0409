"""What the front matter of a page says of it elsewhere: other forms of it, its card, its embed."""

from collections.abc import Mapping
from functools import cache
from html import escape
from typing import Any

from babel.core import get_global

from generator.cards.card import Card
from generator.data.paths import (
    ATOM,
    ATOM_TYPE,
    DATA_FILE,
    JSON_FEED,
    JSON_FEED_TYPE,
    SITE_CARD,
    address,
    card_path,
)
from generator.data.records import Record
from generator.kinds.linked_data import iso
from generator.kinds.registry import has_feed, kind_of
from generator.query.context import PageContext
from generator.query.graph import question
from generator.site.embeds import embedding
from generator.site.site import Page
from generator.site.writer import shown


def cards(ctx: PageContext) -> Mapping[str, Card]:
    """All cards by path, that of the site first."""
    own = {card_path(name.path): card_of(ctx, id) for id, name in ctx.names.items()}
    return {SITE_CARD: site_card(ctx), **dict(sorted(own.items()))}


def site_card(ctx: PageContext) -> Card:
    explainer = ctx.explainer
    return Card(explainer.publisher.name, explainer.title, question=explainer.question)


@question
def card_of(ctx: PageContext, id: str) -> Card:
    """The card of a record."""
    record = ctx.record(id)
    kind = kind_of(record)
    about, label = kind.card(ctx, record), ctx.labels.gettext(kind.names.singular)
    is_told = label.lower() in about.sort.lower()  # "Factual claim"
    return Card(
        site=ctx.explainer.title,
        title=record.heading,
        kind=about.sort if is_told else " · ".join(filter(None, (label, about.sort))),
        status=about.status,
        tone=about.style,
        byline=about.byline,
        date=ctx.labels.date(about.when) if about.when else "",
    )


def words_of(card: Card) -> str:
    """All that a card says, for those who do not see it."""
    occasion = ", ".join(filter(None, (card.byline, card.date)))
    title = f"“{card.title}”" if card.kind else card.title
    parts = (card.kind, title, card.question, card.status, occasion, card.site)
    return ". ".join(part for part in parts if part).replace("?. ", "? ")


_FEEDS = ((ATOM, ATOM_TYPE, "Atom"), (JSON_FEED, JSON_FEED_TYPE, "JSON Feed"))


def page_meta(ctx: PageContext, page: Page) -> dict[str, Any]:
    """Other forms of the page, and what is printed in its head and its colophon.

    Addresses of card and embed are whole ones. So without the site's own address there is neither:
    others could not use them.
    """
    record = ctx.record(page.record) if page.record else None
    changes = record.changes if record else ()
    return {
        "alternates": _alternates(ctx, page, record),
        "locale": _locale(ctx.explainer.language),
        "modified": iso(changes[0].date) if changes else "",
        "card": _card(ctx, page) if ctx.has_cards else {},
        "embed": embedding(ctx, page),
    }


def _alternates(ctx: PageContext, page: Page, record: Record | None) -> list[dict[str, str | bool]]:
    """Feeds of all changes; and a record's own feeds and data, which readers see at its end."""
    _ = ctx.labels.gettext
    found: list[dict[str, str | bool]] = [
        {"type": type, "title": _("All changes ({form})", form=name), "path": path}
        for path, type, name in _FEEDS
    ]
    own = [(DATA_FILE, "application/json", _("Data of this page (JSON)"))] if record else []
    if record and has_feed(record):
        own += [
            (path, type, _("Changes of this page ({form})", form=name))
            for path, type, name in _FEEDS
        ]
    for path, type, title in own:
        at = f"{address(page.path)}{path}"
        label = shown(ctx.labels, title, escape)  # readers see it at the end of the page
        found.append({"type": type, "title": title, "path": at, "label": label})
    return found


def _card(ctx: PageContext, page: Page) -> dict[str, str]:
    path = card_path(page.path) if page.record else SITE_CARD
    card = card_of(ctx, page.record) if page.record else site_card(ctx)
    return {"url": ctx.full_address(path), "alt": words_of(card)}


@cache
def _locale(language: str) -> str:
    """Language and territory, as Open Graph asks for: `en` is most likely `en_US`."""
    if "-" in language:
        return language.replace("-", "_")
    parts = get_global("likely_subtags").get(language, "").split("_")
    return f"{language}_{parts[-1]}" if len(parts) > 1 else ""
