"""`explainer render`: the complete Markdown tree in a folder, for other engines and for review."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from yaml import YAMLError

from generator.build.card_cache import pictures
from generator.build.engines import SETTINGS, custom_dir, project
from generator.build.output_folder import ForeignFolderError, write_folder
from generator.build.pipeline import Generator
from generator.build.store import project_store
from generator.cards.materials import materials
from generator.core.diagnostics import has_errors
from generator.core.text import counted
from generator.data.project import read_texts, today
from generator.report.formats import FORMATS
from generator.site.build import Settings

_SOURCES = ("site-data", "content", "overrides")


class SettingsError(Exception):
    """The project's mkdocs.yml cannot be made into one for other engines."""


def run(root: Path, out: Path, repository: str, site_url: str, engine: str = "") -> int:
    """Writes the tree, or a whole project around it for an engine; returns the exit code.

    Data with errors leaves the folder as it was.
    """
    if any(out.resolve().is_relative_to((root / name).resolve()) for name in _SOURCES):
        print(f"{out} lies within what the site is made from: choose another", file=sys.stderr)
        return 2
    texts = read_texts(root)
    drawn_with = materials(root / "overrides" / "assets")
    settings = Settings(repository, site_url, today(), has_cards=drawn_with is not None)
    made = Generator().make(texts, settings)
    if made.site is None:
        errors = [one for one in made.found if has_errors([one])]
        print(FORMATS["full"](errors, {one.path: one.text for one in texts}))
        print("Nothing was written.", file=sys.stderr)
        return 1
    # What the generator makes takes the place of a file of the same name, as in the plugin.
    files = {**_static_files(root), **made.site.files()}
    if drawn_with is not None:
        with project_store(root, _warn) as store:
            files |= pictures(made.site.cards, drawn_with, store)
    try:
        if engine:
            files = _project(root, files, engine)
        done = write_folder(out, files)
    except ForeignFolderError as error:
        print(f"{error}: choose a new or empty folder", file=sys.stderr)
        return 2
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    print(
        f"{counted(len(files), 'file')} in {out}: {len(done.written)} written, "
        f"{len(done.removed)} removed, {done.unchanged} unchanged"
    )
    return 0


def _warn(message: str) -> None:
    print(message, file=sys.stderr)


def _static_files(root: Path) -> dict[str, bytes]:
    """What lies in `content/` beside the pages: pictures and other files, as they are."""
    below = _below(root / "content")
    return {path: data for path, data in below if not path.endswith(".md")}


def _project(root: Path, tree: Mapping[str, bytes], engine: str) -> dict[str, bytes]:
    try:
        settings = (root / SETTINGS).read_text(encoding="utf-8")
        theme = custom_dir(settings)
        return project(tree, settings, dict(_below(root / theme)) if theme else {}, engine)
    except (OSError, ValueError, YAMLError) as error:
        raise SettingsError(f"the settings cannot be taken over: {error}") from error


def _below(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield path.relative_to(folder).as_posix(), path.read_bytes()
