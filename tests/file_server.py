"""A file server on loopback that counts what it is asked for and how much it sends."""

import gzip
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

BELOW = "/some/path/"  # as a project's pages are served: below the name of its repository
_TEXTS = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".webmanifest")


@dataclass(frozen=True, slots=True)
class Request:
    """What a server was asked for below the site's address, and what it sent."""

    path: str
    status: int
    sent: int  # bytes of the body, compressed where it was


@dataclass(frozen=True, slots=True)
class Late:
    """Answers that a server keeps back."""

    asked: threading.Event = field(default_factory=threading.Event)  # somebody waits for one
    go: threading.Event = field(default_factory=threading.Event)


@dataclass
class Server:
    """A file server that compresses, as those do that such sites are published on."""

    folder: Path
    address: str = ""  # of the home page
    requests: list[Request] = field(default_factory=list)
    late: dict[str, "Late"] = field(default_factory=dict)  # by a part of the path

    @contextmanager
    def holding(self, part: str) -> Iterator["Late"]:
        """Answers that wait: those to requests with this in their path."""
        self.late[part] = late = Late()
        try:
            yield late
        finally:
            late.go.set()
            del self.late[part]

    def paths(self) -> list[str]:
        return [request.path for request in self.requests]


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    server = Server(folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(server)) as listening:
        server.address = f"http://127.0.0.1:{listening.server_port}{BELOW}"
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield server
        listening.shutdown()


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = unquote(urlsplit(self.path).path)
            for late in [late for part, late in server.late.items() if part in asked]:
                late.asked.set()
                late.go.wait()
            file = _file(server.folder, asked)
            status = 200 if file else 404
            file = file or server.folder / "404.html"
            self._send(status, file, asked.removeprefix(BELOW))

        def _send(self, status: int, file: Path, path: str) -> None:
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            self.send_response(status)
            is_text = file.suffix in _TEXTS
            body = _compressed(file, file.stat().st_mtime_ns) if is_text else file.read_bytes()
            if is_text:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            # Before the body is sent: who has all of a page may count on what was asked for.
            server.requests.append(Request(path, status, len(body)))
            with suppress(ConnectionError):  # a browser that has left the page reads no more of it
                self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            """Nothing: the requests are counted, not printed."""

    return Handler


@lru_cache(maxsize=100)
def _compressed(file: Path, _changed: int) -> bytes:
    """Once for many requests, as such servers do."""
    return gzip.compress(file.read_bytes(), 6)


def _file(folder: Path, asked: str) -> Path | None:
    """The file for an address below the site's; none for what lies outside or is not there."""
    if not asked.startswith(BELOW):
        return None
    file = (folder / asked.removeprefix(BELOW)).resolve()
    if file.is_dir():
        file = file / "index.html"
    return file if file.is_file() and file.is_relative_to(folder.resolve()) else None
