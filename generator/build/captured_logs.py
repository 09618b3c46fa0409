"""What MkDocs logs while something is done."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import BufferingHandler


@contextmanager
def captured() -> Iterator[list[logging.LogRecord]]:
    """What MkDocs logs meanwhile, also where it is told to be quiet; nobody else hears of it."""
    logger = logging.getLogger("mkdocs")
    handlers, level, propagate = logger.handlers, logger.level, logger.propagate
    logger.handlers, logger.propagate = [], False
    logger.setLevel(logging.INFO)
    try:
        with overheard("mkdocs", logging.INFO) as records:
            yield records
    finally:
        logger.handlers, logger.propagate = handlers, propagate
        logger.setLevel(level)


@contextmanager
def overheard(name: str, level: int = logging.NOTSET) -> Iterator[list[logging.LogRecord]]:
    """What a logger is given meanwhile, which is logged as ever."""
    logger, listener = logging.getLogger(name), BufferingHandler(sys.maxsize)
    listener.setLevel(level)
    logger.addHandler(listener)
    try:
        yield listener.buffer
    finally:
        logger.removeHandler(listener)
