"""Something that happens at a moment of a test's choice: before the nth line of some modules."""

import os
import sys
from collections.abc import Callable, Collection
from types import FrameType
from typing import Any

SURVIVED = 0


def at_line(
    number: int, happen: Callable[[], object], act: Callable[[], object], modules: Collection[str]
) -> None:
    """Does something, and lets something else happen before the nth line in one of these files."""
    lines = 0

    def trace(frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal lines
        if frame.f_code.co_filename not in modules:
            return None
        if event == "line":
            lines += 1
            if lines == number:
                happen()
        return trace

    sys.settrace(trace)
    try:
        act()
    finally:
        sys.settrace(None)


def in_child(act: Callable[[], object]) -> int:
    """How a process of its own ended that did this: its exit code, or minus its signal."""
    child = os.fork()
    if child == 0:
        try:
            act()
            os._exit(SURVIVED)
        except BaseException:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def interrupt() -> None:
    raise KeyboardInterrupt
