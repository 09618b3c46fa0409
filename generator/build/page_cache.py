"""Finished pages: fetched from the store where nothing changed that they are made of, and made by
several processes where it did.

MkDocs goes through all pages twice, for their Markdown and for the theme's template. Pages that are
put off pass both: when all are read, what is missing is made in one go, and MkDocs then finds the
HTML through a template that prints it. A page whose making logs anything is never kept and is left
to MkDocs, so that it is said in its place and each time, and `--strict` counts it.
"""

import sys
import traceback
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from multiprocessing import parent_process
from typing import Any, NamedTuple

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from generator.build.cache_keys import page_key, shared_key
from generator.build.captured_logs import captured
from generator.build.generated_page import FINISHED, GeneratedPage, Reading
from generator.build.page_facts import Lookups, PageFacts, address
from generator.build.pool import in_order
from generator.build.store import Store, key_of
from generator.report.terminal import ProgressLine

_LEVEL = 1  # of compression: a seventh of the size, and hardly any time


class Making(NamedTuple):
    """What came of making a page."""

    facts: bytes
    html: bytes  # compressed
    is_kept: bool  # its key takes in all that it was made of


class BuildState(NamedTuple):
    """What MkDocs hands from step to step of a build."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: jinja2.Environment


class PageCache:
    """The finished pages of one build."""

    def __init__(self, build: BuildState, settings: bytes, store: Store, reading: Reading) -> None:
        self.config, self.files, self.nav, self.env = build
        self.unkept: set[str] = set()  # pages that are made at each build, by path
        self._settings = settings
        self._store = store
        self._reading = reading
        self._pages = _Noted(self.files.documentation_pages(), reading)
        finished = jinja2.DictLoader({FINISHED: "{{ page.finished() }}"})
        assert self.env.loader is not None, "MkDocs gives its templates a loader"
        self.env.loader = jinja2.ChoiceLoader([finished, self.env.loader])

    @property
    def shared(self) -> bytes:
        return shared_key(self._settings, self.nav)

    def fill(self, pages: Sequence[GeneratedPage]) -> None:
        """Gives each page what MkDocs needs of it and its finished HTML, or leaves it to MkDocs."""
        shared = self.shared
        keys = {page.file.src_uri: page_key(shared, page) for page in pages}
        known = self._store.get_many(keys.values())
        addresses = {file.src_uri: address(file) for file in self.files}
        missing = []
        for page in pages:
            page.make_texts = self._make_texts
            data = known.pop(keys[page.file.src_uri], b"")
            facts = PageFacts.of(data) if data else None
            if facts is None or not facts.leads_where_it_led(addresses):
                missing.append(page)
            else:
                self._finish(page, _html_key(keys[page.file.src_uri], data), facts)
        progress = ProgressLine("Rendering pages", sys.stderr)
        with closing(in_order(lambda number: self._attempt(missing[number]), len(missing))) as made:
            for done, (page, result) in enumerate(zip(missing, made, strict=True), start=1):
                progress(done, len(missing))
                self._take(page, keys[page.file.src_uri], result)

    def output(self, page: GeneratedPage) -> str:
        """A page as MkDocs writes it."""
        page.active = True
        try:
            template = self.env.get_template(page.meta.get("template", "main.html"))
            return template.render(get_context(self.nav, self._pages, self.config, page))
        finally:
            page.active = False

    def _take(self, page: GeneratedPage, key: bytes, result: Making | Exception | None) -> None:
        path = page.file.src_uri
        self.unkept.discard(path)
        match result:
            case None:
                self.unkept.add(path)
                page.make_texts = page.finished = None
                page.read_source(self.config)
                Page.render(page, self.config, self.files)
            case Exception():
                page.finished = partial(_fail, result)
            case Making(facts, html, is_kept):
                html_key = _html_key(key, facts)
                self._store.put(html_key, html)
                if is_kept:
                    self._store.put(key, facts)
                else:
                    self.unkept.add(path)
                self._finish(page, html_key, PageFacts.of(facts))

    def _finish(self, page: GeneratedPage, html_key: bytes, facts: PageFacts) -> None:
        facts.tell(page, self.files)
        page.finished = partial(self._html, page, html_key)

    def _html(self, page: GeneratedPage, key: bytes) -> str:
        html = self._store.get(key)
        if html is None:  # it was damaged, or dropped by another process
            with self._making(page):
                html = self._made(page).html
        return zlib.decompress(html).decode()

    def _attempt(self, page: GeneratedPage) -> Making | Exception | None:
        """What came of a page, for another process; nothing if it is left to MkDocs."""
        try:
            with captured() as records, self._making(page):
                making = self._made(page)
        except Exception as error:  # MkDocs meets it when it comes to this page
            if parent_process() is not None:  # its traceback does not pass through a pipe
                error.add_note("".join(traceback.format_exception(error)))
            return error
        return None if records else making

    @contextmanager
    def _making(self, page: GeneratedPage) -> Iterator[None]:
        """The page with all its texts, which are put off again afterwards."""
        page.read_source(self.config)
        page.make_texts = page.finished = None
        self._reading.page, self._reading.goes_beyond_key = page, False
        try:
            yield
        finally:
            self._reading.page = None
            page.make_texts = self._make_texts
            page.content, page.toc = "", get_toc([])

    def _made(self, page: GeneratedPage) -> Making:
        lookups = Lookups(self.files)
        Page.render(page, self.config, lookups)  # type: ignore[arg-type]
        facts = PageFacts.from_page(page, lookups.answers)
        html = self.output(page).encode(errors="xmlcharrefreplace")
        is_kept = not self._reading.goes_beyond_key
        return Making(facts.encoded(), zlib.compress(html, _LEVEL), is_kept)

    def _make_texts(self, page: GeneratedPage) -> None:
        """Makes what was put off of a page, because another one reads it; it says so itself."""
        page.make_texts = None
        with captured():
            Page.render(page, self.config, self.files)


class _Noted(Sequence[File]):
    """All pages, for a template: no key takes them in."""

    def __init__(self, files: Sequence[File], reading: Reading) -> None:
        self._files, self._reading = files, reading

    def __getitem__(self, at: Any) -> Any:
        self._reading.note()
        return self._files[at]

    def __len__(self) -> int:
        self._reading.note()
        return len(self._files)


def _fail(error: Exception) -> str:
    raise error


def _html_key(key: bytes, facts: bytes) -> bytes:
    """Beside its key, what its links were told makes a difference."""
    return key_of("html", key, facts)
