"""What linked data is written with: nodes without empty values, addresses, dates in ISO 8601."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from posixpath import relpath
from typing import Any
from urllib.parse import quote

from generator.core.dates import Date
from generator.data.kinds import kind_of
from generator.data.records import AnyRecord
from generator.site.page_context import PageContext
from generator.site.paths import HOME, address, path_of, way

Node = dict[str, Any]

_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def node(type: str, id: str = "", **fields: Any) -> Node:
    """A node of the graph without what is empty, so that nothing is said where nothing is known."""
    named: Node = {"@type": type, "@id": id, **fields}
    return {
        key: value for key, value in named.items() if value or value == 0
    }  # zero says something


def one_or_all(values: list[Any]) -> Any:
    """A single value stands for itself, as readers of JSON-LD expect."""
    return values[0] if len(values) == 1 else values


def iso(when: Date | None) -> str:
    """The date in ISO 8601; empty where it is approximate or an interval, which ISO cannot say."""
    return when.text if when is not None and _ISO.fullmatch(when.text) else ""


def begin_and_end(when: Date) -> tuple[str, str]:
    """Both ends in ISO 8601; what is open or approximate stays empty."""
    begin, slash, end = when.text.partition("/")
    ends = [point if _ISO.fullmatch(point) else "" for point in (begin, end)]
    return (ends[0], ends[1]) if slash else (ends[0], "")


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses that one page uses for others; whole ones where the site's own is known."""

    ctx: PageContext
    path: str  # of the page that links
    # The nodes of the records that it has named already, by id:
    named: dict[str, Node] = field(default_factory=dict, compare=False, repr=False)

    def to(self, path: str, anchor: str = "") -> str:
        if self.ctx.site_url:
            whole = f"{self.ctx.site_url.rstrip('/')}/{_quoted(path)}"
        else:
            whole = way(_quoted(self.path), _quoted(path))
        return f"{whole}#{anchor}" if anchor else whole

    def file(self, path: str) -> str:
        """The address of a file that is no page."""
        if self.ctx.site_url:
            return self.ctx.whole(path)
        return relpath(path, quote(address(self.path)) or ".")

    def thing(self, record: AnyRecord) -> str:
        """The name of what a record is about, as distinct from the page about it."""
        return self.to(path_of(record), kind_of(record).id)

    @property
    def publisher(self) -> str:
        return self.to(HOME, "publisher")

    @property
    def website(self) -> str:
        return self.to(HOME, "website")


@lru_cache(maxsize=16_384)
def _quoted(path: str) -> str:
    return quote(address(path))
