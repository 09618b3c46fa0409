"""Work in several processes at once: forked ones, which know all that their parent knows.

The results come in the order of the work, as bytes. A worker ends when its parent does, however
that ends: it writes into a pipe that nobody reads any more.
"""

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from typing import BinaryIO

_LEAST = 16  # pieces of work that are worth a process
# Pieces that one process does in a row. Neighbours are made of what lies side by side in memory,
# and what a process touches it gets a copy of.
_IN_A_ROW = 16
_ROOM = 1 << 20  # bytes in a pipe, so that a process need not wait while another one is read


def processes() -> int:
    """How many processes may work at once. Where there is no `fork`, or threads run, it is one:
    a forked process has only one thread, and what others held stays held in it.
    """
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def processes_for(pieces: int) -> int:
    """How many processes are worth their while; one means that there is nothing to share."""
    return max(1, min(processes(), pieces // _LEAST))


def _nothing() -> None:
    """What there is to prepare where nothing is."""


class Spread(Iterator[bytes | None]):
    """What `work` makes of 0, 1, 2 … in that order; nothing for what the caller is to do itself.

    That is a piece that failed, so that the fault is met in the caller's process; or all of them,
    where there are no processes or they are not worth it. The work begins at once, with what is
    known now; whoever begins it must close it. `prepare` finds out beforehand what each process
    would have to find out by itself.
    """

    def __init__(
        self, work: Callable[[int], bytes], pieces: int, prepare: Callable[[], None] = _nothing
    ) -> None:
        self._left = iter(range(pieces))
        self._in_a_row = 1
        self._pipes: list[BinaryIO] = []
        self._numbers: list[int] = []
        several = processes_for(pieces)
        if several < 2:
            return
        self._in_a_row = max(1, min(_IN_A_ROW, pieces // (8 * several)))
        prepare()
        gc.freeze()  # so that workers do not touch, and so copy, what their parent has gathered
        for first in range(several):
            reading, writing = _pipe()
            number = os.fork()
            if number == 0:
                its = [one for one in range(pieces) if one // self._in_a_row % several == first]
                _work(work, its, writing, [*self._pipes, reading])
            os.close(writing)
            self._pipes.append(os.fdopen(reading, "rb"))
            self._numbers.append(number)
        gc.unfreeze()

    def __next__(self) -> bytes | None:
        piece = next(self._left)
        if not self._pipes:
            return None
        return _received(self._pipes[piece // self._in_a_row % len(self._pipes)])

    def close(self) -> None:
        """Ends the workers, if they have not ended."""
        for pipe in self._pipes:
            pipe.close()
        for number in self._numbers:
            os.waitpid(number, 0)
        self._pipes, self._numbers = [], []


def _work(
    work: Callable[[int], bytes],
    pieces: Sequence[int],
    writing: int,
    others: list[BinaryIO | int],
) -> None:
    """The whole life of a worker."""
    try:
        gc.enable()  # the parent may make less garbage
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to answer
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        for other in others:
            os.close(other if isinstance(other, int) else other.fileno())
        with os.fdopen(writing, "wb") as pipe:
            for piece in pieces:
                result = None
                with suppress(Exception):
                    result = work(piece)
                size = -1 if result is None else len(result)
                pipe.write(size.to_bytes(8, "big", signed=True) + (result or b""))
                pipe.flush()
    finally:
        os._exit(0)


def _pipe() -> tuple[int, int]:
    reading, writing = os.pipe()
    with suppress(ImportError, AttributeError, OSError):  # where the system grants it
        fcntl = import_module("fcntl")
        fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, _ROOM)
    return reading, writing


def _received(pipe: BinaryIO) -> bytes | None:
    size = int.from_bytes(pipe.read(8) or b"\xff" * 8, "big", signed=True)
    if size < 0:
        return None
    result = pipe.read(size)
    return result if len(result) == size else None
