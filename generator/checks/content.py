"""Hand-written pages name blocks that there are, and take no address of another page."""

from collections.abc import Iterator

from generator.core.diagnostics import Diagnostic, Note, Rule, Span
from generator.core.suggestions import did_you_mean
from generator.core.text import RESERVED_IDS
from generator.data.archive import BLOCK, BLOCKS, Archive, ContentPage
from generator.data.source_text import span_in
from generator.site import routes

UNKNOWN_BLOCK = Rule(
    id="unknown-block",
    summary="A comment in a hand-written page names a block that the generator knows.",
    why="The block would be missing from the page.",
    wrong="<!-- anwser -->",
    right="<!-- answer -->",
)
TAKEN_ADDRESS = Rule(
    id="taken-address",
    summary="A hand-written page stands where no other page stands or may come to stand.",
    why="One of the two would be lost in silence.",
    wrong="content/claims/ferry.md",
    right="content/ferry.md",
)

_ROUTES = [route.path.removesuffix(".md").split("/") for route in routes.PAGES]
# Folders and pages of the site that are made, or lie beside what is made.
_FOLDERS = frozenset(("assets", "search", "embed", *(path[0] for path in _ROUTES if path[1:])))
_PAGES = frozenset(("404", *(path[0] for path in _ROUTES if not path[1:])))


def check(archive: Archive) -> Iterator[Diagnostic]:
    first: dict[str, ContentPage] = {}
    for page in archive.content:
        yield from _unknown_blocks(page)
        parts = page.path.removesuffix(".md").lower().split("/")
        other = first.setdefault("/".join(parts).removesuffix("/index"), page)
        if parts[0] in (_FOLDERS if len(parts) > 1 else _FOLDERS | _PAGES):
            yield _taken(page, f"`{page.path}` is a place for pages that are made from the data")
        elif any(part in RESERVED_IDS and part != "index" for part in parts):
            yield _taken(page, f"`{page.path}` has a reserved word in its name")
        elif other is not page:
            notes = (Note(Span(other.origin.path), "that page"),)
            yield _taken(page, f"`{page.path}` has the address of another page", notes)


def _unknown_blocks(page: ContentPage) -> Iterator[Diagnostic]:
    text = page.origin.text
    below = len(text) - len(page.body)
    for found in BLOCK.finditer(page.body):
        if (name := found["name"]) not in BLOCKS:
            span = span_in(page.origin.path, text, below + found.start(), len(found[0]))
            help_text = did_you_mean(name, BLOCKS, f"the blocks are {', '.join(BLOCKS)}")
            yield UNKNOWN_BLOCK.found(span, f"there is no block `{name}`", help_text)


def _taken(page: ContentPage, message: str, notes: tuple[Note, ...] = ()) -> Diagnostic:
    help_text = "rename it, or move it to another folder"
    return TAKEN_ADDRESS.found(Span(page.origin.path), message, help_text, notes)
