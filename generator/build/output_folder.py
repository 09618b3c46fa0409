"""Writing a site's Markdown tree into a folder: only what changed, and nothing of anyone else's."""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

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
    for path in files:
        _assert_inside(path)
    before = _manifest(folder)
    after = {path: _digest(data) for path, data in files.items()}
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / MANIFEST, _manifest_bytes({**before, **dict.fromkeys(after, "")}))
    written = []
    for path, data in files.items():
        target = folder / path
        if before.get(path) != after[path] or _read(target) != data:
            write_whole(target, data)
            written.append(path)
    removed = [path for path in before if path not in after]
    for path in removed:
        _remove(folder, path)
    write_whole(folder / MANIFEST, _manifest_bytes(after))
    return Written(tuple(written), tuple(removed), len(files) - len(written))


def _assert_inside(path: str) -> None:
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or path == MANIFEST or "\\" in path:
        raise ValueError(f"`{path}` does not stay inside the folder")


def _manifest(folder: Path) -> dict[str, str]:
    try:
        files = json.loads((folder / MANIFEST).read_text())["files"]
    except FileNotFoundError:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise ForeignFolderError(f"{folder} holds files that were not written here") from None
        return {}
    except (ValueError, KeyError, TypeError) as error:
        raise ForeignFolderError(f"{folder / MANIFEST} is damaged") from error
    if not isinstance(files, dict):
        raise ForeignFolderError(f"{folder / MANIFEST} is damaged")
    for path in files:
        _assert_inside(path)
    return files


def _manifest_bytes(files: Mapping[str, str]) -> bytes:
    return json.dumps({"files": dict(sorted(files.items()))}, indent=1).encode() + b"\n"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file as a whole: readers see the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _remove(folder: Path, path: str) -> None:
    """Removes a file and the folders that it leaves empty."""
    target = folder / path
    target.unlink(missing_ok=True)
    parent = target.parent
    while parent != folder and parent.is_dir() and not any(parent.iterdir()):
        parent.rmdir()
        parent = parent.parent
