"""Whole pages that are finished before MkDocs asks for them, by earlier builds or by workers.

They lie where MkDocs looks for the template that would make them.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import partial
from typing import Any

import jinja2
from mkdocs.structure.pages import Page

from generator.cache import Store
from generator.packed import framed, unframed
from generator.plugin.overheard import matters, overheard
from generator.report.progress import ProgressLine

PORTION = 100  # pages that are in memory at once, from the store


class FinishedPages:
    """Whole pages, in the order in which MkDocs asks for them; few are in memory at once."""

    def __init__(
        self,
        store: Store,
        pages: Mapping[str, tuple[Page, bytes]],
        missing: list[Page],
        made: Iterator[bytes | None],
        whole: Callable[[Page], AbstractContextManager[None]],
        unkept: set[str],
    ) -> None:
        self._store = store
        self._pages = pages
        self._contents = {path: page.content for path, (page, _) in pages.items()}
        self._missing = {page.file.src_uri: number for number, page in enumerate(missing)}
        self._made = enumerate(made)
        self._whole = whole  # a page with its texts, which may be set aside
        self._unkept = unkept  # gets the pages that are to be made anew at each build, by path
        self._told = ProgressLine("Rendering pages", sys.stderr)
        self._waiting = [key for path, (_, key) in pages.items() if path not in self._missing]
        self._fetched: dict[bytes, bytes] = {}

    def page(self, page: Page, render: Callable[[], str]) -> str:
        path = page.file.src_uri
        if path not in self._pages or page.content is not self._contents[path]:
            self._unkept.add(path)
            with self._whole(page):
                return render()
        _, key = self._pages[path]
        number = self._missing.get(path)
        result = self._fetch(key) if number is None else self._take(page, number)
        if result:
            if number is not None:
                self._store.put(key, result)
            return _decoded(result)
        with overheard() as said, self._whole(page):
            output = render()
        if matters(said):
            self._unkept.add(path)
        else:
            self._store.put(key, framed(output.encode(errors="surrogatepass")))
        return output

    def _fetch(self, key: bytes) -> bytes | None:
        if key not in self._fetched:
            some, self._waiting = self._waiting[:PORTION], self._waiting[PORTION:]
            self._fetched = self._store.get_many(some)
        return self._fetched.get(key)

    def _take(self, page: Page, number: int) -> bytes | None:
        """The page of this number, of those that are made; earlier ones were not asked for."""
        self._told(number + 1, len(self._missing))
        page.active = False  # others may be made meanwhile, which show this one in the navigation
        try:
            return next((result for made, result in self._made if made == number), None)
        finally:
            page.active = True


class PageTemplate:
    """A template of the theme, for which the pages may be finished already."""

    def __init__(self, template: jinja2.Template, finished: FinishedPages) -> None:
        self._template = template
        self._finished = finished

    def render(self, context: Mapping[str, Any]) -> str:
        render = partial(self._template.render, context)
        page = context["page"]
        return render() if page is None else self._finished.page(page, render)


def _decoded(frame: bytes) -> str:
    return unframed(frame).decode(errors="surrogatepass")
