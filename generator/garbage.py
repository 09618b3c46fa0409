"""How often Python looks for garbage: seldom, while an explainer is made.

Almost all that is made stays until the end, so that looking often finds nothing, and takes up to a
fifth of the time.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (20_000, 10, 1_000_000)  # objects more than before; how many times that for older ones


@contextmanager
def looked_for_seldom() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def set_apart() -> None:
    """Lets Python look no more for garbage among what is there, of which almost all will stay.

    A preview would look through all of it in each build, which takes longer than the build itself.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
