"""HTML cut into tags in one pass, as fast as regular expressions are.

It is no parser of all the HTML that there is, but of what is well formed: what a browser would have
to guess at is reported as an `Odd` piece, because another browser might guess otherwise.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noframes"})

_TAG = re.compile(
    r"""<(?:
        (/?)([a-zA-Z][^\s/>]*)((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>  # a tag
        | (!--)  # the beginning of a comment
        | ![dD][oO][cC][tT][yY][pP][eE]\b[^>]*>
        | ([a-zA-Z/!?])  # nothing of these
    )""",
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    r"""[\s/]*(?P<name>[^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?"""
)
_END_OF_RAW = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in RAW}
_QUIET = re.compile(r"[\s/]*")


# Not frozen, unlike other values: there are hundreds on each page, and freezing costs time.
@dataclass(slots=True)
class Tag:
    """A start tag; `inner` is the text of an element that holds text alone, such as a script."""

    name: str
    start: int
    attributes: Mapping[str, str]
    is_closed: bool  # by itself, or because its end was read along with it
    inner: str = ""


@dataclass(slots=True)
class End:
    """An end tag."""

    name: str
    start: int


@dataclass(frozen=True, slots=True)
class Odd:
    """A piece that browsers would have to guess at."""

    start: int
    message: str


Piece = Tag | End | Odd


def pieces(text: str) -> Iterator[Piece]:
    """Every tag in order. Text, comments and the doctype are left out."""
    at = 0
    while found := _TAG.search(text, at):
        start, at = found.span()
        slash, name, written, comment, odd = found.groups()
        if name is None:
            if comment:
                at = text.find("-->", at) + 3
                if at < 3:
                    yield Odd(start, "the comment has no end")
                    return
            elif odd:
                yield Odd(start, "`<` begins no tag here; as a character it is `&lt;`")
            continue
        name = name.lower()
        if slash:
            yield End(name, start)
            continue
        attributes, fault = _attributes(written)
        if fault:
            yield Odd(start, fault)
        is_closed = written.endswith("/")
        if name not in RAW or is_closed:
            yield Tag(name, start, attributes, is_closed)
            continue
        end = _END_OF_RAW[name].search(text, at)
        if end is None:
            yield Odd(start, f"`<{name}>` is never closed")
            return
        yield Tag(name, start, attributes, True, text[at : end.start()])
        at = end.end()


@lru_cache(maxsize=1 << 16)
def _attributes(inner: str) -> tuple[Mapping[str, str], str]:
    """The attributes of a tag, and what is wrong with how they are written. Most tags repeat."""
    attributes: dict[str, str] = {}
    at = 0
    while found := _ATTRIBUTE.match(inner, at):
        at = found.end()
        name = found["name"].lower()
        value = found[2] or found[3] or found[4] or ""
        if name in attributes:
            return attributes, f"the attribute `{name}` stands twice in one tag"
        attributes[name] = unescape(value) if "&" in value else value
    rest = _QUIET.sub("", inner[at:], count=1)
    return attributes, f"`{rest[:20]}` is no attribute" if rest else ""
