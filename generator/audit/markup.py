"""HTML cut into tags in one pass, as fast as regular expressions are.

It is no parser of all the HTML that there is, but of what is well formed: what a browser would have
to guess at is reported as an `Odd` piece, because another browser might guess otherwise.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import unescape
from typing import NamedTuple

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


class Tag(NamedTuple):
    """A start tag; `inner` is the text of an element that holds text alone, such as a script."""

    name: str
    start: int
    attributes: Mapping[str, str]
    is_closed: bool = False  # by its slash
    inner: str = ""


class End(NamedTuple):
    """An end tag."""

    name: str
    start: int


class Odd(NamedTuple):
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
        if comment:
            at = text.find("-->", at) + 3
            if at < 3:
                yield Odd(start, "the comment has no end")
                return
        elif odd:
            yield Odd(start, "`<` begins no tag here; as a character it is `&lt;`")
        elif slash:
            yield End(name.lower(), start)
        elif name:
            attributes, fault = _attributes(written)
            if fault:
                yield Odd(start, fault)
            tag = Tag(name.lower(), start, attributes, written.endswith("/"))
            if tag.name not in RAW or tag.is_closed:
                yield tag
                continue
            end = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, at)
            if end is None:
                yield Odd(start, f"`<{tag.name}>` is never closed")
                return
            yield tag._replace(inner=text[at : end.start()])
            yield End(tag.name, end.start())
            at = end.end()


@lru_cache(maxsize=1 << 16)
def _attributes(inner: str) -> tuple[Mapping[str, str], str]:
    """The attributes of a tag, and what is wrong with how they are written. Most tags repeat."""
    attributes: dict[str, str] = {}
    at = 0
    while found := _ATTRIBUTE.match(inner, at):
        at = found.end()
        name = found["name"].lower()
        if name in attributes:
            return attributes, f"the attribute `{name}` stands twice in one tag"
        attributes[name] = unescape(found[2] or found[3] or found[4] or "")
    rest = re.sub(r"^[\s/]+", "", inner[at:])
    return attributes, f"`{rest[:20]}` is no attribute" if rest else ""
