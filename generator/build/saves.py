"""Seeing saves in a project: by the system's events where those are complete, else by looking.

`mkdocs serve` and `explainer check --watch` see them in the same way.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from watchdog import events
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

if sys.platform.startswith("linux"):
    from watchdog.observers.inotify import InotifyObserver
else:  # the events of other systems were never tried
    InotifyObserver = None

_INTERVAL = 0.2  # seconds between two looks
# Seconds without a save after which all that belongs together is saved.
_QUIET = 0.15
_QUIET_AFTER_LOOKING = 0.25  # above the interval

# File systems on which every change is made by this system, which therefore reports it.
_LOCAL = frozenset(("ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "f2fs"))
_ELSEWHERE: list[type[events.FileSystemEvent]] = [
    events.FileCreatedEvent,
    events.FileDeletedEvent,
    events.FileMovedEvent,
    events.DirCreatedEvent,
    events.DirDeletedEvent,
    events.DirMovedEvent,
]


class SavesObserver:
    """An observer, in MkDocs' sense, of the project's folder.

    It sees what changes in the files and folders of these names, right below the project's folder,
    which may come and go, and in whole folders elsewhere. What begins with a dot belongs to editors
    and is no part of a site.
    """

    def __init__(self, project: Path, names: Iterable[str]) -> None:
        self._project = project
        self._names = frozenset(names)
        self._folders: dict[str, ObservedWatch] = {}
        self._has_events = InotifyObserver is not None and _file_system(project) in _LOCAL
        self._observer: BaseObserver = InotifyObserver() if self._has_events else _looking()
        self._observer.start()  # so that what cannot be watched is met when it is asked for

    @property
    def quiet(self) -> float:
        return _QUIET if self._has_events else _QUIET_AFTER_LOOKING

    def schedule(
        self, handler: events.FileSystemEventHandler, path: str, *, recursive: bool
    ) -> None:
        del recursive
        try:
            self._schedule(handler, Path(path))
        except OSError:  # a limit of the system: it is looked at again and again instead
            if not self._has_events:
                raise
            self._observer.stop()
            self._has_events, self._observer = False, _looking()
            self._folders.clear()
            self._observer.start()
            self._schedule(handler, Path(path))

    def start(self) -> None:
        """It has begun already."""

    def stop(self) -> None:
        self._observer.stop()

    def join(self) -> None:
        self._observer.join()

    def _schedule(self, handler: events.FileSystemEventHandler, folder: Path) -> None:
        if folder != self._project:
            self._observe(folder, handler.dispatch)
            return

        def changed(event: events.FileSystemEvent) -> None:
            """Something right below the project's folder, which may be another thing now."""
            for path in _paths(event):
                if path.parent == folder and path.name in self._names:
                    self._follow(path, handler)
                    handler.dispatch(events.FileModifiedEvent(os.fspath(path)))

        for name in sorted(self._names):
            self._follow(folder / name, handler)
        self._observe(folder, changed, recursive=False)

    def _follow(self, folder: Path, handler: events.FileSystemEventHandler) -> None:
        """Watches a folder from now on, and no more one that had its name."""
        if folder.name in self._folders:
            with suppress(KeyError):  # it has ended with the folder
                self._observer.unschedule(self._folders.pop(folder.name))
        if folder.is_dir():
            self._folders[folder.name] = self._observe(folder, handler.dispatch)

    def _observe(
        self,
        folder: Path,
        then: Callable[[events.FileSystemEvent], None],
        *,
        recursive: bool = True,
    ) -> ObservedWatch:
        # Reading is no save, and writing is one when the file is closed: before, it is half a file.
        written = events.FileClosedEvent if self._has_events else events.FileModifiedEvent
        return self._observer.schedule(
            _Saves(folder, then),
            os.fspath(folder),
            recursive=recursive,
            event_filter=[written, *_ELSEWHERE],
        )


class _Saves(events.FileSystemEventHandler):
    """Passes events on, but those of what begins with a dot."""

    def __init__(self, folder: Path, then: Callable[[events.FileSystemEvent], None]) -> None:
        self._folder = folder
        self._then = then

    def on_any_event(self, event: events.FileSystemEvent) -> None:
        if any(self._is_seen(path) for path in _paths(event)):
            self._then(event)

    def _is_seen(self, path: Path) -> bool:
        return not any(part.startswith(".") for part in path.relative_to(self._folder).parts)


class Saved(events.FileSystemEventHandler):
    """The saves since the watch began."""

    def __init__(self) -> None:
        self._changed = threading.Event()

    def on_any_event(self, event: events.FileSystemEvent) -> None:
        del event
        self._changed.set()

    def wait(self, quiet: float) -> None:
        """Returns once something has changed and nothing changes any more."""
        # Without a time limit Windows would not let Ctrl-C through.
        while not self._changed.wait(timeout=0.5):
            pass
        while self._changed.is_set():
            self._changed.clear()
            self._changed.wait(timeout=quiet)


@contextmanager
def watched(project: Path, names: Iterable[str]) -> Iterator[Callable[[], None]]:
    """A function that waits for the next save; nothing that is saved inside the block is missed."""
    observer, saved = SavesObserver(project, names), Saved()
    observer.schedule(saved, os.fspath(project), recursive=True)
    try:
        yield lambda: saved.wait(observer.quiet)
    finally:
        observer.stop()
        observer.join()


def _looking() -> BaseObserver:
    return PollingObserver(timeout=_INTERVAL)


def _paths(event: events.FileSystemEvent) -> list[Path]:
    return [Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path]


def _file_system(folder: Path) -> str:
    """The kind of file system that a folder lies on, where the system tells."""
    mounts = Path("/proc/self/mounts")
    return file_system(folder, mounts.read_text(errors="replace")) if mounts.exists() else ""


def file_system(folder: Path, mounts: str) -> str:
    """The same by the lines of `/proc/self/mounts`."""
    kinds = {}
    for line in mounts.splitlines():
        _, at, kind, *_ = line.split(" ")
        kinds[Path(at.encode().decode("unicode_escape"))] = kind  # a blank is written \040
    around = [one for one in (folder, *folder.parents) if one in kinds]
    return kinds[around[0]] if around else ""
