"""Hand-written pages, and the blocks that the generator fills in where a comment names them.

<!-- answer -->
"""

from collections.abc import Iterator
from typing import Any

from generator.data.archive import BLOCK
from generator.data.paths import HOME, index_of
from generator.kinds.registry import KINDS
from generator.kinds.talk import talks
from generator.query.context import PageContext
from generator.site.chronicle import all_changes, overview
from generator.site.geography import venues_map
from generator.site.lists import tally
from generator.site.pages import home_crumb, write_page
from generator.site.site import Page

NEWEST = 5  # talks and changes on the home page

Values = dict[str, Any]


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
        crumbs=() if path == HOME else (home_crumb(ctx),),
        meta={
            "edit": ctx.edit_link(page.origin.path, page.first_line),
            "hide": ["navigation"],
        },
        parts_of_page=list(_parts(ctx, path, page.body)),
        is_home=path == HOME,
        explainer=ctx.explainer,
    )


def _parts(ctx: PageContext, path: str, body: str) -> Iterator[tuple[str, str, Values]]:
    """The page cut at its comments: prose (with no block's name) and blocks with their values."""
    for number, part in enumerate(BLOCK.split(body)):
        if number % 2:  # the name in a comment
            yield part.replace("-", "_"), "", _values(ctx, path, part)
        else:
            yield "", part, {}


def _values(ctx: PageContext, path: str, block: str) -> Values:
    """What a block shows that is more than what the explainer itself says."""
    match block:
        case "statuses":
            return _statuses(ctx)
        case "talks":
            return {"newest": talks(ctx)[-NEWEST:], "number": len(talks(ctx))}
        case "timeline":
            return {"overview": overview(ctx)}
        case "map":
            return {"map": venues_map(ctx, path)}
        case "newest-changes":
            return {"changes": all_changes(ctx)[:NEWEST]}
        case "contents":
            return {"kinds": KINDS, "index_of": index_of}
        case _:
            return {}


def _statuses(ctx: PageContext) -> Values:
    """How many claims have each status, and which ones have the lowest of the ratings."""
    counts = tally(ctx)
    rated = [count for count in counts if count.ids and count.status.rating]
    lowest = min(rated, key=lambda count: count.status.rating or 0, default=None)
    return {"counts": counts, "lowest": lowest}
