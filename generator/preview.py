"""The preview's last good site: faults are shown over its pages until they are mended.

Nothing here knows MkDocs: a server is anything with a folder to serve and a builder to call.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any, Protocol
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from generator.diagnostics import Diagnostic
from generator.text import counted

_MOST = 50  # findings in the box; the terminal shows all of them

_STYLE = """
<style>
#x-findings { position: fixed; inset: auto 0 0 0; z-index: 9999; max-height: 70vh; overflow: auto;
  padding: 1rem 1.5rem; background: #2a1215; color: #fff; border-top: 4px solid #ff8a84;
  font: 15px/1.5 system-ui, sans-serif; }
#x-findings h2 { margin: 0 0 .5rem; font-size: 1.1rem; color: #fff; }
#x-findings li { margin-bottom: .5rem; }
#x-findings code { color: #ffd9d6; background: none; font-size: 14px; }
#x-findings small { color: #ffd9d6; }
</style>
"""


class Server(Protocol):
    """What the preview needs of MkDocs' server."""

    root: str
    builder: Callable[[], None]

    def get_app(self) -> WSGIApplication | None: ...
    def set_app(self, application: Any) -> None: ...


@dataclass(slots=True)
class Preview:
    """Keeps the folder of the last good build, and what is wrong since then."""

    complaints: Sequence[str] = ()  # HTML of each list item
    _folders: list[Path] = field(default_factory=list)  # of our own making, the newest last

    def new_folder(self) -> str:
        """An empty folder for the next build, so that the last good one stays whole."""
        folder = Path(tempfile.mkdtemp(prefix="explainer_"))
        self._folders.append(folder)
        return str(folder)

    def guard(self, server: Server) -> None:
        """From now on a build that fails leaves the site as it was, and shows why."""
        build = server.builder

        def guarded() -> None:
            before = len(self._folders)
            self.complaints = ()
            try:
                build()
            except (Exception, SystemExit) as error:
                self._drop(self._folders[before:])
                if not self.complaints:
                    self.complaints = [escape(str(error) or type(error).__name__)]
                return  # and not again: MkDocs would let every request hang
            if len(self._folders) > before:
                server.root = str(self._folders[-1])
                self._drop(self._folders[:-1])

        server.builder = guarded
        app = server.get_app()
        assert app is not None, "the server has an application before plugins see it"
        server.set_app(self.over(app))

    def over(self, app: WSGIApplication) -> WSGIApplication:
        """The application, with a box over each of its HTML pages while there are complaints."""

        def boxed(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            if not self.complaints:
                return app(environ, start_response)
            return self._boxed(app, environ, start_response)

        return boxed

    def _boxed(
        self, app: WSGIApplication, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        started: list[Any] = []

        def hold(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            started[:] = [status, headers, *rest]
            return lambda _data: None

        result = app(environ, hold)
        status, headers, *rest = started
        if not any(name == "Content-Type" and "html" in value for name, value in headers):
            start_response(status, headers, *rest)
            return result
        body = b"".join(result)
        if hasattr(result, "close"):
            result.close()
        page = with_box(body, self.complaints)
        others = [(name, value) for name, value in headers if name != "Content-Length"]
        start_response(status, [*others, ("Content-Length", str(len(page)))], *rest)
        return [page]

    def close(self) -> None:
        self._drop(list(self._folders))

    def _drop(self, folders: list[Path]) -> None:
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
            self._folders.remove(folder)


def complaint(finding: Diagnostic) -> str:
    """A finding as the HTML of a list item."""
    help_text = f"<br><small>{escape(finding.help)}</small>" if finding.help else ""
    return f"<code>{escape(str(finding.span))}</code> {escape(finding.message)}{help_text}"


def with_box(page: bytes, complaints: Sequence[str]) -> bytes:
    """An HTML page with a box that lists what is wrong."""
    items = "".join(f"<li>{one}</li>" for one in complaints[:_MOST])
    more = len(complaints) - _MOST
    rest = f"<p>… and {more} more; the terminal shows all of them.</p>" if more > 0 else ""
    box = (
        f'{_STYLE}<section id="x-findings" role="alert"><h2>{counted(len(complaints), "fault")} '
        "in the data. The page below is the last that could be built.</h2>"
        f"<ol>{items}</ol>{rest}</section>"
    ).encode()
    before, end, after = page.rpartition(b"</body>")
    return before + box + end + after if end else page + box
