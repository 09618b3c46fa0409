"""What MkDocs logs while something is done."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


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
    logger, records = logging.getLogger(name), list[logging.LogRecord]()
    listener = logging.Handler(level)
    listener.emit = records.append  # type: ignore[method-assign, assignment]
    logger.addHandler(listener)
    try:
        yield records
    finally:
        logger.removeHandler(listener)
