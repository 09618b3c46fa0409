"""Progress is for people who wait: nothing in pipes, or for short work, or when all is done."""

import io
from collections.abc import Iterator
from itertools import count

from generator.progress import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(stream: io.StringIO, pieces: int, seconds: float) -> str:
    """What is printed while so many pieces of work take so many seconds each."""
    times: Iterator[float] = (number * seconds for number in count())
    with progress("Asking", pieces, stream, lambda: next(times)) as step:
        for _ in range(pieces):
            step()
    return stream.getvalue()


def test_long_work_shows_how_far_it_is_and_clears_its_line() -> None:
    text = shown(Terminal(), 1200, 0.5)
    assert "Asking: 600 of 1,200, 5 min 0 s left" in text.replace("\x1b[K", "")
    assert text.endswith("\r\x1b[K")
    assert "\n" not in text


def test_short_work_shows_nothing() -> None:
    assert shown(Terminal(), 30, 0.01) == ""


def test_nothing_is_shown_where_nobody_looks() -> None:
    assert shown(io.StringIO(), 1200, 0.5) == ""
