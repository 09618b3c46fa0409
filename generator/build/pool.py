"""The one process pool: work for forked processes, which know all that this one knows.

Where there is no `fork`, or threads run (a forked process has only one, and what others held stays
held in it), all is done in this process.
"""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from typing import Any, TypeVar

from generator.report.terminal import progress

S = TypeVar("S")
T = TypeVar("T")

_LEAST = 16  # pieces of work that are worth a process
_MOST_IN_A_ROW = 16  # neighbours are made of what lies side by side in memory

# Of a forked process:
_work: Callable[[Any], Any]
_items: Sequence[Any]


def processors() -> int:
    """How many processes may work at once."""
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def parallel_map(work: Callable[[S], T], items: Sequence[S]) -> Generator[T]:
    """What `work` makes of each item, in order; to be closed by whoever does not take all.

    An exception of a worker is raised here, with the worker's traceback as its cause, and so is the
    end of a worker that was killed. Results pass through a pipe, so they have to be picklable.
    """
    several = min(processors(), len(items) // _LEAST)
    if several < 2:
        yield from map(work, items)
        return
    in_a_row = max(1, min(_MOST_IN_A_ROW, len(items) // (8 * several)))
    gc.freeze()  # what is there stays there: looking through it would copy it
    fork = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(several, fork, initializer=_begin, initargs=(work, items))
    try:
        yield from pool.map(_piece, range(len(items)), chunksize=in_a_row)
    except BaseException:  # also Ctrl-C, and when nobody takes the rest
        for worker in multiprocessing.active_children():
            worker.kill()  # who is told to stop twice does not wait for what they are at
        raise
    finally:
        pool.shutdown(cancel_futures=True)
        gc.unfreeze()


def with_progress(work: Callable[[S], T], items: Sequence[S], words: str) -> Generator[tuple[S, T]]:
    """As `parallel_map`, but with the items themselves; a terminal shows how far it has come."""
    with closing(parallel_map(work, items)) as results:
        pairs = zip(items, results, strict=True)
        if len(items) < _LEAST:  # soon done, as after an edit in a preview
            yield from pairs
            return
        with progress(pairs, len(items), words) as shown:
            yield from shown


def _begin(work: Callable[[Any], Any], items: Sequence[Any]) -> None:
    """What a forked process does first."""
    global _work, _items  # which do not pass through a pipe
    _work, _items = work, items
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
    return _work(_items[number])
