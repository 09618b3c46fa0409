"""From saving a file to the page that shows it, under `mkdocs serve`, as a browser would see it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.edit import edited
from benchmarks.measure import Cost, FailedError, load

PATIENCE: Final = 900.0  # seconds
_EPOCH = re.compile(r"livereload\((\d+), (\d+)\)")


@contextmanager
def serving(project: Path, log: Path) -> Iterator[str]:
    """The address of a preview that has built its first site."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"],
            cwd=project,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"},
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}/"
    try:
        end = time.monotonic() + PATIENCE
        while "livereload(" not in _page(address):
            if process.poll() is not None or time.monotonic() > end:
                raise FailedError(f"mkdocs serve: {log.read_text(errors='replace')[-1500:]}")
            time.sleep(0.2)
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def reload(address: str, project: Path, number: int) -> Cost:
    """Edits a claim, and waits as the browser's script does: to be told, then for the page.

    What counts is the moment at which the page with the new words has arrived.
    """
    busy = load()
    claims = project / "site-data" / "claims"
    epoch, request = _epochs(_page(f"{address}claims/{next(claims.glob('*.yml')).stem}/"))
    start = time.perf_counter()
    edit = edited(project, number)
    while time.perf_counter() - start < PATIENCE:
        told = _page(f"{address}livereload/{epoch}/{request}")
        page = _page(f"{address}claims/{edit.claim}/")
        if edit.word in page:
            return Cost(time.perf_counter() - start, load=busy)
        epoch = told or epoch
    raise FailedError("the edited page was never shown")


def _epochs(page: str) -> tuple[str, str]:
    found = _EPOCH.search(page)
    if found is None:
        raise FailedError("the page of the preview does not follow edits")
    return found[1], found[2]


def _page(address: str) -> str:
    try:
        with urlopen(address, timeout=PATIENCE) as answer:
            text: str = answer.read().decode()
            return text
    except (URLError, ConnectionError):
        return ""
