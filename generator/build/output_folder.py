"""Writing a site's Markdown tree into a folder: only what changed, and nothing of anyone else's."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.core.files import bytes_of, write_whole

MANIFEST = ".explainer.json"


class ForeignFolderError(Exception):
    """The folder holds files that were not written here."""


@dataclass(frozen=True, slots=True)
class Written:
    """What writing changed, by path."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


def write_folder(folder: Path, files: Mapping[str, bytes]) -> Written:
    """Makes the folder hold exactly these files.

    The manifest lists what the folder holds and is written before the first file and after the
    last, so that an interrupted run is completed by the next one. Raises ForeignFolderError for a
    folder that has files but no manifest, and ValueError for a path that leaves the folder.
    """
    _assert_inside(files)
    before = _listed(folder)
    _list(folder, before | files.keys())
    written = []
    for path, data in files.items():
        if bytes_of(folder / path) != data:
            write_whole(folder / path, data)
            written.append(path)
    removed = sorted(before - files.keys())
    for path in removed:
        _remove(folder, path)
    _list(folder, files)
    return Written(tuple(written), tuple(removed), len(files) - len(written))


def _assert_inside(paths: Iterable[str]) -> None:
    for path in paths:
        parts = PurePosixPath(path).parts
        if not parts or path.startswith("/") or ".." in parts or path == MANIFEST or "\\" in path:
            raise ValueError(f"`{path}` does not stay inside the folder")


def _listed(folder: Path) -> set[str]:
    """The paths in the manifest."""
    try:
        paths = {*json.loads((folder / MANIFEST).read_text())["files"]}
        _assert_inside(paths)
    except FileNotFoundError:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise ForeignFolderError(f"{folder} holds files that were not written here") from None
        return set()
    except (ValueError, KeyError, TypeError) as error:
        raise ForeignFolderError(f"{folder / MANIFEST} is damaged") from error
    return paths


def _list(folder: Path, paths: Iterable[str]) -> None:
    text = json.dumps({"files": sorted(paths)}, indent=1)
    write_whole(folder / MANIFEST, f"{text}\n".encode())


def _remove(folder: Path, path: str) -> None:
    """Removes a file and the folders that it leaves empty."""
    target = folder / path
    target.unlink(missing_ok=True)
    parent = target.parent
    while parent != folder and parent.is_dir() and not any(parent.iterdir()):
        parent.rmdir()
        parent = parent.parent
