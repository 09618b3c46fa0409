"""A project on disk: reading the texts that the generator works on."""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

from generator.data.source_text import MAX_BYTES, MAX_FINGERPRINT, SourceText
from generator.proof.fingerprint import FOLDER as FINGERPRINTS

MARKER = "site-data"
FOLDERS = ("site-data", "content")


def read_texts(root: Path) -> list[SourceText]:
    """Every file that the generator may look at, in order of path.

    Of a file that is too large only the beginning is read, enough to find that out. What is no
    ordinary file of the project comes with the fault that it has, and is not opened: a link may
    lead to what nobody means to publish, and a pipe would be waited for.
    """
    return [_read(root, path, fault) for path, fault in _files(root)]


def today() -> date:
    """The day for which a site is built; builds that can be repeated set SOURCE_DATE_EPOCH."""
    moment = float(os.environ.get("SOURCE_DATE_EPOCH") or time.time())
    return datetime.fromtimestamp(moment, UTC).date()


def _read(root: Path, path: str, fault: str) -> SourceText:
    name = path.removeprefix(os.path.join(root, "")).replace(os.sep, "/")
    if fault:
        return SourceText(name, b"", fault=fault)
    most = MAX_FINGERPRINT if name.startswith(FINGERPRINTS) else MAX_BYTES
    try:
        with open(path, "rb") as file:
            # Room for the largest file that there may be takes longer to make than most to read.
            size = min(os.fstat(file.fileno()).st_size, most)
            return SourceText(name, file.read(size + 1))
    except PermissionError:
        return SourceText(name, b"", fault="may not be read by this program")


def _files(root: Path) -> Iterator[tuple[str, str]]:
    """Paths, which are texts because there are thousands, and why what is there is not read.

    Of the data that is everything, so that a misplaced file is seen; in `content/` only Markdown.
    """
    for name in FOLDERS:
        entries = _entries(os.path.join(root, name))
        for entry in sorted(entries, key=lambda entry: entry.path.split(os.sep)):
            fault = _fault(root, entry)
            is_text = name == MARKER or entry.name.endswith(".md")
            if (fault or is_text) and not entry.name.startswith("."):
                yield entry.path, fault


def _entries(folder: str) -> Iterator["os.DirEntry[str]"]:
    """What is in a folder and in those below it; links to folders are not followed."""
    gone = FileNotFoundError, NotADirectoryError, PermissionError
    with suppress(*gone), os.scandir(folder) as here:
        for entry in here:
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(entry.path)
            else:
                yield entry


def _fault(root: Path, entry: "os.DirEntry[str]") -> str:
    """Why something is no file of the project; nothing for those that are.

    MkDocs follows links and copies what is in `content/`, so pictures there are looked at too.
    """
    if not entry.is_symlink():
        return "" if entry.is_file() else "is no ordinary file"
    try:
        target = Path(os.path.realpath(entry, strict=True))
    except OSError:  # what is gone, and links that lead to each other
        return "is a link to nothing"
    if not target.is_relative_to(root.resolve()):
        return "is a link out of the project"
    return "" if target.is_file() else "is a link to a folder"
