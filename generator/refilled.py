"""A folder that was filled before, filled again: a file that holds the right bytes already stays.

Reading and comparing a file costs a small part of making it and removing the old one. Nothing in
the folder is trusted, since it may have been published from and worked in: a file stays only if it
is an ordinary one, with the rights that a new one would have and no second name elsewhere, and
holds the very bytes. Others give way to new ones, so nothing is written into what is somebody's.
Paths are texts here: there are thousands, and nothing else is done with them.
"""

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from generator.packed import digest_of


class Refilled:
    """The filling of one folder, which has to be ended."""

    def __init__(self, folder: str) -> None:
        """Removes at once what could not stay whatever is to be written."""
        self._folder = folder
        self._files_mode, self._folders_mode = _modes()
        self._made: set[str] = set()  # folders
        self._found: set[str] = set()  # folders, too
        self._filled: set[str] = set()  # those of them in which a file was written
        self._left = dict(self._ordinary(folder))  # of before, as long as nobody has written it

    def keeps(self, path: str, digest: bytes) -> bool:
        """Does the file hold what has this digest? Then it stays."""
        if path not in self._left or digest_of(_read(path)) != digest:
            return False
        del self._left[path]
        self._filled.add(os.path.dirname(path))
        return True

    def write(self, path: str, data: bytes) -> None:
        before = self._left.pop(path, None)
        self._filled.add(os.path.dirname(path))
        if before is not None:
            if before.st_size == len(data) and _read(path) == data:
                return
            os.unlink(path)
        try:
            self._write(path, data)
        except (NotADirectoryError, FileExistsError, IsADirectoryError):
            self._clear(path)
            self._write(path, data)

    def end(self) -> None:
        """Removes what was there before and has not been written again, by us or past us."""
        for path, before in self._left.items():
            with suppress(FileNotFoundError, NotADirectoryError):
                if _state(os.lstat(path)) == _state(before):
                    os.unlink(path)
        for folder in sorted(self._found - self._filled, reverse=True):
            with suppress(OSError):
                os.rmdir(folder)  # which only an empty one lets happen

    def _write(self, path: str, data: bytes) -> None:
        folder = os.path.dirname(path)
        if folder not in self._made:
            os.makedirs(folder, exist_ok=True)
            self._made.add(folder)
        with open(path, "wb") as file:
            file.write(data)

    def _clear(self, path: str) -> None:
        """Makes way: a folder is where a file is to be, or a file where a folder is to be."""
        shutil.rmtree(path, ignore_errors=True)
        for above in Path(path).parents:
            if self._left.pop(os.fspath(above), None) is not None:
                above.unlink()

    def _ordinary(self, folder: str) -> Iterator[tuple[str, os.stat_result]]:
        with os.scandir(folder) as entries:
            for entry in entries:
                found = entry.stat(follow_symlinks=False)
                rights = stat.S_IMODE(found.st_mode) & 0o777
                if entry.is_dir(follow_symlinks=False):
                    self._found.add(entry.path)
                    if rights == self._folders_mode:
                        yield from self._ordinary(entry.path)
                    else:
                        shutil.rmtree(entry.path)
                elif (
                    stat.S_ISREG(found.st_mode)
                    and found.st_nlink == 1
                    and rights == self._files_mode
                    and found.st_uid == os.geteuid()
                ):
                    yield entry.path, found
                else:
                    os.unlink(entry.path)


def _modes() -> tuple[int, int]:
    """The rights that new files and folders have."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask, 0o777 & ~mask


def _state(found: os.stat_result) -> tuple[int, ...]:
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _read(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return file.read()
