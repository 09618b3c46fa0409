"""A site as a value: every page and file that is published, by its path in the Markdown tree.

While it is made, a page is a `Page` and a file an `Asset`. In the site all texts are packed: of
thousands of pages few are read at a time.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import Any, NamedTuple

from generator.cards.card import Card
from generator.packed import Packed, packed


class Crumb(NamedTuple):
    """A step of the way from the home page; `path` is a page's path in the Markdown tree."""

    title: str
    path: str


class Page(NamedTuple):
    """A page in Markdown, and what its front matter tells the theme."""

    path: str  # `claims/half-an-hour-by-plane.md`
    title: str  # plain text
    description: str  # plain text
    body: str
    origin: str  # the file that an editor changes to change the page; empty for a page of lists
    record: str  # the id of the record that it is about; empty for a page of lists
    crumbs: tuple[Crumb, ...]
    matter: str  # the lines of its front matter

    @property
    def meta(self) -> Mapping[str, Any]:
        """The front matter, as the theme reads it."""
        return _values(self.matter)

    @property
    def markdown(self) -> str:
        """Front matter and body, as every engine reads them."""
        return _markdown(self.matter, self.body)


class PackedPage(NamedTuple):
    """A page in Markdown that is finished. Its fields have the names of those of `Page`."""

    path: str
    title: str
    description: str
    origin: str
    record: str
    crumbs: tuple[Crumb, ...]
    packed_matter: Packed
    packed_body: Packed

    @property
    def matter(self) -> str:
        return self.packed_matter.text

    @property
    def body(self) -> str:
        return self.packed_body.text

    @property
    def meta(self) -> Mapping[str, Any]:
        return _values(self.matter)

    @property
    def markdown(self) -> str:
        return _markdown(self.matter, self.body)

    @property
    def data(self) -> bytes:
        """What the page's file holds."""
        return self.markdown.encode()


def packed_page(page: Page) -> PackedPage:
    its = (page.path, page.title, page.description, page.origin, page.record, page.crumbs)
    return PackedPage(*its, packed(page.matter.encode()), packed(page.body.encode()))


def page_of(
    path: str,
    title: str,
    description: str,
    body: str,
    *,
    origin: str,
    crumbs: tuple[Crumb, ...],
    meta: Mapping[str, Any],
) -> Page:
    """A page with what the front matter says of it; `meta` is what else it says.

    Titles and descriptions are escaped there, because themes print them unescaped.
    """
    matter = {
        "title": escape(title, quote=False),
        "description": escape(description),
        "breadcrumbs": [{"title": escape(one.title), "path": one.path} for one in crumbs],
        "origin": origin,
        **meta,
    }
    record = meta.get("record", "")
    return Page(path, title, description, body, origin, record, crumbs, _lines(matter))


def with_meta(page: Page, **meta: Any) -> Page:
    """The page with more in its front matter."""
    return page._replace(matter=page.matter + _lines(meta))


_json = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def _lines(values: Mapping[str, Any]) -> str:
    """One line a value that is not empty: JSON, which no reader can take for something else."""
    return "".join(
        f"{name}: {_json(value)}\n" for name, value in values.items() if value not in ("", [], None)
    )


def _markdown(matter: str, body: str) -> str:
    return f"---\n{matter}---\n\n{body.strip()}\n"


def _values(matter: str) -> Mapping[str, Any]:
    pairs = (line.partition(": ") for line in matter.split("\n") if line)
    return {name: json.loads(value) for name, _, value in pairs}


class Asset(NamedTuple):
    """A file that is published as it is."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Site:
    pages: Mapping[str, Page]  # by path, in order of path
    assets: Mapping[str, bytes] = field(default_factory=dict)
    cards: Mapping[str, Card] = field(default_factory=dict)  # by path; the shells draw them

    def files(self) -> Mapping[str, bytes]:
        """Every file of the Markdown tree, by path; but the cards, which are yet to be drawn."""
        pages = {path: page.markdown.encode() for path, page in self.pages.items()}
        return {**pages, **self.assets}


def plain_page(page: PackedPage) -> Page:
    """ADAPTER, to be thrown away."""
    its = (page.path, page.title, page.description, page.body)
    return Page(*its, page.origin, page.record, page.crumbs, page.matter)


def page_in(its: Sequence[Any], matter: Packed, body: Packed) -> PackedPage:
    """A page from its fields as JSON has them."""
    path, title, description, origin, record, crumbs = its
    way = tuple(_crumb(*crumb) for crumb in crumbs)
    return PackedPage(path, title, description, origin, record, way, matter, body)


@lru_cache(maxsize=1_024)
def _crumb(title: str, path: str) -> Crumb:
    """Most stand on very many pages."""
    return Crumb(title, path)
