"""A site as a value: every page and file that is published, and the routes that make them."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from generator.cards.card import Card
from generator.data.records import Record
from generator.query.context import PageContext


class Crumb(NamedTuple):
    """A step of the way from the home page; `path` is a page's path in the Markdown tree."""

    title: str
    path: str


class Page(NamedTuple):
    """A page in Markdown, and what its front matter tells the theme."""

    path: str  # `claims/half-an-hour-by-plane.md`
    title: str  # plain text
    description: str  # plain text
    body: str  # ends with one line break
    origin: str  # the file that an editor changes to change the page; empty for a page of lists
    record: str  # the id of the record that it is about; empty for a page of lists
    crumbs: tuple[Crumb, ...]
    meta: Mapping[str, Any]  # the front matter: plain values, none of them empty

    @property
    def markdown(self) -> str:
        """Front matter and body, as every engine reads them.

        Each value is JSON in a line of its own, which no reader of YAML can take for another.
        """
        matter = "".join(f"{name}: {in_one_line(value)}\n" for name, value in self.meta.items())
        return f"---\n{matter}---\n\n{self.body}"


# Nothing that is written holds itself; looking out for that takes a sixth of the time.
in_one_line = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


@dataclass(frozen=True, slots=True)
class Site:
    pages: Mapping[str, Page]  # by path, in order of path
    assets: Mapping[str, bytes] = field(default_factory=dict)
    cards: Mapping[str, Card] = field(default_factory=dict)  # by path; the shells draw them
    language: str = "en"

    def files(self) -> dict[str, bytes]:
        """Every file of the Markdown tree, by path; but the cards, which are yet to be drawn."""
        pages = {path: page.markdown.encode() for path, page in self.pages.items()}
        return {**pages, **self.assets}


INDEX = "index.html"  # what a server gives for the address of a folder


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRoute:
    """An address of the site, and what makes the file that stands there."""

    path: str
    make: Callable[[PageContext], bytes]
    # What is there only where the site's own address is known is no address to rely on.
    needs_site_url: bool = False

    @property
    def address(self) -> str:
        return f"/{self.path.removesuffix(INDEX)}"


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file beside the page of each record that has it, which moves along with the record."""

    path: str  # below the address of the page
    make: Callable[[PageContext, Record, str], bytes]  # for this folder: former addresses, too
    is_made: Callable[[Record], bool] = lambda _record: True
    needs_site_url: bool = False

    def address(self, section: str, id: str) -> str:
        return f"/{section}/{id}/{self.path.removesuffix(INDEX)}"
