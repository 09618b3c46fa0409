"""One build by MkDocs of a site that the generator made.

MkDocs goes through all pages twice, for their Markdown and for the theme's template. Here both are
put off. When all pages are read, those are fetched from the store whose inputs are unchanged, and
the others are made by several processes; MkDocs then gets the HTML by a template that prints it.
A page whose making logs anything is never kept and is left to MkDocs, so that its messages come in
their place and each time, and `--strict` counts them.
"""

import json
import logging
import traceback
import zlib
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from functools import partial
from multiprocessing import parent_process
from pathlib import Path
from typing import NamedTuple

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import EVENTS
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.build.cache_keys import UnknownInputError, page_key, settings_key, shared_key
from generator.build.captured_logs import captured, overheard
from generator.build.engines import theme_language
from generator.build.generated_page import AllPages, GeneratedPage, Lookups, PageFacts
from generator.build.pool import with_progress
from generator.build.store import Store, key_of
from generator.labels.labels import labels_in
from generator.site.site import Site

log = logging.getLogger("mkdocs.plugins.generator")

_LEVEL = 1  # of compression: a seventh of the size, and hardly any time
_OURS = "generator.build.plugin"
_SEARCH = "material.plugins.search.plugin"
_OF_BUILDS = [event for event in EVENTS if event not in ("startup", "serve", "shutdown")]


class Rendered(NamedTuple):
    """What came of rendering a page."""

    facts: bytes
    html: bytes  # compressed
    is_kept: bool


class SiteBuild:
    """What MkDocs asks for comes first, in the order of its steps."""

    nav: Navigation
    files: Files
    env: jinja2.Environment
    _settings: bytes  # the key of what all pages share but for the navigation

    def __init__(self, config: MkDocsConfig, site: Site, day: str, *, has_cache: bool) -> None:
        self.config = config
        self.site = site
        _speak(config, site.language)
        self.day = day  # up to which the sources go; empty where that is not known
        self.puts_pages_off = False
        self._has_cache = has_cache
        self._until_nav = ExitStack()
        self.said = self._until_nav.enter_context(overheard("mkdocs.structure"))
        if _has_own_search(config):
            _drop_unread_index(config)

    def add_files(self, files: Files, cards: Mapping[str, bytes]) -> None:
        for path, content in {**self.site.files(), **cards}.items():
            if path in files.src_uris:
                files.remove(files.src_uris[path])  # by hand, of the same name
            files.append(File.generated(self.config, path, content=content))

    def put_pages_off(self, nav: Navigation, files: Files) -> None:
        """Takes the making of pages from MkDocs, if it is known what they are made of."""
        self.end()
        self.nav, self.files = nav, files
        pages = [file.page for file in files.documentation_pages() if file.page is not None]
        if self.day:  # MkDocs takes the day of the build
            for page in pages:
                page.update_date = self.day
        try:
            self._settings = self._known_settings()
        except UnknownInputError as reason:
            log.info(f"All pages are rendered: {reason}")
            return
        self.puts_pages_off = True
        for page in pages:
            if page.file.src_uri in self.site.pages:
                GeneratedPage.take_over(page, self.site.pages[page.file.src_uri])

    def make_pages(self, env: jinja2.Environment, store: Store) -> None:
        self.env, self._store = env, store
        if self.puts_pages_off:
            self._pages = AllPages(self.files.documentation_pages())
            pages = [file.page for file in self.files.documentation_pages()]
            self.finish([page for page in pages if isinstance(page, GeneratedPage)])

    def end(self) -> None:
        self._until_nav.close()

    @property
    def shared(self) -> bytes:
        """The key of what all pages share."""
        return shared_key(self._settings, self.nav)

    def finish(self, pages: Sequence[GeneratedPage]) -> None:
        """Gives each page what MkDocs needs of it and its finished HTML, or leaves it to MkDocs."""
        shared = self.shared
        for page in pages:
            page.key, page.is_kept = page_key(shared, page), True
            page.content = page.finished = None
        missing = [page for page in pages if not self._finish(page, self._store.get(page.key))]
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

    def _known_settings(self) -> bytes:
        """The key of what all pages share but for the navigation.

        Raises UnknownInputError if MkDocs has to make all pages itself.
        """
        if not self._has_cache:
            raise UnknownInputError("`cache: false` is set")
        if names := _participants(self.config):
            raise UnknownInputError(f"{', '.join(names)} may change them")
        for page in self.nav.pages:
            if page.file.src_uri not in self.site.pages:
                path = page.file.src_uri
                raise UnknownInputError(f"{path} in the navigation is no page of the generator's")
        return settings_key(self.config)

    def _finish(self, page: GeneratedPage, data: bytes | None) -> bool:
        """Finishes a page of which this is in the store, if its links lead where they led."""
        if data is None:
            return False
        facts = PageFacts(*json.loads(data))
        if not facts.are_up_to_date(self.files):
            return False
        page.present_anchor_ids = set(facts.anchors)
        page.links_to_anchors = {
            file: dict(links)
            for path, links in facts.links.items()
            if (file := self.files.get_file_from_path(path)) is not None
        }
        page.finished = partial(self._html, page, _html_key(page, data))
        return True

    def _attempt(self, page: GeneratedPage) -> Rendered | Exception | None:
        """What came of a page, for another process; nothing if it is left to MkDocs."""
        with captured() as records:
            try:
                result: Rendered | Exception = self._rendered(page)
            except Exception as error:  # MkDocs meets it when it comes to this page
                if parent_process() is not None:  # its traceback does not pass through a pipe
                    error.add_note("".join(traceback.format_exception(error)))
                result = error
        return None if records else result

    def _take(self, page: GeneratedPage, result: Rendered | Exception | None) -> None:
        match result:
            case None:
                page.is_kept = False
                Page.render(page, self.config, self.files)
            case Exception():
                page.finished = partial(_fail, result)
            case Rendered(facts, html, is_kept):
                page.is_kept = is_kept
                self._store.put(_html_key(page, facts), html)
                if is_kept:
                    self._store.put(page.key, facts)
                self._finish(page, facts)

    def _html(self, page: GeneratedPage, key: bytes) -> str:
        html = self._store.get(key)
        if html is None:  # it was damaged, or dropped by another process
            html = self._rendered(page).html
        return zlib.decompress(html).decode()

    def _rendered(self, page: GeneratedPage) -> Rendered:
        lookups = Lookups(self.files)
        GeneratedPage.being_made = page
        page.finished = None
        try:
            Page.render(page, self.config, lookups)  # type: ignore[arg-type]
            facts = PageFacts.of(page, lookups.answers)
            html = self.output(page).encode(errors="xmlcharrefreplace")
        finally:
            GeneratedPage.being_made = page.content = None
        return Rendered(json.dumps(facts).encode(), zlib.compress(html, _LEVEL), page.is_kept)


def _speak(config: MkDocsConfig, language: str) -> None:
    """Tells the theme and Python-Markdown the words of the interface."""
    labels = labels_in(language)
    config.extra.update(labels.for_theme)
    if name := theme_language(language, config.theme.dirs):
        config.theme["language"] = name
    back = labels.gettext("Jump back to footnote {number} in the text", number="{}")
    titles = (
        ("toc", "permalink_title", labels.gettext("Permanent link")),
        ("footnotes", "BACKLINK_TITLE", back),
    )
    for extension, setting, words in titles:
        config.mdx_configs.setdefault(extension, {}).setdefault(setting, words)


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


def _fail(error: Exception) -> str:
    raise error


def _html_key(page: GeneratedPage, facts: bytes) -> bytes:
    """Beside its key, what its links were told makes a difference."""
    return key_of("html", page.key, facts)
