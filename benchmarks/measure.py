"""What a command costs: time on the clock, time of the processors, memory of all its processes."""

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

MEMORY_EVERY: Final = 0.2  # seconds


class FailedError(Exception):
    """A command that was to be measured did not end well."""


@dataclass(frozen=True, slots=True)
class Cost:
    seconds: float
    cpu: float = 0.0  # seconds of all processors, of the command and those that it started
    peak: int = 0  # bytes; what processes share is counted once
    load: float = 0.0  # how many others wanted a processor in the minute before


def load() -> float:
    return os.getloadavg()[0]


def cost_of(
    command: Sequence[str | Path],
    folder: Path,
    log: Path,
    environment: Mapping[str, str] | None = None,
) -> Cost:
    """Runs a command to its end. Raises FailedError unless it exits with 0."""
    busy = load()
    with log.open("wb") as stream:
        start = time.perf_counter()
        process = subprocess.Popen(
            [os.fspath(word) for word in command],
            cwd=folder,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1", **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
        with Memory(process.pid) as memory:
            try:
                _, status, usage = os.wait4(process.pid, 0)
            except BaseException:
                process.kill()
                process.wait()
                raise
            seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        end = log.read_text(errors="replace")[-1500:]
        raise FailedError(f"{Path(command[0]).name} exited with {process.returncode}: {end}")
    peak = max(memory.peak, usage.ru_maxrss * 1024)
    return Cost(seconds, usage.ru_utime + usage.ru_stime, peak, busy)


class Memory:
    """The most memory that a process and its children held at one time, looked at now and then.

    The largest single process is known exactly (`ru_maxrss`); this adds the others.
    """

    def __init__(self, pid: int) -> None:
        self.peak = 0
        self._pid = pid
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Memory":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._is_over.wait(MEMORY_EVERY):
            with suppress(psutil.Error):
                process = psutil.Process(self._pid)
                children = process.children(recursive=True)
                self.peak = max(self.peak, _held([process, *children]))


def _held(processes: Sequence[psutil.Process]) -> int:
    """What one process holds; of several, what they share counted once (where the system tells)."""
    if len(processes) == 1:
        return int(processes[0].memory_info().rss)
    total = 0
    for process in processes:
        with suppress(psutil.Error):
            full = process.memory_full_info()
            total += int(getattr(full, "pss", full.rss))
    return total
