"""What was made of a page's Markdown, as it is kept, and pages without their texts."""

import json
from collections.abc import Container, Iterator, Mapping
from sys import intern
from typing import Any, NamedTuple

from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from generator.build.front_matter import FrontMatter, parted
from generator.build.inputs import contents
from generator.packed import Packed, packed
from generator.site.site import Page
from generator.spool import Spool

_PARTED = "\0"  # stands in no anchor: HTML has no such character

Answers = Mapping[str, Any]  # addresses of files by their paths, or nothing where there is none


class Rendered(NamedTuple):
    """What is made of the Markdown of a page, of which most pages need but the beginning."""

    here: str  # the digest of all addresses at which it was made
    title: str | None
    ids: str  # of its anchors
    anchors: Mapping[str, Mapping[str, str]]  # where its links lead, but for what it has itself
    rest: Packed  # what its links asked for and found, its table of contents, and its HTML

    @property
    def answers(self) -> Answers:
        """What its links asked for, and were told."""
        answers: Answers = json.loads(self.rest.data.partition(b"\n")[0])
        return answers

    def leads_where_it_led(self, places: Answers) -> bool:
        return all(places.get(path) == answer for path, answer in self.answers.items())

    def put_into(self, page: Page) -> None:
        """The page with all that MkDocs makes of its Markdown."""
        _, toc, html = self.rest.data.split(b"\n", 2)
        page.toc = get_toc(json.loads(toc))
        page.content = html.decode(errors="surrogatepass")

    def tell(self, page: Page, files: Files) -> None:
        """The page with what other pages, and MkDocs' own checks, ask it for."""
        page._title_from_render = self.title
        page.present_anchor_ids = _Anchors(self.ids)  # type: ignore[assignment]
        page.links_to_anchors = {
            file: links  # type: ignore[misc]
            for path, links in self.anchors.items()
            if (file := files.src_uris.get(path)) is not None
        }


class _Anchors(Container[str]):
    """The anchors of a page in one text: there are too many for a set for each page."""

    def __init__(self, ids: str) -> None:
        self._ids = ids

    def __contains__(self, anchor: object) -> bool:
        return f"{_PARTED}{anchor}{_PARTED}" in self._ids


def rendered_of(page: Page, answers: Answers, here: str) -> Rendered:
    """What MkDocs has made of a page."""
    toc = json.dumps(contents(page.toc))
    rest = f"{json.dumps(answers)}\n{toc}\n{page.content}"
    # MkDocs takes `<https://example.org/id/1>` for a tag whose attribute `id` has no value.
    anchors = sorted(filter(None, page.present_anchor_ids or ()))
    return Rendered(
        here,
        page._title_from_render,
        _PARTED.join(["", *anchors, ""]),
        dict(_led_out(page)),
        packed(rest.encode(errors="surrogatepass")),
    )


def _led_out(page: Page) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The anchors that links lead to, by page; but those that are there without a doubt, which are
    nearly all: the page's own."""
    for file, links in (page.links_to_anchors or {}).items():
        own = page.present_anchor_ids or () if file is page.file else ()
        if left := {anchor: link for anchor, link in links.items() if anchor not in own}:
            yield file.src_uri, left


def encoded(rendered: Rendered) -> bytes:
    head = json.dumps(rendered[:-1])
    return b"".join([head.encode(), b"\n", rendered.rest.whole])


def decoded(data: bytes, spool: Spool) -> Rendered:
    head, _, rest = data.partition(b"\n")
    here, title, ids, anchors = json.loads(head)
    (number,) = spool.put(rest, [len(rest)])
    return Rendered(intern(here), title, ids, anchors, Packed(spool, number))


def read(page: Page, source: Page) -> bool:
    """Gives a page its Markdown and front matter, if that is as the generator writes it."""
    found = parted(source.markdown)
    if found is not None:
        page.markdown, page.meta = found
    return found is not None


def set_aside(page: Page, source: Page) -> None:
    """A page without its texts, which lie packed; its front matter is read when it is asked for."""
    page.markdown = page.content = ""
    page.toc = get_toc([])
    page.meta = FrontMatter(source.packed_matter)  # type: ignore[assignment]


def forget(page: Page) -> None:
    """Takes from a page what was made of its Markdown; its place in the navigation stays."""
    page.markdown = page.content = page._title_from_render = None
    page.toc, page.meta = [], {}  # type: ignore[assignment]
    for name in ("present_anchor_ids", "links_to_anchors", "read_source", "render"):
        vars(page).pop(name, None)
