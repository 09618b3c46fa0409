"""What stands for a page elsewhere, its card and its embed: in the front matter for the theme."""

from functools import cache
from typing import Any

from babel.core import get_global

from generator.data.records import Record
from generator.kinds.linked_data import iso
from generator.query.context import PageContext
from generator.site.cards import SITE_CARD, card_path, record_card, site_card
from generator.site.embeds import embedding
from generator.site.site import Page, with_meta


def with_sharing(ctx: PageContext, page: Page) -> Page:
    """The page with what is printed in its head and its colophon. Addresses in it are whole ones.

    So without the site's own address there is neither card nor embed: others could not use them.
    """
    record = ctx.record(page.record) if page.record else None
    changes = record.changes if record else ()
    shared: dict[str, Any] = {
        "locale": _locale(ctx.explainer.language),
        "modified": iso(changes[0].date) if changes else "",
        "card": _card(ctx, page, record),
        "embed": embedding(ctx, page),
    }
    return with_meta(page, **{key: one for key, one in shared.items() if one})


def _card(ctx: PageContext, page: Page, record: Record | None) -> dict[str, str]:
    if not ctx.has_cards:
        return {}
    if record is None:
        return {"url": ctx.whole(SITE_CARD), "alt": site_card(ctx).words}
    return {"url": ctx.whole(card_path(page.path)), "alt": record_card(ctx, record).words}


@cache
def _locale(language: str) -> str:
    """Language and territory, as Open Graph asks for: `en` is most likely `en_US`."""
    if "-" in language:
        return language.replace("-", "_")
    parts = get_global("likely_subtags").get(language, "").split("_")
    return f"{language}_{parts[-1]}" if len(parts) > 1 else ""
