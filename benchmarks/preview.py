"""From saving a file to the page that shows it, under `mkdocs serve`, as a browser would see it."""

import re
import socket
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.edit import edited
from benchmarks.measure import Cost, FailedError, end_of, load, running

PATIENCE: Final = 1800.0  # seconds
_EPOCH = re.compile(r"livereload\((\d+), (\d+)\)")


def reloads(project: Path, log: Path, numbers: Iterable[int]) -> Iterator[Cost]:
    """What each edit under one preview costs; memory is that of the preview so far."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    address = f"http://{place}/"
    with running([sys.executable, "-m", "mkdocs", "serve", "-a", place], project, log) as command:
        end = time.monotonic() + PATIENCE
        while not _EPOCH.search(_page(address)):
            if command.process.poll() is not None or time.monotonic() > end:
                raise FailedError(f"mkdocs serve: {end_of(log)}")
            time.sleep(0.2)
        for number in numbers:
            busy = load()
            yield Cost(_reload(address, project, number), 0.0, command.peak, busy)


def _reload(address: str, project: Path, number: int) -> float:
    """Edits a claim, and waits as the browser's script does: to be told, then for the page.

    The seconds until the page with the new words has arrived.
    """
    found = _EPOCH.search(_page(address))
    assert found
    epoch, request = found.groups()
    start = time.perf_counter()
    claim, word = edited(project, number)
    while time.perf_counter() - start < PATIENCE:
        epoch = _page(f"{address}livereload/{epoch}/{request}") or epoch
        if word in _page(f"{address}claims/{claim}/"):
            return time.perf_counter() - start
    raise FailedError("the edited page was never shown")


def _page(address: str) -> str:
    try:
        with urlopen(address, timeout=PATIENCE) as answer:
            return str(answer.read().decode())
    except (URLError, ConnectionError):
        return ""
