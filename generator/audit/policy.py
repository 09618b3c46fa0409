"""The content security policy of the pages: what it is, and whether a page keeps to its own.

A policy in a page cannot name every script by its address, since some stand in the page itself; it
names these by their hash. Whatever else gets into a page, by a fault or by malice, does not run.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape

from generator.audit.markup import Piece, Tag, pieces

# What a page may load and do. Styles in pages are allowed: ours is printed into each page and
# differs with its depth and content, and a style runs nothing.
DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "media-src": "'self'",
    "frame-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
_PARTIAL = """\
{{#- Made by `make policy` from the scripts of the theme and of overrides/: do not edit it here.
    What each word is for stands in generator/audit/policy.py and docs/publishing.md. -#}}
<meta http-equiv="Content-Security-Policy" content="{content}">
"""

# Types of script that run; others are data, which policies leave alone.
_PROGRAMS = frozenset(
    {"", "module", "text/javascript", "application/javascript", "importmap", "speculationrules"}
)
_HASH = re.compile(r"'(?:sha(?:256|384|512)|nonce)-")


def partial(page: str) -> str:
    """The template that prints the policy, for a page that holds nothing but the frame of all.

    Only such a page: a policy made from pages with content would allow whatever got into them.
    """
    hashes = " ".join(sorted({source_of(script.inner) for script in inline(pieces(page))}))
    directives = DIRECTIVES | {"script-src": f"{DIRECTIVES['script-src']} {hashes}".strip()}
    content = "; ".join(f"{name} {sources}" for name, sources in directives.items())
    return _PARTIAL.format(content=escape(content, quote=False))


def inline(found: Iterable[Piece]) -> Iterator[Tag]:
    """The scripts that stand in a page and run."""
    return (piece for piece in found if isinstance(piece, Tag) and is_program(piece))


def is_program(tag: Tag) -> bool:
    kind = tag.attributes.get("type", "").partition(";")[0].strip().lower()
    return tag.name == "script" and "src" not in tag.attributes and kind in _PROGRAMS


def source_of(script: str) -> str:
    """How a policy names a script that stands in a page."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


class Policy:
    """A policy as a browser reads it, as far as a built page can break it."""

    def __init__(self, content: str) -> None:
        self._directives: dict[str, frozenset[str]] = {}
        for directive in content.split(";"):
            name, *sources = directive.split() or [""]
            if name:
                self._directives.setdefault(name.lower(), frozenset(sources))

    def allows_inline(self, directive: str, text: str | None) -> bool:
        """Does a script or style that stands in the page run? `None` is one in an attribute."""
        sources = self._sources(directive)
        if sources is None or (text is not None and source_of(text) in sources):
            return True
        return "'unsafe-inline'" in sources and not any(map(_HASH.match, sources))

    def allows(self, directive: str, address: str) -> bool:
        """May an address of this site, or a `data:` address, be loaded?"""
        sources = self._sources(directive)
        needed = "data:" if address.lower().startswith("data:") else "'self'"
        return sources is None or needed in sources

    def _sources(self, directive: str) -> frozenset[str] | None:
        return self._directives.get(directive, self._directives.get("default-src"))


def policy_of(tag: Tag) -> Policy | None:
    """The policy that a `<meta>` sets, if it sets one."""
    if tag.attributes.get("http-equiv", "").lower() != "content-security-policy":
        return None
    return Policy(tag.attributes.get("content", ""))
