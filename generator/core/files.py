"""Files are written as a whole or not at all: new bytes wait beside the old until all are there.

What a killed process leaves waiting is hidden from readers of the folder, and `sweep` removes it.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_PREFIX, _SUFFIX = ".explainer-", ".part"


def write_whole(path: Path, data: bytes) -> None:
    """Readers see the old file or the new one. Its folder is made if there is none."""
    part = laid_beside(path, data)
    try:
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def laid_beside(path: Path, data: bytes, *, is_synced: bool = False) -> Path:
    """A hidden file with the bytes and the mode that the file at `path` is to have.

    Synced bytes are on the disk, so that not even a power cut leaves an empty file when they
    replace another one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(_SUFFIX, _PREFIX, path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if is_synced:
                file.flush()
                os.fsync(handle)
        if path.exists():
            shutil.copymode(path, part)
        else:
            part.chmod(0o644)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part


def write_new_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Makes a folder, which is not there or empty, with all of the files or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(".part", f".{folder.name}-", folder.parent) as workshop:
        unfinished = Path(workshop) / folder.name
        for path, data in files.items():
            target = unfinished / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        if folder.exists():
            folder.rmdir()  # it is empty, or this refuses
        unfinished.rename(folder)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Waits until no other process holds the folder, and holds it; a killed process lets go."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Removes what killed processes left waiting. No other process may be writing there."""
    for part in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        part.unlink(missing_ok=True)


def bytes_of(path: Path) -> bytes | None:
    """The file's bytes, or nothing if there is no such file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
