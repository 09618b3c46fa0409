"""What a reader's device loads before a page is there, in bytes as servers send them."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

BUDGET = 130 * 1024
HEADERS = 300  # bytes that a server sends before each file, about

_TEXTS = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")
_GZIP = 12  # bytes that gzip puts around more than zlib does
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_FACE = re.compile(r"@font-face\s*{([^}]*)}")
_DESCRIPTOR = re.compile(r"(font-[a-z]+)\s*:\s*([^;]+)")
_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]*))\s*\)""")
_IMPORT = re.compile(r"""@import\s+(?:"([^"]*)"|'([^']*)')""")
_RANGE = re.compile(r"[uU]\+([0-9a-fA-F?]+)(?:-([0-9a-fA-F]+))?")


@dataclass(frozen=True, slots=True)
class Face:
    """A face of a font, which is loaded when a page shows a character of its ranges."""

    addresses: tuple[str, ...]
    characters: re.Pattern[str]

    def is_needed(self, text: str) -> bool:
        return self.characters.search(text) is not None


@dataclass(frozen=True, slots=True)
class Styles:
    """What a text in CSS loads."""

    addresses: tuple[str, ...]  # all of them
    faces: tuple[Face, ...]


@lru_cache(maxsize=64)
def styles(text: str) -> Styles:
    text = _COMMENT.sub("", text)
    faces = []
    weights: dict[tuple[str, str], str] = {}
    for found in _FACE.finditer(text):
        told = dict(_DESCRIPTOR.findall(found[1]))
        # Of faces with different weights browsers take those that fit best, and the others not
        # even for characters that these lack; the first of a family is taken for the best.
        kind = (told.get("font-family", ""), told.get("font-style", ""))
        weight = told.get("font-weight", "")
        if weights.setdefault(kind, weight) == weight:
            faces.append(Face(tuple(_addresses(found[1])), _characters(found[1])))
    return Styles(tuple(dict.fromkeys(_addresses(text))), tuple(faces))


def _addresses(text: str) -> Iterator[str]:
    for pattern in (_URL, _IMPORT):
        for found in pattern.finditer(text):
            address = next((group for group in found.groups() if group), "")
            if address and not address.startswith("data:"):
                yield address


def _characters(face: str) -> re.Pattern[str]:
    """The characters of its `unicode-range`; without one, all of them."""
    ranges = []
    for low, high in _RANGE.findall(face):
        first, last = low.replace("?", "0"), (high or low).replace("?", "F")
        ranges.append(f"\\U{int(first, 16):08x}-\\U{min(int(last, 16), 0x10FFFF):08x}")
    return re.compile(f"[{''.join(ranges)}]" if ranges else "")


def sent(name: str, data: bytes, level: int = 6) -> int:
    """How many bytes a server sends for a file: texts are compressed."""
    if name.endswith(_TEXTS):
        return len(zlib.compress(data, level)) + _GZIP + HEADERS
    return len(data) + HEADERS
