"""Other forms of a page: feeds and data, named in its head and at its end."""

from collections.abc import Iterator

from generator.data.paths import address
from generator.query.context import PageContext
from generator.site.feeds import ATOM, ATOM_TYPE, JSON_FEED, JSON_FEED_TYPE, has_feed
from generator.site.open_data.json_files import DATA_FILE
from generator.site.site import Page, with_meta

Alternate = dict[str, str | bool]

_FEEDS = ((ATOM, ATOM_TYPE, "Atom"), (JSON_FEED, JSON_FEED_TYPE, "JSON Feed"))


def with_alternates(ctx: PageContext, page: Page) -> Page:
    """The page with its other forms in its front matter, from where the theme prints them."""
    found = [*_of_all(), *_own(ctx, page)]
    return with_meta(page, alternates=found)


def _of_all() -> Iterator[Alternate]:
    for path, type, name in _FEEDS:
        yield {"type": type, "title": f"All changes ({name})", "path": path}


def _own(ctx: PageContext, page: Page) -> Iterator[Alternate]:
    """Those of a record's page, which readers see at its end."""
    if not page.record:
        return
    record = ctx.record(page.record)
    forms = [(DATA_FILE, "application/json", "Data of this page (JSON)")]
    if has_feed(record):
        forms += [(path, type, f"Changes of this page ({name})") for path, type, name in _FEEDS]
    for path, type, title in forms:
        yield {"type": type, "title": title, "path": f"{address(page.path)}{path}", "own": True}
