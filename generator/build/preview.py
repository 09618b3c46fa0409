"""The preview: serves the last good site, with what is wrong since then in a box over its pages.

A server is a WSGI application here, and a build is a function that may raise.
"""

import logging
import os
import re
import shutil
import tempfile
import traceback
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from generator.build.captured_logs import overheard
from generator.build.preview_box import NOTHING_YET, marked_up, with_box
from generator.build.preview_policy import without_policy

_PLACE = re.compile(r'File "([^"\n]+)", line (\d+)')


class Preview:
    """Serves what lies in `root`: never half a site, and never none for a build that failed."""

    def __init__(self, root: Path, project: Path, logger: logging.Logger) -> None:
        self.root = root  # a temporary folder, removed at the end
        self.complaints: Sequence[str] = ()  # HTML of list items; none: the last build was good
        self._project = project  # places of faults are named from here
        self._logger = logger  # where builds say what is wrong with them
        self._next: Path | None = None

    def begin(self) -> None:
        """Until there is a site, every address says that there is none yet."""
        for name in ("index.html", "404.html"):
            (self.root / name).write_bytes(NOTHING_YET)

    def new_folder(self) -> str:
        """An empty folder for the build that begins."""
        self._drop_next()
        self._next = Path(tempfile.mkdtemp(prefix=f"{self.root.name}_", dir=self.root.parent))
        return os.fspath(self._next)

    def guarded(self, build: Callable[[], None]) -> Callable[[], None]:
        """A build that never raises: if it fails, the site stays, and there are complaints."""

        def attempt() -> None:
            self.complaints = ()
            with overheard(self._logger.name, logging.WARNING) as said:
                try:
                    build()
                    self._take_over()
                except (Exception, SystemExit) as error:
                    self._drop_next()
                    self.complaints = self.complaints or self._complaints_of(error, said)

        return attempt

    def over(self, application: WSGIApplication, missing: str) -> WSGIApplication:
        """The application, with a box over its pages while there are complaints, and no policy.

        An address without a page shows the page at the path `missing`, which follows the builds
        as all pages do: after the next one the page may be there.
        """

        def shown(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            status, headers, body = _answer(application, environ)
            if status.startswith("404"):
                _, headers, body = _answer(application, {**environ, "PATH_INFO": missing})
            # What is wrong is asked for only now: the application lets requests wait for a build
            # that is under way.
            if any(name.lower() == "content-type" and "html" in kind for name, kind in headers):
                page = without_policy(_read(body))
                page = with_box(page, self.complaints) if self.complaints else page
                others = [one for one in headers if one[0].lower() != "content-length"]
                headers, body = [*others, ("Content-Length", str(len(page)))], [page]
            start_response(status, headers)
            return body

        return shown

    def close(self) -> None:
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
            return [marked_up(one.getMessage()) for one in said if one.levelno == worst]
        message = f"{_place_of(error, self._project)}{type(error).__name__}: {error}"
        self._logger.error(f"{message}\nThe last good site is shown until this is mended.")
        self._logger.debug("It was raised here:", exc_info=error)
        return [marked_up(message)]


def _answer(
    application: WSGIApplication, environ: WSGIEnvironment
) -> tuple[str, list[tuple[str, str]], Iterable[bytes]]:
    """Status, headers and body of what an application answers."""
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
        started.append((status, headers))
        return lambda _data: None

    body = application(environ, start_response)
    return *started[-1], body


def _read(body: Iterable[bytes]) -> bytes:
    close: Any = closing(body) if hasattr(body, "close") else nullcontext()
    with close:
        return b"".join(body)


def _place_of(error: BaseException, project: Path) -> str:
    """`overrides/main.html:12: ` if it was raised by a file of the project that is no program."""
    for name, line in reversed(_PLACE.findall("".join(traceback.format_exception(error)))):
        path = Path(name)
        if path.suffix != ".py" and path.is_relative_to(project):
            return f"{path.relative_to(project)}:{line}: "
    return ""
