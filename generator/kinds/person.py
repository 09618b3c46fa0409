"""People: who speaks, negotiates or is spoken of, with their roles."""

from dataclasses import dataclass
from typing import Any

from generator.core.dates import Date, parse
from generator.data.records import Person, Role
from generator.kinds.kind import EntityKind
from generator.kinds.linked_data import Links, Node, entity_node, iso, node, reference
from generator.query.context import PageContext


@dataclass(frozen=True, slots=True)
class RoleView:
    title: str
    organisation: str
    when: str


class PersonKind(EntityKind[Person]):
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
