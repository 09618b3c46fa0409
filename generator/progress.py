"""Progress of long work, for people who wait: on a terminal, and only if it takes some seconds.

    with progress("Rendering pages", len(pages)) as step:
        for page in pages:
            ...
            step()

It is one line of stderr, which is gone when the work ends. Where stderr is no terminal, as in a
pipe or in CI, nothing is printed at all.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

_PATIENCE = 2.0  # seconds until anything is shown
_INTERVAL = 0.1  # seconds between two changes of the line
_CLEAR = "\r\x1b[K"


@contextmanager
def progress(
    work: str, total: int, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
) -> Iterator[Callable[[], None]]:
    """What it yields is called for each of the `total` pieces of work that is done."""
    shown = sys.stderr if stream is None else stream
    if not shown.isatty():
        yield lambda: None
        return
    done, due, begun = 0, clock() + _PATIENCE, clock()

    def step() -> None:
        nonlocal done, due
        done += 1
        now = clock()
        if now >= due:
            due = now + _INTERVAL
            left = (now - begun) / done * (total - done)
            shown.write(f"{_CLEAR}{work}: {done:,} of {total:,}, {_duration(left)} left")
            shown.flush()

    try:
        yield step
    finally:
        if clock() - begun >= _PATIENCE:
            shown.write(_CLEAR)
            shown.flush()


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
