"""Whole pages that are finished before MkDocs asks for them, by earlier builds or by workers.

They lie where MkDocs looks for the template that would make them.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import partial
from typing import Any, NamedTuple

import jinja2
from mkdocs.structure.pages import Page

from generator.build.overheard import matters, overheard
from generator.build.whole import STAYS, GeneratedFile
from generator.cache import Store, key_of
from generator.packed import DIGEST, packed, unframed
from generator.report.progress import ProgressLine


class Wanted(NamedTuple):
    """A page that MkDocs is going to ask for."""

    page: Page
    key: bytes
    digest: bytes | None  # of the page, if it was finished before


class FinishedPages:
    """Whole pages, in the order in which MkDocs asks for them; few are in memory at once.

    The store has the digest of each page under the page's key, and the page under its digest. So
    nothing more is read of a page that lies where it is to be written.
    """

    def __init__(
        self,
        store: Store,
        wanted: Mapping[str, Wanted],  # by path
        made: Iterator[bytes | None],  # those without a digest
        whole: Callable[[Page], AbstractContextManager[None]],
        unkept: set[str],
    ) -> None:
        self._store = store
        self._wanted = wanted
        self._contents = {path: one.page.content for path, one in wanted.items()}
        missing = (path for path, one in wanted.items() if one.digest is None)
        self._missing = {path: number for number, path in enumerate(missing)}
        self._made = enumerate(made)
        self._whole = whole  # a page with its texts, which may be set aside
        self._unkept = unkept  # gets the pages that are to be made anew at each build, by path
        self._told = ProgressLine("Rendering pages", sys.stderr)

    def page(self, page: Page, render: Callable[[], str]) -> str:
        path = page.file.src_uri
        if path not in self._wanted or page.content is not self._contents[path]:
            self._unkept.add(path)
            with self._whole(page):
                return render()
        one = self._wanted[path]
        if output := self._known(one) or self._new(one):
            return output
        with overheard() as said, self._whole(page):
            output = render()
        if matters(said):
            self._unkept.add(path)
        else:
            self._keep(one.key, finished(output))
        return output

    def _known(self, one: Wanted) -> str:
        """The page as it was finished before, if it was."""
        if one.digest is None:
            return ""
        at = _text_key(one.digest)
        if GeneratedFile.is_there(one.page.file.abs_dest_path, one.digest):
            self._store.use([at])
            return STAYS
        frame = self._store.get(at)
        return _text(frame) if frame is not None else ""

    def _new(self, one: Wanted) -> str:
        """The page as it has just been finished, if it has."""
        number = self._missing.get(one.page.file.src_uri)
        if number is None:
            return ""
        self._told(number + 1, len(self._missing))
        one.page.active = (
            False  # others may be made meanwhile, which show this one in the navigation
        )
        # Earlier ones were not asked for.
        result = next((result for made, result in self._made if made == number), None)
        one.page.active = True
        if not result:
            return ""
        self._keep(one.key, result)
        return _text(result[DIGEST:])

    def _keep(self, key: bytes, result: bytes) -> None:
        digest = result[:DIGEST]
        self._store.put(key, digest)
        self._store.put(_text_key(digest), result[DIGEST:])


def finished(output: str) -> bytes:
    """A whole page as it leaves the process that made it."""
    return packed(output.encode(errors="xmlcharrefreplace")).whole


def _text(frame: bytes) -> str:
    return unframed(frame).decode()


def _text_key(digest: bytes) -> bytes:
    return key_of("finished page", digest)


class PageTemplate:
    """A template of the theme, for which the pages may be finished already."""

    def __init__(self, template: jinja2.Template, finished: FinishedPages) -> None:
        self._template = template
        self._finished = finished

    def render(self, context: Mapping[str, Any]) -> str:
        render = partial(self._template.render, context)
        page = context["page"]
        return render() if page is None else self._finished.page(page, render)
