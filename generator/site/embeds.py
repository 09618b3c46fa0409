"""Claims and the timeline in frames on other sites: small pages, and how to embed them."""

import json
import math
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import escape
from itertools import groupby
from typing import Any

from markupsafe import Markup

from generator.cards.card import HEIGHT, WIDTH
from generator.core.dates import Date
from generator.data.records import AnyRecord, Claim, title_of
from generator.site.chronicle import TIMELINE
from generator.site.claims import status_of
from generator.site.html import part, written
from generator.site.page_context import Making
from generator.site.paths import HOME, address, addresses_of, way
from generator.site.products import Written
from generator.site.site import Asset, Page
from generator.site.statements import QuoteView
from generator.site.status_styles import tone_of
from generator.labels.english import words

_FRAME_STYLE = "box-sizing: border-box; max-width: 100%; border: 1px solid #999"
FRAME_WIDTH = 600  # pixels; frames become narrower where there is less room
TIMELINE_HEIGHT = 480


@dataclass(frozen=True, slots=True)
class MomentView:
    when: Date
    label: str
    speaker: str
    href: str
    title: str


def embedding(making: Making, page: Page) -> dict[str, Any]:
    """What the page says of its embed; nothing where it has none, or could not be found by it."""
    record = making.archive.records[page.record] if page.record else None
    if not making.site_url or not (isinstance(record, Claim) or page.path == TIMELINE):
        return {}
    frame = making.whole(_frame(address(page.path)))
    height = TIMELINE_HEIGHT
    if isinstance(record, Claim):
        height = _height(page.title, _claim_values(making, record))
    name = f"{page.title} – {making.explainer.title}"
    code = (
        f'<iframe src="{escape(frame)}" title="{escape(name)}" width="{FRAME_WIDTH}" '
        f'height="{height}" style="{_FRAME_STYLE}" loading="lazy" '
        f'sandbox="allow-top-navigation-by-user-activation"></iframe>'
    )
    return {
        "what": "claim" if record else "timeline",
        "code": code,
        "height": height,
        "frame": frame,
        "oembed": f"{frame}oembed.json",
    }


def timeline_embed(making: Making, page: Page) -> Iterator[Asset]:
    """The framed page of the timeline, and what oEmbed asks for about it."""
    yield from _assets(making, page, address(TIMELINE), *_timeline(making))


def claim_embed(making: Making, record: AnyRecord, made: Written) -> Iterator[Asset]:
    """The same of a claim; at its former addresses too: nobody looks after frames elsewhere."""
    if isinstance(record, Claim):
        values = _claim_values(making, record)
        for where in addresses_of(record):
            yield from _assets(making, made.page, where, "embed_claim", values)


def _assets(
    making: Making, page: Page, where: str, template: str, values: Mapping[str, Any]
) -> Iterator[Asset]:
    frame = _frame(where)
    full = way(frame, address(page.path))
    html = written(
        template,
        **values,
        language=making.explainer.language,
        site=making.explainer.title,
        title=page.title,
        home=way(frame, address(HOME)),
        full=full,
        canonical=making.whole(address(page.path)) if making.site_url else full,
        style=Markup(part("embed.css")),
        style_digest=_style_digest(),
    )
    yield Asset(f"{frame}index.html", html)
    if making.site_url:  # or the page says nothing of its embed
        yield Asset(f"{frame}oembed.json", _oembed(making, page))


def _frame(where: str) -> str:
    return f"{where}embed/"


@cache
def _style_digest() -> str:
    """What the page's content security policy knows its styles by; it allows nothing else."""
    return f"sha256-{b64encode(sha256(part('embed.css').encode()).digest()).decode()}"


def _claim_values(making: Making, claim: Claim) -> dict[str, Any]:
    """With the first statement that has exact words."""
    said = next((one for one in claim.statements if one.quote), claim.statements[0])
    newest = claim.assessments[0] if claim.assessments else None
    status = status_of(making, claim)
    return {
        "held": making.held_back(claim),
        "kind": words(claim.kind),
        "quote": QuoteView.of(said.quote, making.explainer.language) if said.quote else None,
        "paraphrase": making.plain(said.paraphrase or ""),
        "speaker": title_of(making.archive.records[said.speaker]),
        "said": said.said,
        "status": status,
        "tone": tone_of(status),
        "as_of": newest.as_of if newest else "",
        "assessor": making.explainer.publisher.name,
    }


def _height(title: str, values: Mapping[str, Any]) -> int:
    """Enough for the whole claim in a frame of full width; in a narrow one it scrolls."""
    quote = values["quote"]
    said = [quote.shown, quote.translation, quote.note] if quote else [values["paraphrase"]]
    pixels = _FRAME_ALONE + math.ceil(len(title) / 42) * 29
    pixels += sum(math.ceil(len(text) / 58) * 26 + 10 for text in said if text)
    pixels += math.ceil(len(values["status"].meaning) / 66) * 24
    return min(math.ceil(pixels / 20) * 20, _HIGHEST)


_FRAME_ALONE = 240  # pixels of what each claim has: margins, lines of one line
_HIGHEST = 720


def _timeline(making: Making) -> tuple[str, dict[str, Any]]:
    frame = _frame(address(TIMELINE))
    entries = [
        MomentView(
            one.when,
            one.label,
            title_of(making.archive.records[one.speaker]) if one.speaker else "",
            way(frame, address(one.path)) + (f"#{one.anchor}" if one.anchor else ""),
            one.title,
        )
        for one in making.relations.moments
    ]
    years = groupby(entries, key=lambda one: one.when.listed.year)
    return "embed_timeline", {
        "held": "",
        "years": [(year, list(group)) for year, group in years],
    }


def _oembed(making: Making, page: Page) -> bytes:
    """An answer of oEmbed 1.0, as a file; consumers find it by a link in the head of the page."""
    embed = page.meta["embed"]
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": page.title,
        "author_name": making.explainer.publisher.name,
        "provider_name": making.explainer.title,
        "provider_url": making.site_url,
        "html": embed["code"],
        "width": FRAME_WIDTH,
        "height": embed["height"],
    }
    if "card" in page.meta:
        url = page.meta["card"]["url"]
        answer |= {"thumbnail_url": url, "thumbnail_width": WIDTH, "thumbnail_height": HEIGHT}
    return json.dumps(answer, ensure_ascii=False, indent=1).encode() + b"\n"
