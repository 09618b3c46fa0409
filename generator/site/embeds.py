"""Claims and the timeline in frames on other sites: small pages, and how to embed them."""

import json
import math
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import escape
from itertools import groupby
from typing import Any

from markupsafe import Markup

from generator.cards.card import HEIGHT, WIDTH
from generator.core.dates import Date
from generator.data.paths import HOME, SITE_CARD, TIMELINE, address, card_path, href, path_of
from generator.data.records import Record
from generator.kinds.claim import Claim, status_of
from generator.kinds.kind import style_of
from generator.kinds.registry import kind_of
from generator.kinds.statements import QuoteView
from generator.labels.english import words
from generator.query.context import PageContext
from generator.site.chronicle import timeline_entries
from generator.site.html import part, written
from generator.site.route import INDEX
from generator.site.site import Page

_FRAME_STYLE = "box-sizing: border-box; max-width: 100%; border: 1px solid #999"
FRAME, OEMBED = f"embed/{INDEX}", "embed/oembed.json"  # below the address of a page
FRAME_WIDTH = 600  # pixels; frames become narrower where there is less room
TIMELINE_HEIGHT = 480


@dataclass(frozen=True, slots=True)
class EntryView:
    when: Date
    label: str
    speaker: str
    href: str
    title: str


def embedding(ctx: PageContext, page: Page) -> dict[str, Any]:
    """What the page says of its embed; nothing where it has none, or could not be found by it."""
    record = ctx.record(page.record) if page.record else None
    if not ctx.site_url or not (isinstance(record, Claim) or page.path == TIMELINE):
        return {}
    claim = record if isinstance(record, Claim) else None
    frame = ctx.full_address(f"{address(page.path)}{FRAME.removesuffix(INDEX)}")
    return {
        "what": "claim" if claim else "timeline",
        "code": _code(ctx, page.path, page.title, claim),
        "height": _height(ctx, page.title, claim),
        "frame": frame,
        "oembed": ctx.full_address(f"{address(page.path)}{OEMBED}"),
    }


def _code(ctx: PageContext, path: str, title: str, claim: Claim | None) -> str:
    """What others put into their pages."""
    frame = ctx.full_address(f"{address(path)}{FRAME.removesuffix(INDEX)}")
    name = f"{title} – {ctx.explainer.title}"
    return (
        f'<iframe src="{escape(frame)}" title="{escape(name)}" width="{FRAME_WIDTH}" '
        f'height="{_height(ctx, title, claim)}" style="{_FRAME_STYLE}" loading="lazy" '
        f'sandbox="allow-top-navigation-by-user-activation"></iframe>'
    )


def timeline_frame(ctx: PageContext) -> bytes:
    """The framed page of the timeline."""
    folder = address(TIMELINE)
    return _frame(ctx, TIMELINE, "Timeline", folder, "embed_timeline", _timeline(ctx))


def timeline_oembed(ctx: PageContext) -> bytes:
    return _oembed(ctx, TIMELINE, "Timeline", SITE_CARD)


def claim_frame(ctx: PageContext, record: Record, folder: str) -> bytes:
    """That of a claim; at its former addresses too: nobody looks after frames elsewhere."""
    assert isinstance(record, Claim)
    values = _claim_values(ctx, record)
    title = kind_of(record).page_title(ctx, record)
    return _frame(ctx, path_of(record), title, folder, "embed_claim", values)


def claim_oembed(ctx: PageContext, record: Record, folder: str) -> bytes:
    del folder
    assert isinstance(record, Claim)
    path = path_of(record)
    return _oembed(ctx, path, kind_of(record).page_title(ctx, record), card_path(path), record)


def _frame(
    ctx: PageContext, path: str, title: str, folder: str, template: str, values: Mapping[str, Any]
) -> bytes:
    """The small page in this folder about a page."""
    frame = f"{folder}{FRAME.removesuffix(INDEX)}"
    full = href(frame, address(path))
    return written(
        template,
        **values,
        language=ctx.explainer.language,
        site=ctx.explainer.title,
        title=title,
        home=href(frame, address(HOME)),
        full=full,
        canonical=ctx.full_address(address(path)) if ctx.site_url else full,
        style=Markup(part("embed.css")),
        style_digest=_style_digest(),
    )


@cache
def _style_digest() -> str:
    """What the page's content security policy knows its styles by; it allows nothing else."""
    return f"sha256-{b64encode(sha256(part('embed.css').encode()).digest()).decode()}"


def _claim_values(ctx: PageContext, claim: Claim) -> dict[str, Any]:
    """With the first statement that has exact words."""
    said = next((one for one in claim.statements if one.quote), claim.statements[0])
    newest = claim.assessments[0] if claim.assessments else None
    status = status_of(ctx, claim)
    return {
        "held": ctx.held_back(claim),
        "kind": words(claim.kind),
        "quote": QuoteView.of(said.quote, ctx.explainer.language) if said.quote else None,
        "paraphrase": ctx.plain(said.paraphrase or ""),
        "speaker": ctx.record(said.speaker).heading,
        "said": said.said,
        "status": status,
        "tone": style_of(status),
        "as_of": newest.as_of if newest else "",
        "assessor": ctx.explainer.publisher.name,
    }


def _height(ctx: PageContext, title: str, claim: Claim | None) -> int:
    """Enough for the whole claim in a frame of full width; in a narrow one it scrolls."""
    if claim is None:
        return TIMELINE_HEIGHT
    values = _claim_values(ctx, claim)
    quote = values["quote"]
    said = [quote.shown, quote.translation, quote.note] if quote else [values["paraphrase"]]
    pixels = _FRAME_ALONE + math.ceil(len(title) / 42) * 29
    pixels += sum(math.ceil(len(text) / 58) * 26 + 10 for text in said if text)
    pixels += math.ceil(len(values["status"].meaning) / 66) * 24
    return min(math.ceil(pixels / 20) * 20, _HIGHEST)


_FRAME_ALONE = 240  # pixels of what each claim has: margins, lines of one line
_HIGHEST = 720


def _timeline(ctx: PageContext) -> dict[str, Any]:
    frame = f"{address(TIMELINE)}{FRAME.removesuffix(INDEX)}"
    entries = [
        EntryView(
            one.when,
            one.label,
            ctx.title(one.speaker) if one.speaker else "",
            href(frame, address(one.path)) + (f"#{one.anchor}" if one.anchor else ""),
            one.title,
        )
        for one in timeline_entries(ctx)
    ]
    years = groupby(entries, key=lambda one: one.when.listed.year)
    return {"held": "", "years": [(year, list(group)) for year, group in years]}


def _oembed(
    ctx: PageContext, path: str, title: str, card: str, claim: Claim | None = None
) -> bytes:
    """An answer of oEmbed 1.0, as a file; consumers find it by a link in the head of the page."""
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "author_name": ctx.explainer.publisher.name,
        "provider_name": ctx.explainer.title,
        "provider_url": ctx.site_url,
        "html": _code(ctx, path, title, claim),
        "width": FRAME_WIDTH,
        "height": _height(ctx, title, claim),
    }
    if ctx.has_cards:
        url = ctx.full_address(card)
        answer |= {"thumbnail_url": url, "thumbnail_width": WIDTH, "thumbnail_height": HEIGHT}
    return json.dumps(answer, ensure_ascii=False, indent=1).encode() + b"\n"
