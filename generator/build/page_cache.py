"""Finished pages: fetched from the store where nothing changed that they are made of, and made by
several processes where it did.

MkDocs goes through all pages twice, for their Markdown and for the theme's template. Pages that are
put off pass both: when all are read, what is missing is made in one go, and MkDocs then finds the
HTML through a template that prints it. A page whose making logs anything is never kept and is left
to MkDocs, so that it is said in its place and each time, and `--strict` counts it.
"""

import json
import traceback
import zlib
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from multiprocessing import parent_process
from pathlib import PurePath
from typing import Any, NamedTuple

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.build.cache_keys import page_key, shared_key
from generator.build.captured_logs import captured
from generator.build.generated_page import FINISHED, GeneratedPage, note
from generator.build.pool import with_progress
from generator.build.store import Store, key_of

_LEVEL = 1  # of compression: a seventh of the size, and hardly any time


class Making(NamedTuple):
    """What came of making a page."""

    facts: bytes
    html: bytes  # compressed
    is_kept: bool


@dataclass
class PageCache:
    """The finished pages of one build."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: jinja2.Environment
    settings: bytes  # the key of what all pages share but for the navigation
    store: Store

    def __post_init__(self) -> None:
        self._pages = _Noted(self.files.documentation_pages())
        finished = jinja2.DictLoader({FINISHED: "{{ page.finished() }}"})
        assert self.env.loader is not None, "MkDocs gives its templates a loader"
        self.env.loader = jinja2.ChoiceLoader([finished, self.env.loader])

    @property
    def shared(self) -> bytes:
        return shared_key(self.settings, self.nav)

    def fill(self, pages: Sequence[GeneratedPage]) -> None:
        """Gives each page what MkDocs needs of it and its finished HTML, or leaves it to MkDocs."""
        shared = self.shared
        for page in pages:
            page.key = page_key(shared, page)
            page.is_kept = True
            page.content = page.finished = None
        missing = [page for page in pages if not self._fetch(page)]
        with closing(with_progress(self._attempt, missing, "Rendering pages")) as made:
            for page, result in made:
                self._take(page, result)

    def output(self, page: GeneratedPage) -> str:
        """A page as MkDocs writes it."""
        page.active = True
        try:
            template = self.env.get_template(page.meta.get("template", "main.html"))
            return template.render(get_context(self.nav, self._pages, self.config, page))
        finally:
            page.active = False

    def _fetch(self, page: GeneratedPage) -> bool:
        """Finishes a page that is in the store, if its links lead where they led."""
        data = self.store.get(page.key)
        if data is not None:
            facts = PageFacts(*json.loads(data))
            if facts.are_up_to_date(self.files):
                self._finish(page, data, facts)
        return page.finished is not None

    def _attempt(self, page: GeneratedPage) -> Making | Exception | None:
        """What came of a page, for another process; nothing if it is left to MkDocs."""
        try:
            with captured() as records:
                making = self._made(page)
        except Exception as error:  # MkDocs meets it when it comes to this page
            if parent_process() is not None:  # its traceback does not pass through a pipe
                error.add_note("".join(traceback.format_exception(error)))
            return error
        return None if records else making

    def _take(self, page: GeneratedPage, result: Making | Exception | None) -> None:
        match result:
            case None:
                page.is_kept = False
                Page.render(page, self.config, self.files)
            case Exception():
                page.finished = partial(_fail, result)
            case Making(facts, html, is_kept):
                page.is_kept = is_kept
                self.store.put(_html_key(page, facts), html)
                if is_kept:
                    self.store.put(page.key, facts)
                self._finish(page, facts, PageFacts(*json.loads(facts)))

    def _finish(self, page: GeneratedPage, data: bytes, facts: "PageFacts") -> None:
        page.present_anchor_ids = set(facts.anchors)
        page.links_to_anchors = {
            file: dict(links)
            for path, links in facts.links.items()
            if (file := self.files.get_file_from_path(path)) is not None
        }
        page.finished = partial(self._html, page, _html_key(page, data))

    def _html(self, page: GeneratedPage, key: bytes) -> str:
        html = self.store.get(key)
        if html is None:  # it was damaged, or dropped by another process
            html = self._made(page).html
        return zlib.decompress(html).decode()

    def _made(self, page: GeneratedPage) -> Making:
        lookups = Lookups(self.files)
        GeneratedPage.being_made = page
        page.finished = None
        try:
            Page.render(page, self.config, lookups)  # type: ignore[arg-type]
            facts = PageFacts.of(page, lookups.answers)
            html = self.output(page).encode(errors="xmlcharrefreplace")
        finally:
            GeneratedPage.being_made = page.content = None
        return Making(json.dumps(facts).encode(), zlib.compress(html, _LEVEL), page.is_kept)


class PageFacts(NamedTuple):
    """What MkDocs needs to know of a page beside its HTML, as it is kept with it."""

    answers: Mapping[str, str | None]  # the addresses of the files that its links looked up
    anchors: list[str]
    links: Mapping[str, Mapping[str, str]]  # to anchors, by path; but for what it has itself

    @classmethod
    def of(cls, page: Page, answers: Mapping[str, str | None]) -> "PageFacts":
        # MkDocs takes `<https://example.org/id/1>` for a tag whose attribute `id` has no value.
        anchors = sorted(filter(None, page.present_anchor_ids or ()))
        links = {}
        for file, to_anchors in (page.links_to_anchors or {}).items():
            own = anchors if file is page.file else ()
            if left := {to: link for to, link in to_anchors.items() if to not in own}:
                links[file.src_uri] = left
        return cls(answers, anchors, links)

    def are_up_to_date(self, files: Files) -> bool:
        """Do the page's links lead where they led?"""
        return all(
            _address(files.src_uris.get(path)) == answer for path, answer in self.answers.items()
        )


class Lookups:
    """The files of a site, for the links of one page."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.answers: dict[str, str | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        file = self._files.get_file_from_path(path)
        self.answers[PurePath(path).as_posix()] = _address(file)
        return file


class _Noted(Sequence[File]):
    """All pages, for a template: no key takes them in."""

    def __init__(self, files: Sequence[File]) -> None:
        self._files = files

    def __getitem__(self, at: Any) -> Any:
        note()
        return self._files[at]

    def __len__(self) -> int:
        note()
        return len(self._files)


def _fail(error: Exception) -> str:
    raise error


def _html_key(page: GeneratedPage, facts: bytes) -> bytes:
    """Beside its key, what its links were told makes a difference."""
    return key_of("html", page.key, facts)


def _address(file: File | None) -> str | None:
    return None if file is None else f"{file.inclusion.value} {file.url}"
