"""What MkDocs says while something is done: gathered, to be said afterwards, or never."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

Said = list[logging.LogRecord]


@contextmanager
def overheard(*, is_said: bool = True) -> Iterator[Said]:
    """What MkDocs says meanwhile, also what it was told not to say; what it may, is said after."""
    logger = logging.getLogger("mkdocs")
    handlers, level, propagate = logger.handlers, logger.level, logger.propagate
    said: Said = []
    listener = logging.Handler()
    listener.emit = said.append  # type: ignore[method-assign, assignment]
    logger.handlers, logger.propagate = [listener], False
    logger.setLevel(min(level, logging.INFO))
    try:
        yield said
    finally:
        logger.handlers, logger.propagate = handlers, propagate
        logger.setLevel(level)
        if is_said:
            say(said)


@contextmanager
def listening(to: str) -> Iterator[Said]:
    """What one part of MkDocs says meanwhile, which is said as ever."""
    said: Said = []
    logger, listener = logging.getLogger(to), logging.Handler()
    listener.emit = said.append  # type: ignore[method-assign, assignment]
    logger.addHandler(listener)
    try:
        yield said
    finally:
        logger.removeHandler(listener)


def say(said: Said) -> None:
    for record in said:
        origin = logging.getLogger(record.name)
        if origin.isEnabledFor(record.levelno):
            origin.callHandlers(record)


def matters(said: Said) -> bool:
    return any(record.levelno >= logging.INFO for record in said)
