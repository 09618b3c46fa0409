"""Archives that tests work on: the small ones below `tests/sites/`, and the real one.

An archive is its files, by path in the project, so that a test can put one in another's place.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from markdown import Markdown

from generator.build.pipeline import Generation, make
from generator.data.archive import Archive
from generator.data.project import read_texts
from generator.data.source_text import SourceText
from generator.kinds.registry import load_archive
from generator.query.context import Settings, context
from generator.site.build import site
from generator.site.site import Site

TESTS = Path(__file__).parent
ROOT = TESTS.parent
SITES = TESTS / "sites"

TODAY = date(2021, 7, 1)  # a day after everything in the small archives

Files = dict[str, bytes]


def archive(name: str) -> Files:
    """The files of a small archive below `tests/sites/`."""
    return {one.path: one.data for one in _read(name)}


@cache
def _read(name: str) -> tuple[SourceText, ...]:
    return tuple(read_texts(SITES / name / "in"))


def minimal(overlay: Mapping[str, str | bytes | None] | None = None) -> Files:
    """An archive without a fault, with one record of each kind.

    What is in the overlay lies over it; `None` takes a file out.
    """
    files = archive("minimal")
    for path, content in (overlay or {}).items():
        files.pop(path, None)
        if content is not None:
            files[path] = content.encode() if isinstance(content, str) else content
    return files


def markdown_in_html(text: str) -> str:
    """The HTML that Python-Markdown makes of a page, with the extensions of `mkdocs.yml`."""
    return Markdown(extensions=_EXTENSIONS, extension_configs=_CONFIGS).convert(text)


def _extensions() -> tuple[list[str], dict[str, dict[str, Any]]]:
    settings = yaml.load((ROOT / "mkdocs.yml").read_text(), Loader=yaml.BaseLoader)
    listed = settings["markdown_extensions"]
    names = [one if isinstance(one, str) else next(iter(one)) for one in listed]
    return names, {
        name: values for one in listed if isinstance(one, dict) for name, values in one.items()
    }


_EXTENSIONS, _CONFIGS = _extensions()


def texts(files: Mapping[str, bytes]) -> list[SourceText]:
    return [SourceText(path, data) for path, data in files.items()]


def made(files: Mapping[str, bytes]) -> Generation:
    return make(texts(files), Settings(today=TODAY))


@cache
def real_archive() -> Archive:
    """The records of this project."""
    return load_archive(read_texts(ROOT))[0]


@cache
def made_of_real_data() -> Generation:
    """What this project publishes, made once in a process."""
    return make(read_texts(ROOT), Settings())


def site_of(archive: Archive, settings: Settings) -> Site:
    """The site of an archive without errors."""
    return site(context(archive, settings))
