"""Hand-written pages, and the blocks that the generator fills in where a comment names them.

<!-- answer -->
"""

from collections.abc import Callable

from generator.data.archive import BLOCK, ContentPage
from generator.data.kinds import KINDS
from generator.site.chronicle import all_changes, overview
from generator.site.claims import tally
from generator.site.geography import venues_map
from generator.site.page_context import Making
from generator.site.paths import HOME, index_of
from generator.site.site import Crumb, Page
from generator.site.talks import talk_row

NEWEST = 5  # talks and changes on the home page

Values = dict[str, object]


def _answer(making: Making) -> Values:
    return {"question": making.explainer.question, "answer": making.explainer.answer}


def _key_points(making: Making) -> Values:
    return {"points": making.explainer.key_points}


def _unknowns(making: Making) -> Values:
    return {"points": making.explainer.unknowns, "as_of": making.explainer.as_of.words}


def _scale(making: Making) -> Values:
    return {"scale": making.explainer.scale}


def _statuses(making: Making) -> Values:
    """How many claims have each status, and which ones have the lowest of the ratings."""
    counts = tally(making)
    rated = [one for one in counts if one.number and one.status.rating]
    lowest = min(rated, key=lambda one: one.status.rating or 0, default=None)
    return {"counts": counts, "lowest": lowest}


def _talks(making: Making) -> Values:
    """The newest, and how many there are in all."""
    talks = making.relations.talks
    return {"rows": [talk_row(talk) for talk in talks[-NEWEST:]], "number": len(talks)}


def _timeline(making: Making) -> Values:
    return {"overview": overview(making)}


def _map(making: Making, path: str) -> Values:
    """Its places are links, which lead from the page that it is shown on."""
    return {"map": venues_map(making, path)}


def _newest_changes(making: Making) -> Values:
    return {"changes": all_changes(making)[:NEWEST]}


def _contents(making: Making) -> Values:
    """How many records of each kind there are."""
    return {
        "kinds": [
            (index_of(kind), kind.plural.capitalize(), making.relations.numbers.get(kind.id, 0))
            for kind in KINDS
        ]
    }


_MAKERS: dict[str, Callable[[Making], Values]] = {
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


def content_page(making: Making, page: ContentPage) -> Page:
    """A hand-written page with its blocks, links and citations."""
    return making.page(
        "content",
        page.path,
        title=page.title,
        description=page.description,
        origin=page.origin.path,
        line=page.first_line,
        crumbs=() if page.path == HOME else (Crumb("Home", HOME),),
        meta={"hide": ["navigation"]},
        parts_of_page=list(_parts(making, page.path, page.body)),
        is_home=page.path == HOME,
    )


def _parts(making: Making, path: str, body: str) -> list[tuple[str, str, Values]]:
    """The page cut at its comments: prose (with no block's name) and blocks with their values."""
    parts: list[tuple[str, str, Values]] = []
    at = 0
    for found in BLOCK.finditer(body):
        parts.append(("", body[at : found.start()], {}))
        name = found["name"]
        values = _map(making, path) if name == "map" else _MAKERS[name](making)
        parts.append((name.replace("-", "_"), "", values))
        at = found.end()
    parts.append(("", body[at:], {}))
    return parts
