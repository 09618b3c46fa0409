"""JSON-LD: nodes without empty values, addresses, dates in ISO 8601, references to records."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from posixpath import relpath
from typing import Any
from urllib.parse import quote

from generator.core.dates import Date
from generator.data.paths import HOME, address, anchors, href, path_of
from generator.data.records import Entity, Record, Statement
from generator.query.context import PageContext

Node = dict[str, Any]

_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def node(type: str, id: str = "", **fields: Any) -> Node:
    """A node of the graph without what is empty, so that nothing is said where nothing is known."""
    named: Node = {"@type": type, "@id": id, **fields}
    # Zero says something.
    return {key: value for key, value in named.items() if value or value == 0}


def one_or_all(values: list[Any]) -> Any:
    """A single value stands for itself, as readers of JSON-LD expect."""
    return values[0] if len(values) == 1 else values


def iso(when: Date | None) -> str:
    """The date in ISO 8601; empty where it is approximate or an interval, which ISO cannot say."""
    return when.text if when is not None and _ISO.fullmatch(when.text) else ""


def begin_and_end(when: Date) -> Mapping[str, str]:
    """Both ends in ISO 8601, as events have them; what is open or approximate stays empty."""
    ends = zip(("startDate", "endDate"), when.text.split("/"), strict=False)
    return {name: point for name, point in ends if _ISO.fullmatch(point)}


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses that one page uses for others; whole ones where the site's own is known."""

    ctx: PageContext
    path: str  # of the page that links

    def to(self, path: str, anchor: str = "") -> str:
        target, site = quote(address(path)), self.ctx.site_url
        link = f"{site}{target}" if site else href(quote(address(self.path)), target)
        return f"{link}#{anchor}" if anchor else link

    def file(self, path: str) -> str:
        """The address of a file that is no page."""
        if self.ctx.site_url:
            return self.ctx.full_address(path)
        return relpath(path, quote(address(self.path)) or ".")

    def record_id(self, record: Record) -> str:
        """The name of what a record is about, as distinct from the page about it."""
        return self.to(path_of(record), record.KIND.id)

    @property
    def publisher(self) -> str:
        return self.to(HOME, "publisher")

    @property
    def publisher_name(self) -> Node:
        publisher = self.ctx.explainer.publisher
        url = str(publisher.url or self.to(HOME))
        return node("Organization", self.publisher, name=publisher.name, url=url)


def reference(links: Links, id: str) -> Node:
    """A record where another one names it: enough to know it by, and where the rest stands."""
    record = links.ctx.record(id)
    url = str(getattr(record, "url", "") or "")
    return node(record.linked_type, links.record_id(record), name=record.heading, url=url)


def references(links: Links, ids: Iterable[str]) -> list[Node]:
    return [reference(links, id) for id in dict.fromkeys(ids)]


def entity_node(links: Links, record: Entity, summary: str = "", **fields: object) -> Node:
    """A node with what all of the context has: names, a description, the same thing elsewhere."""
    name = record.heading
    others = dict.fromkeys([*record.names.values(), *record.also])
    return node(
        record.linked_type,
        links.record_id(record),
        name=name,
        alternateName=one_or_all([other for other in others if other != name]),
        description=links.ctx.plain(summary or record.summary or ""),
        sameAs=f"https://www.wikidata.org/wiki/{record.wikidata}" if record.wikidata else "",
        **fields,
    )


def quotations(links: Links, path: str, statements: tuple[Statement, ...]) -> Iterator[Node]:
    """The exact words of each statement, named by its permanent address."""
    language = links.ctx.explainer.language
    for statement, anchor in zip(statements, anchors(statements), strict=True):
        if quote := statement.quote:
            address, ours = links.to(path, anchor), quote.translation
            yield node(
                "Quotation",
                address,
                url=address,
                text=quote.text,
                inLanguage=quote.lang,
                spokenByCharacter=reference(links, statement.speaker),
                dateCreated=iso(statement.said),
                datePublished=iso(statement.published),
                isBasedOn=reference(links, statement.source),
                workTranslation=node("Quotation", text=ours, inLanguage=language) if ours else {},
            )
