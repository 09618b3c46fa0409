"""Seeing saves in a project, for `mkdocs serve` and for `explainer check --watch`.

The folders are looked at again and again: this works on every system, on network drives and in
containers, where the system reports nothing. A thousand files take 5 ms a look.
"""

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.polling import PollingObserverVFS

_INTERVAL = 0.2  # seconds between two looks
QUIET = 0.25  # seconds without a save, above the interval: what belongs together is saved then


def observer(project: Path, names: Iterable[str]) -> PollingObserverVFS:
    """An observer for the project's folder, in which it sees what changes in these files and
    folders right below it, which may come and go; or for whole folders elsewhere.

    What begins with a dot belongs to editors and is no part of a site.
    """
    watched = frozenset(name.rstrip("/") for name in names)

    def listed(folder: str | None) -> Iterator["os.DirEntry[str]"]:
        is_project = folder is not None and Path(folder) == project
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name in watched if is_project else not entry.name.startswith("."):
                    yield entry

    return PollingObserverVFS(os.stat, listed, polling_interval=_INTERVAL)


class _Saved(FileSystemEventHandler):
    def __init__(self) -> None:
        self.has_come = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:  # noqa: ARG002
        self.has_come.set()


@contextmanager
def watched(project: Path, names: Iterable[str]) -> Iterator[Callable[[], None]]:
    """A function that waits until something is saved and nothing changes any more; no save inside
    the block is missed."""
    saved, watching = _Saved(), observer(project, names)

    def wait_for_save() -> None:
        while not saved.has_come.wait(timeout=0.5):
            pass  # without a time limit Windows would not let Ctrl-C through
        while saved.has_come.is_set():
            saved.has_come.clear()
            saved.has_come.wait(timeout=QUIET)

    watching.schedule(saved, os.fspath(project), recursive=True)
    watching.start()
    try:
        yield wait_for_save
    finally:
        watching.stop()
        watching.join()
