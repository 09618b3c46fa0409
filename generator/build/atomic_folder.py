"""A folder that is made anew beside the old one, and takes its place as a whole or not at all.

What is being made lies in a workshop, a hidden folder beside the target, which its maker holds a
lock on. The lock ends with the process however that ends; so the next one knows which workshops
were left behind, and finishes or removes them. Several makers work in workshops of their own, and
the target is what the last one to finish made.

Where the system can exchange two folders at once (Linux can) every moment finds the old folder or
the new one. Elsewhere there is a moment without either, between two renames; who is killed in it
leaves both in the workshop, and the next maker puts the new one in place.
"""

import ctypes
import os
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: nobody can tell there which workshops were left behind
    fcntl = None  # type: ignore[assignment]

from generator.core.files import alone_in

_LOCK, _NEW, _OLD, _PLAN = "lock", "new", "old", "plan"


class Replacement:
    """The making of one folder: `new` is filled, then `take_over` or `drop` ends it.

    Raises OSError if the target is none that can be replaced.
    """

    def __init__(self, target: Path) -> None:
        self._target = Path(os.path.realpath(target))  # a link stays, what it leads to is replaced
        if self._target.is_mount():
            raise OSError(f"{self._target} is a mount point")
        self._target.parent.mkdir(parents=True, exist_ok=True)
        with alone_in(self._target.parent):
            _tidy_up(self._target)
            self._workshop = Path(
                tempfile.mkdtemp(prefix=_prefix(self._target), dir=self._target.parent)
            )
            self.new = self._workshop / _NEW
            try:
                self._lock = _locked(self._workshop / _LOCK)
                self.new.mkdir()
                if self._target.is_dir():
                    shutil.copymode(self._target, self.new)
            except BaseException:  # Ctrl-C, too: nobody has the folder yet who would remove it
                shutil.rmtree(self._workshop, ignore_errors=True)
                raise

    def begin_with_old(self) -> None:
        """Fills the new folder with what the old one holds, for a maker that changes some of it."""
        if self._target.is_dir():
            shutil.copytree(self._target, self.new, dirs_exist_ok=True, symlinks=True)
            for hidden in self.new.glob(".*"):
                shutil.rmtree(hidden) if hidden.is_dir() else hidden.unlink()

    def take_over(self) -> None:
        """Puts the new folder in the place of the old one, which is removed.

        Hidden files on top of the old one stay (such as `.git`); they are not of the maker's.
        """
        with alone_in(self._target.parent):
            plan = self._workshop / f"{_PLAN}.part"
            plan.write_text(str(self.new.stat().st_ino))
            plan.rename(self._workshop / _PLAN)
            _put_in_place(self.new, self._target, self._workshop / _OLD)
            _finish(self._workshop, self._target)
        self.drop()

    def drop(self) -> None:
        """Removes the workshop."""
        _remove(self._workshop)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _prefix(target: Path) -> str:
    return f".{target.name}-new-"


def _tidy_up(target: Path) -> None:
    """Finishes or removes the workshops of makers that have been killed; leaves those at work."""
    for workshop in sorted(target.parent.glob(f"{_prefix(target)}*")):
        lock = workshop / _LOCK
        if not lock.is_file():
            with suppress(OSError):
                workshop.rmdir()  # its maker had not come further, or it is none of ours
            continue
        handle = _locked(lock)
        if handle is None:
            continue
        if (workshop / _PLAN).is_file():
            _finish(workshop, target)
        _remove(workshop)
        os.close(handle)


def _remove(workshop: Path) -> None:
    """The lock goes last: by it a workshop is known."""
    for part in (_NEW, _OLD):
        shutil.rmtree(workshop / part, ignore_errors=True)
    shutil.rmtree(workshop, ignore_errors=True)


def _finish(workshop: Path, target: Path) -> None:
    """What is left to do once the plan was written, however far its maker came."""
    new, old = workshop / _NEW, workshop / _OLD
    if not target.exists():
        (new if new.exists() else old).rename(target)
    if new.exists() and str(new.stat().st_ino) != (workshop / _PLAN).read_text():
        new.rename(old)  # they have been exchanged
    for hidden in old.glob(".*"):
        if not os.path.lexists(target / hidden.name):
            hidden.rename(target / hidden.name)


def _put_in_place(new: Path, target: Path, old: Path) -> None:
    if not target.exists():
        new.rename(target)
    elif not _exchanged(new, target):
        target.rename(old)
        new.rename(target)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchanges two folders at once, where the system can."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return bool(rename(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)


def _locked(file: Path) -> int | None:
    """A lock that lasts until it is closed or the process ends; none if somebody else has it."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT)
    try:
        if fcntl is None:
            raise OSError
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle
