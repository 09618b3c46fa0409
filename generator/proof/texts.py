"""The text of a source, from its address or from a file."""

from pathlib import Path

from generator.core.text import counted
from generator.proof.extract import UnreadableError, extracted
from generator.proof.fetch import FetchError, fetched

_LEAST = 20  # words that a page on the web has at least, if it is the page and not a wall before it
_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".md": "text/plain",
}


class NoTextError(Exception):
    """No text of the source was to be had; the words are meant for an editor."""


def text_at(address: str) -> str:
    """The text of the page at an address, if it is long enough to be one."""
    try:
        page = fetched(address)
    except FetchError as error:
        raise NoTextError(str(error)) from error
    text = _extracted(page.data, page.content_type)
    number = len(text.split())
    if number < _LEAST:
        raise NoTextError(f"the page has only {counted(number, 'word')}")
    return text


def text_in(path: Path) -> str:
    """The text of a file that was saved; its ending says what it is. Raises OSError too."""
    return _extracted(path.read_bytes(), _TYPES.get(path.suffix.lower(), ""))


def _extracted(data: bytes, content_type: str) -> str:
    try:
        return extracted(data, content_type)
    except UnreadableError as error:
        raise NoTextError(str(error)) from error
