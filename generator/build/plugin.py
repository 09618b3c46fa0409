"""The MkDocs plugin: hands the site that the generator makes to MkDocs, and adds nothing to it."""

import gc
import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, Literal

import click
import jinja2
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from generator.build.cache_keys import UnknownInputError, settings_key
from generator.build.captured_logs import overheard
from generator.build.card_cache import pictures
from generator.build.generated_page import GeneratedPage, Reading
from generator.build.page_cache import BuildState, PageCache
from generator.build.pipeline import Generator, Made
from generator.build.preview import Preview
from generator.build.preview_box import complaint
from generator.build.quick_build import LastBuild
from generator.build.saves import SavesObserver
from generator.build.signals import tidy_up_on_signals
from generator.build.site_folder import SiteFolder
from generator.build.store import Store, project_store
from generator.build.third_party_plugins import participants, without_unread_index
from generator.cards.materials import Materials, materials
from generator.core.diagnostics import Diagnostic
from generator.core.text import counted
from generator.data.project import MARKER, read_texts, today
from generator.report.concise import concise
from generator.site.build import Settings
from generator.site.site import Site

log = get_plugin_logger(__name__)

_SELDOM = (200_000, 50, 1_000)  # new objects, after which Python looks for garbage: most stay


class ExplainerConfig(Config):  # type: ignore[no-untyped-call]
    repository = config_options.Type(str, default="")
    cards = config_options.Type(bool, default=True)
    cache = config_options.Type(bool, default=True)


class ExplainerPlugin(BasePlugin[ExplainerConfig]):  # type: ignore[no-untyped-call]
    """Builds as MkDocs does, but previews in its own way.

    A fault in the first build ends `mkdocs serve`, a fault in a later one leaves every request
    waiting. So the first build is an empty one that cannot fail, and from then on all builds,
    beginning with the first real one, are made by `Preview`.
    """

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        """MkDocs has one plugin in a process, of which other programs may ask several things."""
        self._generator = Generator()
        self._store: Store | None = None  # it stays open from build to build
        self._command = ""  # of MkDocs; empty where another program calls its functions
        self._is_dirty = False
        self._is_empty = False  # the build under way is the one that cannot fail
        self._folder: SiteFolder | None = None
        self._preview: Preview | None = None
        self._last: LastBuild | None = None  # of the preview
        self._until_nav = ExitStack()
        self._until_shutdown = ExitStack()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """With this method MkDocs keeps the plugin from one build of `serve` to the next."""
        self._begin()
        self._command, self._is_dirty = command, dirty
        self._until_shutdown.callback(gc.set_threshold, *gc.get_threshold())
        gc.set_threshold(*_SELDOM)
        tidy_up_on_signals()
        self._is_empty = command == "serve" and _follows_saves()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Makes the site before MkDocs empties the folder of the last one.

        So that data with errors leaves what was built before as it was.
        """
        self._last = None
        if self._is_empty:
            config.nav = None
            return config
        self._site, self._day = self._made(config)
        if self._store is None:
            self._store = project_store(_root(config), _warn, is_kept=self.config.cache)
        without_unread_index(config)
        if self._preview is not None:
            config.site_dir = self._preview.new_folder()
        elif self._command in ("build", "gh-deploy"):
            self._build_beside(config)
        self._reading = Reading()
        self._settings = b""
        self._cache: PageCache | None = None
        self._said = self._until_nav.enter_context(overheard("mkdocs.structure"))
        return config

    def _build_beside(self, config: MkDocsConfig) -> None:
        try:
            self._folder = SiteFolder(config, is_dirty=self._is_dirty)
        except OSError as error:
            log.info(f"The last site is overwritten while this one is built: {error}")

    def _made(self, config: MkDocsConfig) -> tuple[Site, str]:
        """The site, and the day up to which its sources go."""
        made = self._generator.make(read_texts(_root(config)), self._settings_of(config))
        errors = [finding for finding in made.found if finding.is_error]
        if made.site is None:
            raise self._refusal(errors)
        if made.found:
            # One line for all of them: `explainer check` shows each, and `--strict` counts none.
            log.info(f"{counted(len(made.found), 'warning')} in the data; see `explainer check`")
        return made.site, _day(made)

    def _settings_of(self, config: MkDocsConfig) -> Settings:
        return Settings(
            repository=self.config.repository,
            site_url=config.site_url or "",
            today=today(),
            is_preview=self._command == "serve",
            has_cards=self._materials(config) is not None,
        )

    def _materials(self, config: MkDocsConfig) -> Materials | None:
        """What cards are drawn with, if any are: nobody shares the pages of a preview."""
        if self._command == "serve" or not self.config.cards or not config.theme.custom_dir:
            return None
        return materials(Path(config.theme.custom_dir, "assets"))

    def _refusal(self, errors: Sequence[Diagnostic]) -> PluginError:
        if self._preview is not None:
            self._preview.complaints = [complaint(error) for error in errors]
        number = counted(len(errors), "error")
        return PluginError(f"{number} in the data; nothing was built.\n{concise(errors, {})}")

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        if self._is_empty:
            config.theme.static_templates.clear()
            return Files([])
        for path, content in self._contents(config).items():
            hand_written = files.get_file_from_path(path)
            if hand_written is not None:
                files.remove(hand_written)
            files.append(File.generated(config, path, content=content))
        in_navigation = _in_navigation(config.nav or [*self._site.pages])
        for path, title in reversed([*in_navigation]):  # the first title of a page is the one
            file = files.get_file_from_path(path)
            if file is not None and file.src_uri in self._site.pages:
                self._become_ours(file, title, config)
        return files

    def _contents(self, config: MkDocsConfig) -> Mapping[str, str | bytes]:
        drawn_with = self._materials(config)
        assert self._store is not None
        cards = pictures(self._site.cards, drawn_with, self._store) if drawn_with else {}
        pages = {path: page.markdown for path, page in self._site.pages.items()}
        return {**pages, **self._site.assets, **cards}

    def _become_ours(self, file: File, title: str | None, config: MkDocsConfig) -> GeneratedPage:
        return GeneratedPage(title, file, config, self._site.pages[file.src_uri], self._reading)

    @event_priority(-100)  # after every other plugin
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        self._until_nav.close()
        self._nav = nav
        in_navigation = {page.file.src_uri for page in nav.pages}
        pages = files.documentation_pages()
        for file in pages:
            if file.src_uri in self._site.pages and file.src_uri not in in_navigation:
                self._become_ours(file, None, config)
            if file.page is not None and self._day:
                file.page.update_date = self._day  # MkDocs takes the day of the build
        reason = self._reason_against_cache(config, nav)
        if reason:
            log.info(f"All pages are rendered: {reason}")
        elif self._settings:
            for page in _ours(files):
                page.is_put_off = True
        return nav

    def _reason_against_cache(self, config: MkDocsConfig, nav: Navigation) -> str:
        """Why MkDocs has to make all pages itself, if it has to."""
        if not self.config.cache or self._is_empty:
            return ""
        if names := participants(config):
            return f"{names} may change them"
        for page in nav.pages:
            if not isinstance(page, GeneratedPage):
                return f"{page.file.src_uri} in the navigation is no page of the generator's"
        try:
            self._settings = settings_key(config)
        except UnknownInputError as reason:
            return str(reason)
        return ""

    @event_priority(-100)
    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        if not self._is_empty and self._settings:
            assert self._store is not None
            build = BuildState(config, files, self._nav, env)
            self._cache = PageCache(build, self._settings, self._store, self._reading)
            self._cache.fill(_ours(files))
            self._store.flush()
        return env

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object
    ) -> LiveReloadServer:
        """The server with a preview in it, which has a site by now if there is no fault."""
        del builder  # the server has it too
        preview = Preview(Path(server.root), _root(config), logging.getLogger("mkdocs"))
        self._preview = preview
        build = server.builder
        server.builder = preview.guarded(lambda: None if self._followed() else build())
        application = server.get_app()
        assert application is not None, "MkDocs sets its application when it makes the server"
        server.set_app(preview.over(application, missing=f"{server.mount_path}404.html"))
        if self._is_empty:
            self._is_empty = False
            preview.begin()
            server.builder()
        _watch(server, config)  # with threads, beside which no build can have several processes
        return server

    def _followed(self) -> bool:
        """Makes what is new in the preview's last build, if that can be done."""
        last, self._last = self._last, None
        if last is None or self._preview is None:
            return False
        try:
            site, day = self._made(last.config)
        except PluginError as error:  # which MkDocs would end its build with
            self._last = last
            log.logger.error(str(error))
            raise Abort("Aborted with a BuildError!") from error
        if not last.follow(site, day, self._preview.root):
            return False
        self._last = last
        return True

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        del config
        if self._folder is not None:
            self._folder.is_finished = True
        if self._preview is not None and self._cache is not None:
            last = LastBuild(self._cache, self._site, self._day, self._said)
            self._last = last if last.can_be_followed else None

    def on_build_error(self, *, error: Exception) -> None:
        del error
        self._until_nav.close()

    def on_shutdown(self) -> None:
        self._until_nav.close()
        self._until_shutdown.close()
        if self._store is not None:
            self._store.close()
        if self._preview is not None:
            self._preview.close()
        if self._folder is not None:
            self._folder.end()


def _warn(message: str) -> None:
    """On the terminal only: no cache makes a site that `--strict` should refuse."""
    click.echo(f"WARNING -  {message}", err=True)


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _day(made: Made) -> str:
    as_of = made.archive.explainer.as_of if made.archive.explainer else None
    return as_of.latest.isoformat() if as_of and not as_of.is_open else ""


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


def _follows_saves() -> bool:
    """Is MkDocs going to ask for `on_serve`? With `--no-livereload` the first build is the last."""
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.params.get("livereload"))


def _watch(server: LiveReloadServer, config: MkDocsConfig) -> None:
    """Lets the server follow the data and the overrides too, and gather saves that belong together.

    MkDocs watches file by file, and stops when one is away for a moment, as in the midst of a save.
    """
    root = _root(config)
    parts = [root / MARKER, Path(config.docs_dir), Path(config.config_file_path)]
    parts += [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
    for part in [*parts, *map(Path, config.theme.dirs)]:
        with suppress(KeyError):  # MkDocs does not watch it
            server.unwatch(os.fspath(part))
            parts.append(part)
    inside = [part.relative_to(root) for part in parts if part.is_relative_to(root)]
    observer = SavesObserver(root, {name for part in inside for name in part.parts[:1]})
    server.observer, server.build_delay = observer, observer.quiet  # type: ignore[assignment]
    for part in {root: None, **{one: None for one in parts if not one.is_relative_to(root)}}:
        server.watch(os.fspath(part))
