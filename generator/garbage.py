"""How often Python looks for garbage: seldom, while an explainer is made.

Almost all that is made stays until the end, so that looking often finds nothing, and takes up to a
fifth of the time.
"""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Objects more than before, and how many times that for older ones. The oldest are hardly ever
# looked through: that takes longest, and what has stayed so long stays until the end.
_SELDOM = (200_000, 50, 1_000)


@contextmanager
def looked_for_seldom() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    # A process that ends looks through all that is there, and more than once.
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        _begin_to_count()


@contextmanager
def not_looked_for() -> Iterator[None]:
    """For work that leaves next to none, while all that it works on is there."""
    was_looked_for = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_looked_for:
            _begin_to_count()  # before Python sees how much there is to look through
            gc.enable()


def _begin_to_count() -> None:
    """What was made up to now is old, and no reason to look through all of it.

    What is set apart stays so, and then there is little else.
    """
    if not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()


def set_apart() -> None:
    """Lets Python look no more for garbage among what is there, of which almost all will stay.

    A preview would look through all of it in each build, which takes longer than the build itself.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
