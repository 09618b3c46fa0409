"""Claims and the timeline in frames on other sites: small pages, and how to embed them.

They are written in HTML and stand alone. What is about no claim is about the timeline.
"""

import math
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from typing import Any

import markupsafe
from markupsafe import Markup

from generator.cards.card import HEIGHT, WIDTH
from generator.data.paths import HOME, SITE_CARD, TIMELINE, address, card_path, href, path_of
from generator.data.records import Record, Statement
from generator.kinds.claim import Claim, status_of
from generator.kinds.registry import kind_of
from generator.kinds.statements import language_note, quoted
from generator.query.context import PageContext
from generator.site.chronicle import timeline_entries
from generator.site.open_data.json_files import indented
from generator.site.site import INDEX, Page
from generator.site.writer import TEMPLATES, environment, shown

_FRAME_STYLE = "box-sizing: border-box; max-width: 100%; border: 1px solid #999"
# Below the address of a page:
_FOLDER = "embed/"
FRAME, OEMBED = f"{_FOLDER}{INDEX}", f"{_FOLDER}oembed.json"
FRAME_WIDTH = 600  # pixels; frames become narrower where there is less room
TIMELINE_HEIGHT = 480
_FRAME_ALONE = 240  # pixels of what each claim has: margins, lines of one line
_HIGHEST = 720


def embedding(ctx: PageContext, page: Page) -> dict[str, Any]:
    """What the page says of its embed; nothing where it has none, or could not be found by it."""
    record = ctx.record(page.record) if page.record else None
    claim = record if isinstance(record, Claim) else None
    has_embed = claim is not None or page.path == TIMELINE
    return _embedding(ctx, claim) if ctx.site_url and has_embed else {}


def _embedding(ctx: PageContext, claim: Claim | None) -> dict[str, Any]:
    at = ctx.full_address(address(_path(claim)))
    frame, height = f"{at}{_FOLDER}", _height(ctx, claim)
    name = f"{_title(ctx, claim)} – {ctx.explainer.title}"
    # What others put into their pages:
    code = (
        f'<iframe src="{escape(frame)}" title="{escape(name)}" width="{FRAME_WIDTH}" '
        f'height="{height}" style="{_FRAME_STYLE}" loading="lazy" '
        f'sandbox="allow-top-navigation-by-user-activation"></iframe>'
    )
    _ = ctx.labels.gettext
    label = shown(ctx.labels, _("Embed this claim") if claim else _("Embed this timeline"), escape)
    embed = {"code": code, "height": height, "frame": frame, "oembed": f"{at}{OEMBED}"}
    return {"label": label, **embed}


def frame(ctx: PageContext, record: Record | None = None, folder: str = address(TIMELINE)) -> bytes:
    """The small page below this address; nobody looks after frames elsewhere, so that of a claim
    stands at its former addresses too."""
    assert record is None or isinstance(record, Claim)

    def to(path: str) -> str:
        return href(f"{folder}{_FOLDER}", address(path))

    path = _path(record)
    style, digest = _style()
    template = "embed_claim.html" if record else "embed_timeline.html"
    filled = (
        environment(ctx.labels, markupsafe.escape)
        .get_template(template)
        .render(
            ctx=ctx,
            claim=record,
            title=_title(ctx, record),
            home=to(HOME),
            full=to(path),
            canonical=ctx.full_address(address(path)) if ctx.site_url else to(path),
            to=to,
            style=style,
            style_digest=digest,
            # What the one asks for, and the other:
            shown_statement=_shown_statement,
            status_of=status_of,
            timeline_entries=timeline_entries,
        )
    )
    return filled.encode()


@cache
def _style() -> tuple[Markup, str]:
    """The page's styles, and what its content security policy knows them by; it allows nothing
    else."""
    css = (TEMPLATES / "embed.css").read_text(encoding="utf-8")
    return Markup(css), f"sha256-{b64encode(sha256(css.encode()).digest()).decode()}"


def _path(claim: Claim | None) -> str:
    return path_of(claim) if claim else TIMELINE


def _title(ctx: PageContext, claim: Claim | None) -> str:
    return kind_of(claim).page_title(ctx, claim) if claim else ctx.labels.gettext("Timeline")


def _shown_statement(claim: Claim) -> Statement:
    """The first that has exact words; without any, the first."""
    return next((said for said in claim.statements if said.quote), claim.statements[0])


def _height(ctx: PageContext, claim: Claim | None) -> int:
    """Enough for the whole claim in a frame of full width; in a narrow one it scrolls."""
    if claim is None:
        return TIMELINE_HEIGHT
    said = _shown_statement(claim)
    texts = [ctx.plain(said.paraphrase or "")]
    if quote := said.quote:
        texts = [quoted(quote.text), quote.translation or "", language_note(ctx, quote)]
    pixels = _FRAME_ALONE + math.ceil(len(_title(ctx, claim)) / 42) * 29
    pixels += sum(math.ceil(len(text) / 58) * 26 + 10 for text in texts if text)
    pixels += math.ceil(len(status_of(ctx, claim).meaning) / 66) * 24
    return min(math.ceil(pixels / 20) * 20, _HIGHEST)


def oembed(ctx: PageContext, record: Record | None = None, _folder: str = "") -> bytes:
    """An answer of oEmbed 1.0, as a file; consumers find it by a link in the head of the page."""
    assert record is None or isinstance(record, Claim)
    shown = _embedding(ctx, record)
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": _title(ctx, record),
        "author_name": ctx.explainer.publisher.name,
        "provider_name": ctx.explainer.title,
        "provider_url": ctx.site_url,
        "html": shown["code"],
        "width": FRAME_WIDTH,
        "height": shown["height"],
    }
    if ctx.has_cards:
        url = ctx.full_address(card_path(path_of(record)) if record else SITE_CARD)
        answer |= {"thumbnail_url": url, "thumbnail_width": WIDTH, "thumbnail_height": HEIGHT}
    return indented(answer)
