"""Adding the address of an archived copy to a source."""

from generator.data.archive import Origin
from generator.edit.file_changes import FileChange


def with_archive_url(origin: Origin, data: bytes, copy: str) -> FileChange:
    """Puts `archive_url` on a line of its own below `url`; all else stays byte for byte."""
    lines = data.splitlines(keepends=True)
    at = origin.at("url").end_line
    ending = b"\r\n" if lines[at - 1].endswith(b"\r\n") else b"\n"
    if not lines[at - 1].endswith(b"\n"):
        lines[at - 1] += ending
    lines.insert(at, f"archive_url: {copy}".encode() + ending)
    return FileChange(origin.path, data, b"".join(lines))
