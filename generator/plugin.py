"""The MkDocs plugin: hands the site that the generator makes to MkDocs, and adds nothing to it."""

import os
from pathlib import Path
from typing import Literal

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files

from generator.diagnostics import Diagnostic
from generator.pages.build import Settings
from generator.pages.site import Page, Site
from generator.pipeline import make
from generator.preview import Preview, complaint
from generator.project import MARKER, read_texts, today
from generator.report.concise import concise
from generator.text import counted

log = get_plugin_logger(__name__)

# What is previewed while there has been no good build yet; the box over it says what is wrong.
_NOTHING_YET = Page(
    path="index.md",
    title="Nothing could be built yet",
    description="The data has faults.",
    body="# Nothing could be built yet\n\nMend what is listed below, and this page changes.",
    origin="",
)


class ExplainerConfig(Config):  # type: ignore[no-untyped-call]
    repository = config_options.Type(str, default="")


class ExplainerPlugin(BasePlugin[ExplainerConfig]):  # type: ignore[no-untyped-call]
    def __init__(self) -> None:
        self._site = Site({})
        self._is_serving = False
        self._is_watching = False  # once the server runs, a fault keeps the last good site
        self._preview = Preview()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """With this method MkDocs keeps the plugin from one build of `serve` to the next."""
        del dirty
        self._is_serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Makes the site before MkDocs empties the folder of the last one.

        So that data with errors leaves what was built before as it was.
        """
        settings = Settings(
            repository=self.config.repository,
            site_url=config.site_url or "",
            today=today(),
            is_preview=self._is_serving,
        )
        made = make(read_texts(_root(config)), settings)
        if made.site is not None:
            _log_warnings(made.found)
            self._site = made.site
        else:
            errors = [finding for finding in made.found if finding.is_error]
            self._refuse(errors)
            config.nav = None
            self._site = Site({_NOTHING_YET.path: _NOTHING_YET})
        if self._is_watching:
            config.site_dir = self._preview.new_folder()
        return config

    def _refuse(self, errors: list[Diagnostic]) -> None:
        """Ends the build, unless it is the first of a preview: that one shows what is wrong."""
        message = (
            f"{counted(len(errors), 'error')} in the data; nothing was built.\n"
            f"{concise(errors, {})}"
        )
        self._preview.complaints = [complaint(error) for error in errors]
        if self._is_watching or not self._is_serving:
            raise PluginError(message)
        log.error(message)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        if _NOTHING_YET.path in self._site.pages and len(self._site.pages) == 1:
            for file in list(files.documentation_pages()):
                files.remove(file)
        for path, data in self._site.files().items():
            hand_written = files.get_file_from_path(path)
            if hand_written is not None:
                files.remove(hand_written)
            file = File.generated(config, path, content=data)
            page = self._site.pages.get(path)
            file.edit_uri = page.origin or None if page else None
            files.append(file)
        return files

    def on_serve(
        self,
        server: LiveReloadServer,
        *,
        config: MkDocsConfig,
        builder: object,
    ) -> LiveReloadServer:
        del builder  # the server has it too
        self._is_watching = True
        server.watch(os.fspath(_root(config) / MARKER))
        self._preview.guard(server)
        return server

    def on_shutdown(self) -> None:
        self._preview.close()


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _log_warnings(found: tuple[Diagnostic, ...]) -> None:
    """One line for all of them: `explainer check` shows each, and `--strict` counts none."""
    if found:
        log.info(f"{counted(len(found), 'warning')} in the data; see `explainer check`")
