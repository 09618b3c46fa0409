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
from generator.pages.site import Site
from generator.pipeline import make
from generator.project import MARKER, read_texts

log = get_plugin_logger(__name__)


class ExplainerConfig(Config):  # type: ignore[no-untyped-call]
    repository = config_options.Type(str, default="")


class ExplainerPlugin(BasePlugin[ExplainerConfig]):  # type: ignore[no-untyped-call]
    def __init__(self) -> None:
        self._site = Site({})

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """With this method MkDocs keeps the plugin from one build of `serve` to the next."""

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Makes the site before MkDocs empties the folder of the last one.

        So that data with errors leaves what was built before as it was.
        """
        made = make(read_texts(_root(config)), Settings(self.config.repository))
        for finding in made.found:
            if not finding.is_error:
                log.info(_line(finding))
        if made.site is None:
            errors = [finding for finding in made.found if finding.is_error]
            lines = "\n".join(f"  {_line(error)}" for error in errors)
            raise PluginError(f"{len(errors)} errors in the data; nothing was built.\n{lines}")
        self._site = made.site

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
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
        builder: object,  # noqa: ARG002 - MkDocs passes it by name
    ) -> LiveReloadServer:
        server.watch(os.fspath(_root(config) / MARKER))
        return server


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _line(finding: Diagnostic) -> str:
    help_text = f" ({finding.help})" if finding.help else ""
    return f"{finding.span}: {finding.message} [{finding.rule.id}]{help_text}"
