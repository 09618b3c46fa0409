"""Rendering pages only if something changed that they are made of, and several at once.

MkDocs goes through all pages twice: it turns their Markdown into HTML, then puts that into the
theme's template. Before each round all that is known already is fetched from the store, and the
rest is made by several processes. MkDocs finds the results where it would have made them. A page
whose rendering says anything, or fails, is never kept and is left to MkDocs, which then says it
itself, in its place and as often as it must be said.
"""

import logging
import sys
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import partial
from pathlib import PurePath
from typing import Any, NamedTuple

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.build.finished import FinishedPages, PageTemplate, Wanted, finished
from generator.build.foreign import handlers, others
from generator.build.inputs import (
    NotPlainError,
    markdown_key,
    page_key,
    settings_of_markdown,
    settings_of_pages,
)
from generator.build.overheard import matters, overheard
from generator.build.rendered import (
    Answers,
    Rendered,
    decoded,
    encoded,
    forget,
    read,
    rendered_of,
    set_aside,
)
from generator.build.whole import GeneratedFile
from generator.cache import Store, key_of
from generator.report.progress import ProgressLine
from generator.site.site import Page
from generator.spool import Spool
from generator.workers import Spread, processes_for

# The events in which another plugin can change what is rendered, or hang something on a page.
_BEFORE_MARKDOWN = ("files", "nav", "pre_page", "page_read_source", "page_markdown")
_BEFORE_PAGES = ("page_content", "env", "page_context")

_is_shown: Callable[[InclusionLevel], bool] = InclusionLevel.is_included

_PORTION = 100  # pages of which what was made is in memory at once, from the store

log = logging.getLogger("mkdocs.plugins.generator")


class _Known(NamedTuple):
    """What was made of a page's Markdown, and what it was made of."""

    source: Page
    rendered: Rendered


class Rendering:
    """The rendering of all pages of one build, or of those that are made anew.

    Thousands of pages do not fit into memory with all their texts. So what nobody else may ask for
    is set aside between the two rounds, and comes back while the page is rendered.
    """

    def __init__(self, config: MkDocsConfig, store: Store) -> None:
        self.unkept: set[str] = set()  # pages that are to be made anew at each build, by path
        # Digests of what all Markdown and all pages share; none where that is not known.
        self.markdown_settings = b""
        self.page_settings = b""
        self.known: dict[str, _Known] = {}  # by path
        self._aside: AbstractSet[str] = frozenset()  # the pages without their texts, by path
        self._config = config
        self._store = store
        self._spool = Spool(store.folder)
        self._until_close = ExitStack()

    def prepare_markdown(self, files: Files, nav: Navigation, pages: Sequence[Page]) -> None:
        """Fetches or makes the HTML of pages, for when MkDocs asks for it."""
        if names := handlers(self._config, *_BEFORE_MARKDOWN):
            log.info(f"The Markdown of all pages is rendered: {names} may change it")
            return
        try:
            self.markdown_settings = settings_of_markdown(self._config)
        except NotPlainError as reason:
            log.info(f"The Markdown of all pages is rendered: {reason}")
            return
        self._aside = self._nobody_elses(nav, pages)
        places = addresses(files)
        here = key_of("addresses", *(f"{path} {place}" for path, place in places.items())).hex()
        missing: list[tuple[Page, Page, bytes]] = []
        for start in range(0, len(pages), _PORTION):
            some = [
                (page, source, markdown_key(self.markdown_settings, page.file, source))
                for page in pages[start : start + _PORTION]
                if (source := _source(page)) is not None
            ]
            found = self._store.get_many(key for _, _, key in some)
            for page, source, key in some:
                rendered = decoded(found[key], self._spool) if key in found else None
                if rendered and (rendered.here == here or rendered.leads_where_it_led(places)):
                    self._take(page, source, rendered)
                else:
                    missing.append((page, source, key))

        def made(number: int) -> bytes:
            page, source, _ = missing[number]
            try:
                with overheard(is_said=False) as said:
                    if not read(page, source):
                        return b""
                    rendered = _rendered(page, self._config, files, here)
            finally:
                forget(page)  # until MkDocs asks for it
            return b"" if matters(said) else encoded(rendered)

        told = ProgressLine("Turning Markdown into HTML", sys.stderr)
        with closing(Spread(made, len(missing))) as results:
            for number, (page, source, key) in enumerate(missing):
                told(number + 1, len(missing))
                if result := next(results):
                    self._store.put(key, result)
                    self._take(page, source, decoded(result, self._spool))
                else:
                    page.read_source = partial(self._read, page, source)  # type: ignore[method-assign]
                    page.render = partial(self._render, page, source, key, here)  # type: ignore[method-assign]

    def _nobody_elses(self, nav: Navigation, pages: Sequence[Page]) -> AbstractSet[str]:
        """The pages whose texts are read only where they are rendered, by path."""
        if others(self._config) or self._config.extra_templates:
            return frozenset()
        shown = {page.file.src_uri for page in nav.pages}  # on all pages
        mine = {page.file.src_uri for page in pages if _is_shown(page.file.inclusion)}
        return mine - shown

    def _take(self, page: Page, source: Page, rendered: Rendered) -> None:
        self.known[page.file.src_uri] = _Known(source, rendered)
        page.read_source = partial(self._read, page, source)  # type: ignore[method-assign]
        page.render = partial(self._apply, page, rendered)  # type: ignore[method-assign]

    def _read(self, page: Page, source: Page, config: MkDocsConfig) -> None:
        """Stands in for `Page.read_source`."""
        del page.read_source
        path = page.file.src_uri
        if path in self.known and path in self._aside:
            set_aside(page, source)
        elif not read(page, source):
            self.unkept.add(path)
            del page.render
            page.read_source(config)

    def _apply(self, page: Page, rendered: Rendered, config: MkDocsConfig, files: Files) -> None:
        """Stands in for `Page.render`, whose result this is."""
        del config, page.render
        rendered.tell(page, files)
        if page.file.src_uri not in self._aside:
            rendered.put_into(page)

    def _render(
        self,
        page: Page,
        source: Page,
        key: bytes,
        here: str,
        config: MkDocsConfig,
        files: Files,
    ) -> None:
        """The same for a page of which nothing is known."""
        del page.render
        path = page.file.src_uri
        with overheard() as said:
            rendered = _rendered(page, config, files, here)
        self.known[path] = _Known(source, rendered)
        if matters(said):
            self.unkept.add(path)
        else:
            self._store.put(key, encoded(rendered))
        if path in self._aside:
            set_aside(page, source)

    @contextmanager
    def _whole(self, page: Page) -> Iterator[None]:
        """The page with all its texts."""
        if not self._fill(page):
            yield
            return
        try:
            yield
        finally:
            set_aside(page, self.known[page.file.src_uri].source)

    def _fill(self, page: Page) -> bool:
        """Gives a page its texts back, if they were set aside."""
        path = page.file.src_uri
        if path not in self._aside or path not in self.known:
            return False
        source, rendered = self.known[path]
        read(page, source)
        rendered.put_into(page)
        return True

    def prepare_pages(
        self, env: jinja2.Environment, files: Files, nav: Navigation, some: Sequence[Page]
    ) -> None:
        """Lets MkDocs find whole pages where it looks for the template that would make them."""
        if names := handlers(self._config, *_BEFORE_MARKDOWN, *_BEFORE_PAGES):
            log.info(f"All pages are rendered: {names} may change them")
            return
        try:
            self.page_settings = settings_of_pages(self._config, nav, env)
        except NotPlainError as reason:
            log.info(f"All pages are rendered: {reason}")
            self._bring_back(some)
            return
        every = files.documentation_pages()
        pages: list[tuple[Page, bytes]] = []
        for page in some:
            if known := self.known.get(page.file.src_uri):
                made_of = known.source.packed_matter.digest, known.rendered.rest.digest
                pages.append((page, page_key(self.page_settings, page, made_of)))
        digests = self._store.get_many(key for _, key in pages)
        wanted = {page.file.src_uri: Wanted(page, key, digests.get(key)) for page, key in pages}
        missing = [one.page for one in wanted.values() if one.digest is None]
        get_template = env.get_template

        def made(number: int) -> bytes:
            page = missing[number]
            page.active = True
            try:
                with overheard(is_said=False) as said, self._whole(page):
                    template = get_template(page.meta.get("template", "main.html"))
                    result = template.render(get_context(nav, every, self._config, page))
            finally:
                page.active = False
            return b"" if matters(said) else finished(result)

        if processes_for(len(missing)) > 1:
            with suppress(Exception):
                made(0)  # so that workers find the templates compiled
        results = self._until_close.enter_context(closing(Spread(made, len(missing))))
        finished_pages = FinishedPages(self._store, wanted, results, self._whole, self.unkept)

        def get_finished(
            name: str | jinja2.Template,
            parent: str | None = None,
            globals: MutableMapping[str, Any] | None = None,
        ) -> Any:
            template = get_template(name, parent, globals)
            return PageTemplate(template, finished_pages) if parent is None else template

        env.get_template = get_finished  # type: ignore[method-assign]
        self._until_close.callback(setattr, env, "get_template", get_template)

    def _bring_back(self, pages: Sequence[Page]) -> None:
        """All texts, for templates that read those of other pages."""
        for page in pages:
            self._fill(page)
        self._aside = frozenset()

    def close(self) -> None:
        """Ends the workers, whose work nobody may have asked for, and keeps what was made."""
        self._until_close.close()
        self._store.flush()


def _source(page: Page) -> Page | None:
    """What the generator made of it; nothing if MkDocs has the page from elsewhere."""
    source = page.file.source if isinstance(page.file, GeneratedFile) else None
    return source if isinstance(source, Page) else None


class _Lookups:
    """The files of a site, for one page: what its links asked for, and what they were told."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.answers: dict[str, Any] = {}

    def get_file_from_path(self, path: str) -> File | None:
        file = self._files.get_file_from_path(path)
        self.answers[PurePath(path).as_posix()] = None if file is None else _address(file)
        return file


def addresses(files: Files) -> Answers:
    return {file.src_uri: _address(file) for file in files}


def _address(file: File) -> list[Any]:
    return [file.url, file.inclusion.value]


def _rendered(page: Page, config: MkDocsConfig, files: Files, here: str) -> Rendered:
    """Renders the Markdown of a page, and returns all that this made of it."""
    lookups = _Lookups(files)
    Page.render(page, config, lookups)  # type: ignore[arg-type]
    return rendered_of(page, lookups.answers, here)
