"""Organisations: states, bodies, outlets and channels."""

from enum import StrEnum

from pydantic import Field

from generator.data.fields import Line
from generator.data.records import Entity, KindNames
from generator.kinds.kind import CardWords, EntityKind, Fact
from generator.labels.labels import N_
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
    description = N_("States, bodies, outlets and channels, with whose voice each of them is.")
    boost = 2

    def facts(self, ctx: PageContext, record: Organisation) -> list[Fact]:
        _, sort = ctx.labels.gettext, ctx.labels.word(record.kind)
        return [Fact(_("Kind"), sort), Fact(_("Whose voice"), record.standpoint or "")]

    def note(self, ctx: PageContext, record: Organisation) -> str:
        return record.standpoint or ctx.labels.word(record.kind)

    def card(self, ctx: PageContext, record: Organisation) -> CardWords:
        return CardWords(ctx.labels.word(record.kind))
