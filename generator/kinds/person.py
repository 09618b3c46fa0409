"""People: who speaks, negotiates or is spoken of, with their roles."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from generator.core.dates import Date, parse
from generator.data.fields import Edtf, Line, Part, Reference
from generator.data.records import Entity, KindNames
from generator.kinds.kind import EntityKind
from generator.kinds.linked_data import Links, Node, entity_node, iso, node, reference
from generator.query.context import PageContext


class Role(Part):
    """An office or function."""

    title: Line = Field(description="The office, as talks name it.")
    organisation: Annotated[str, Reference("role in it", ("organisation",))] | None = Field(
        None, description="The state, body or party in which the office is held."
    )
    start: Edtf | None = Field(None, description="When it began, where a source says so.")
    end: Edtf | None = Field(None, description="When it ended, where a source says so.")


class Person(Entity):
    KIND = KindNames("person", "people", "context/people", "people")
    schema_type = "Person"

    name: Line = Field(description="The form most used in English.")
    roles: tuple[Role, ...] = Field((), description="Offices and functions, with dates if known.")


@dataclass(frozen=True, slots=True)
class RoleView:
    title: str
    organisation: str
    when: str


class People(EntityKind[Person]):
    model = Person
    description = "Everyone who speaks, negotiates or is spoken of, with roles and other spellings."
    boost = 3

    def values(self, ctx: PageContext, record: Person) -> dict[str, Any]:
        return super().values(ctx, record) | {"roles": [_role(role) for role in record.roles]}

    def note(self, record: Person) -> str:
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


def _bound(end: Date) -> str:
    """The known day of a beginning or an end that may itself be open: `2019 or earlier`."""
    begin, _, later = end.text.partition("/")
    if begin == "..":
        return f"{parse(later)} or earlier"
    return f"{parse(begin)} or later" if later == ".." else end.words


def _role(role: Role) -> RoleView:
    begin, end = role.start and _bound(role.start), role.end and _bound(role.end)
    if begin and end:
        when = f"{begin} to {end}"
    elif begin:
        when = f"since {begin}"
    else:
        when = f"until {end}" if end else ""
    return RoleView(role.title, role.organisation or "", when)


def _role_node(links: Links, role: Role) -> Node:
    """The office; as the vocabulary wants it, it repeats the property that it qualifies."""
    when = {"roleName": role.title, "startDate": iso(role.start), "endDate": iso(role.end)}
    if role.organisation:
        return node("OrganizationRole", affiliation=reference(links, role.organisation), **when)
    return node("Role", hasOccupation=node("Occupation", name=role.title), **when)
