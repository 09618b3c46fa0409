"""Looking for saves in a project, again and again: network drives report none by themselves."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserverVFS

_INTERVAL = 0.2  # seconds between two looks
QUIET = (
    0.25  # seconds without a save before a build; above the interval, so that saves are gathered
)


def observer(project: Path, names: Iterable[str]) -> BaseObserver:
    """Sees what changes in the files and folders of these names, right below the project's folder.

    They may come and go. What begins with a dot belongs to editors and is no part of a site.
    """
    watched = frozenset(names)

    def listed(folder: str | None) -> Iterator["os.DirEntry[str]"]:
        is_project = folder is not None and Path(folder) == project
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name in watched if is_project else not entry.name.startswith("."):
                    yield entry

    return PollingObserverVFS(os.stat, listed, polling_interval=_INTERVAL)
