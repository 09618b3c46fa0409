"""Terms: words that the talks and claims use, explained and cited."""

from typing import Annotated

from pydantic import Field

from generator.data.fields import Line, Prose, Text
from generator.data.records import Entity, KindNames
from generator.kinds.kind import EntityKind
from generator.kinds.linked_data import Links, Node, entity_node, node
from generator.labels.labels import N_


class Term(Entity):
    KIND = KindNames("term", "terms", "context/terms", "glossary")
    schema_type = "DefinedTerm"

    name: Line = Field(description="The term, as it stands in a sentence.")
    definition: Annotated[Text, Prose("definition")] = Field(
        description="What it means, in one to three sentences, cited."
    )


class Terms(EntityKind[Term]):
    model = Term
    description = N_("Words that the talks and claims use, explained and cited.")
    title = N_("Glossary")

    def summary(self, record: Term) -> str:
        return record.summary or record.definition

    def node(self, links: Links, record: Term) -> Node:
        title = links.ctx.labels.gettext(self.title)
        terms = node("DefinedTermSet", links.to("glossary/index.md", "terms"), name=title)
        return entity_node(links, record, self.summary(record), inDefinedTermSet=terms)
