"""People: who speaks, negotiates or is spoken of, with their roles."""

from typing import Annotated

from pydantic import Field

from generator.core.dates import Date, parse
from generator.data.fields import Edtf, Line, Part, Reference
from generator.data.records import Entity, KindNames
from generator.kinds.kind import EntityKind
from generator.kinds.linked_data import Links, Node, entity_node, iso, node, reference


class Role(Part):
    """An office or function."""

    title: Line = Field(description="The office, as talks name it.")
    organisation: Annotated[str, Reference("role in it", ("organisation",))] | None = Field(
        None, description="The state, body or party in which the office is held."
    )
    start: Edtf | None = Field(None, description="When it began, where a source says so.")
    end: Edtf | None = Field(None, description="When it ended, where a source says so.")

    @property
    def when(self) -> str:
        """`since 2019`, `2019 or earlier to May 2022`; empty where nothing is known."""
        begin, end = self.start and _bound(self.start), self.end and _bound(self.end)
        if begin and end:
            return f"{begin} to {end}"
        if begin:
            return f"since {begin}"
        return f"until {end}" if end else ""


def _bound(end: Date) -> str:
    """The known day of a beginning or an end that may itself be open: `2019 or earlier`."""
    begin, _, later = end.text.partition("/")
    if begin == "..":
        return f"{parse(later)} or earlier"
    return f"{parse(begin)} or later" if later == ".." else end.words


class Person(Entity):
    KIND = KindNames("person", "people", "context/people", "people")
    schema_type = "Person"

    name: Line = Field(description="The form most used in English.")
    roles: tuple[Role, ...] = Field((), description="Offices and functions, with dates if known.")


class People(EntityKind[Person]):
    model = Person
    description = "Everyone who speaks, negotiates or is spoken of, with roles and other spellings."
    boost = 3

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


def _role_node(links: Links, role: Role) -> Node:
    """The office; as the vocabulary wants it, it repeats the property that it qualifies."""
    when = {"roleName": role.title, "startDate": iso(role.start), "endDate": iso(role.end)}
    if role.organisation:
        return node("OrganizationRole", affiliation=reference(links, role.organisation), **when)
    return node("Role", hasOccupation=node("Occupation", name=role.title), **when)
