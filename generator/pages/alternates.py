"""Other forms of a page: feeds and data, named in its head and at its end."""

from collections.abc import Iterator
from dataclasses import replace

from generator.pages.feeds import ATOM, ATOM_TYPE, JSON_FEED, JSON_FEED_TYPE, has_feed
from generator.pages.making import Making
from generator.pages.open_data.whole import DATA
from generator.pages.paths import address
from generator.pages.site import Page

Alternate = dict[str, str | bool]

_FEEDS = ((ATOM, ATOM_TYPE, "Atom"), (JSON_FEED, JSON_FEED_TYPE, "JSON Feed"))


def with_alternates(making: Making, page: Page) -> Page:
    """The page with its other forms in its front matter, from where the theme prints them."""
    found = [*_of_all(), *_own(making, page)]
    return replace(page, meta={**page.meta, "alternates": found})


def _of_all() -> Iterator[Alternate]:
    for path, type, name in _FEEDS:
        yield {"type": type, "title": f"All changes ({name})", "path": path}


def _own(making: Making, page: Page) -> Iterator[Alternate]:
    """Those of a record's page, which readers see at its end."""
    record = making.archive.records.get(page.meta.get("record", ""))
    if record is None:
        return
    forms = [(DATA, "application/json", "Data of this page (JSON)")]
    if has_feed(record):
        forms += [(path, type, f"Changes of this page ({name})") for path, type, name in _FEEDS]
    for path, type, title in forms:
        yield {"type": type, "title": title, "path": f"{address(page.path)}{path}", "own": True}
