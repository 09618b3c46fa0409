"""Documents: communiqués, treaties, resolutions and decrees."""

from typing import Any

from generator.core.dates import Date
from generator.data.records import Document
from generator.kinds.kind import CardWords, EntityKind, Fact
from generator.kinds.linked_data import Links, Node, entity_node, iso, one_or_all, references
from generator.query.context import PageContext


class DocumentKind(EntityKind[Document]):
    model = Document
    description = "Communiqués, treaties, resolutions and decrees that the talks and claims name."

    def values(self, ctx: PageContext, record: Document) -> dict[str, Any]:
        return super().values(ctx, record) | {"provisions": record.provisions}

    def facts(self, ctx: PageContext, record: Document) -> list[Fact]:
        del ctx
        facts = [Fact("Date", words=record.date.words)]
        if record.parties:
            facts.append(Fact("Parties", ids=record.parties))
        if record.status:
            facts.append(Fact("Status", words=record.status))
        return facts

    def note(self, record: Document) -> str:
        return record.date.words

    def card(self, ctx: PageContext, record: Document) -> CardWords:
        del ctx
        return CardWords(when=record.date)

    def state(self, ctx: PageContext, record: Document) -> tuple[Date | None, tuple[str, ...]]:
        del ctx
        return record.date, ()

    def node(self, links: Links, record: Document) -> Node:
        return entity_node(
            links,
            record,
            dateCreated=iso(record.date),
            author=one_or_all(references(links, record.parties)),
            creativeWorkStatus=record.status,
        )
