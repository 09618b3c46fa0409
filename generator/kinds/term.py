"""Terms: words that the talks and claims use, explained and cited."""

from generator.data.records import Term
from generator.kinds.kind import EntityKind
from generator.kinds.linked_data import Links, Node, entity_node, node


class TermKind(EntityKind[Term]):
    model = Term
    description = "Words that the talks and claims use, explained and cited."
    list_title = "Glossary"

    def summary(self, record: Term) -> str:
        return record.summary or record.definition

    def node(self, links: Links, record: Term) -> Node:
        terms = node("DefinedTermSet", links.to("glossary/index.md", "terms"), name="Glossary")
        return entity_node(links, record, self.summary(record), inDefinedTermSet=terms)
