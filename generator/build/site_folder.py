"""The folder of the site, in which MkDocs' last word decides whether a new one takes its place."""

import os
import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from generator.build.atomic_folder import Replacement


class SiteFolder:
    """Lets MkDocs build in a folder beside the one it is told. Raises OSError if it cannot be."""

    def __init__(self, config: MkDocsConfig, *, is_dirty: bool) -> None:
        self.is_finished = False  # every page is written; `--strict` may still refuse them
        self._config = config
        self._site_dir = config.site_dir
        self._replacement = Replacement(Path(config.site_dir))
        if is_dirty:
            self._replacement.begin_with_old()
        config.site_dir = os.fspath(self._replacement.new)

    def end(self) -> None:
        """Called while MkDocs shuts down, also with an exception on its way."""
        if self.is_finished and sys.exception() is None:
            self._replacement.take_over()
        else:
            self._replacement.drop()
        self._config.site_dir = self._site_dir  # `gh-deploy` reads the site after this
