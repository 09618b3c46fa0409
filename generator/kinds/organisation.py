"""Organisations: states, bodies, outlets and channels."""

from enum import StrEnum

from pydantic import Field

from generator.data.fields import Line
from generator.data.records import Entity, KindNames
from generator.kinds.kind import CardWords, EntityKind, Fact
from generator.labels.english import words
from generator.query.context import PageContext


class OrganisationKind(StrEnum):
    STATE = "state"
    BODY = "body"
    OUTLET = "outlet"
    CHANNEL = "channel"
    PARTY = "party"
    COMPANY = "company"
    GROUP = "group"


# What schema.org has a closer word for; everything else is what its parent is called.
_ORGANISATIONS = {
    OrganisationKind.STATE: "GovernmentOrganization",
    OrganisationKind.OUTLET: "NewsMediaOrganization",
    OrganisationKind.PARTY: "PoliticalParty",
}


class Organisation(Entity):
    KIND = KindNames("organisation", "organisations", "context/organisations", "organisations")
    schema_type = "Organization"
    narrower_types = ("kind", _ORGANISATIONS)

    name: Line = Field(description="The form most used in English.")
    kind: OrganisationKind = Field(description="What it is.")
    standpoint: Line | None = Field(None, description="For media: whose voice it is.")


class Organisations(EntityKind[Organisation]):
    model = Organisation
    description = "States, bodies, outlets and channels, with whose voice each of them is."
    boost = 2

    def facts(self, ctx: PageContext, record: Organisation) -> list[Fact]:
        return [Fact("Kind", words(record.kind)), Fact("Whose voice", record.standpoint or "")]

    def note(self, record: Organisation) -> str:
        return record.standpoint or words(record.kind)

    def card(self, ctx: PageContext, record: Organisation) -> CardWords:
        return CardWords(words(record.kind))
