"""A file as it was read from disk, and where in it a character stands."""

from bisect import bisect_right
from dataclasses import KW_ONLY, dataclass
from functools import lru_cache

from generator.core.diagnostics import Span
from generator.core.text import text_of

MAX_BYTES = 1_000_000
MAX_FINGERPRINT = 10_000_000  # bytes: a book has some


@dataclass(frozen=True)
class SourceText:
    """`path` is relative to the project, with slashes."""

    path: str
    data: bytes
    _: KW_ONLY
    fault: str = ""  # why it is not read, after its name: "is a link out of the project"

    @property
    def text(self) -> str:
        return text_of(self.data)

    @property
    def stem(self) -> str:
        return self.path.rpartition("/")[2].rpartition(".")[0]

    def offset(self, line: int, column: int) -> int:
        """Where a 1-based line and column stand; at the end of the text at most."""
        text = self.text
        starts = _line_starts(text)
        return min(starts[line - 1] + column - 1, len(text)) if line <= len(starts) else len(text)

    def span(self, start: int, length: int = 1) -> Span:
        return span_in(self.path, self.text, start, length)


def span_in(path: str, text: str, start: int, length: int = 1) -> Span:
    """The span of `length` characters from offset `start` of a text; none lie behind its end."""
    lines = _line_starts(text)
    start, end = min(start, len(text)), min(start + length, len(text))
    line, end_line = bisect_right(lines, start), bisect_right(lines, end)
    return Span(path, line, start - lines[line - 1] + 1, end_line, end - lines[end_line - 1] + 1)


@lru_cache(maxsize=256)
def _line_starts(text: str) -> list[int]:
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts
