"""One build by MkDocs of a site that the generator made: its files, its pages, their making."""

import logging
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import EVENTS
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from generator.build.cache_keys import UnknownInputError, settings_key
from generator.build.captured_logs import overheard
from generator.build.generated_page import GeneratedPage
from generator.build.page_cache import PageCache
from generator.build.store import Store
from generator.site.site import Site

log = logging.getLogger("mkdocs.plugins.generator")

_OURS = "generator.build.plugin"
_SEARCH = "material.plugins.search.plugin"
_OF_BUILDS = [event for event in EVENTS if event not in ("startup", "serve", "shutdown")]


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
        self._until_nav = ExitStack()
        self.said = self._until_nav.enter_context(overheard("mkdocs.structure"))
        if _has_own_search(config):
            _drop_unread_index(config)

    def add_files(self, files: Files, cards: Mapping[str, bytes]) -> None:
        pages = {path: page.markdown for path, page in self.site.pages.items()}
        contents: Mapping[str, str | bytes] = {**pages, **self.site.assets, **cards}
        for path, content in contents.items():
            if path in files.src_uris:
                files.remove(files.src_uris[path])  # by hand, of the same name
            files.append(File.generated(self._config, path, content=content))

    def put_pages_off(self, nav: Navigation, files: Files) -> None:
        """Leaves the making of pages to the cache of pages, if it can be used."""
        self.end()
        pages = [file.page for file in files.documentation_pages() if file.page is not None]
        for page in pages if self.day else ():
            page.update_date = self.day  # MkDocs takes the day of the build
        try:
            self._settings = self._settings_beside(nav)
        except UnknownInputError as reason:
            log.info(f"All pages are rendered: {reason}")
            return
        self._nav = nav
        self._pages = [
            GeneratedPage.in_place_of(page, self.site.pages[page.file.src_uri])
            for page in pages
            if page.file.src_uri in self.site.pages
        ]

    def make_pages(self, env: jinja2.Environment, files: Files, store: Store) -> None:
        if self._settings:
            self.cache = PageCache(self._config, files, self._nav, env, self._settings, store)
            self.cache.fill(self._pages)

    def end(self) -> None:
        self._until_nav.close()

    def _settings_beside(self, nav: Navigation) -> bytes:
        """The key of what all pages share beside the navigation.

        Raises UnknownInputError if MkDocs has to make all pages itself.
        """
        if not self._has_cache:
            raise UnknownInputError("`cache: false` is set")
        if names := _participants(self._config):
            raise UnknownInputError(f"{', '.join(names)} may change them")
        for page in nav.pages:
            if page.file.src_uri not in self.site.pages:
                path = page.file.src_uri
                raise UnknownInputError(f"{path} in the navigation is no page of the generator's")
        return settings_key(self._config)


def _participants(config: MkDocsConfig) -> list[str]:
    """Plugins and hooks beside ours that take part in a build: what do they make of a page?"""
    known = {_OURS, _SEARCH} if _has_own_search(config) else {_OURS}
    return sorted(
        name
        for name, plugin in config.plugins.items()
        if type(plugin).__module__ not in known
        and any(hasattr(plugin, f"on_{event}") for event in _OF_BUILDS)
    )


def _has_own_search(config: MkDocsConfig) -> bool:
    return any(Path(folder, "assets/search/worker.js").is_file() for folder in config.theme.dirs)


def _drop_unread_index(config: MkDocsConfig) -> None:
    """Where our search is in the theme, nothing reads the index of the theme's: it is not made."""
    for event in ("page_context", "post_build"):
        methods = config.plugins.events[event]
        methods[:] = [method for method in methods if method.__module__ != _SEARCH]
