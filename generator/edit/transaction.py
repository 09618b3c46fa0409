"""Writing several files all or nothing, also when the process is interrupted or killed.

New and old bytes are first laid beside their targets. A journal at the project's root says which
way an unfinished change goes: `back` until all bytes are laid out, `forward` from then on. Whoever
finds a journal goes that way to its end. A file that somebody else changed meanwhile is left alone.
"""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

if sys.platform != "win32":
    import fcntl

JOURNAL = ".explainer-edit.json"


@dataclass(frozen=True, slots=True)
class Change:
    """A file, relative to the root, before and after; no bytes where there is no file."""

    path: str
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class Recovery:
    """What became of a change that was found unfinished."""

    is_finished: bool  # otherwise it was undone
    left_alone: tuple[str, ...]  # files that somebody changed meanwhile


class ChangedMeanwhileError(Exception):
    """Files are no longer as they were read; nothing was written."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(f"changed meanwhile: {', '.join(paths)}")


class DamagedJournalError(Exception):
    """The journal is not one that we wrote."""


class _Direction(StrEnum):
    BACK = "back"
    FORWARD = "forward"


@dataclass(frozen=True, slots=True)
class _Entry:
    path: str
    before: str | None  # digests
    after: str | None


@dataclass(frozen=True, slots=True)
class _Journal:
    direction: _Direction
    entries: tuple[_Entry, ...]


def commit(root: Path, changes: Iterable[Change]) -> tuple[str, ...]:
    """Makes all changes or none; returns the files that were left alone.

    An OSError means that all was undone, unless `is_unfinished` says that this failed as well.
    After a KeyboardInterrupt, call `recover`.
    """
    wanted = [one for one in changes if one.before != one.after]
    with _alone(root):
        _recover(root)
        stale = [one.path for one in wanted if _bytes(root / one.path) != one.before]
        if stale:
            raise ChangedMeanwhileError(stale)
        entries = tuple(_Entry(c.path, _digest(c.before), _digest(c.after)) for c in wanted)
        forward = _Journal(_Direction.FORWARD, entries)
        try:
            _record(root, _Journal(_Direction.BACK, entries))
            _lay_out(root, wanted)
            _record(root, forward)
            left_alone = _steps(root, forward)
        except OSError:
            _undo(root, entries)
            raise
        with suppress(OSError):  # all is made; the next command finds the journal and sweeps
            _sweep(root, entries)
        return left_alone


def recover(root: Path) -> Recovery | None:
    """Brings an unfinished change to its end; nothing if there is none."""
    with _alone(root):
        return _recover(root)


def is_unfinished(root: Path) -> bool:
    return (root / JOURNAL).exists()


def _recover(root: Path) -> Recovery | None:
    journal = _journal(root)
    _temporary(root / JOURNAL).unlink(missing_ok=True)
    if journal is None:
        return None
    left_alone = _steps(root, journal)
    _sweep(root, journal.entries)
    return Recovery(journal.direction is _Direction.FORWARD, left_alone)


def _undo(root: Path, entries: tuple[_Entry, ...]) -> None:
    back = _Journal(_Direction.BACK, entries)
    if _journal(root) not in (None, back):  # a full disk may have no room for another journal
        _record(root, back)
    _steps(root, back)
    _sweep(root, entries)


def _lay_out(root: Path, changes: Iterable[Change]) -> None:
    """The bytes of both directions, each beside its target, so that replacing cannot run short."""
    for change in changes:
        target = root / change.path
        target.parent.mkdir(parents=True, exist_ok=True)
        for direction in _Direction:
            data = change.after if direction is _Direction.FORWARD else change.before
            if data is not None:
                _write(_beside(target, direction), data)
                if target.exists():
                    shutil.copymode(target, _beside(target, direction))


def _steps(root: Path, journal: _Journal) -> tuple[str, ...]:
    """Goes the journal's way for every file; each step may have been done before."""
    left_alone = [one.path for one in journal.entries if not _step(root, one, journal.direction)]
    _sync_folders(root, journal.entries)
    return tuple(left_alone)


def _sweep(root: Path, entries: Iterable[_Entry]) -> None:
    """Removes the bytes laid out, and then the journal: until then all of it can be repeated."""
    for entry in entries:
        for direction in _Direction:
            _beside(root / entry.path, direction).unlink(missing_ok=True)
    _temporary(root / JOURNAL).unlink(missing_ok=True)
    (root / JOURNAL).unlink(missing_ok=True)
    _sync_folder(root)


def _step(root: Path, entry: _Entry, direction: _Direction) -> bool:
    """Brings one file to its wanted state; false if it was left alone."""
    target = root / entry.path
    wanted, other = entry.after, entry.before
    if direction is _Direction.BACK:
        wanted, other = other, wanted
    now = _digest(_bytes(target))
    if now == wanted:
        return True
    if now != other:
        return False
    try:
        if wanted is None:
            target.unlink()
        else:
            _beside(target, direction).replace(target)
    except FileNotFoundError:  # somebody swept our bytes away
        return False
    return True


def _record(root: Path, journal: _Journal) -> None:
    text = json.dumps(asdict(journal), indent=1)
    _write(_temporary(root / JOURNAL), text.encode())
    _sync_folders(root, journal.entries)  # what the journal speaks of is on the disk before it
    _temporary(root / JOURNAL).replace(root / JOURNAL)
    _sync_folder(root)


def _journal(root: Path) -> _Journal | None:
    data = _bytes(root / JOURNAL)
    if data is None:
        return None
    try:
        read = json.loads(data)
        entries = tuple(_Entry(**one) for one in read["entries"])
        journal = _Journal(_Direction(read["direction"]), entries)
    except (ValueError, TypeError, KeyError) as error:
        raise DamagedJournalError(f"{JOURNAL} cannot be read") from error
    if not all(_is_inside(one.path) for one in entries):
        raise DamagedJournalError(f"{JOURNAL} names files outside of the project")
    return journal


def _is_inside(path: str) -> bool:
    pure = PurePosixPath(path)
    return not pure.is_absolute() and ".." not in pure.parts


def _beside(target: Path, direction: _Direction) -> Path:
    """A hidden file, which no reader of the data looks at."""
    return target.with_name(f".{target.name}.{direction}")


def _temporary(path: Path) -> Path:
    return path.with_name(f"{path.name}.tmp")


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _digest(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folders(root: Path, entries: Iterable[_Entry]) -> None:
    for folder in sorted({(root / one.path).parent for one in entries}):
        if folder.is_dir():
            _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    if sys.platform != "win32":  # Windows cannot open folders, and needs no such call
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Waits until no other process changes this project; the system frees a dead one's lock."""
    if sys.platform == "win32":
        yield
        return
    opened = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)
