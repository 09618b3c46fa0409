"""A built site: its files by name, its address, and where an address on one of its pages leads."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from generator.audit.weight import Styles, styles
from generator.core.suggestions import asked, nearest

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


_WAYS = {
    "http": Way.ELSEWHERE,
    "https": Way.ELSEWHERE,
    "javascript": Way.SCRIPT,
    "vbscript": Way.SCRIPT,
}


@dataclass(frozen=True, slots=True)
class Lead:
    way: Way
    path: str = ""  # of the file within the site, or the address as it was written
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
    def _by_lower_case(self) -> dict[str, str]:
        return {name.lower(): name for name in self.files}

    @cached_property
    def _styles(self) -> dict[str, Styles]:
        return {}

    def styles(self, path: str) -> Styles:
        """What a style sheet loads; it is read once."""
        if path not in self._styles:
            self._styles[path] = styles(self.read(path).decode("utf-8", errors="replace"))
        return self._styles[path]

    def lead(self, page: str, href: str) -> Lead:
        """Where an address leads that stands on the page in that file."""
        href = href.strip()
        if not href.isprintable():
            href = _CONTROL.sub("", href)
        if self.address and href.startswith(self.address):
            return self._inside(*_parts(href[len(self.address) :]))
        if found := _SCHEME.match(href):
            return Lead(_WAYS.get(found[1].lower(), Way.OTHER), href)
        if href.startswith("//"):
            return Lead(Way.ELSEWHERE, href)
        path, fragment = _parts(href)
        if not path:
            return Lead(Way.HERE, page, fragment)
        if path.startswith("/"):
            return self._from_host(path, fragment)
        return self._from_page(page, path, fragment)

    def _from_host(self, path: str, fragment: str) -> Lead:
        if path.startswith(self.root):
            return self._inside(path[len(self.root) :], fragment)
        advice = f"the site stands below `{self.root}`; write the address without a slash in front"
        return Lead(Way.DEAD, path, help=advice)

    def _from_page(self, page: str, path: str, fragment: str) -> Lead:
        if page == LOST:
            return Lead(Way.DEAD, path, help=f"`{LOST}` is shown anywhere: begin with a slash")
        folder = page.rpartition("/")[0]
        joined = normpath(f"{folder}/{path}" if folder else path)
        if joined.startswith(".."):
            return Lead(Way.DEAD, path, help="it leaves the site")
        if joined == ".":
            return self._inside("", fragment)
        is_folder = path.endswith(("/", "/.", "/..")) or path in (".", "..")
        return self._inside(f"{joined}/" if is_folder else joined, fragment)

    def _inside(self, path: str, fragment: str) -> Lead:
        """The file for a path within the site."""
        if "/." in f"/{path}":
            path = f"{normpath(path)}/" if path.endswith(("/", "/.")) else normpath(path)
            path = path.removeprefix("./").removeprefix(".")
        file = f"{path}index.html" if not path or path.endswith("/") else path
        if file in self.files:
            return Lead(Way.HERE, file, fragment)
        if f"{path}/index.html" in self.files:
            return Lead(Way.UNSLASHED, f"{path}/index.html", fragment)
        return Lead(Way.DEAD, path, fragment, self._advice(path, file))

    def _advice(self, path: str, file: str) -> str:
        other = self._by_lower_case.get(file.lower())
        if other:
            return f"did you mean `{other.removesuffix('index.html')}`? Servers tell case"
        folder, _, name = path.rstrip("/").rpartition("/")
        beside = {
            one[len(folder) + 1 if folder else 0 :].split("/")[0]
            for one in self.files
            if not folder or one.startswith(f"{folder}/")
        }
        return asked(nearest(name, beside))


def _parts(href: str) -> tuple[str, str]:
    """Path and fragment, decoded. A fragment that only points at words (`:~:text=`) is none."""
    rest, _, fragment = href.partition("#")
    path = rest.partition("?")[0]
    fragment = fragment.partition(":~:")[0]
    return (unquote(path) if "%" in path else path, unquote(fragment))
