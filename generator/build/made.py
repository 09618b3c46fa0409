"""The site that the generator makes for MkDocs, by a process of its own where there can be one.

The memory that it takes is free again then, before MkDocs begins. The two processes share a file
for texts. What goes wrong in the other one, errors in the data with it, is no result: this one then
makes the site itself, and so meets it.
"""

import json
import os
import signal
import threading
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import NamedTuple

from generator.build.pipeline import Cache, cache_over, make
from generator.cache import FILE, Store
from generator.core.diagnostics import Diagnostic
from generator.data.project import read_texts
from generator.garbage import not_looked_for
from generator.query.settings import Settings
from generator.site.site import Site, carried, site_of
from generator.spool import Spool
from generator.workers import forked

_PARTS = 4  # of the answer of another process


class Made(NamedTuple):
    """What MkDocs needs to know of what the generator made."""

    site: Site | None  # none while there are errors
    errors: Sequence[Diagnostic]  # in the data
    warnings: int
    as_of: str  # the day up to which the sources go; empty where that is not known


def made_of(root: Path, settings: Settings, cache: Cache, spool: Spool | None = None) -> Made:
    """`spool` is where all texts are put away, if this is all that is to be made."""
    with not_looked_for():
        made = make(read_texts(root, spool), settings, cache)
    errors = tuple(one for one in made.found if one.is_error)
    as_of = made.archive.explainer.as_of if made.archive.explainer else None
    day = as_of.latest.isoformat() if as_of and not as_of.is_open else ""
    return Made(made.site, errors, len(made.found) - len(errors), day)


def made_apart(
    root: Path, settings: Settings, opened: Callable[[], Store]
) -> tuple[Made, Store] | None:
    """What another process made, and the store; nothing where it cannot be had so.

    `opened` opens the store, in one process after the other.
    """
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return None
    spool = Spool((root / FILE).parent)
    with suppress(OSError):
        spool.shared()
        answer = _answer(lambda pipe: _work(pipe, root, settings, opened(), spool))
        if answer is not None:
            texts, used, site, rest = answer
            spool.go_on(texts)
            store = opened()
            store.go_on(used)
            return Made(site_of(site, spool), (), *json.loads(rest)), store
    return None


def _work(pipe: Connection, root: Path, settings: Settings, store: Store, spool: Spool) -> None:
    site, _, *rest = made_of(root, settings, cache_over(store, spool), spool)
    if site is not None:
        its = carried(site, spool)
        parts = (spool.handed_over(), store.handed_over(), its, json.dumps(rest).encode())
        for part in parts:
            pipe.send_bytes(part)


def _answer(work: Callable[[Connection], None]) -> list[bytes] | None:
    """What a forked process sends, or nothing if it fails."""
    reading, writing = Pipe(duplex=False)

    def answered() -> None:
        reading.close()
        work(writing)

    number = forked(answered)
    writing.close()
    with closing(reading):
        try:
            return [reading.recv_bytes() for _ in range(_PARTS)]
        except (EOFError, OSError):
            return None
        finally:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)  # it has nothing more to say
            os.waitpid(number, 0)
