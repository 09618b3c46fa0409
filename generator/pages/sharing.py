"""What stands for a page elsewhere, its card and its embed: in the front matter for the theme."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from babel.core import get_global

from generator.cards.card import Card
from generator.pages.cards import SITE_CARD, card_path
from generator.pages.embeds import embedding
from generator.pages.linked.nodes import iso
from generator.pages.making import Making
from generator.pages.site import Page


def with_sharing(making: Making, page: Page, cards: Mapping[str, Card]) -> Page:
    """The page with what is printed in its head and its colophon. Addresses in it are whole ones.

    So without the site's own address there is neither card nor embed: others could not use them.
    """
    record = making.archive.records.get(page.meta.get("record", ""))
    changes = record.changes if record else ()
    shared: dict[str, Any] = {
        "locale": _locale(making.explainer.language),
        "modified": iso(changes[0].date) if changes else "",
        "card": _card(making, page, cards),
        "embed": embedding(making, page),
    }
    return replace(page, meta={**page.meta, **{key: one for key, one in shared.items() if one}})


def _card(making: Making, page: Page, cards: Mapping[str, Card]) -> dict[str, str]:
    path = next((one for one in (card_path(page.path), SITE_CARD) if one in cards), "")
    return {"url": making.whole(path), "alt": cards[path].words} if path else {}


@cache
def _locale(language: str) -> str:
    """Language and territory, as Open Graph asks for: `en` is most likely `en_US`."""
    if "-" in language:
        return language.replace("-", "_")
    parts = get_global("likely_subtags").get(language, "").split("_")
    return f"{language}_{parts[-1]}" if len(parts) > 1 else ""
