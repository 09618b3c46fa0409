"""The readable text of a source: a page, a PDF or a plain text, from a file or an address.

All text is kept but that of scripts, styles, navigation and forms: a text with too many words
proves no less. Nothing is run but `pdftotext`, and that only for PDFs.
"""

import codecs
import re
import subprocess
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.dammit import EncodingDetector

from generator.core.text import counted
from generator.proof.fetch import UnreadableError, fetched

_LEAST = 20  # words that a page on the web has at least, if it is the page and not a wall before it
_TYPES = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), "text/html"),
    **dict.fromkeys((".txt", ".md"), "text/plain"),
    ".pdf": "application/pdf",
}
_NOT_TEXT = ["script", "style", "template", "noscript", "svg", "iframe", "nav", "form", "button"]
_BLOCKS = re.compile(
    r"^(address|article|aside|blockquote|body|br|caption|dd|details|div|dl|dt|fieldset|figcaption|"
    r"figure|footer|h[1-6]|header|hr|html|legend|li|main|ol|option|p|pre|section|summary|table|"
    r"tbody|td|tfoot|th|thead|title|tr|ul)$"
)
# Marks of notes stand inside sentences, and are no words of theirs: `[12]`, `[citation needed]`.
_NOTE = re.compile(r"^\s*(\[[^\[\]]{1,40}\]|\d{1,3}|[a-z*†‡])\s*$")
_BEGINNING_OF_HTML = re.compile(
    r"\s*(?:<!doctype html|<html|<head|<\?xml[^>]*\?>\s*<(?:!doctype )?html)", re.IGNORECASE
)
# What browsers read in place of these, because so many pages mean it.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "iso8859-9": "cp1254"}
_PDF_SECONDS = 60


def text_at(address: str) -> str:
    """The text of the page at an address, if it is long enough to be one."""
    text = extracted(*fetched(address))
    number = len(text.split())
    if number < _LEAST:
        raise UnreadableError(f"the page has only {counted(number, 'word')}")
    return text


def text_in(path: Path) -> str:
    """The text of a file that was saved; its ending says what it is. Raises OSError too."""
    return extracted(path.read_bytes(), _TYPES.get(path.suffix.lower(), ""))


def extracted(data: bytes, content_type: str) -> str:
    """The readable text of bytes of that `Content-Type`, which may name their charset."""
    kind, _, parameters = content_type.partition(";")
    kind = kind.strip().lower()
    if data.startswith(b"%PDF-") or kind == "application/pdf":
        return _from_pdf(data)
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", parameters, re.IGNORECASE)
    text = _decoded(data, charset[1] if charset else None)
    is_html = kind in ("text/html", "application/xhtml+xml")
    if is_html or (not kind and _BEGINNING_OF_HTML.match(text)):
        return from_html(text)
    if kind and not kind.startswith("text/"):
        raise UnreadableError(f"`{kind}` is no text")
    if "\0" in text:
        raise UnreadableError("the file is no text")
    return text


def _decoded(data: bytes, charset: str | None) -> str:
    """The characters: by the mark at their beginning, the charset given, the page's own, UTF-8.

    The first of these that fits is taken; bytes that fit none are read as Western European.
    """
    data, marked = EncodingDetector.strip_byte_order_mark(data)
    declared = EncodingDetector.find_declared_encoding(data, is_html=True)
    for name in filter(None, (marked, charset, declared, "utf-8")):
        try:
            known = codecs.lookup(name).name
            return data.decode(_MEANT.get(known, known))
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


def _from_pdf(data: bytes) -> str:
    command = ["pdftotext", "-q", "-enc", "UTF-8", "-nopgbrk", "-", "-"]
    try:
        done = subprocess.run(  # noqa: S603 - the words are ours, and no shell reads them
            command, input=data, capture_output=True, timeout=_PDF_SECONDS, check=True
        )
    except OSError as error:
        needed = "`pdftotext` (poppler-utils), which is not installed"
        raise UnreadableError(f"reading PDFs needs {needed}") from error
    except subprocess.TimeoutExpired as error:
        raise UnreadableError("`pdftotext` does not come to an end with this PDF") from error
    except subprocess.CalledProcessError as error:
        raise UnreadableError("`pdftotext` cannot read this PDF") from error
    return done.stdout.decode("utf-8", errors="replace")
