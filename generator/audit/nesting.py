"""Whether the tags of a page are opened and closed as HTML has it."""

VOID = frozenset(
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
    """The elements that are open; each method returns what is wrong, or nothing."""

    def __init__(self) -> None:
        self._open: list[str] = []

    def begin(self, name: str, is_closed: bool) -> str:
        stack, fault = self._open, ""
        if _FOREIGN.isdisjoint(stack):
            if name in VOID:
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
        if name in _NOT_IN_ITSELF and name in self._open:
            return f"`<{name}>` stands in another `<{name}>`"
        if name in _NOT_IN_P and "p" in self._open:
            if self._open[-1] != "p":
                return f"`<{name}>` stands in a `<p>`, which it ends"
            self._open.pop()
        return ""

    def end(self, name: str) -> str:
        if name not in self._open:
            no_end = f"`<{name}>` has no end tag"
            return no_end if name in VOID else f"`</{name}>` closes nothing"
        left_open = []
        while (inner := self._open.pop()) != name:
            left_open += [inner] if inner not in _UNCLOSED else []
        return f"`</{name}>` comes before `</{left_open[0]}>`" if left_open else ""

    def finish(self) -> str:
        left_open = [name for name in self._open if name not in _UNCLOSED]
        return f"`<{left_open[-1]}>` is never closed" if left_open else ""
