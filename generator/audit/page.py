"""One page of a built site: what is wrong with it, and what other pages must be asked about it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from generator.audit import rules
from generator.audit.built import Built, Way
from generator.audit.markup import End, Odd, Tag, pieces
from generator.audit.nesting import Nesting
from generator.audit.policy import Policy, is_program, policy_of
from generator.audit.weight import Styles, styles
from generator.core.diagnostics import Diagnostic, Rule, Span
from generator.data.source_text import span_in

_MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)
_SPACE = re.compile(r"\s+")
_PASTE = re.compile(r"url=(?P<quote>['\"]?)(?P<address>.*?)(?P=quote)\s*$", re.IGNORECASE)
# What a `<link>` loads, by its `rel`, and the directive that allows it.
_LOADED_LINKS = {
    "stylesheet": "style-src",
    "icon": "img-src",
    "apple-touch-icon": "img-src",
    "manifest": "manifest-src",
    "modulepreload": "script-src",
    "preload": "",
    "prefetch": "",
    "preconnect": "",
    "dns-prefetch": "",
}
# The attributes by which elements load something, and the directive that allows it.
_LOADED = {
    ("script", "src"): "script-src",
    ("img", "src"): "img-src",
    ("input", "src"): "img-src",
    ("video", "poster"): "img-src",
    ("video", "src"): "media-src",
    ("audio", "src"): "media-src",
    ("source", "src"): "media-src",
    ("track", "src"): "media-src",
    ("iframe", "src"): "frame-src",
    ("embed", "src"): "object-src",
    ("object", "data"): "object-src",
    ("image", "href"): "img-src",
    ("image", "xlink:href"): "img-src",
    ("use", "href"): "img-src",
    ("use", "xlink:href"): "img-src",
}
_ELEMENTS_THAT_LOAD = frozenset(name for name, _ in _LOADED)
_LINKS = {("a", "href"), ("area", "href"), ("form", "action"), ("a", "xlink:href")}
_ELEMENTS_THAT_LINK = frozenset(name for name, _ in _LINKS)
# Addresses in `<meta>` that programs follow when a page is shared.
_SHARED = frozenset({"og:url", "og:image", "twitter:image"})
_PICTURES = frozenset({"img", "area", "input"})
_HASTY = frozenset({"stylesheet", "preload", "modulepreload", "icon"})  # part of the first view


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link to a place on another page; `start` is where it stands in its file."""

    start: int
    page: str
    id: str


@dataclass(frozen=True, slots=True)
class Audited:
    """What is known of a page once it has been read; small, as it goes from process to process."""

    path: str
    title: str
    found: tuple[Diagnostic, ...]
    anchors: tuple[Anchor, ...]
    ids: str  # one a line
    has_moved: bool  # it only leads on to another
    loads: tuple[str, ...]  # the files of the first view beside the page itself


def audit_page(built: Built, path: str, text: str) -> Audited:
    return _Reading(built, path, text).audited()


class _Reading:
    def __init__(self, built: Built, path: str, text: str) -> None:
        self._built, self._path, self._text = built, path, text
        self._found: list[Diagnostic] = []
        self._ids: set[str] = set()
        self._names: set[str] = set()  # of `<a name>`, to which links lead as well
        self._own: list[tuple[int, str]] = []  # links to places on this page
        self._anchors: list[Anchor] = []
        self._leads: dict[str, bool] = {}  # addresses seen on this page
        self._loads: dict[str, None] = {}
        self._policy: Policy | None = None
        self._has_begun = False  # a script stood before the policy
        self._has_moved = False
        self._title: str | None = None
        self._has_language = False
        self._nesting = Nesting()
        self._unseen = 0  # how many `<noscript>` are open
        self._in_svg = 0

    def audited(self) -> Audited:
        for piece in pieces(self._text):
            match piece:
                case Tag():
                    self._tag(piece)
                case End(name, start):
                    self._note(rules.MALFORMED_HTML, start, self._nesting.end(name))
                    self._unseen -= name == "noscript"
                    self._in_svg -= name == "svg"
                case Odd(start, message):
                    self._note(rules.MALFORMED_HTML, start, message)
        self._note(rules.MALFORMED_HTML, len(self._text), self._nesting.finish())
        self._whole_page()
        return Audited(
            self._path,
            self._title or "",
            tuple(self._found),
            tuple(self._anchors),
            "\n".join(sorted(self._ids | self._names)),
            self._has_moved,
            tuple(self._loads),
        )

    def _note(self, rule: Rule, start: int, message: str, help_text: str = "") -> None:
        if message:
            self._found.append(
                rule.found(span_of_tag(self._path, self._text, start), message, help_text)
            )

    # -- Tags

    def _tag(self, tag: Tag) -> None:
        name, attributes = tag.name, tag.attributes
        is_raw = tag.name in _CLOSED_ALREADY
        fault = self._nesting.begin(name, tag.is_closed and not is_raw) if not is_raw else ""
        if fault:
            self._note(rules.MALFORMED_HTML, tag.start, fault)
        if name == "noscript":
            self._unseen += 1
        elif name == "svg" and not tag.is_closed:
            self._in_svg += 1
        for key in attributes:
            if key == "id":
                self._id(tag, attributes[key])
            elif key == "style":
                self._style_attribute(tag)
            elif key.startswith("on"):
                self._note(rules.INLINE_HANDLER, tag.start, f"`<{name}>` has an `{key}`")
        if name in _ELEMENTS_THAT_LINK:
            self._link(tag)
        if name in _ELEMENTS_THAT_LOAD:
            self._loading(tag)
        if name in _PICTURES and "alt" not in attributes and _is_picture(tag):
            shown = attributes.get("src", "").rpartition("/")[2]
            self._note(rules.MISSING_ALT, tag.start, f"the picture `{shown}` has no `alt`")
        special = _SPECIAL.get(name)
        if special is not None:
            special(self, tag)

    def _id(self, tag: Tag, id: str) -> None:
        if id in self._ids:
            self._note(rules.REPEATED_ANCHOR, tag.start, f"the `id` `{id}` stands here again")
        self._ids.add(id)

    def _style_attribute(self, tag: Tag) -> None:
        if self._policy and not self._policy.allows_inline("style-src", None):
            self._note(rules.AGAINST_POLICY, tag.start, "a `style` attribute is not allowed")

    def _link(self, tag: Tag) -> None:
        if tag.name == "a" and (name := tag.attributes.get("name")):
            self._names.add(name)
        for key in ("href", "action", "xlink:href"):
            if key in tag.attributes and (tag.name, key) in _LINKS:
                self._lead(tag, tag.attributes[key])

    def _lead(self, tag: Tag, href: str) -> None:
        """Where a link leads: looked at once a page, however often it stands there."""
        if href in self._leads:
            return
        self._leads[href] = True
        lead = self._built.lead(self._path, href)
        match lead.way:
            case Way.DEAD:
                message = f"nothing is at `{lead.path}`"
                self._note(rules.DEAD_LINK, tag.start, message, lead.help)
            case Way.UNSLASHED:
                address = lead.path.removesuffix("index.html")
                message = f"the page is at `{address}`"
                self._note(rules.LINK_WITHOUT_SLASH, tag.start, message, "end the link on a slash")
            case Way.SCRIPT:
                self._note(rules.SCRIPT_ADDRESS, tag.start, f"`{lead.path[:40]}` is a script")
            case Way.HERE if lead.fragment and lead.fragment != "top":
                if lead.path == self._path:
                    self._own.append((tag.start, lead.fragment))
                elif lead.path.endswith(".html"):
                    self._anchors.append(Anchor(tag.start, lead.path, lead.fragment))

    # -- What is loaded

    def _loading(self, tag: Tag) -> None:
        for key, value in tag.attributes.items():
            directive = _LOADED.get((tag.name, key))
            if directive is None:
                continue
            if tag.name == "input" and not _is_button_picture(tag):
                continue
            is_hasty = tag.name == "script" or (
                tag.name in ("img", "image", "use") and tag.attributes.get("loading") != "lazy"
            )
            self._load(tag, value, directive, is_hasty)
        for candidate in tag.attributes.get("srcset", "").split(","):
            if address := candidate.split()[:1]:
                self._load(tag, address[0], "img-src", False)

    def _load(self, tag: Tag, address: str, directive: str, is_hasty: bool) -> None:
        lead = self._built.lead(self._path, address)
        match lead.way:
            case Way.ELSEWHERE:
                self._note(rules.FOREIGN_REQUEST, tag.start, f"`{lead.path}` is on another host")
                return
            case Way.DEAD | Way.UNSLASHED:
                message = f"nothing is at `{lead.path}`"
                self._note(rules.DEAD_LINK, tag.start, message, lead.help)
                return
            case Way.SCRIPT:
                self._note(rules.SCRIPT_ADDRESS, tag.start, f"`{lead.path[:40]}` is a script")
                return
            case Way.HERE:
                if lead.fragment and lead.path == self._path:
                    self._own.append((tag.start, lead.fragment))
                    return
                if is_hasty and not self._unseen:
                    self._loads.setdefault(lead.path)
        if directive and self._policy and not self._policy.allows(directive, address):
            message = f"`{directive}` does not allow `{address[:40]}`"
            self._note(rules.AGAINST_POLICY, tag.start, message)

    # -- Elements with a part of their own

    def _html(self, tag: Tag) -> None:
        self._has_language = bool(tag.attributes.get("lang", "").strip())

    def _heading(self, tag: Tag) -> None:
        if self._title is None and not self._in_svg:
            self._title = unescape(_SPACE.sub(" ", tag.inner)).strip()

    def _meta(self, tag: Tag) -> None:
        policy = policy_of(tag)
        if policy is not None and self._policy is None:
            self._policy = policy
        content = tag.attributes.get("content", "")
        if tag.attributes.get("http-equiv", "").lower() == "refresh":
            self._has_moved = True
            if found := _PASTE.search(content):
                self._lead(tag, found["address"])
        if tag.attributes.get("property", tag.attributes.get("name", "")) in _SHARED:
            self._lead(tag, content)

    def _link_element(self, tag: Tag) -> None:
        href = tag.attributes.get("href")
        if href is None:
            return
        words = set(tag.attributes.get("rel", "").lower().split())
        loaded = words & _LOADED_LINKS.keys()
        if not loaded:
            self._lead(tag, href)
        for word in sorted(loaded):
            self._load(tag, href, _LOADED_LINKS[word], word in _HASTY)

    def _base(self, tag: Tag) -> None:
        message = "a `<base>` turns every relative link"
        self._note(rules.MALFORMED_HTML, tag.start, message, "write the links from their page")

    def _script(self, tag: Tag) -> None:
        if not is_program(tag):
            if "src" not in tag.attributes and self._built.address:
                self._data(tag)
            elif "src" in tag.attributes:
                self._has_begun |= self._policy is None
            return
        self._has_begun |= self._policy is None
        if self._policy and not self._policy.allows_inline("script-src", tag.inner):
            words = _SPACE.sub(" ", tag.inner).strip()[:40]
            message = f"the script `{words}…` is not in the policy"
            help_text = "if it is one of overrides/ or of the theme, run `make policy`"
            self._note(rules.AGAINST_POLICY, tag.start, message, help_text)

    def _data(self, tag: Tag) -> None:
        """Addresses of the site in linked data, whose `#` names a thing and no place."""
        for _, address in addresses_in(self._built, tag.inner):
            lead = self._built.lead(self._path, address)
            if lead.way is not Way.HERE:
                message = f"nothing is at `{lead.path}`, which the linked data names"
                self._note(rules.DEAD_LINK, tag.start, message, lead.help)

    def _style(self, tag: Tag) -> None:
        if self._policy and not self._policy.allows_inline("style-src", tag.inner):
            self._note(rules.AGAINST_POLICY, tag.start, "a `<style>` is not allowed")
        if "url(" not in tag.inner and "@import" not in tag.inner:
            return
        found = styles(tag.inner)
        for address in found.addresses:
            self._load(tag, address, "", False)
        self._faces(self._path, found)

    def _faces(self, path: str, found: Styles) -> None:
        """The fonts that the page needs of those in a style sheet at that path."""
        for face in found.faces:
            if face.is_needed(self._text) and face.is_needed(self._shown):
                for address in face.addresses:
                    lead = self._built.lead(path, address)
                    if lead.way is Way.HERE:
                        self._loads.setdefault(lead.path)

    @cached_property
    def _shown(self) -> str:
        """The text of the page without tags, scripts and styles; slow, and asked for seldom."""
        return _MARKUP.sub("", self._text)

    # -- The page as a whole

    def _whole_page(self) -> None:
        for path in [one for one in self._loads if one.endswith(".css")]:
            self._faces(path, self._built.styles(path))
        if not self._title:
            self._note(rules.MISSING_TITLE, 0, "the page has no title")
        if not self._has_language:
            self._note(rules.MISSING_LANGUAGE, 0, "`<html>` has no `lang`")
        if self._policy is None:
            self._note(rules.MISSING_POLICY, 0, "the page sets no content security policy")
        elif self._has_begun:
            self._note(rules.MISSING_POLICY, 0, "a script stands before the policy")
        for start, id in self._own:
            if id not in self._ids and id not in self._names:
                message = f"there is no `#{id}` on this page"
                self._note(rules.DEAD_ANCHOR, start, message)


_CLOSED_ALREADY = frozenset({"script", "style", "title", "textarea"})
_SPECIAL = {
    "html": _Reading._html,
    "title": _Reading._heading,
    "meta": _Reading._meta,
    "link": _Reading._link_element,
    "base": _Reading._base,
    "script": _Reading._script,
    "style": _Reading._style,
}


def _is_picture(tag: Tag) -> bool:
    return tag.name != "input" or _is_button_picture(tag)


def _is_button_picture(tag: Tag) -> bool:
    return tag.name == "input" and tag.attributes.get("type") == "image"


def span_of_tag(path: str, text: str, start: int) -> Span:
    """The tag that begins there, as far as its first line goes."""
    end = text.find(">", start) + 1 or start + 1
    line = text.find("\n", start)
    return span_in(path, text, start, (end if line < 0 else min(end, line)) - start)


def addresses_in(built: Built, text: str) -> Iterator[tuple[int, str]]:
    """The site's own addresses in a text that is no HTML, with where they stand; each once."""
    seen = set()
    pattern = re.compile(re.escape(built.address) + r"[^\s\"'<>\\()\[\]{}|,;]*")
    for found in pattern.finditer(text):
        address = unescape(found[0]).rstrip(".:")
        if address not in seen:
            seen.add(address)
            yield found.start(), address
