"""The preview: serves the last good site, with what is wrong since then in a box over its pages.

A server is a WSGI application here, and a build is a function that may raise. The box can be folded
away.
"""

import logging
import re
import traceback
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, nullcontext
from html import escape
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from generator.build.captured_logs import overheard
from generator.core.diagnostics import Diagnostic
from generator.core.text import counted

# The policy would stop MkDocs' script that reloads a page after a save: it is written into pages as
# they are served, and is another one each time. What breaks the policy is found by the audit.
_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
_MOST = 50  # complaints in the box; the terminal shows all of them
_PLACE = re.compile(r'File "([^"\n]+)", line (\d+)')

log = logging.getLogger("mkdocs")  # where builds say what is wrong with them

NOTHING_YET = b"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Nothing could be built yet</title></head>
<body style="font: 18px/1.5 system-ui, sans-serif; margin: 3rem">
<h1>Nothing could be built yet</h1>
<p>Mend what is listed below, and the site comes up by itself.</p>
</body>
</html>
"""

_STYLE = """
<style>
#x-faults { position: fixed; inset: auto 0 0 0; z-index: 9999; max-height: 70vh; overflow: auto;
  padding: 1rem 1.5rem; background: #2a1215; color: #fff; border-top: 4px solid #ff8a84;
  font: 15px/1.5 system-ui, sans-serif; }
#x-faults summary { font-size: 1.1rem; font-weight: 700; cursor: pointer; }
#x-faults li { margin: .5rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
#x-faults :is(code, small) { color: #ffd9d6; background: none; font-size: 14px; }
</style>
"""


class Preview:
    """Serves what lies in `root`: never half a site, and never none for a build that failed."""

    def __init__(self, root: Path, project: Path) -> None:
        self.root = root  # a temporary folder of MkDocs', which each build replaces
        self.complaints: Sequence[str] = ()  # HTML of list items; none: the last build was good
        self._project = project  # places of faults are named from here

    def begin(self) -> None:
        """Until there is a site, every address says that there is none yet."""
        for name in ("index.html", "404.html"):
            (self.root / name).write_bytes(NOTHING_YET)

    def guarded(self, build: Callable[[], None]) -> Callable[[], None]:
        """A build that never raises: if it fails, the site stays, and there are complaints."""

        def attempt() -> None:
            self.complaints = ()
            with overheard(log.name, logging.WARNING) as said:
                try:
                    build()
                except (Exception, SystemExit) as error:
                    self.complaints = self.complaints or self._complaints_of(error, said)

        return attempt

    def over(self, application: WSGIApplication, missing: str) -> WSGIApplication:
        """The application, with a box over its pages while there are complaints, and no policy.

        An address without a page shows the page at the path `missing`, which follows the builds
        as all pages do: after the next one the page may be there.
        """

        def shown(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            status, headers, page = _answer(application, environ)
            if status.startswith("404"):
                _, headers, page = _answer(application, {**environ, "PATH_INFO": missing})
            # What is wrong is asked for only now: the application lets requests wait for a build
            # that is under way.
            if "html" in (headers["Content-Type"] or ""):
                page = _POLICY.sub(b"", page, count=1)
                page = with_box(page, self.complaints) if self.complaints else page
                headers["Content-Length"] = str(len(page))
            start_response(status, headers.items())
            return [page]

        return shown

    def _complaints_of(self, error: BaseException, said: list[logging.LogRecord]) -> list[str]:
        """What the build said before it gave up, or else the exception that ended it."""
        if isinstance(error, SystemExit) and said:
            worst = max(record.levelno for record in said)
            return [marked_up(record.getMessage()) for record in said if record.levelno == worst]
        message = f"{_place_of(error, self._project)}{type(error).__name__}: {error}"
        log.error(f"{message}\nThe last good site is shown until this is mended.")
        log.debug("It was raised here:", exc_info=error)
        return [marked_up(message)]


def _answer(application: WSGIApplication, environ: WSGIEnvironment) -> tuple[str, Headers, bytes]:
    """Status, headers and body of what an application answers."""
    started: list[tuple[str, Headers]] = []

    def start_response(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
        started.append((status, Headers(headers)))
        return lambda _data: None

    body: Any = application(environ, start_response)
    with closing(body) if hasattr(body, "close") else nullcontext():
        return *started[-1], b"".join(body)


def _place_of(error: BaseException, project: Path) -> str:
    """`overrides/main.html:12: ` if it was raised by a file of the project that is no program."""
    for name, line in reversed(_PLACE.findall("".join(traceback.format_exception(error)))):
        path = Path(name)
        if path.suffix != ".py" and path.is_relative_to(project):
            return f"{path.relative_to(project)}:{line}: "
    return ""


def complaint(finding: Diagnostic) -> str:
    """A finding as the HTML of a list item."""
    help_text = f"<br><small>{marked_up(finding.help)}</small>" if finding.help else ""
    return f"<code>{escape(str(finding.span))}</code> {marked_up(finding.message)}{help_text}"


def marked_up(words: str) -> str:
    """Plain words as HTML, with code where they have backticks."""
    return re.sub(r"`([^`\n]+)`", r"<code>\1</code>", escape(words))


def with_box(page: bytes, complaints: Sequence[str]) -> bytes:
    """An HTML page with a box of complaints, each of which is HTML already."""
    items = "".join(f"<li>{complaint}</li>" for complaint in complaints[:_MOST])
    more = len(complaints) - _MOST
    rest = f"<p>… and {more} more; the terminal shows all of them.</p>" if more > 0 else ""
    box = (
        f'{_STYLE}<section id="x-faults" role="alert"><details open>'
        f"<summary>{counted(len(complaints), 'fault')} to mend. "
        f"The page behind this is the last that could be built.</summary>"
        f"<ol>{items}</ol>{rest}</details></section>"
    ).encode()
    before, end, after = page.rpartition(b"</body>")
    return before + box + end + after if end else page + box
