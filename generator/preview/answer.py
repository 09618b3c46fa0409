"""What a WSGI application answers to a request, as a value."""

from collections.abc import Iterable
from contextlib import closing, nullcontext
from dataclasses import dataclass
from typing import Any
from wsgiref.types import WSGIApplication, WSGIEnvironment


@dataclass(frozen=True, slots=True)
class Answer:
    status: str
    headers: list[tuple[str, str]]
    body: Iterable[bytes]

    @classmethod
    def of(cls, application: WSGIApplication, environ: WSGIEnvironment) -> "Answer":
        started: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
            started.append((status, headers))
            return lambda _data: None

        body = application(environ, start_response)
        status, headers = started[-1]
        return cls(status, headers, body)

    @property
    def is_page(self) -> bool:
        return any(name.lower() == "content-type" and "html" in kind for name, kind in self.headers)

    def whole_body(self) -> bytes:
        """Reads the body to its end, as can be done once."""
        close: Any = closing(self.body) if hasattr(self.body, "close") else nullcontext()
        with close:
            return b"".join(self.body)

    def with_body(self, body: bytes) -> "Answer":
        others = [one for one in self.headers if one[0].lower() != "content-length"]
        return Answer(self.status, [*others, ("Content-Length", str(len(body)))], [body])
