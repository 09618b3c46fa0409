"""One build by MkDocs of a site that the generator made: its files, its pages, their making."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import Any, NamedTuple

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from generator.build.cache_keys import UnknownInputError, settings_key
from generator.build.captured_logs import overheard
from generator.build.generated_page import GeneratedPage, Reading
from generator.build.page_cache import BuildState, PageCache
from generator.build.store import Store
from generator.build.third_party_plugins import participants
from generator.site.site import Site

log = logging.getLogger("mkdocs.plugins.generator")


class Generated(NamedTuple):
    site: Site
    day: str  # up to which the sources go; empty where that is not known


class SiteBuild:
    """The steps of a build, in the order in which MkDocs comes to them."""

    def __init__(self, config: MkDocsConfig, generated: Generated, *, has_cache: bool) -> None:
        self.site, self.day = generated
        self.cache: PageCache | None = None
        self._config = config
        self._has_cache = has_cache
        self._settings = b""  # the key of what all pages share; none without a cache of pages
        self._reading = Reading()
        self._until_nav = ExitStack()
        self.said = self._until_nav.enter_context(overheard("mkdocs.structure"))

    def add_files(self, files: Files, cards: Mapping[str, bytes]) -> None:
        pages = {path: page.markdown for path, page in self.site.pages.items()}
        contents: Mapping[str, str | bytes] = {**pages, **self.site.assets, **cards}
        for path, content in contents.items():
            if path in files.src_uris:
                files.remove(files.src_uris[path])  # by hand, of the same name
            files.append(File.generated(self._config, path, content=content))
        in_navigation = _in_navigation(self._config.nav or [*self.site.pages])
        for path, title in reversed([*in_navigation]):  # the first title of a page is the one
            file = files.get_file_from_path(path)
            if file is not None and file.src_uri in self.site.pages:
                self._make_ours(file, title)

    def put_pages_off(self, nav: Navigation, files: Files) -> None:
        """Leaves the making of pages to the cache of pages, if it can be used."""
        self.end()
        self._nav = nav
        in_navigation = {page.file.src_uri for page in nav.pages}
        for file in files.documentation_pages():
            # Not before, or MkDocs would not tell which pages are not in the navigation.
            if file.src_uri in self.site.pages and file.src_uri not in in_navigation:
                self._make_ours(file, None)
            if file.page is not None and self.day:
                file.page.update_date = self.day  # MkDocs takes the day of the build
        if reason := self._reason_against_cache(nav):
            log.info(f"All pages are rendered: {reason}")
        self._pages = _ours(files)
        for page in self._pages:
            page.is_put_off = bool(self._settings)

    def make_pages(self, env: jinja2.Environment, files: Files, store: Store) -> None:
        if self._settings:
            state = BuildState(self._config, files, self._nav, env)
            self.cache = PageCache(state, self._settings, store, self._reading)
            self.cache.fill(self._pages)

    def end(self) -> None:
        self._until_nav.close()

    def _make_ours(self, file: File, title: str | None) -> None:
        GeneratedPage(title, file, self._config, self.site.pages[file.src_uri], self._reading)

    def _reason_against_cache(self, nav: Navigation) -> str:
        """Why MkDocs has to make all pages itself, if it has to."""
        if not self._has_cache:
            return "`cache: false` is set"
        if names := participants(self._config):
            return f"{names} may change them"
        for page in nav.pages:
            if not isinstance(page, GeneratedPage):
                return f"{page.file.src_uri} in the navigation is no page of the generator's"
        try:
            self._settings = settings_key(self._config)
        except UnknownInputError as reason:
            return str(reason)
        return ""


def _ours(files: Files) -> list[GeneratedPage]:
    pages = (file.page for file in files.documentation_pages())
    return [page for page in pages if isinstance(page, GeneratedPage)]


def _in_navigation(nav: Any) -> Iterator[tuple[str, str | None]]:
    """The pages that the setting `nav` names, with the titles that it gives them."""
    match nav:
        case str():
            yield nav, None
        case list():
            for item in nav:
                yield from _in_navigation(item)
        case dict():
            for title, item in nav.items():
                yield from [(item, title)] if isinstance(item, str) else _in_navigation(item)
