"""Rendering pages only if something changed that they are made of, and several at once.

MkDocs goes through all pages twice: it turns their Markdown into HTML, then puts that into the
theme's template. Before each round all that is known already is fetched from the store, and the
rest is made by several processes. MkDocs finds the results where it would have made them. A page
whose rendering says anything, or fails, is never kept and is left to MkDocs, which then says it
itself, in its place and as often as it must be said.
"""

import json
import logging
import sys
from collections.abc import Mapping, MutableMapping, Sequence
from contextlib import ExitStack, closing, suppress
from functools import partial
from pathlib import PurePath
from typing import Any

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from generator.cache import Store
from generator.plugin.finished import PORTION, FinishedPages, PageTemplate, encoded
from generator.plugin.foreign import handlers
from generator.plugin.front_matter import parted
from generator.plugin.inputs import (
    NotPlainError,
    contents,
    markdown_key,
    page_key,
    settings_of_markdown,
    settings_of_pages,
)
from generator.plugin.overheard import matters, overheard
from generator.report.progress import ProgressLine
from generator.workers import Spread, processes_for

# The events in which another plugin can change what is rendered, or hang something on a page.
_BEFORE_MARKDOWN = ("files", "nav", "pre_page", "page_read_source", "page_markdown")
_BEFORE_PAGES = ("page_content", "env", "page_context")

Lookups = Mapping[str, Any]  # addresses of files by their paths, or nothing where there is none

log = logging.getLogger("mkdocs.plugins.generator")


class Rendering:
    """The rendering of all pages of one build, or of those that are made anew."""

    def __init__(self, config: MkDocsConfig, store: Store) -> None:
        self.unkept: set[str] = set()  # pages that are to be made anew at each build, by path
        # Digests of what all Markdown and all pages share; none where that is not known.
        self.markdown_settings = b""
        self.page_settings = b""
        self.lookups: dict[str, Lookups] = {}  # what links of pages asked for and found, by path
        self._config = config
        self._store = store
        self._until_close = ExitStack()

    def prepare_markdown(self, files: Files, pages: Sequence[Page]) -> None:
        """Fetches or makes the HTML of pages, for when MkDocs asks for it."""
        if others := handlers(self._config, *_BEFORE_MARKDOWN):
            log.info(f"The Markdown of all pages is rendered: {others} may change it")
            return
        try:
            self.markdown_settings = settings_of_markdown(self._config)
        except NotPlainError as reason:
            log.info(f"The Markdown of all pages is rendered: {reason}")
            return
        here = addresses(files)
        missing: list[tuple[Page, bytes]] = []
        for start in range(0, len(pages), PORTION):
            some = pages[start : start + PORTION]
            keys = [self._read(page) for page in some]
            found = self._store.get_many(keys)
            for page, key in zip(some, keys, strict=True):
                result = json.loads(found[key]) if key in found else {}
                if result and leads_where_it_led(result["lookups"], here):
                    self._take(page, result)
                else:
                    missing.append((page, key))

        def made(number: int) -> bytes:
            with overheard(is_said=False) as said:
                result = _rendered(missing[number][0], self._config, files)
            return b"" if matters(said) else result

        told = ProgressLine("Turning Markdown into HTML", sys.stderr)
        with closing(Spread(made, len(missing))) as results:
            for number, ((page, key), result) in enumerate(zip(missing, results, strict=True)):
                told(number + 1, len(missing))
                if result:
                    self._store.put(key, result)
                    self._take(page, json.loads(result))
                else:
                    page.render = partial(self._render, page, key)  # type: ignore[method-assign]

    def _read(self, page: Page) -> bytes:
        if found := parted(page.file.content_string):
            page.markdown, page.meta = found
        else:
            page.read_source(self._config)
        page.read_source = _do_nothing  # type: ignore[method-assign]
        return markdown_key(self.markdown_settings, page)

    def _take(self, page: Page, result: dict[str, Any]) -> None:
        self.lookups[page.file.src_uri] = result["lookups"]
        page.render = partial(_apply, page, result)  # type: ignore[method-assign]

    def _render(self, page: Page, key: bytes, config: MkDocsConfig, files: Files) -> None:
        with overheard() as said:
            result = _rendered(page, config, files)
        if matters(said):
            self.unkept.add(page.file.src_uri)
        else:
            self._store.put(key, result)
            self.lookups[page.file.src_uri] = json.loads(result)["lookups"]

    def prepare_pages(
        self, env: jinja2.Environment, files: Files, nav: Navigation, some: Sequence[Page]
    ) -> None:
        """Lets MkDocs find whole pages where it looks for the template that would make them."""
        if others := handlers(self._config, *_BEFORE_MARKDOWN, *_BEFORE_PAGES):
            log.info(f"All pages are rendered: {others} may change them")
            return
        try:
            self.page_settings = settings_of_pages(self._config, nav, env)
        except NotPlainError as reason:
            log.info(f"All pages are rendered: {reason}")
            return
        every = files.documentation_pages()
        pages: dict[str, tuple[Page, bytes]] = {}
        for page in some:
            with suppress(NotPlainError):  # it is rendered, and not kept
                pages[page.file.src_uri] = page, page_key(self.page_settings, page)
        known = self._store.known([key for _, key in pages.values()])
        missing = [page for page, key in pages.values() if key not in known]
        get_template = env.get_template

        def made(number: int) -> bytes:
            page = missing[number]
            page.active = True
            try:
                with overheard(is_said=False) as said:
                    template = get_template(page.meta.get("template", "main.html"))
                    result = template.render(get_context(nav, every, self._config, page))
            finally:
                page.active = False
            return b"" if matters(said) else encoded(result)

        if processes_for(len(missing)) > 1:
            with suppress(Exception):
                made(0)  # so that workers find the templates compiled
        results = self._until_close.enter_context(closing(Spread(made, len(missing))))
        finished = FinishedPages(self._store, pages, missing, results, self.unkept)

        def get_finished(
            name: str | jinja2.Template,
            parent: str | None = None,
            globals: MutableMapping[str, Any] | None = None,
        ) -> Any:
            template = get_template(name, parent, globals)
            return PageTemplate(template, finished) if parent is None else template

        env.get_template = get_finished  # type: ignore[method-assign]
        self._until_close.callback(setattr, env, "get_template", get_template)

    def close(self) -> None:
        """Ends the workers, whose work nobody may have asked for, and keeps what was made."""
        self._until_close.close()
        self._store.flush()


class _Lookups:
    """The files of a site, for one page: what its links asked for, and what they were told."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.answers: dict[str, Any] = {}

    def get_file_from_path(self, path: str) -> File | None:
        file = self._files.get_file_from_path(path)
        self.answers[PurePath(path).as_posix()] = None if file is None else _address(file)
        return file


def addresses(files: Files) -> Lookups:
    return {file.src_uri: _address(file) for file in files}


def _address(file: File) -> list[Any]:
    return [file.url, file.inclusion.value]


def leads_where_it_led(answers: Lookups, here: Lookups) -> bool:
    return all(here.get(path) == answer for path, answer in answers.items())


def _rendered(page: Page, config: MkDocsConfig, files: Files) -> bytes:
    """Renders the Markdown of a page, and returns all that this made of it."""
    lookups = _Lookups(files)
    Page.render(page, config, lookups)  # type: ignore[arg-type]
    anchors = {file.src_uri: links for file, links in (page.links_to_anchors or {}).items()}
    result = {
        "content": page.content,
        "toc": contents(page.toc),
        "title": page._title_from_render,
        "ids": sorted(page.present_anchor_ids or ()),
        "anchors": anchors,
        "lookups": lookups.answers,
    }
    return json.dumps(result, ensure_ascii=False).encode(errors="surrogatepass")


def _apply(page: Page, result: dict[str, Any], config: MkDocsConfig, files: Files) -> None:
    """Stands in for `Page.render`, whose result this is; there are too many to keep them all."""
    del config, page.render
    page.content = result["content"]
    page.toc = get_toc(result["toc"])
    page._title_from_render = result["title"]
    page.present_anchor_ids = set(result["ids"])
    page.links_to_anchors = {
        file: links
        for path, links in result["anchors"].items()
        if (file := files.get_file_from_path(path)) is not None
    }


def _do_nothing(config: MkDocsConfig) -> None:
    """Stands in for `Page.read_source` of a page that has been read."""
