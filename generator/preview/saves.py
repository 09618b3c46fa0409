"""Seeing saves in a project: by the system's events where those are complete, else by looking."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from watchdog import events
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserverVFS

if sys.platform.startswith("linux"):
    from watchdog.observers.inotify import InotifyObserver
else:  # the events of other systems were never tried
    InotifyObserver = None

# Seconds without a save before a build, so that saves that belong together are gathered.
QUIET = 0.15
_INTERVAL = 0.2  # seconds between two looks
_QUIET_AFTER_LOOKING = 0.25  # above the interval

# File systems on which every change is made by this system, which therefore reports it.
_LOCAL = frozenset(("ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "f2fs"))
# Reading is no save, and writing is one when the file is closed: before, it is half a file.
_SAVES: list[type[events.FileSystemEvent]] = [
    events.FileCreatedEvent,
    events.FileClosedEvent,
    events.FileDeletedEvent,
    events.FileMovedEvent,
    events.DirCreatedEvent,
    events.DirDeletedEvent,
    events.DirMovedEvent,
]


def observers(project: Path, names: Iterable[str]) -> Iterator[tuple[Any, float]]:
    """Observers to try in turn, each with the quiet time that it needs.

    They see what changes in the files and folders of these names, right below the project's
    folder, which may come and go, and in whole folders elsewhere. What begins with a dot belongs
    to editors and is no part of a site. One that cannot watch as much as is asked of it raises
    OSError when it is asked.
    """
    watched = frozenset(names)
    if InotifyObserver is not None and file_system(project, _mounts()) in _LOCAL:
        with suppress(OSError):
            yield Events(project, watched), QUIET
    yield _looking(project, watched), _QUIET_AFTER_LOOKING


def file_system(folder: Path, mounts: str) -> str:
    """The kind of file system that a folder lies on, by the lines of `/proc/self/mounts`."""
    kinds = {}
    for line in mounts.splitlines():
        _, at, kind, *_ = line.split(" ")
        kinds[Path(at.encode().decode("unicode_escape"))] = kind  # a blank is written \040
    around = [one for one in (folder, *folder.parents) if one in kinds]
    return kinds[around[0]] if around else ""


def _mounts() -> str:
    try:
        return Path("/proc/self/mounts").read_text(errors="replace")
    except OSError:
        return ""


class Events:
    """An observer, in MkDocs' sense, of the events that the system reports."""

    def __init__(self, project: Path, names: frozenset[str]) -> None:
        self._project = project
        self._names = names
        self._folders: dict[str, ObservedWatch] = {}
        self._observer = InotifyObserver()
        self._observer.start()  # so that what cannot be watched is met when it is asked for

    def schedule(
        self, handler: events.FileSystemEventHandler, path: str, *, recursive: bool
    ) -> ObservedWatch:
        folder = Path(path)
        if folder != self._project:
            return self._observed(_Saves(folder, handler.dispatch), folder, recursive=recursive)

        def changed(event: events.FileSystemEvent) -> None:
            """Something right below the project's folder, which may be another thing now."""
            for one in _paths(event):
                if one.parent == folder and one.name in self._names:
                    self._follow(one, handler)
                    handler.dispatch(events.FileModifiedEvent(os.fspath(one)))

        for name in sorted(self._names):
            self._follow(folder / name, handler)
        return self._observed(_Saves(folder, changed), folder, recursive=False)

    def start(self) -> None:
        """It has begun already."""

    def stop(self) -> None:
        self._observer.stop()

    def join(self) -> None:
        self._observer.join()

    def _follow(self, folder: Path, handler: events.FileSystemEventHandler) -> None:
        """Watches a folder from now on, and no more one that had its name."""
        if folder.name in self._folders:
            self._observer.unschedule(self._folders.pop(folder.name))
        if folder.is_dir():
            self._folders[folder.name] = self._observed(
                _Saves(folder, handler.dispatch), folder, recursive=True
            )

    def _observed(self, saves: "_Saves", folder: Path, *, recursive: bool) -> ObservedWatch:
        return self._observer.schedule(
            saves,
            os.fspath(folder),
            recursive=recursive,
            event_filter=_SAVES,
            follow_symlink=True,
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


def _paths(event: events.FileSystemEvent) -> list[Path]:
    return [Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path]


def _looking(project: Path, watched: frozenset[str]) -> BaseObserver:
    def listed(folder: str | None) -> Iterator["os.DirEntry[str]"]:
        is_project = folder is not None and Path(folder) == project
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name in watched if is_project else not entry.name.startswith("."):
                    yield entry

    return PollingObserverVFS(os.stat, listed, polling_interval=_INTERVAL)
