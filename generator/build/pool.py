"""The one process pool: work for forked processes, which know all that this one knows.

Where there is no `fork`, or threads run (a forked process has only one, and what others held stays
held in it), all is done in this process.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from typing import Any, TypeVar

from generator.report.terminal import ProgressLine

S = TypeVar("S")
T = TypeVar("T")

_LEAST = 16  # pieces of work that are worth a process
_MOST_IN_A_ROW = 16  # neighbours are made of what lies side by side in memory

_work: Callable[[int], Any]  # of a forked process


def processors() -> int:
    """How many processes may work at once."""
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(work: Callable[[int], T], count: int, most: int | None = None) -> Generator[T]:
    """What `work` makes of 0, 1, 2 … in that order; to be closed by whoever does not take all.

    An exception of a worker is raised here, with the worker's traceback as its cause, and so is the
    end of a worker that was killed. Results pass through a pipe, so they have to be picklable.
    At `most` so many processes work; if none are named, as many as there are processors.
    """
    several = min(most or processors(), count // _LEAST)
    if several < 2:
        yield from map(work, range(count))
        return
    in_a_row = max(1, min(_MOST_IN_A_ROW, count // (8 * several)))
    gc.freeze()  # what is there stays there: looking through it would copy it
    fork = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(several, fork, initializer=_begin, initargs=(work,))
    try:
        yield from pool.map(_piece, range(count), chunksize=in_a_row)
    except BaseException:  # also Ctrl-C, and when nobody takes the rest
        for worker in multiprocessing.active_children():
            worker.kill()  # who is told to stop twice does not wait for what they are at
        raise
    finally:
        pool.shutdown(cancel_futures=True)
        gc.unfreeze()


def with_progress(work: Callable[[S], T], items: Sequence[S], words: str) -> Generator[tuple[S, T]]:
    """As `in_order`, each item with what `work` makes of it; a terminal shows how far that is."""
    progress = ProgressLine(words, sys.stderr)
    with closing(in_order(lambda number: work(items[number]), len(items))) as results:
        for done, (item, result) in enumerate(zip(items, results, strict=True), start=1):
            progress(done, len(items))
            yield item, result


def _begin(work: Callable[[int], Any]) -> None:
    """What a forked process does first."""
    global _work  # noqa: PLW0603 - functions do not pass through a pipe
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to answer
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _piece(number: int) -> Any:
    return _work(number)
