"""People: who speaks, negotiates or is spoken of, with their roles."""

from typing import Annotated, Any

from pydantic import Field

from generator.core.dates import Date, parse
from generator.data.fields import Edtf, Line, Part, Reference
from generator.data.records import Entity, KindNames
from generator.kinds.kind import EntityKind
from generator.kinds.linked_data import Links, Node, entity_node, iso, node, reference
from generator.labels.labels import N_
from generator.query.context import PageContext


class Role(Part):
    """An office or function."""

    title: Line = Field(description="The office, as talks name it.")
    organisation: Annotated[str, Reference("role in it", ("organisation",))] | None = Field(
        None, description="The state, body or party in which the office is held."
    )
    start: Edtf | None = Field(None, description="When it began, where a source says so.")
    end: Edtf | None = Field(None, description="When it ended, where a source says so.")


def _when(ctx: PageContext, role: Role) -> str:
    """`since 2019`, `2019 or earlier to May 2022`; empty where nothing is known."""
    _ = ctx.labels.gettext
    begin, end = role.start and _bound(ctx, role.start), role.end and _bound(ctx, role.end)
    if begin and end:
        return _("{begin} to {end}", begin=begin, end=end)
    if begin:
        return _("since {date}", date=begin)
    return _("until {date}", date=end) if end else ""


def _bound(ctx: PageContext, end: Date) -> str:
    """The known day of a beginning or an end that may itself be open: `2019 or earlier`."""
    begin, _, later = end.text.partition("/")
    if begin == "..":
        return ctx.labels.gettext("{date} or earlier", date=ctx.labels.date(parse(later)))
    if later == "..":
        return ctx.labels.gettext("{date} or later", date=ctx.labels.date(parse(begin)))
    return ctx.labels.date(end)


class Person(Entity):
    KIND = KindNames("person", "people", "context/people", "people")
    schema_type = "Person"

    name: Line = Field(description="The form most used in English.")
    roles: tuple[Role, ...] = Field((), description="Offices and functions, with dates if known.")


class People(EntityKind[Person]):
    model = Person
    description = N_(
        "Everyone who speaks, negotiates or is spoken of, with roles and other spellings."
    )
    boost = 3

    def values(self, ctx: PageContext, record: Person) -> dict[str, Any]:
        when = [_when(ctx, role) for role in record.roles]
        return {**super().values(ctx, record), "when": when}

    def note(self, ctx: PageContext, record: Person) -> str:
        return "; ".join(role.title for role in record.roles)

    def node(self, links: Links, record: Person) -> Node:
        """Offices with their time: schema.org puts a `Role` between a person and its place."""
        return entity_node(
            links,
            record,
            affiliation=[_role_node(links, role) for role in record.roles if role.organisation],
            hasOccupation=[
                _role_node(links, role) for role in record.roles if not role.organisation
            ],
        )


def _role_node(links: Links, role: Role) -> Node:
    """The office; as the vocabulary wants it, it repeats the property that it qualifies."""
    when = {"roleName": role.title, "startDate": iso(role.start), "endDate": iso(role.end)}
    if role.organisation:
        return node("OrganizationRole", affiliation=reference(links, role.organisation), **when)
    return node("Role", hasOccupation=node("Occupation", name=role.title), **when)
