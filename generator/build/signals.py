"""Ending a preview by a signal, so that it leaves nothing behind."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

# Of these, a system may lack the last, which comes when a terminal is closed.
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_NUMBERS = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]


def tidy_up_on_signals() -> None:
    """From now on signals that would kill the process end it as Ctrl-C does.

    One that is ignored stays so: that is how `nohup` works.
    """
    for number in _NUMBERS:
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)


@contextmanager
def undisturbed() -> Iterator[None]:
    """No such signal ends what is done inside: a second Ctrl-C often follows the first."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in _NUMBERS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
