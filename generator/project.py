"""A project on disk: finding its folder, and reading the texts that the generator works on."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from generator.load.source_text import SourceText

MARKER = "site-data"
_FOLDERS = ("site-data", "content")
_SUFFIXES = (".yml", ".yaml", ".md")


class NoProjectError(Exception):
    """There is no `site-data` folder here or above."""


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` that holds `site-data`."""
    for folder in (start, *start.parents):
        if (folder / MARKER).is_dir():
            return folder
    raise NoProjectError(f"there is no folder `{MARKER}` in {start} or above it")


def read_texts(root: Path) -> list[SourceText]:
    """Every file that the generator may look at, in order of path."""
    return [
        SourceText(path.relative_to(root).as_posix(), path.read_bytes()) for path in _files(root)
    ]


def today() -> date:
    """The day for which a site is built; builds that can be repeated set SOURCE_DATE_EPOCH."""
    moment = float(os.environ.get("SOURCE_DATE_EPOCH") or time.time())
    return datetime.fromtimestamp(moment, UTC).date()


def _files(root: Path) -> Iterator[Path]:
    for name in _FOLDERS:
        for path in sorted((root / name).rglob("*")):
            if path.is_file() and not path.name.startswith(".") and _is_text(root, path):
                yield path


def _is_text(root: Path, path: Path) -> bool:
    """Everything among the data, so that a misplaced file is seen; only Markdown in `content/`."""
    if path.relative_to(root).parts[0] == MARKER:
        return True
    return path.suffix in _SUFFIXES
