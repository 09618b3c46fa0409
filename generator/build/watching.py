"""Which files `mkdocs serve` follows, and how."""

import os
from contextlib import suppress
from pathlib import Path

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from generator.data.project import MARKER
from generator.preview.saves import observers


def follows_saves() -> bool:
    """Is MkDocs going to ask for `on_serve`? With `--no-livereload` the first build is the last."""
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.params.get("livereload"))


def watch(server: LiveReloadServer, root: Path, config: MkDocsConfig) -> None:
    """Lets the server follow the data and the overrides too, and gather saves that belong together.

    MkDocs watches file by file, and stops when one is away for a moment, as in the midst of a save.
    """
    parts = [root / MARKER, *map(Path, server._watched_paths)]
    if config.theme.custom_dir:
        parts.append(root / config.theme.custom_dir)
    elsewhere = [part for part in parts if not part.is_relative_to(root)]
    inside = [part.relative_to(root) for part in parts if part.is_relative_to(root)]
    names = {name for part in inside for name in part.parts[:1]}
    for path in list(server._watched_paths):
        server.unwatch(path)
    for observer, quiet in observers(root, names):
        server.observer, server.build_delay = observer, quiet
        server._watched_paths.clear()
        with suppress(OSError):  # such as a limit of the system: the next one is less demanding
            for part in [root, *elsewhere]:
                server.watch(os.fspath(part))
            break
