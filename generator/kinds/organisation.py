"""Organisations: states, bodies, outlets and channels."""

from generator.data.records import Organisation
from generator.kinds.kind import CardWords, EntityKind, Fact
from generator.labels.english import words
from generator.query.context import PageContext


class OrganisationKind(EntityKind[Organisation]):
    model = Organisation
    description = "States, bodies, outlets and channels, with whose voice each of them is."
    boost = 2

    def facts(self, ctx: PageContext, record: Organisation) -> list[Fact]:
        del ctx
        facts = [Fact("Kind", words=words(record.kind))]
        if record.standpoint:
            facts.append(Fact("Whose voice", words=record.standpoint))
        return facts

    def note(self, record: Organisation) -> str:
        return record.standpoint or words(record.kind)

    def card(self, ctx: PageContext, record: Organisation) -> CardWords:
        del ctx
        return CardWords(words(record.kind))
