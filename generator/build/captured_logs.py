"""What MkDocs logs while something is done."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def captured() -> Iterator[list[logging.LogRecord]]:
    """What MkDocs logs meanwhile, also where it is told to be quiet; nobody else hears of it."""
    logger = logging.getLogger("mkdocs")
    handlers, level, propagate = logger.handlers, logger.level, logger.propagate
    records, listener = _listener(logging.INFO)
    logger.handlers, logger.propagate = [listener], False
    logger.setLevel(logging.INFO)
    try:
        yield records
    finally:
        logger.handlers, logger.propagate = handlers, propagate
        logger.setLevel(level)


@contextmanager
def overheard(name: str, level: int = logging.NOTSET) -> Iterator[list[logging.LogRecord]]:
    """What a logger is given meanwhile, which is logged as ever."""
    logger = logging.getLogger(name)
    records, listener = _listener(level)
    logger.addHandler(listener)
    try:
        yield records
    finally:
        logger.removeHandler(listener)


def _listener(level: int) -> tuple[list[logging.LogRecord], logging.Handler]:
    records: list[logging.LogRecord] = []
    handler = logging.Handler(level)
    handler.emit = records.append  # type: ignore[method-assign, assignment]
    return records, handler
