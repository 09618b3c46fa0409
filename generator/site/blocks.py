"""Hand-written pages, and the blocks that the generator fills in where a comment names them.

<!-- answer -->
"""

from collections.abc import Callable

from generator.data.archive import BLOCK
from generator.data.paths import HOME, index_of
from generator.kinds.registry import KINDS
from generator.kinds.talk import talks
from generator.query.context import PageContext
from generator.site.chronicle import all_changes, overview
from generator.site.claim_lists import tally
from generator.site.geography import venues_map
from generator.site.lists import talk_row
from generator.site.pages import HOME_CRUMB, write_page
from generator.site.site import Page

NEWEST = 5  # talks and changes on the home page

Values = dict[str, object]


def _answer(ctx: PageContext) -> Values:
    return {"question": ctx.explainer.question, "answer": ctx.explainer.answer}


def _key_points(ctx: PageContext) -> Values:
    return {"points": ctx.explainer.key_points}


def _unknowns(ctx: PageContext) -> Values:
    return {"points": ctx.explainer.unknowns, "as_of": ctx.explainer.as_of.words}


def _scale(ctx: PageContext) -> Values:
    return {"scale": ctx.explainer.scale}


def _statuses(ctx: PageContext) -> Values:
    """How many claims have each status, and which ones have the lowest of the ratings."""
    counts = tally(ctx)
    rated = [one for one in counts if one.number and one.status.rating]
    lowest = min(rated, key=lambda one: one.status.rating or 0, default=None)
    return {"counts": counts, "lowest": lowest}


def _talks(ctx: PageContext) -> Values:
    """The newest, and how many there are in all."""
    found = talks(ctx)
    return {"rows": [talk_row(talk) for talk in found[-NEWEST:]], "number": len(found)}


def _timeline(ctx: PageContext) -> Values:
    return {"overview": overview(ctx)}


def _map(ctx: PageContext, path: str) -> Values:
    """Its places are links, which lead from the page that it is shown on."""
    return {"map": venues_map(ctx, path)}


def _newest_changes(ctx: PageContext) -> Values:
    return {"changes": all_changes(ctx)[:NEWEST]}


def _contents(ctx: PageContext) -> Values:
    """How many records of each kind there are."""
    return {
        "kinds": [
            (index_of(kind.names), kind.plural.capitalize(), ctx.numbers.get(kind.id, 0))
            for kind in KINDS
        ]
    }


_MAKERS: dict[str, Callable[[PageContext], Values]] = {
    "answer": _answer,
    "key-points": _key_points,
    "unknowns": _unknowns,
    "scale": _scale,
    "statuses": _statuses,
    "talks": _talks,
    "timeline": _timeline,
    "newest-changes": _newest_changes,
    "contents": _contents,
}


def content_page(ctx: PageContext, path: str) -> Page:
    """A hand-written page with its blocks, links and citations."""
    page = ctx.content_page(path)
    return write_page(
        ctx,
        "content",
        path,
        title=page.title,
        description=page.description,
        origin=page.origin.path,
        crumbs=() if path == HOME else (HOME_CRUMB,),
        meta={
            "edit": ctx.edit_link(page.origin.path, page.first_line),
            "hide": ["navigation"],
        },
        parts_of_page=list(_parts(ctx, path, page.body)),
        is_home=path == HOME,
    )


def _parts(ctx: PageContext, path: str, body: str) -> list[tuple[str, str, Values]]:
    """The page cut at its comments: prose (with no block's name) and blocks with their values."""
    parts: list[tuple[str, str, Values]] = []
    at = 0
    for found in BLOCK.finditer(body):
        parts.append(("", body[at : found.start()], {}))
        name = found["name"]
        values = _map(ctx, path) if name == "map" else _MAKERS[name](ctx)
        parts.append((name.replace("-", "_"), "", values))
        at = found.end()
    parts.append(("", body[at:], {}))
    return parts
