"""A folder that is made anew beside the old one, and takes its place as a whole or not at all.

What is being made lies in a workshop, a hidden folder beside the target, which its maker has
locked. The lock ends with the process however that ends; so the next one knows which workshops
were left behind, and finishes or removes them. Several makers work in workshops of their own, and
the target is what the last one to finish made.

Where the system can exchange two folders at once (Linux can) every moment finds the old folder or
the new one. Elsewhere there is a moment without either, between two renames; who is killed in it
leaves both in the workshop, and the next maker puts the new one in place.
"""

import ctypes
import os
import secrets
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from generator.core.files import alone_in

if sys.platform != "win32":
    import fcntl

_NEW, _OLD = "new", "old"
_HIDDEN = shutil.ignore_patterns(".*")


class Replacement:
    """The making of one folder: `new` is filled, then `take_over` or `drop` ends it.

    A maker that changes only some of the old one begins with a copy of it. Raises OSError if the
    target is none that can be replaced.
    """

    def __init__(self, target: Path, *, begins_with_old: bool = False) -> None:
        self._target = Path(os.path.realpath(target))  # a link stays, what it leads to is replaced
        if self._target.is_mount():
            raise OSError(f"{self._target} is a mount point")
        self._target.parent.mkdir(parents=True, exist_ok=True)
        name = f"{_prefix(self._target)}{secrets.token_hex(4)}"
        self._workshop = self._target.with_name(name)
        self.new = self._workshop / _NEW
        try:
            with alone_in(self._target.parent):
                _tidy_up(self._target)
                self._workshop.mkdir(mode=0o700)
                self._lock = _lock(self._workshop)
                self.new.mkdir()
                if self._target.is_dir():
                    shutil.copymode(self._target, self.new)
                    if begins_with_old:
                        shutil.copytree(
                            self._target,
                            self.new,
                            symlinks=True,
                            ignore=_HIDDEN,
                            dirs_exist_ok=True,
                        )
        except BaseException:  # Ctrl-C, too: nobody has the folder yet who would remove it
            shutil.rmtree(self._workshop, ignore_errors=True)
            raise

    def take_over(self) -> None:
        """Puts the new folder in the place of the old one, which is removed.

        Hidden files on top of the old one stay (such as `.git`); they are not of the maker's.
        """
        old = self._workshop / _OLD
        with alone_in(self._target.parent):
            self.new.rename(old)  # it has the name of what an exchange leaves in its place
            if not _exchanged(old, self._target):
                old.rename(self.new)
                if self._target.exists():
                    self._target.rename(old)
                self.new.rename(self._target)
            _finish(self._workshop, self._target)
        self.drop()

    def drop(self) -> None:
        """Removes the workshop."""
        shutil.rmtree(self._workshop, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _prefix(target: Path) -> str:
    return f".{target.name}-new-"


def _tidy_up(target: Path) -> None:
    """Finishes or removes the workshops of makers that have been killed; leaves those at work.

    On Windows nobody can tell which were left behind.
    """
    for workshop in sorted(target.parent.glob(f"{_prefix(target)}*/")):
        with suppress(FileNotFoundError):  # its maker has just removed it
            is_ours = {path.name for path in workshop.iterdir()} <= {_NEW, _OLD}
            handle = _lock(workshop) if is_ours else None
            if handle is not None:
                _finish(workshop, target)
                os.close(handle)


def _finish(workshop: Path, target: Path) -> None:
    """What is left to do, however far a maker came. An old folder is there if it was at the end."""
    new, old = workshop / _NEW, workshop / _OLD
    if new.exists() and old.exists() and not target.exists():
        new.rename(target)
    for hidden in old.glob(".*") if target.is_dir() else ():
        if not os.path.lexists(target / hidden.name):
            hidden.rename(target / hidden.name)
    shutil.rmtree(workshop, ignore_errors=True)


def _exchanged(folder: Path, other: Path) -> bool:
    """Exchanges two folders at once, if both are there and the system can."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return bool(rename(here, os.fsencode(folder), here, os.fsencode(other), exchange) == 0)


def _lock(folder: Path) -> int | None:
    """A lock that lasts until it is closed or the process ends; none if somebody else has it."""
    if sys.platform == "win32":
        return None
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle
