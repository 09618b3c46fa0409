"""A built site: its files by name, what they weigh and load, and where addresses on pages lead."""

import gzip
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache, cached_property, lru_cache
from posixpath import basename, dirname, join, normpath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from generator.core.suggestions import asked, nearest

LOST = "404.html"  # shown at any address, so it cannot know its own
BUDGET = 130 * 1024  # bytes that a reader's device may load before a page is there
HEADERS = 300  # bytes that a server sends before each file, about

_COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
_CONTROL = re.compile(r"[\t\r\n]")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_FACE = re.compile(r"@font-face\s*{([^}]*)}")
_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]*))\s*\)""")
_IMPORT = re.compile(r"""@import\s+(?:"([^"]*)"|'([^']*)')""")
_RANGE = re.compile(r"[uU]\+([0-9a-fA-F?]+)(?:-([0-9a-fA-F]+))?")


class Where(Enum):
    """Where an address leads."""

    INSIDE = auto()  # a file of the site
    UNSLASHED = auto()  # a page of the site, from which a server sends on to its address
    DEAD = auto()  # of the site, but nothing is there
    OUTSIDE = auto()  # on another host
    SCRIPT = auto()
    OTHER = auto()  # mail, telephone, data


_SCHEMES = {
    "http": Where.OUTSIDE,
    "https": Where.OUTSIDE,
    "javascript": Where.SCRIPT,
    "vbscript": Where.SCRIPT,
}


class Target(NamedTuple):
    where: Where
    path: str  # of the file within the site, or the address as it was written
    fragment: str = ""
    help: str = ""


class Styles(NamedTuple):
    """What a text in CSS loads."""

    addresses: list[str]  # all of them
    # Of each face of a font the characters for which a page loads it, and its addresses.
    faces: list[tuple[re.Pattern[str], list[str]]]


@dataclass(frozen=True, eq=False)
class Built:
    files: frozenset[str]
    read: Callable[[str], bytes]
    address: str  # where the site will stand, with a slash at the end; empty: not known

    @cached_property
    def pages(self) -> Sequence[str]:
        return sorted(name for name in self.files if name.endswith(".html"))

    @cached_property
    def root(self) -> str:
        """The path of the address: `/explainer/`."""
        return urlsplit(self.address).path or "/"

    @cached_property
    def styles(self) -> Callable[[str], Styles]:
        """What the style sheet of that name loads; each is read once."""
        return cache(lambda path: styles(self.text(path)))

    @cached_property
    def sent(self) -> Callable[[str], int]:
        """How many bytes a server sends for the file of that name: texts are compressed."""
        return cache(lambda path: HEADERS + _size(path, self.read(path)))

    def text(self, path: str) -> str:
        return self.read(path).decode("utf-8", errors="replace")

    def target(self, page: str, href: str) -> Target:
        """Where an address leads that stands on the page in that file."""
        href = _CONTROL.sub("", href.strip())
        if self.address and href.startswith(self.address):
            href = self.root + href.removeprefix(self.address)
        elif found := _SCHEME.match(href):
            return Target(_SCHEMES.get(found[1].lower(), Where.OTHER), href)
        elif href.startswith("//"):
            return Target(Where.OUTSIDE, href)
        rest, _, fragment = href.partition("#")
        path = unquote(rest.partition("?")[0])
        fragment = unquote(fragment.partition(":~:")[0])  # what only points at words is none
        if not path:
            return Target(Where.INSIDE, page, fragment)
        joined = normpath(join(self.root, dirname(page), path)).rstrip("/")
        if path.endswith(("/", "/.", "/..")) or path in (".", ".."):
            joined += "/"
        if page == LOST and not path.startswith("/"):
            advice = f"`{LOST}` is shown anywhere: begin with a slash"
        elif joined.startswith(self.root):
            return self._inside(joined.removeprefix(self.root), fragment)
        elif path.startswith("/"):
            advice = f"the site stands below `{self.root}`; "
            advice += "write the address without a slash in front"
        else:
            advice = "it leaves the site"
        return Target(Where.DEAD, path, help=advice)

    def _inside(self, path: str, fragment: str) -> Target:
        """The file for a path within the site."""
        file = f"{path}index.html" if not path or path.endswith("/") else path
        if file in self.files:
            return Target(Where.INSIDE, file, fragment)
        if f"{path}/index.html" in self.files:
            return Target(Where.UNSLASHED, f"{path}/index.html", fragment)
        return Target(Where.DEAD, path, fragment, self._advice(path, file))

    def _advice(self, path: str, file: str) -> str:
        other = min((name for name in self.files if name.lower() == file.lower()), default="")
        if other:
            return f"did you mean `{other.removesuffix('index.html')}`? Servers tell case"
        name = basename(path.rstrip("/"))
        folder = path.rstrip("/").removesuffix(name)
        beside = (other[len(folder) :] for other in self.files if other.startswith(folder))
        return asked(nearest(name, {other.partition("/")[0] for other in beside}))


def _size(path: str, data: bytes) -> int:
    is_compressed = path.endswith(_COMPRESSED)
    return len(gzip.compress(data, compresslevel=6) if is_compressed else data)


@lru_cache(maxsize=64)
def styles(text: str) -> Styles:
    text = _COMMENT.sub("", text)
    faces = [(_characters(face), [*_addresses(face)]) for face in _FACE.findall(text)]
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
