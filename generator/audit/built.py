"""A built site: its files by name, its address, and where an address on one of its pages leads."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache, cached_property
from posixpath import basename, dirname, join, normpath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from generator.audit.weight import Styles, sent, styles
from generator.core.suggestions import asked, nearest
from generator.core.text import text_of

LOST = "404.html"  # shown at any address, so it cannot know its own
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
_CONTROL = re.compile(r"[\t\r\n]")


class Way(Enum):
    """What kind of address it is."""

    HERE = auto()  # a file of the site
    UNSLASHED = auto()  # a page of the site, from which a server sends on to its address
    DEAD = auto()  # of the site, but nothing is there
    ELSEWHERE = auto()  # on another host
    SCRIPT = auto()
    OTHER = auto()  # mail, telephone, data


_WEB, _SCRIPTS = ("http", "https"), ("javascript", "vbscript")


class Lead(NamedTuple):
    way: Way
    path: str  # of the file within the site, or the address as it was written
    fragment: str = ""
    help: str = ""


@dataclass(frozen=True, eq=False)
class Built:
    files: frozenset[str]
    read: Callable[[str], bytes]
    address: str  # where the site will stand, with a slash at the end; empty: not known

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
        """How many bytes a server sends for the file of that name."""
        return cache(lambda path: sent(path, self.read(path)))

    def text(self, path: str) -> str:
        return text_of(self.read(path))

    def lead(self, page: str, href: str) -> Lead:
        """Where an address leads that stands on the page in that file."""
        href = _CONTROL.sub("", href.strip())
        if self.address and href.startswith(self.address):
            href = self.root + href.removeprefix(self.address)
        elif found := _SCHEME.match(href):
            scheme = found[1].lower()
            way = Way.SCRIPT if scheme in _SCRIPTS else Way.OTHER
            return Lead(Way.ELSEWHERE if scheme in _WEB else way, href)
        elif href.startswith("//"):
            return Lead(Way.ELSEWHERE, href)
        path, fragment = _parts(href)
        if not path:
            return Lead(Way.HERE, page, fragment)
        if page == LOST and not path.startswith("/"):
            return Lead(Way.DEAD, path, help=f"`{LOST}` is shown anywhere: begin with a slash")
        joined = normpath(join(self.root, dirname(page), path)).rstrip("/")
        if path.endswith("/") or path.rpartition("/")[2] in (".", ".."):
            joined += "/"
        if joined.startswith(self.root):
            return self._inside(joined.removeprefix(self.root), fragment)
        advice = f"the site stands below `{self.root}`; write the address without a slash in front"
        return Lead(Way.DEAD, path, help=advice if path.startswith("/") else "it leaves the site")

    def _inside(self, path: str, fragment: str) -> Lead:
        """The file for a path within the site."""
        file = f"{path}index.html" if not path or path.endswith("/") else path
        if file in self.files:
            return Lead(Way.HERE, file, fragment)
        if f"{path}/index.html" in self.files:
            return Lead(Way.UNSLASHED, f"{path}/index.html", fragment)
        return Lead(Way.DEAD, path, fragment, self._advice(path, file))

    def _advice(self, path: str, file: str) -> str:
        other = min((name for name in self.files if name.lower() == file.lower()), default="")
        if other:
            return f"did you mean `{other.removesuffix('index.html')}`? Servers tell case"
        name = basename(path.rstrip("/"))
        folder = path.rstrip("/").removesuffix(name)
        beside = (other[len(folder) :] for other in self.files if other.startswith(folder))
        return asked(nearest(name, {other.partition("/")[0] for other in beside}))


def _parts(href: str) -> tuple[str, str]:
    """Path and fragment, decoded. A fragment that only points at words (`:~:text=`) is none."""
    rest, _, fragment = href.partition("#")
    return unquote(rest.partition("?")[0]), unquote(fragment.partition(":~:")[0])
