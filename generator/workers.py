"""Work in several processes at once: this one, and forked ones that know all that it knows.

The results come in the order of the work, as bytes. Each process takes the next pieces of work as
soon as it is done with the last ones. A forked one ends when its parent does, however that ends:
it writes into a pipe that nobody reads any more.
"""

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from multiprocessing.connection import Connection, wait

_LEAST = 16  # pieces of work that are worth a process
# Pieces that one process does in a row. Neighbours are made of what lies side by side in memory,
# and what a process touches it gets a copy of.
_IN_A_ROW = 16
_MOST_TURNS = 1_000  # their numbers fit into the smallest pipe that there is
_TURN = 4  # bytes of a number in it
_ROOM = 1 << 20  # bytes in a pipe, so that a process need not wait while its parent works
_OFTEN = (10_000, 10, 10)  # new objects, after which a process looks for garbage
_DONE, _FAILED = b"+", b"-"


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


def forked(work: Callable[[], None]) -> int:
    """The number of a process that does this and ends; nobody hears how."""
    number = os.fork()
    if number == 0:
        try:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to answer
            for one in (signal.SIGTERM, signal.SIGHUP):
                signal.signal(one, signal.SIG_DFL)
            with suppress(Exception):
                work()
        finally:
            os._exit(0)
    return number


class Spread(Iterator[bytes | None]):
    """What `work` makes of 0, 1, 2 … in that order; nothing for what the caller is to do itself.

    That is a piece that failed, so that the fault is met by the caller; or all of them, where there
    are no processes or they are not worth it. The forked processes begin at once, with what is
    known now; this one works while it would have to wait for them. Whoever begins it must close it.
    `prepare` finds out beforehand what each process would have to find out by itself.
    """

    def __init__(
        self, work: Callable[[int], bytes], pieces: int, prepare: Callable[[], None] = _nothing
    ) -> None:
        self._work = work
        self._left = iter(range(pieces))
        self._results: dict[int, bytes | None] = {}  # those that are there before their turn
        self._turns: _Turns | None = None
        self._own: Iterator[int] = iter(())
        self._pipes: list[Connection] = []
        self._numbers: list[int] = []
        several = processes_for(pieces)
        if several < 2:
            return
        self._turns = _Turns(pieces, several)
        prepare()
        # What is there stays there: looking through it would copy it, in this process or another.
        gc.freeze()
        self._looked_for = gc.get_threshold()
        gc.set_threshold(*_OFTEN)
        for _ in range(several - 1):
            reading, writing = _pipe()
            its = partial(_work, work, self._turns, writing, [*self._pipes, reading])
            self._numbers.append(forked(its))
            writing.close()
            self._pipes.append(reading)

    def __next__(self) -> bytes | None:
        piece = next(self._left)
        while piece not in self._results and self._turns is not None:
            if self._receive(seconds=0):
                continue
            own = next(self._own, None)
            if own is not None:
                self._results[own] = _result(self._work, own)
            elif its := self._turns.take():
                self._own = iter(its)
            elif not self._receive():
                break  # the process that was to do it has been killed
        return self._results.pop(piece, None)

    def _receive(self, seconds: float | None = None) -> bool:
        """Takes what other processes have done; for how long it waits, or until there is any."""
        there = wait(self._pipes, seconds) if self._pipes else []
        for pipe in there:
            assert isinstance(pipe, Connection)
            try:
                message = pipe.recv_bytes()
            except (EOFError, OSError):
                pipe.close()
                self._pipes.remove(pipe)
                continue
            number, state = message[:_TURN], message[_TURN : _TURN + 1]
            result = message[_TURN + 1 :] if state == _DONE else None
            self._results[int.from_bytes(number, "big")] = result
        return bool(there)

    def close(self) -> None:
        """Ends the other processes, if they have not ended."""
        for pipe in self._pipes:
            pipe.close()
        for number in self._numbers:
            os.waitpid(number, 0)
        self._pipes, self._numbers = [], []
        if self._turns is not None:
            self._turns.close()
            self._turns = None
            gc.set_threshold(*self._looked_for)
            gc.unfreeze()


class _Turns:
    """The pieces that are not begun: a pipe of numbers, from which each process takes the next."""

    def __init__(self, pieces: int, several: int) -> None:
        self._pieces = pieces
        at_once = max(1, min(_IN_A_ROW, pieces // (8 * several)))
        self._in_a_row = max(at_once, -(-pieces // _MOST_TURNS))
        self._reading, writing = os.pipe()
        numbers = range(-(-pieces // self._in_a_row))
        os.write(writing, b"".join(number.to_bytes(_TURN, "big") for number in numbers))
        os.close(writing)

    def take(self) -> Sequence[int]:
        """Nothing, once there is nothing left."""
        number = os.read(self._reading, _TURN)
        if not number:
            return ()
        start = int.from_bytes(number, "big") * self._in_a_row
        return range(start, min(start + self._in_a_row, self._pieces))

    def close(self) -> None:
        os.close(self._reading)


def _result(work: Callable[[int], bytes], piece: int) -> bytes | None:
    with suppress(Exception):
        return work(piece)
    return None


def _work(
    work: Callable[[int], bytes], turns: _Turns, pipe: Connection, others: Sequence[Connection]
) -> None:
    """All that a process does that was forked for it."""
    gc.enable()  # the parent may make less garbage
    for other in others:
        other.close()
    while its := turns.take():
        for piece in its:
            result = _result(work, piece)
            state = _FAILED if result is None else _DONE
            pipe.send_bytes(piece.to_bytes(_TURN, "big") + state + (result or b""))


def _pipe() -> tuple[Connection, Connection]:
    reading, writing = os.pipe()
    with suppress(ImportError, AttributeError, OSError):  # where the system grants it
        fcntl = import_module("fcntl")
        fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, _ROOM)
    return Connection(reading, writable=False), Connection(writing, readable=False)
