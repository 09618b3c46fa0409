"""A site as a value: every page and file that is published, by its path in the Markdown tree."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from generator.cards.card import Card


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way from the home page; `path` is a page's path in the Markdown tree."""

    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page in Markdown, and what its front matter tells the theme."""

    path: str  # `claims/half-an-hour-by-plane.md`
    title: str  # plain text
    description: str  # plain text
    body: str
    origin: str  # the file that an editor changes to change the page; empty for a page of lists
    crumbs: tuple[Crumb, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)

    @property
    def markdown(self) -> str:
        """Front matter and body, as every engine reads them.

        Titles and descriptions are escaped here, because themes print them unescaped. Each value
        is JSON, which is YAML that no reader can take for something else.
        """
        matter: dict[str, Any] = {
            "title": escape(self.title, quote=False),
            "description": escape(self.description),
            "breadcrumbs": [
                {"title": escape(crumb.title), "path": crumb.path} for crumb in self.crumbs
            ],
            "origin": self.origin,
            **self.meta,
        }
        lines = [
            f"{key}: {json.dumps(value, ensure_ascii=False)}"
            for key, value in matter.items()
            if value not in ("", [], None)
        ]
        return "\n".join(["---", *lines, "---", "", self.body.strip(), ""])


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that is published as it is."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Site:
    pages: Mapping[str, Page]  # by path, in order of path
    assets: Mapping[str, Asset] = field(default_factory=dict)
    cards: Mapping[str, Card] = field(default_factory=dict)  # by path; the shells draw them

    def files(self) -> Mapping[str, bytes]:
        """Every file of the Markdown tree, by path; but the cards, which are yet to be drawn."""
        texts = {path: page.markdown.encode() for path, page in self.pages.items()}
        return {**texts, **{path: asset.data for path, asset in self.assets.items()}}
