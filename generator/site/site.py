"""A site as a value: every page and file that is published, by its path in the Markdown tree."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from generator.cards.card import Card


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
    meta: Mapping[str, Any]  # the front matter: plain values, none of them empty

    @property
    def markdown(self) -> str:
        """Front matter and body, as every engine reads them.

        Each value is JSON in a line of its own, which no reader of YAML can take for another.
        """
        matter = "".join(f"{name}: {in_one_line(value)}\n" for name, value in self.meta.items())
        return f"---\n{matter}---\n\n{self.body.strip()}\n"


# Nothing that is written holds itself; looking out for that takes a sixth of the time.
in_one_line = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


@dataclass(frozen=True, slots=True)
class Site:
    pages: Mapping[str, Page]  # by path, in order of path
    assets: Mapping[str, bytes] = field(default_factory=dict)
    cards: Mapping[str, Card] = field(default_factory=dict)  # by path; the shells draw them

    def files(self) -> dict[str, bytes]:
        """Every file of the Markdown tree, by path; but the cards, which are yet to be drawn."""
        pages = {path: page.markdown.encode() for path, page in self.pages.items()}
        return {**pages, **self.assets}
