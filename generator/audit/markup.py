"""HTML cut into tags in one pass, as fast as regular expressions are, and how the tags are nested.

It is no parser of all the HTML that there is, but of what is well formed: what a browser would have
to guess at is reported, because another browser might guess otherwise.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import unescape
from typing import NamedTuple

_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noframes"})

_TAG = re.compile(
    r"""<(?:
        (/?)([a-zA-Z][^\s/>]*)((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>  # a tag
        | !--.*?-->
        | ![dD][oO][cC][tT][yY][pP][eE]\b[^>]*>
        | (!--|[a-zA-Z/!?])  # nothing of these
    )""",
    re.VERBOSE | re.DOTALL,
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
        slash, name, written, odd = found.groups()
        if odd == "!--":
            yield Odd(start, "the comment has no end")
            return
        if odd:
            yield Odd(start, "`<` begins no tag here; as a character it is `&lt;`")
        elif slash:
            yield End(name.lower(), start)
        elif name:
            attributes, fault = _attributes(written)
            if fault:
                yield Odd(start, fault)
            tag = Tag(name.lower(), start, attributes, written.endswith("/"))
            if tag.name not in _RAW or tag.is_closed:
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


_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"}
    | {"param", "source", "track", "wbr"}
)
# Elements that end by themselves, where the element around them ends.
_UNCLOSED = frozenset(
    {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup"}
    | {"colgroup", "html", "head", "body"}
)
# What a start tag ends, if it stands directly before it in the stack.
_ENDS = {
    "li": ("li",),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "tr": ("td", "th", "tr"),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "tbody": ("td", "th", "tr", "thead", "tbody"),
    "tfoot": ("td", "th", "tr", "thead", "tbody"),
    "option": ("option",),
    "body": ("head",),
}
_NOT_IN_P = frozenset(
    {"address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figure"}
    | {"footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "menu", "nav"}
    | {"ol", "p", "pre", "section", "table", "ul"}
)
_NOT_IN_ITSELF = frozenset({"a", "form", "button", "label"})
_FOREIGN = frozenset({"svg", "math"})


class Nesting:
    """The elements that are open; each method returns what is wrong with a tag, or nothing."""

    def __init__(self) -> None:
        self.open: list[str] = []

    def begin(self, name: str, is_closed: bool) -> str:
        stack, fault = self.open, ""
        if _FOREIGN.isdisjoint(stack):
            if name in _VOID:
                return ""
            for ended in _ENDS.get(name, ()):
                if stack and stack[-1] == ended:
                    stack.pop()
            fault = self._misplaced(name)
            if is_closed and name not in _FOREIGN:
                return f"`<{name}/>` is not closed by its slash"
        if not is_closed:
            stack.append(name)
        return fault

    def _misplaced(self, name: str) -> str:
        if name in _NOT_IN_ITSELF and name in self.open:
            return f"`<{name}>` stands in another `<{name}>`"
        if name in _NOT_IN_P and "p" in self.open:
            if self.open[-1] != "p":
                return f"`<{name}>` stands in a `<p>`, which it ends"
            self.open.pop()
        return ""

    def end(self, name: str) -> str:
        if name not in self.open:
            no_end = f"`<{name}>` has no end tag"
            return no_end if name in _VOID else f"`</{name}>` closes nothing"
        left_open = []
        while (inner := self.open.pop()) != name:
            left_open += [inner] if inner not in _UNCLOSED else []
        return f"`</{name}>` comes before `</{left_open[0]}>`" if left_open else ""

    def finish(self) -> str:
        left_open = [name for name in self.open if name not in _UNCLOSED]
        return f"`<{left_open[-1]}>` is never closed" if left_open else ""
