"""Documents: communiqués, treaties, resolutions and decrees."""

from typing import Annotated

from pydantic import Field

from generator.data.fields import Edtf, Line, Prose, Reference, Text
from generator.data.records import ACTORS, Entity, KindNames
from generator.kinds.kind import CardWords, EntityKind, Fact
from generator.kinds.linked_data import Links, Node, entity_node, iso, one_or_all, references
from generator.labels.labels import N_
from generator.query.context import PageContext


class Document(Entity):
    KIND = KindNames("document", "documents", "context/documents", "documents")
    schema_type = "CreativeWork"
    RELIED_ON = ("date", "status")

    title: Line = Field(description="The name by which the document is known.")
    date: Edtf = Field(description="When it was signed, adopted or drawn up.")
    parties: tuple[Annotated[str, Reference("party to it", ACTORS)], ...] = Field(
        (), description="Who signed it, adopted it or drew it up."
    )
    status: Line | None = Field(None, description="In force, unsigned draft, …")
    provisions: tuple[Annotated[Text, Prose("provision")], ...] = Field(
        (), description="What it says, in our own words, cited."
    )


class Documents(EntityKind[Document]):
    model = Document
    description = N_(
        "Communiqués, treaties, resolutions and decrees that the talks and claims name."
    )

    def facts(self, ctx: PageContext, record: Document) -> list[Fact]:
        _ = ctx.labels.gettext
        return [
            Fact(_("Date"), ctx.labels.date(record.date)),
            Fact(_("Parties"), ids=record.parties),
            Fact(_("Status"), record.status or ""),
        ]

    def note(self, ctx: PageContext, record: Document) -> str:
        return ctx.labels.date(record.date)

    def card(self, ctx: PageContext, record: Document) -> CardWords:
        return CardWords(when=record.date)

    def node(self, links: Links, record: Document) -> Node:
        return entity_node(
            links,
            record,
            dateCreated=iso(record.date),
            author=one_or_all(references(links, record.parties)),
            creativeWorkStatus=record.status,
        )
