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
        self._foreign = 0

    def begin(self, name: str, is_closed: bool) -> str:
        stack = self._open
        if self._foreign:
            if not is_closed:
                stack.append(name)
                self._foreign += name in _FOREIGN
            return ""
        if name in VOID:
            return ""
        fault = ""
        for ended in _ENDS.get(name, ()):
            if stack and stack[-1] == ended:
                stack.pop()
        if name in _NOT_IN_P and "p" in stack:
            if stack[-1] == "p":
                stack.pop()
            else:
                fault = f"`<{name}>` stands in a `<p>`, which it ends"
        if name in _NOT_IN_ITSELF and name in stack:
            fault = f"`<{name}>` stands in another `<{name}>`"
        if not is_closed:
            stack.append(name)
            self._foreign += name in _FOREIGN
        elif name not in _FOREIGN:
            fault = f"`<{name}/>` is not closed by its slash"
        return fault

    def end(self, name: str) -> str:
        stack = self._open
        if stack and stack[-1] == name:
            stack.pop()
            self._foreign -= name in _FOREIGN
            return ""
        if name in VOID:
            return f"`<{name}>` has no end tag"
        if name not in stack:
            return f"`</{name}>` closes nothing"
        left_open = []
        while (one := stack.pop()) != name:
            self._foreign -= one in _FOREIGN
            if one not in _UNCLOSED:
                left_open.append(one)
        self._foreign -= name in _FOREIGN
        return f"`</{name}>` comes before `</{left_open[0]}>`" if left_open else ""

    def finish(self) -> str:
        left_open = [name for name in self._open if name not in _UNCLOSED]
        return f"`<{left_open[-1]}>` is never closed" if left_open else ""
