"""The preview of a site: the last good one is served, with what is wrong since then over its pages.

Nothing here knows MkDocs: a server is a WSGI application, a build is a function that may raise.
"""

import logging
import os
import re
import shutil
import signal
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserverVFS

from generator.diagnostics import Diagnostic
from generator.text import counted

# The files are looked at again and again: this works on network drives and in containers too.
_INTERVAL = 0.2  # seconds between two looks
QUIET = 0.25  # seconds without a save before a build; above the interval, so that saves are gathered

_MOST = 50  # complaints in the box; the terminal shows all of them
_ENDINGS = ("SIGTERM", "SIGHUP", "SIGINT")  # SIGHUP comes when a terminal is closed

_STYLE = """
<style>
#x-faults { position: fixed; inset: auto 0 0 0; z-index: 9999; max-height: 70vh; overflow: auto;
  padding: 1rem 1.5rem; background: #2a1215; color: #fff; border-top: 4px solid #ff8a84;
  font: 15px/1.5 system-ui, sans-serif; }
#x-faults summary { font-size: 1.1rem; font-weight: 700; cursor: pointer; }
#x-faults li { margin: .5rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
#x-faults code { color: #ffd9d6; background: none; font-size: 14px; }
#x-faults small { color: #ffd9d6; }
@media print { #x-faults { display: none; } }
</style>
"""
_NOTHING_YET = b"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Nothing could be built yet</title></head>
<body style="font: 18px/1.5 system-ui, sans-serif; margin: 3rem">
<h1>Nothing could be built yet</h1>
<p>Mend what is listed below, and the site comes up by itself.</p>
</body>
</html>
"""


@dataclass(slots=True)
class Preview:
    """Serves the last good site from `root`; each build is made beside it, and then takes its place.

    A build never leaves `root` half-written, and never fails to the outside.
    """

    root: Path  # a temporary folder, removed at the end
    project: Path  # the folder that names of files are shown from
    logger: logging.Logger  # where builds say what is wrong with them
    complaints: Sequence[str] = ()  # HTML of each list item; empty: the last build was good
    _next: Path | None = field(default=None, init=False)

    def new_folder(self) -> str:
        """An empty folder for the build that begins."""
        self._drop_next()
        self._next = Path(tempfile.mkdtemp(prefix=f"{self.root.name}_", dir=self.root.parent))
        return os.fspath(self._next)

    def begin(self) -> None:
        """Until there is a site, every address shows that there is none yet."""
        for name in ("index.html", "404.html"):
            (self.root / name).write_bytes(_NOTHING_YET)

    def guarded(self, build: Callable[[], None]) -> Callable[[], None]:
        """A build that, if it fails, leaves the site as it was and the complaints to be shown."""

        def attempt() -> None:
            self.complaints = ()
            with _listening(self.logger) as said:
                try:
                    build()
                except (Exception, SystemExit) as error:
                    self._drop_next()
                    self.complaints = self.complaints or self._complaints_of(error, said)
                else:
                    self._take_over()

        return attempt

    def over(self, application: WSGIApplication, missing: str) -> WSGIApplication:
        """The application, with a box over its pages while there are complaints.

        An address without a page shows the page at the path `missing`, so that it follows the
        builds like all others: the page may be there after the next one.
        """

        def shown(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            answer = _Answer.of(application, environ)
            if answer.status.startswith("404"):
                instead = _Answer.of(application, {**environ, "PATH_INFO": missing})
                answer = _Answer(answer.status, instead.headers, instead.body)
            # Only now: an application makes requests wait until the build under way has ended.
            if self.complaints and answer.is_page:
                answer = answer.with_body(with_box(answer.whole_body(), self.complaints))
            start_response(answer.status, answer.headers)
            return answer.body

        return shown

    def close(self) -> None:
        """Removes all folders, whatever impatient signals come meanwhile."""
        with _undisturbed():
            self._drop_next()
            shutil.rmtree(self.root, ignore_errors=True)

    def _take_over(self) -> None:
        if self._next is not None:
            shutil.rmtree(self.root, ignore_errors=True)
            self._next.rename(self.root)
            self._next = None

    def _drop_next(self) -> None:
        if self._next is not None:
            shutil.rmtree(self._next, ignore_errors=True)
            self._next = None

    def _complaints_of(self, error: BaseException, said: list[logging.LogRecord]) -> list[str]:
        """What the build said before it gave up, or else the exception that ended it."""
        if isinstance(error, SystemExit) and said:
            worst = max(record.levelno for record in said)
            return [_marked_up(one.getMessage()) for one in said if one.levelno == worst]
        message = f"{place_of(error, self.project)}{type(error).__name__}: {error}"
        self.logger.error(f"{message}\nThe last good site is shown until this is mended.")
        self.logger.debug("What was called:", exc_info=error)
        return [_marked_up(message)]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a WSGI application answers, as a value."""

    status: str
    headers: list[tuple[str, str]]
    body: Iterable[bytes]

    @classmethod
    def of(cls, application: WSGIApplication, environ: WSGIEnvironment) -> "_Answer":
        started: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
            started[:] = [status, headers]
            return lambda _data: None

        body = application(environ, start_response)
        return cls(*started, body)

    @property
    def is_page(self) -> bool:
        return any(name.lower() == "content-type" and "html" in kind for name, kind in self.headers)

    def whole_body(self) -> bytes:
        with closing(self.body) if hasattr(self.body, "close") else nullcontext():
            return b"".join(self.body)

    def with_body(self, body: bytes) -> "_Answer":
        others = [one for one in self.headers if one[0].lower() != "content-length"]
        return _Answer(self.status, [*others, ("Content-Length", str(len(body)))], [body])


def complaint(finding: Diagnostic) -> str:
    """A finding as the HTML of a list item."""
    help_text = f"<br><small>{_marked_up(finding.help)}</small>" if finding.help else ""
    return f"<code>{escape(str(finding.span))}</code> {_marked_up(finding.message)}{help_text}"


def with_box(page: bytes, complaints: Sequence[str]) -> bytes:
    """An HTML page with a box that lists what is wrong; it can be folded to look below it."""
    items = "".join(f"<li>{one}</li>" for one in complaints[:_MOST])
    more = len(complaints) - _MOST
    rest = f"<p>… and {more} more; the terminal shows all of them.</p>" if more > 0 else ""
    box = (
        f'{_STYLE}<section id="x-faults" role="alert"><details open>'
        f"<summary>{counted(len(complaints), 'fault')} to mend. "
        f"The page shown is the last that could be built.</summary>"
        f"<ol>{items}</ol>{rest}</details></section>"
    ).encode()
    before, end, after = page.rpartition(b"</body>")
    return before + box + end + after if end else page + box


def _marked_up(words: str) -> str:
    """Plain words as HTML, with code where they have backticks."""
    return re.sub(r"`([^`\n]+)`", r"<code>\1</code>", escape(words))


def place_of(error: BaseException, project: Path) -> str:
    """`overrides/main.html:12: ` if a file of the project that is no program is at fault."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.suffix != ".py" and path.is_relative_to(project):
            return f"{path.relative_to(project)}:{frame.lineno}: "
    return ""


def observer(project: Path, names: Iterable[str]) -> BaseObserver:
    """Looks for saves in the files and folders of these names, right below the project's folder.

    They may come and go. What begins with a dot belongs to editors and is no part of the site.
    """
    watched = frozenset(names)

    def listed(folder: str | None) -> Iterator["os.DirEntry[str]"]:
        is_project = folder is not None and Path(folder) == project
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name in watched if is_project else not entry.name.startswith("."):
                    yield entry

    return PollingObserverVFS(os.stat, listed, polling_interval=_INTERVAL)


def end_like_an_interrupt() -> None:
    """From now on signals that would kill the process let it tidy up, as Ctrl-C does.

    A signal that is ignored, as `nohup` does, stays ignored.
    """
    for name in _ENDINGS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)


@contextmanager
def _undisturbed() -> Iterator[None]:
    numbers = [getattr(signal, name) for name in _ENDINGS if hasattr(signal, name)]
    before = {number: signal.signal(number, signal.SIG_IGN) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _listening(logger: logging.Logger) -> Iterator[list[logging.LogRecord]]:
    """Gathers the warnings and errors that a logger is given meanwhile."""
    said: list[logging.LogRecord] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = said.append  # type: ignore[method-assign]
    logger.addHandler(handler)
    try:
        yield said
    finally:
        logger.removeHandler(handler)
