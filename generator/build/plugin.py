"""The MkDocs plugin: hands the site that the generator makes to MkDocs, and adds nothing to it."""

import gc
import os
import shutil
import signal
import sys
from collections.abc import Sequence
from contextlib import ExitStack, suppress
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

from generator.build.card_cache import pictures
from generator.build.pipeline import Generator
from generator.build.preview import Preview, complaint
from generator.build.quick_build import LastBuild
from generator.build.saves import QUIET, observer
from generator.build.site_build import SiteBuild
from generator.build.site_folder import Replacement
from generator.build.store import Store, project_store
from generator.cards.materials import Materials, materials
from generator.core.diagnostics import Diagnostic
from generator.core.text import counted
from generator.data.project import MARKER, read_texts, today
from generator.query.context import Settings
from generator.report.formats import concise
from generator.site.site import Site

log = get_plugin_logger(__name__)

# What ends a preview. A system may lack the last, which comes when a terminal is closed.
_SIGNALS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]
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
        """As if nothing had been built: another program may build several times in one process."""
        self._generator = Generator()
        self._store: Store | None = None  # it stays open from build to build
        self._command = ""  # of MkDocs; empty where another program calls its functions
        self._is_dirty = False
        self._is_empty = False  # the build under way is the one that cannot fail
        self._is_finished = False  # every page is written; `--strict` may still refuse them
        self._build: SiteBuild | None = None  # the one under way, or the last
        self._folder: Replacement | None = None  # in which it builds
        self._preview: Preview | None = None
        self._last: LastBuild | None = None  # of the preview, if the next one can follow it
        self._until_shutdown = ExitStack()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """With this method MkDocs keeps the plugin from one build of `serve` to the next."""
        self._begin()
        self._command, self._is_dirty = command, dirty
        self._generator = Generator(is_for_one=command != "serve")
        self._until_shutdown.callback(gc.set_threshold, *gc.get_threshold())
        gc.set_threshold(*_SELDOM)
        tidy_up_on_signals()
        self._until_shutdown.callback(self._end_beside)
        self._is_empty = command == "serve" and _follows_saves()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Makes the site before MkDocs empties the folder of the last one.

        So that data with errors leaves what was built before as it was.
        """
        self._build = self._last = None
        if self._is_empty:
            config.nav = None
            return config
        site, day = self._generated(config)
        if self._preview is not None or self._command in ("build", "gh-deploy"):
            self._build_beside(config)
        self._build = SiteBuild(config, site, day, has_cache=self.config.cache)
        return config

    def _build_beside(self, config: MkDocsConfig) -> None:
        """Lets MkDocs build in a folder beside the one it is told."""
        self._is_finished = False
        try:
            self._folder = Replacement(Path(config.site_dir), begins_with_old=self._is_dirty)
        except OSError as error:
            log.info(f"The last site is overwritten while this one is built: {error}")
            return
        if self._preview is None:  # `gh-deploy` reads the site after the shutdown
            self._until_shutdown.callback(setattr, config, "site_dir", config.site_dir)
        config.site_dir = os.fspath(self._folder.new)

    def _end_beside(self) -> None:
        """Called when MkDocs has nothing more to say, also with an exception on its way."""
        if self._folder is None:
            return
        if self._is_finished and sys.exception() is None:
            self._folder.take_over()
        else:
            self._folder.drop()
        self._folder = None

    def _generated(self, config: MkDocsConfig) -> tuple[Site, str]:
        """The site, and the day up to which its sources go if that is known."""
        settings = Settings(
            repository=self.config.repository,
            site_url=config.site_url or "",
            today=today(),
            is_preview=self._command == "serve",
            has_cards=self._materials(config) is not None,
        )
        made = self._generator.make(read_texts(_root(config)), settings)
        if made.site is None:
            raise self._refusal([finding for finding in made.found if finding.is_error])
        if made.found:
            # One line for all of them: `explainer check` shows each, and `--strict` counts none.
            log.info(f"{counted(len(made.found), 'warning')} in the data; see `explainer check`")
        as_of = made.archive.explainer.as_of if made.archive.explainer else None
        day = as_of.latest.isoformat() if as_of and not as_of.is_open else ""
        return made.site, day

    def _materials(self, config: MkDocsConfig) -> Materials | None:
        """What cards are drawn with, if any are: nobody shares the pages of a preview."""
        if self._command == "serve" or not self.config.cards or not config.theme.custom_dir:
            return None
        return materials(Path(config.theme.custom_dir, "assets"))

    def _refusal(self, errors: Sequence[Diagnostic]) -> PluginError:
        if self._preview is not None:
            self._preview.complaints = [complaint(error) for error in errors]
        number, lines = counted(len(errors), "error"), click.unstyle(concise(errors, {}))
        return PluginError(f"{number} in the data; nothing was built.\n{lines}")

    def _opened_store(self, config: MkDocsConfig) -> Store:
        if self._store is None:
            self._store = project_store(_root(config), _warn, is_kept=self.config.cache)
            self._until_shutdown.callback(self._store.close)
        return self._store

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        if self._build is None:
            config.theme.static_templates.clear()
            return Files([])
        drawn_with, cards = self._materials(config), self._build.site.cards
        store = self._opened_store(config)
        self._build.add_files(files, pictures(cards, drawn_with, store) if drawn_with else {})
        return files

    @event_priority(-100)  # after every other plugin
    def on_nav(self, nav: Navigation, *, files: Files, **_: object) -> Navigation:
        if self._build is not None:
            self._build.put_pages_off(nav, files)
        return nav

    @event_priority(-100)
    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, **_: object
    ) -> jinja2.Environment:
        if self._build is not None:
            self._build.make_pages(env, self._opened_store(config))
        return env

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, **_: object
    ) -> LiveReloadServer:
        """The server with a preview in it, which has a site by now if there is no fault."""
        preview = self._preview = Preview(Path(server.root), _root(config))
        self._until_shutdown.callback(shutil.rmtree, server.root, ignore_errors=True)
        build = server.builder

        def build_anew() -> None:
            try:
                if not self._followed(preview):
                    build()
            finally:
                self._end_beside()

        server.builder = preview.guarded(build_anew)
        missing = f"{server.mount_path}404.html"
        server.set_app(preview.over(server.serve_request, missing))
        if self._is_empty:
            self._is_empty = False
            preview.begin()
            server.builder()
        _watch(server, config)  # with threads, beside which no build can have several processes
        return server

    def _followed(self, preview: Preview) -> bool:
        """Makes what is new in the preview's last build, if that can be done."""
        last, self._last = self._last, None
        if last is None:
            return False
        log.info("Building what changed...")
        try:
            site, day = self._generated(last.config)
        except PluginError as error:  # it is the data: the last build is as good as before
            self._last = last
            log.error(str(error))
            raise
        if last.follow(site, day, preview.root):
            self._last = last
        return self._last is not None

    def on_post_build(self, **_: object) -> None:
        self._is_finished = True
        if self._preview is not None and self._build is not None and self._build.puts_pages_off:
            last = LastBuild(self._build)
            self._last = last if last.can_be_followed else None

    def on_build_error(self, **_: object) -> None:
        if self._build is not None:
            self._build.end()

    def on_shutdown(self) -> None:
        # A second Ctrl-C often follows the first, and is not to end this.
        before = {number: signal.signal(number, signal.SIG_IGN) for number in _SIGNALS}
        try:
            self._until_shutdown.close()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def tidy_up_on_signals() -> None:
    """From now on signals that would kill the process end it as Ctrl-C does.

    One that is ignored stays so: that is how `nohup` works.
    """
    for number in _SIGNALS:
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)


def _warn(message: str) -> None:
    """On the terminal only: no cache makes a site that `--strict` should refuse."""
    click.echo(f"WARNING -  {message}", err=True)


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


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
    for part in dict.fromkeys([*parts, *map(Path, config.theme.dirs)]):
        with suppress(KeyError):  # MkDocs does not watch it
            server.unwatch(os.fspath(part))
            parts.append(part)
    inside = [part.relative_to(root) for part in parts if part.is_relative_to(root)]
    seen = observer(root, {name for part in inside for name in part.parts[:1]})
    server.observer = seen  # type: ignore[assignment]
    server.build_delay = QUIET
    for part in dict.fromkeys([root, *(path for path in parts if not path.is_relative_to(root))]):
        server.watch(os.fspath(part))
