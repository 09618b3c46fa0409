"""Waiting until an editor has saved something in a project."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.polling import PollingObserver

from generator.data.content import FOLDER as CONTENT
from generator.data.loading import DATA

# As MkDocs does, the folders are looked at again and again: this works on network drives and in
# containers too, where the operating system reports nothing. 600 files take 3 ms a look.
_INTERVAL = 0.15  # seconds between two looks
_QUIET = 0.35  # seconds without a change after which everything is saved; above the interval
_CHANGES = {"created", "modified", "moved", "deleted"}


class Saves(FileSystemEventHandler):
    """The changes since the watch began."""

    def __init__(self) -> None:
        self._changed = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in _CHANGES:
            self._changed.set()

    def wait(self) -> None:
        """Returns once something has changed and nothing changes any more."""
        # Without a time limit Windows would not let Ctrl-C through.
        while not self._changed.wait(timeout=0.5):
            pass
        while self._changed.is_set():
            self._changed.clear()
            self._changed.wait(timeout=_QUIET)


@contextmanager
def watched(root: Path) -> Iterator[Saves]:
    """The saves in a project's folders; nothing that is saved inside the block is missed."""
    saves = Saves()
    observer = PollingObserver(timeout=_INTERVAL)
    # The root itself is watched for folders that come and go.
    observer.schedule(saves, str(root), recursive=False)
    for folder in (root / DATA, root / CONTENT):
        if folder.is_dir():
            observer.schedule(saves, str(folder), recursive=True)
    observer.start()
    try:
        yield saves
    finally:
        observer.stop()
        observer.join()
