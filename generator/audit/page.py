"""One page of a built site: what is wrong with it, and what other pages must be asked about it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape

from generator.audit import rules
from generator.audit.built import Built, Styles, Target, Where, styles
from generator.audit.markup import End, Nesting, Odd, Tag, pieces
from generator.audit.policy import Policy, is_program, policy_of
from generator.core.diagnostics import Diagnostic, Rule, Span
from generator.data.source_text import span_in

_MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)
_SPACE = re.compile(r"\s+")
_REFRESH = re.compile(r"url=(?P<quote>['\"]?)(?P<address>.*?)(?P=quote)\s*$", re.IGNORECASE)
# What a `<link>` loads, by its `rel`, and the directive that allows it.
_LOADED_LINKS = {
    "stylesheet": "style-src",
    "icon": "img-src",
    "apple-touch-icon": "img-src",
    "manifest": "manifest-src",
    "modulepreload": "script-src",
    **dict.fromkeys(("preload", "prefetch", "preconnect", "dns-prefetch"), ""),
}
# The attributes by which elements load something, by the directive that allows it.
_LOADING = {
    "script-src": "script.src",
    "img-src": "img.src input.src video.poster image.href image.xlink:href use.href use.xlink:href",
    "media-src": "video.src audio.src source.src track.src",
    "frame-src": "iframe.src",
    "object-src": "embed.src object.data",
}
_LOADED = {place: directive for directive, all in _LOADING.items() for place in all.split()}
_LINKS = frozenset({"a.href", "area.href", "form.action", "a.xlink:href"})
# Addresses in `<meta>` that programs follow when a page is shared.
_SHARED = frozenset({"og:url", "og:image", "twitter:image"})
_HASTY = frozenset({"stylesheet", "preload", "modulepreload", "icon"})  # part of the first view


@dataclass(slots=True)
class Audited:
    """What is known of a page once it has been read."""

    path: str
    title: str | None = None
    found: list[Diagnostic] = field(default_factory=list)
    # The links to places on pages of the site, and where each stands.
    anchors: list[tuple[Span, Target]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)  # of `<a name>`, to which links lead as well
    has_moved: bool = False  # it only leads on to another
    # The files of the first view beside the page itself.
    loads: set[str] = field(default_factory=set)


def audit_page(built: Built, path: str) -> Audited:
    return _Reading(built, path).read()


class _Reading:
    def __init__(self, built: Built, path: str) -> None:
        self.page = Audited(path)
        self._built, self._text = built, built.text(path)
        self._at = 0  # where in the text the piece begins that is being looked at
        self._nesting = Nesting()
        self._followed: set[str] = set()  # addresses of links on this page
        self._policy: Policy | None = None
        self._has_begun = False  # a script stood before the policy
        self._has_language = False

    def read(self) -> Audited:
        for piece in pieces(self._text):
            self._at = piece.start
            match piece:
                case Tag(name):
                    fault = self._nesting.begin(name, piece.is_closed)
                    self._tag(piece)
                case End(name):
                    fault = self._nesting.end(name)
                case Odd(_, message):
                    fault = message
            if fault:
                self._note(rules.MALFORMED_HTML, fault)
        self._at = len(self._text)
        if fault := self._nesting.finish():
            self._note(rules.MALFORMED_HTML, fault)
        for path in [path for path in self.page.loads if path.endswith(".css")]:
            self._faces(path, self._built.styles(path))
        self._at = 0
        self._lacks()
        return self.page

    def _lacks(self) -> None:
        """What every page must have."""
        if not self.page.title:
            self._note(rules.MISSING_TITLE, "the page has no title")
        if not self._has_language:
            self._note(rules.MISSING_LANGUAGE, "`<html>` has no `lang`")
        if self._policy is None:
            self._note(rules.MISSING_POLICY, "the page sets no content security policy")
        elif self._has_begun:
            self._note(rules.MISSING_POLICY, "a script stands before the policy")

    def _note(self, rule: Rule, message: str, help: str = "") -> None:
        self.page.found.append(rule.found(self._span(), message, help))

    def _span(self) -> Span:
        """The tag that is being looked at, as far as its first line goes."""
        end = self._text.find(">", self._at) + 1 or self._at + 1
        line = self._text.find("\n", self._at, end)
        length = (end if line < 0 else line) - self._at
        return span_in(self.page.path, self._text, self._at, length)

    def _tag(self, tag: Tag) -> None:
        name, attributes = tag.name, tag.attributes
        is_input = name == "input" and attributes.get("type") != "image"  # and so no picture
        for key, value in attributes.items():
            place = f"{name}.{key}"
            if place in _LINKS:
                self._link(value)
            elif place in _LOADED and not is_input:
                self._load(value, _LOADED[place], _is_hasty(tag))
            elif key == "srcset":
                for candidate in value.split(","):
                    for address in candidate.split()[:1]:
                        self._load(address, "img-src")
            elif key == "id":
                if value in self.page.ids:
                    self._note(rules.REPEATED_ANCHOR, f"the `id` `{value}` stands here again")
                self.page.ids.add(value)
            elif key == "style" and not self._allows_inline("style-src", None):
                self._note(rules.AGAINST_POLICY, "a `style` attribute is not allowed")
            elif key.startswith("on"):
                self._note(rules.INLINE_HANDLER, f"`<{name}>` has an `{key}`")
        if name in ("img", "area", "input") and not is_input and "alt" not in attributes:
            shown = attributes.get("src", "").rpartition("/")[2]
            self._note(rules.MISSING_ALT, f"the picture `{shown}` has no `alt`")
        self._element(tag)

    def _allows_inline(self, directive: str, text: str | None) -> bool:
        return self._policy is None or self._policy.allows_inline(directive, text)

    def _link(self, href: str) -> None:
        """Where a link leads: looked at once a page, however often it stands there."""
        if href in self._followed:
            return
        self._followed.add(href)
        target = self._target(href)
        names_place = target.fragment not in ("", "top") and target.path.endswith(".html")
        if target.where is Where.UNSLASHED:
            message = f"the page is at `{target.path.removesuffix('index.html')}`"
            self._note(rules.LINK_WITHOUT_SLASH, message, "end the link on a slash")
        elif target.where is Where.INSIDE and names_place:
            self.page.anchors.append((self._span(), target))

    def _load(self, address: str, directive: str, is_hasty: bool = False) -> None:
        target = self._target(address)
        if target.where is Where.OUTSIDE:
            self._note(rules.FOREIGN_REQUEST, f"`{target.path}` is on another host")
        elif target.where is Where.UNSLASHED:
            self._note(rules.DEAD_LINK, f"nothing is at `{target.path}`", target.help)
        elif target.where is Where.INSIDE and target.fragment and target.path == self.page.path:
            self.page.anchors.append((self._span(), target))
        elif target.where in (Where.INSIDE, Where.OTHER):
            if target.where is Where.INSIDE and is_hasty and "noscript" not in self._nesting.open:
                self.page.loads.add(target.path)
            if directive and self._policy and not self._policy.allows(directive, address):
                message = f"`{directive}` does not allow `{address[:40]}`"
                self._note(rules.AGAINST_POLICY, message)

    def _target(self, href: str) -> Target:
        target = self._built.target(self.page.path, href)
        if target.where is Where.DEAD:
            self._note(rules.DEAD_LINK, f"nothing is at `{target.path}`", target.help)
        elif target.where is Where.SCRIPT:
            self._note(rules.SCRIPT_ADDRESS, f"`{target.path[:40]}` is a script")
        return target

    def _element(self, tag: Tag) -> None:
        match tag.name:
            case "html":
                self._has_language = bool(tag.attributes.get("lang", "").strip())
            case "title" if self.page.title is None and "svg" not in self._nesting.open:
                self.page.title = unescape(_SPACE.sub(" ", tag.inner)).strip()
            case "a" if name := tag.attributes.get("name"):
                self.page.names.add(name)
            case "base":
                message = "a `<base>` turns every relative link"
                self._note(rules.MALFORMED_HTML, message, "write the links from their page")
            case "meta":
                self._meta(tag)
            case "link" if "href" in tag.attributes:
                self._link_element(tag, tag.attributes["href"])
            case "script":
                self._script(tag)
            case "style":
                self._style(tag)

    def _meta(self, tag: Tag) -> None:
        self._policy = self._policy or policy_of(tag)
        content = tag.attributes.get("content", "")
        if tag.attributes.get("http-equiv", "").lower() == "refresh":
            self.page.has_moved = True
            if found := _REFRESH.search(content):
                self._link(found["address"])
        if tag.attributes.get("property", tag.attributes.get("name", "")) in _SHARED:
            self._link(content)

    def _link_element(self, tag: Tag, href: str) -> None:
        words = set(tag.attributes.get("rel", "").lower().split())
        loaded = words & _LOADED_LINKS.keys()
        if not loaded:
            self._link(href)
        for word in sorted(loaded):
            self._load(href, _LOADED_LINKS[word], word in _HASTY)

    def _script(self, tag: Tag) -> None:
        is_inline = "src" not in tag.attributes
        if is_inline and not is_program(tag):
            self._data(tag.inner)
            return
        self._has_begun |= self._policy is None
        if is_inline and not self._allows_inline("script-src", tag.inner):
            words = _SPACE.sub(" ", tag.inner).strip()[:40]
            advice = "if it is one of overrides/ or of the theme, run `make policy`"
            self._note(rules.AGAINST_POLICY, f"the script `{words}…` is not in the policy", advice)

    def _data(self, text: str) -> None:
        """Addresses of the site in linked data, whose `#` names a thing and no place."""
        for _, address in addresses_in(self._built, text):
            target = self._built.target(self.page.path, address)
            if target.where is not Where.INSIDE:
                message = f"nothing is at `{target.path}`, which the linked data names"
                self._note(rules.DEAD_LINK, message, target.help)

    def _style(self, tag: Tag) -> None:
        if not self._allows_inline("style-src", tag.inner):
            self._note(rules.AGAINST_POLICY, "a `<style>` is not allowed")
        loaded = styles(tag.inner)
        for address in loaded.addresses:
            self._load(address, "")
        self._faces(self.page.path, loaded)

    def _faces(self, path: str, sheet: Styles) -> None:
        """The fonts that the page needs of those in a style sheet at that path."""
        for characters, addresses in sheet.faces:
            if characters.search(self._text) and characters.search(self._shown):
                targets = (self._built.target(path, address) for address in addresses)
                self.page.loads |= {to.path for to in targets if to.where is Where.INSIDE}

    @cached_property
    def _shown(self) -> str:
        """The text of the page without tags, scripts and styles; slow, and asked for seldom."""
        return _MARKUP.sub("", self._text)


def _is_hasty(tag: Tag) -> bool:
    """Is what it loads a part of the first view?"""
    is_lazy = tag.attributes.get("loading") == "lazy"
    return tag.name == "script" or (tag.name in ("img", "image", "use") and not is_lazy)


def addresses_in(built: Built, text: str) -> Iterator[tuple[int, str]]:
    """The site's own addresses in a text that is no HTML, with where they stand; each once.

    None if it is not known where the site will stand.
    """
    seen = set[str]()
    pattern = re.compile(re.escape(built.address) + r"[^\s\"'<>\\()\[\]{}|,;]*")
    for found in pattern.finditer(text) if built.address else ():
        address = unescape(found[0]).rstrip(".:")
        if address not in seen:
            seen.add(address)
            yield found.start(), address
