"""The readable text of a page, a PDF or a plain text, from its bytes.

All text is kept but that of scripts, styles, navigation and forms: a text with too many words
proves no less. Nothing is run but `pdftotext`, and that only for PDFs.
"""

import codecs
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup

_NOT_TEXT = ["script", "style", "template", "noscript", "svg", "iframe", "nav", "form", "button"]
_BLOCKS = re.compile(
    r"^(address|article|aside|blockquote|body|br|caption|dd|details|div|dl|dt|fieldset|figcaption|"
    r"figure|footer|h[1-6]|header|hr|html|legend|li|main|ol|option|p|pre|section|summary|table|"
    r"tbody|td|tfoot|th|thead|title|tr|ul)$"
)
# Marks of notes stand inside sentences, and are no words of theirs: `[12]`, `[citation needed]`.
_NOTE = re.compile(r"^\s*(\[[^\[\]]{1,40}\]|\d{1,3}|[a-z*†‡])\s*$")
_META_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What browsers read in place of these, because so many pages mean it.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "iso8859-9": "cp1254"}
_HEAD = 4096  # bytes within which a page must name its charset
_PDF_SECONDS = 60


class UnreadableError(Exception):
    """There is no text to be had from these bytes; the words are meant for an editor."""


def extracted(data: bytes, content_type: str) -> str:
    """The readable text of bytes of that `Content-Type`, which may name their charset."""
    kind, _, parameters = content_type.partition(";")
    kind = kind.strip().lower()
    if data.startswith(b"%PDF-") or kind == "application/pdf":
        return _from_pdf(data)
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", parameters, re.IGNORECASE)
    text = decoded(data, charset[1] if charset else "")
    if kind in ("text/html", "application/xhtml+xml") or (not kind and _looks_like_html(text)):
        return from_html(text)
    if kind and not kind.startswith("text/"):
        raise UnreadableError(f"`{kind}` is no text")
    if "\0" in text:
        raise UnreadableError("the file is no text")
    return text


def decoded(data: bytes, charset: str = "") -> str:
    """The characters: by the mark at their beginning, the charset given, the page's own, UTF-8.

    The first of these that fits is taken; bytes that fit none are read as Western European.
    """
    for name in _charsets(data, charset):
        try:
            return data.decode(name)
        except (LookupError, ValueError):
            continue
    return data.decode("cp1252", errors="replace")


def from_html(page: str) -> str:
    """The text of a page, with a line break wherever its layout parts words."""
    soup = BeautifulSoup(page, "html.parser")
    for element in soup.find_all(_NOT_TEXT):
        element.decompose()
    for note in soup.find_all("sup"):
        if _NOTE.match(note.get_text()):
            note.decompose()
    for block in soup.find_all(_BLOCKS):
        block.insert_before("\n")
        block.insert_after("\n")
    lines = (" ".join(line.split()) for line in soup.get_text().splitlines())
    return "\n".join(line for line in lines if line)


def has_pdftotext() -> bool:
    return shutil.which("pdftotext") is not None


def _charsets(data: bytes, charset: str) -> Iterator[str]:
    yield from (name for mark, name in _MARKED if data.startswith(mark))
    own = _META_CHARSET.search(data, 0, _HEAD)
    for name in (charset, own[1].decode("ascii") if own else ""):
        if name:
            yield _MEANT.get(_canonical(name), name)
    yield "utf-8"


def _canonical(charset: str) -> str:
    try:
        return codecs.lookup(charset).name
    except LookupError:
        return charset


def _looks_like_html(text: str) -> bool:
    return (
        re.match(
            r"\s*(?:<!doctype html|<html|<head|<\?xml[^>]*\?>\s*<(?:!doctype )?html)",
            text,
            re.IGNORECASE,
        )
        is not None
    )


def _from_pdf(data: bytes) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        raise UnreadableError(
            "reading PDFs needs `pdftotext` (poppler-utils), which is not installed"
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "source.pdf"
        path.write_bytes(data)
        try:
            done = subprocess.run(  # noqa: S603 (our own file, and no shell)
                [program, "-q", "-enc", "UTF-8", "-nopgbrk", str(path), "-"],
                capture_output=True,
                timeout=_PDF_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise UnreadableError("`pdftotext` does not come to an end with this PDF") from error
    if done.returncode != 0:
        raise UnreadableError("`pdftotext` cannot read this PDF")
    return done.stdout.decode("utf-8", errors="replace")
