"""The last good site: builds are made beside it, and what is wrong since then lies over its pages.

A server is a WSGI application here, and a build is a function that may raise.
"""

import logging
import os
import shutil
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from generator.preview.answer import Answer
from generator.preview.box import NOTHING_YET, marked_up, with_box
from generator.preview.endings import undisturbed
from generator.preview.policy import without_policy


class FinishedError(BaseException):
    """Ends a build early, and well: there is nothing left to do."""


@dataclass(slots=True)
class Preview:
    """Serves what lies in `root`: never half a site, and never none for a build that failed."""

    root: Path  # a temporary folder, removed at the end
    project: Path  # places of faults are named from here
    logger: logging.Logger  # where builds say what is wrong with them
    complaints: Sequence[str] = ()  # HTML of each list item; none: the last build was good
    gone: Iterable[str] = ()  # what the next site lacks of this one, where only the new is made
    _next: Path | None = field(default=None, init=False)
    _is_whole: bool = field(default=True, init=False)  # or only what is new in the next site

    def begin(self) -> None:
        """Until there is a site, every address says that there is none yet."""
        for name in ("index.html", "404.html"):
            (self.root / name).write_bytes(NOTHING_YET)

    def new_folder(self, *, is_whole: bool = True) -> str:
        """An empty folder for the build that begins, or for what is new in the site it makes."""
        self._drop_next()
        self._is_whole, self.gone = is_whole, ()
        self._next = Path(tempfile.mkdtemp(prefix=f"{self.root.name}_", dir=self.root.parent))
        return os.fspath(self._next)

    def guarded(self, build: Callable[[], None]) -> Callable[[], None]:
        """A build that never raises: if it fails, the site stays, and there are complaints."""

        def attempt() -> None:
            self.complaints = ()
            with _listening(self.logger) as said:
                try:
                    with suppress(FinishedError):
                        build()
                except (Exception, SystemExit) as error:
                    self._drop_next()
                    self.complaints = self.complaints or self._complaints_of(error, said)
                else:
                    self._take_over()

        return attempt

    def over(self, application: WSGIApplication, missing: str) -> WSGIApplication:
        """The application, with a box over its pages while there are complaints, and no policy.

        An address without a page shows the page at the path `missing`, which follows the builds
        as all pages do: after the next one the page may be there.
        """

        def shown(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            answer = Answer.of(application, environ)
            if answer.status.startswith("404"):
                instead = Answer.of(application, {**environ, "PATH_INFO": missing})
                answer = Answer(answer.status, instead.headers, instead.body)
            # What is wrong is asked for only now: the application lets requests wait for a build
            # that is under way.
            if answer.is_page:
                page = without_policy(answer.whole_body())
                boxed = with_box(page, self.complaints) if self.complaints else page
                answer = answer.with_body(boxed)
            start_response(answer.status, answer.headers)
            return answer.body

        return shown

    def close(self) -> None:
        """Removes every folder, however impatiently the end is asked for."""
        with undisturbed():
            self._drop_next()
            shutil.rmtree(self.root, ignore_errors=True)

    def _take_over(self) -> None:
        if self._next is not None and self._is_whole:
            shutil.rmtree(self.root, ignore_errors=True)
            self._next.rename(self.root)
            self._next = None
        elif self._next is not None:
            for path in self.gone:
                _take_away(self.root, path)
            _lay(self._next, self.root)
            self._drop_next()

    def _drop_next(self) -> None:
        if self._next is not None:
            shutil.rmtree(self._next, ignore_errors=True)
            self._next = None

    def _complaints_of(self, error: BaseException, said: list[logging.LogRecord]) -> list[str]:
        """What the build said before it gave up, or else the exception that ended it."""
        if isinstance(error, SystemExit) and said:
            worst = max(record.levelno for record in said)
            return [marked_up(one.getMessage()) for one in said if one.levelno == worst]
        message = f"{_place_of(error, self.project)}{type(error).__name__}: {error}"
        self.logger.error(f"{message}\nThe last good site is shown until this is mended.")
        self.logger.debug("It was raised here:", exc_info=error)
        return [marked_up(message)]


def _lay(new: Path, over: Path) -> None:
    """Puts each of the new files in its place; while that is done, requests are waiting."""
    for folder, _, names in os.walk(new):
        target = over / Path(folder).relative_to(new)
        target.mkdir(parents=True, exist_ok=True)
        for name in names:
            Path(folder, name).replace(target / name)


def _take_away(root: Path, path: str) -> None:
    (root / path).unlink(missing_ok=True)
    for folder in (root / path).parents:
        if folder == root or any(folder.iterdir()):
            return
        folder.rmdir()


def _place_of(error: BaseException, project: Path) -> str:
    """`overrides/main.html:12: ` if it was raised by a file of the project that is no program."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.suffix != ".py" and path.is_relative_to(project):
            return f"{path.relative_to(project)}:{frame.lineno}: "
    return ""


@contextmanager
def _listening(logger: logging.Logger) -> Iterator[list[logging.LogRecord]]:
    """Gathers the warnings and errors that a logger is given meanwhile."""
    said: list[logging.LogRecord] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = said.append  # type: ignore[method-assign, assignment]
    logger.addHandler(handler)
    try:
        yield said
    finally:
        logger.removeHandler(handler)
