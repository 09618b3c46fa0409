"""A hand-written page takes no address that the generator fills, nor that of another page."""

from collections.abc import Iterator

from generator.core.diagnostics import Diagnostic, Note, Rule, Span
from generator.core.text import RESERVED_IDS
from generator.data.archive import Archive, ContentPage
from generator.site import routes

TAKEN_ADDRESS = Rule(
    id="taken-address",
    summary="A hand-written page stands where no other page stands or may come to stand.",
    why="One of the two would be lost in silence.",
    wrong="content/claims/ferry.md",
    right="content/ferry.md",
)

_MADE = [route.path.removesuffix(".md").split("/") for route in routes.PAGES]
# Folders and pages of the site that are made, or lie beside what is made.
FOLDERS = frozenset(("assets", "search", "embed", *(path[0] for path in _MADE if len(path) > 1)))
PAGES = frozenset(("404", *(path[0] for path in _MADE if len(path) == 1)))


def check(archive: Archive) -> Iterator[Diagnostic]:
    first: dict[str, ContentPage] = {}
    for page in archive.content:
        parts = page.path.removesuffix(".md").lower().split("/")
        other = first.setdefault("/".join(parts).removesuffix("/index"), page)
        if parts[0] in (FOLDERS if len(parts) > 1 else FOLDERS | PAGES):
            yield _taken(page, f"`{page.path}` is a place for pages that are made from the data")
        elif any(part in RESERVED_IDS and part != "index" for part in parts):
            yield _taken(page, f"`{page.path}` has a reserved word in its name")
        elif other is not page:
            yield _taken(page, f"`{page.path}` has the address of another page", other)


def _taken(page: ContentPage, message: str, other: ContentPage | None = None) -> Diagnostic:
    return TAKEN_ADDRESS.found(
        Span(page.origin.path),
        message,
        "rename it, or move it to another folder",
        (Note(Span(other.origin.path), "that page"),) if other else (),
    )
