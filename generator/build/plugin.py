"""The MkDocs plugin: hands the site that the generator makes to MkDocs, and adds nothing to it."""

import logging
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Literal

import click
import jinja2
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.build.compiled import CompiledTemplates
from generator.build.foreign import others
from generator.build.last_build import LastBuild
from generator.build.made import Made, made_apart, made_of
from generator.build.overheard import Said, listening
from generator.build.pipeline import Cache, cache_over
from generator.build.rendering import Rendering
from generator.build.watching import follows_saves, watch
from generator.build.whole import FORMER, GeneratedFile, WholeBuild
from generator.cache import Store, project_store
from generator.cards.card_cache import materials, pictures
from generator.cards.materials import Materials
from generator.core.diagnostics import Diagnostic
from generator.core.text import counted
from generator.data.project import today
from generator.garbage import looked_for_seldom, set_apart
from generator.packed import Content
from generator.preview.box import complaint
from generator.preview.endings import tidy_up_on_signals
from generator.preview.last_good import FinishedError, Preview
from generator.query.settings import Settings
from generator.report.concise import concise
from generator.report.progress import ProgressLine
from generator.site.site import Site

log = get_plugin_logger(__name__)


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
        self._site = Site({})
        self._shows_drafts = False
        self._is_empty = False  # the build under way is the one that cannot fail
        self._preview: Preview | None = None
        self._until_shutdown = ExitStack()
        self._command = ""  # of MkDocs; empty where another program calls its functions
        self._is_dirty = False
        self._whole: WholeBuild | None = None
        self._rendering: Rendering | None = None
        self._last: LastBuild | None = None  # of the preview
        self._until_pages = ExitStack()
        self._said: Said = []
        self._compiled = CompiledTemplates()
        self._as_of = ""  # the day up to which the sources go
        self._store = Store(None)  # it stays open from build to build
        self._cache: Cache | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """With this method MkDocs keeps the plugin from one build of `serve` to the next."""
        self._begin()
        self._command, self._is_dirty = command, dirty
        self._until_shutdown.enter_context(looked_for_seldom())
        tidy_up_on_signals()
        if command == "serve":
            self._shows_drafts = True
            self._is_empty = follows_saves()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Makes the site before MkDocs empties the folder of the last one.

        So that data with errors leaves what was built before as it was.
        """
        if self._is_empty:
            config.nav = None
            return config
        self._site = self._made(config)
        _without_unread_index(config)
        if self._preview is not None:
            self._follow(config, self._preview)
            config.site_dir = self._preview.new_folder()
            self._said = self._until_pages.enter_context(listening("mkdocs.structure"))
        elif self._command in ("build", "gh-deploy"):
            self._build_beside(config)
        self._rendering = Rendering(config, self._store)
        return config

    def _follow(self, config: MkDocsConfig, preview: Preview) -> None:
        """Makes only what is new, and ends the build, if that can be done."""
        start = time.monotonic()
        last, self._last = self._last, None
        if last is None or not last.is_followed_by(config, self._site, self._as_of):
            return
        if last.follow(self._site, self._store, Path(preview.new_folder(is_whole=False))):
            self._last, preview.gone = last, last.gone
            log.info(f"What changed was built in {time.monotonic() - start:.2f} seconds")
            raise FinishedError

    def _build_beside(self, config: MkDocsConfig) -> None:
        try:
            self._whole = WholeBuild(config, is_dirty=self._is_dirty)
        except OSError as error:
            log.info(f"The last site is overwritten while this one is built: {error}")

    def _made(self, config: MkDocsConfig) -> Site:
        made = self._made_apart(config) or self._made_here(config)
        if made.site is None:
            raise self._refusal(made.errors)
        self._as_of = made.as_of
        if made.warnings:
            # One line for all of them: `explainer check` shows each, and `--strict` counts none.
            log.info(f"{counted(made.warnings, 'warning')} in the data; see `explainer check`")
        return made.site

    def _made_apart(self, config: MkDocsConfig) -> Made | None:
        """If there is no next build, for which anything would be kept in memory."""
        if self._command not in ("build", "gh-deploy"):
            return None
        opened = partial(self._opened_store, config)
        apart = made_apart(_root(config), self._settings(config), opened)
        if apart is None:
            return None
        made, self._store = apart
        return made

    def _made_here(self, config: MkDocsConfig) -> Made:
        """From what is kept in memory, once for all builds of `serve`; without a cache nothing is
        kept in memory either."""
        if self._cache is None or not self._store.is_kept:
            self._store = self._opened_store(config)
            self._cache = cache_over(self._store)
        made = made_of(_root(config), self._settings(config), self._cache)
        self._store.flush()
        if self._command != "serve":
            self._cache = None
        return made

    def _opened_store(self, config: MkDocsConfig) -> Store:
        return project_store(_root(config), _warn, wanted=self.config.cache)

    def _settings(self, config: MkDocsConfig) -> Settings:
        return Settings(
            repository=self.config.repository,
            site_url=config.site_url or "",
            today=today(),
            is_preview=self._shows_drafts,
            has_cards=self._materials(config) is not None,
        )

    def _materials(self, config: MkDocsConfig) -> Materials | None:
        """What cards are drawn with, if any are: nobody shares the pages of a preview."""
        if self._shows_drafts or not self.config.cards or not config.theme.custom_dir:
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
        for path, content in {**self._site.contents, **self._pictures(config)}.items():
            hand_written = files.src_uris.get(path)
            if hand_written is not None:
                files.remove(hand_written)
            files.append(GeneratedFile.of(config, path, content))
        if self._whole is not None and self._store.is_kept and not others(config):
            self._whole.refill(_root(config) / FORMER)
        return files

    def _pictures(self, config: MkDocsConfig) -> Mapping[str, Content]:
        drawn_with = self._materials(config)
        if drawn_with is None:
            return {}
        progress = ProgressLine("Drawing cards", sys.stderr)
        return pictures(self._site.cards, drawn_with, _root(config), progress)

    @event_priority(-100)  # after every other plugin
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        del config
        self._nav = nav
        for file in files.documentation_pages():
            if file.page is not None and self._as_of:
                file.page.update_date = self._as_of  # MkDocs takes the day of the build
        if self._rendering is not None:
            self._rendering.prepare_markdown(files, nav, _pages(files))
        self._until_pages.close()
        return nav

    @event_priority(-100)
    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        del config
        self._files, self._env = files, env
        env.bytecode_cache = self._compiled
        if self._rendering is not None:
            self._rendering.prepare_pages(env, files, self._nav, _pages(files))
        return env

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object
    ) -> LiveReloadServer:
        """The server with a preview in it, which has a site by now if there is no fault."""
        del builder  # the server has it too
        preview = Preview(Path(server.root), _root(config), logging.getLogger("mkdocs"))
        self._preview = preview
        server.builder = preview.guarded(server.builder)
        application = server.get_app()
        assert application is not None, "MkDocs sets its application when it makes the server"
        server.set_app(preview.over(application, missing=f"{server.mount_path}404.html"))
        if self._is_empty:
            self._is_empty = False
            preview.begin()
            server.builder()
        watch(
            server, _root(config), config
        )  # with threads, beside which no build can have several processes
        return server

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        rendering = self._rendering
        self._end_rendering()
        if self._preview is not None and rendering is not None and self._store.is_kept:
            made = config, self._files, self._nav, self._env
            last = LastBuild(*made, self._site, rendering, self._as_of, self._said)
            if last.can_be_followed:
                self._last = last
                set_apart()
        if self._whole is not None:
            self._whole.finish()

    def on_build_error(self, *, error: Exception) -> None:
        del error
        self._end_rendering()

    def _end_rendering(self) -> None:
        """Keeps what was made, also by a build that failed in the end."""
        self._until_pages.close()
        if self._rendering is not None:
            self._rendering.close()
            self._rendering = None

    def on_shutdown(self) -> None:
        self._until_shutdown.close()
        self._store.close()
        if self._preview is not None:
            self._preview.close()
        self._end_rendering()
        if self._whole is not None:
            self._whole.end()


def _warn(message: str) -> None:
    """On the terminal only: no cache makes a site that `--strict` should refuse."""
    click.echo(f"WARNING -  {message}", err=True)


def _without_unread_index(config: MkDocsConfig) -> None:
    """Where our search is in the theme, nothing reads the theme's index: it is not made."""
    if any(Path(folder, "assets/search/worker.js").is_file() for folder in config.theme.dirs):
        for event in ("page_context", "post_build"):
            config.plugins.events[event][:] = [
                method
                for method in config.plugins.events[event]
                if config.plugins._event_origins.get(method) != "material/search"
            ]


def _pages(files: Files) -> list[Page]:
    return [file.page for file in files.documentation_pages() if file.page is not None]


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent
