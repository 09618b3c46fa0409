"""What a command costs: time on the clock, time of the processors, memory of all its processes."""

import os
import platform
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

MEMORY_EVERY: Final = 0.1  # seconds
PATIENCE: Final = 30.0  # seconds for a command that is told to end


class FailedError(Exception):
    """A command that was to be measured did not end well."""


@dataclass(frozen=True, slots=True)
class Cost:
    seconds: float
    cpu: float  # seconds of all processors, of the command and those that it started
    peak: int  # bytes that they held at one time; what they share is counted once
    load: float  # how many wanted a processor in the minute before


@dataclass
class Running:
    """A command with its children, whose memory is looked at now and then.

    The most that the system itself notes (`ru_maxrss`) is never less than what we held ourselves
    when we started the command.
    """

    process: subprocess.Popen[bytes]
    peak: int = 0

    def watch(self, is_over: threading.Event) -> None:
        while not is_over.wait(MEMORY_EVERY):
            with suppress(psutil.Error):
                process = psutil.Process(self.process.pid)
                self.peak = max(self.peak, _held([process, *process.children(recursive=True)]))


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


@contextmanager
def running(command: Sequence[str | Path], folder: Path, log: Path) -> Iterator[Running]:
    """A command that was started, and ends with the block at the latest."""
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [os.fspath(word) for word in command],
            cwd=folder,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"},
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            process_group=0,  # Ctrl-C is for us to answer
        )
    started, is_over = Running(process), threading.Event()
    watching = threading.Thread(target=started.watch, args=(is_over,), daemon=True)
    watching.start()
    try:
        yield started
    finally:
        is_over.set()
        watching.join()
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def cost_of(command: Sequence[str | Path], folder: Path, log: Path) -> Cost:
    """Runs a command to its end. Raises FailedError unless it exits with 0."""
    busy, start = load(), time.perf_counter()
    with running(command, folder, log) as started:
        _, status, usage = os.wait4(started.process.pid, 0)
        seconds = time.perf_counter() - start
        started.process.returncode = os.waitstatus_to_exitcode(status)
    if started.process.returncode != 0:
        raise FailedError(f"{Path(command[0]).name}: {end_of(log)}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, started.peak, busy)


def load() -> float:
    return os.getloadavg()[0]


def end_of(log: Path) -> str:
    return log.read_text(errors="replace").strip()[-300:]


def machine() -> str:
    """What the figures were measured on."""
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{_processor()}, {psutil.cpu_count()} cores, {memory:.0f} GiB of memory, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    )


def _processor() -> str:
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(": ")[2]
    return platform.processor() or platform.machine()
