"""What a reader's device loads before a page is there, in bytes as servers send them."""

import re
import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

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


class Styles(NamedTuple):
    """What a text in CSS loads."""

    addresses: list[str]  # all of them
    # Of each face of a font the characters for which a page loads it, and its addresses.
    faces: list[tuple[re.Pattern[str], list[str]]]


@lru_cache(maxsize=64)
def styles(text: str) -> Styles:
    text = _COMMENT.sub("", text)
    faces = []
    weights: dict[tuple[str, str], str] = {}
    for found in _FACE.finditer(text):
        descriptors = dict(_DESCRIPTOR.findall(found[1]))
        # Of faces with different weights browsers take those that fit best, and the others not
        # even for characters that these lack; the first of a family is taken for the best.
        family, style, weight = (
            descriptors.get(f"font-{word}", "") for word in ("family", "style", "weight")
        )
        if weights.setdefault((family, style), weight) == weight:
            faces.append((_characters(found[1]), [*_addresses(found[1])]))
    return Styles([*dict.fromkeys(_addresses(text))], faces)


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


def sent(name: str, data: bytes) -> int:
    """How many bytes a server sends for a file: texts are compressed."""
    if name.endswith(_TEXTS):
        return len(zlib.compress(data)) + _GZIP + HEADERS
    return len(data) + HEADERS
