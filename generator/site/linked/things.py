"""People, organisations, places, documents, events, terms and sources as nodes."""

from typing import assert_never

from generator.data.records import (
    AnyRecord,
    Claim,
    Document,
    Entity,
    Event,
    Organisation,
    OrganisationKind,
    Person,
    Place,
    Role,
    Source,
    SourceType,
    Talk,
    Term,
    title_of,
)
from generator.site.linked.nodes import Links, Node, begin_and_end, iso, node, one_or_all

# What schema.org has a closer word for; everything else is what its parent is called.
_ORGANISATIONS = {
    OrganisationKind.STATE: "GovernmentOrganization",
    OrganisationKind.OUTLET: "NewsMediaOrganization",
    OrganisationKind.PARTY: "PoliticalParty",
}
_SOURCES = {
    SourceType.NEWS: "NewsArticle",
    SourceType.INTERVIEW: "NewsArticle",
    SourceType.ANALYSIS: "AnalysisNewsArticle",
    SourceType.SOCIAL: "SocialMediaPosting",
}


def type_of(record: AnyRecord) -> str:
    match record:
        case Person():
            return "Person"
        case Organisation():
            return _ORGANISATIONS.get(record.kind, "Organization")
        case Place():
            return "Place"
        case Document():
            return "CreativeWork"
        case Event() | Talk():
            return "Event"
        case Term():
            return "DefinedTerm"
        case Source():
            return _SOURCES.get(record.type, "CreativeWork")
        case Claim():
            return "Claim"
        case _:
            assert_never(record)


def reference(links: Links, id: str) -> Node:
    """A record where another one names it: enough to know it by, and where the rest stands."""
    if id not in links.named:
        record = links.ctx.record(id)
        url = str(record.url) if isinstance(record, Source) and record.url else ""
        links.named[id] = node(type_of(record), links.thing(record), name=title_of(record), url=url)
    return links.named[id]


def references(links: Links, ids: tuple[str, ...] | list[str]) -> list[Node]:
    return [reference(links, id) for id in dict.fromkeys(ids)]


def entity(links: Links, record: Entity) -> Node:
    """A record of the context, with all that is said of it on its page in typed fields."""
    match record:
        case Person():
            return _person(links, record)
        case Organisation():
            return _named(links, record)
        case Place():
            return place(links, record)
        case Document():
            return _named(
                links,
                record,
                dateCreated=iso(record.date),
                author=one_or_all(references(links, record.parties)),
                creativeWorkStatus=record.status,
            )
        case Event():
            begin, end = begin_and_end(record.date)
            where = location(links, record.place)
            return _named(links, record, startDate=begin, endDate=end, location=where)
        case Term():
            terms = node("DefinedTermSet", links.to("glossary/index.md", "terms"), name="Glossary")
            return _named(links, record, inDefinedTermSet=terms)
        case _:
            raise TypeError(f"{type(record).__name__} is no kind of context")


def place(links: Links, record: Place) -> Node:
    geo: Node = {}
    if record.latitude is not None and record.longitude is not None:
        geo = node("GeoCoordinates", latitude=record.latitude, longitude=record.longitude)
    within = reference(links, record.within) if record.within else {}
    country = node("PostalAddress", addressCountry=record.country)
    return _named(links, record, geo=geo, address=country, containedInPlace=within)


def location(links: Links, id: str | None) -> Node:
    """Where something happened: a place with its coordinates, in one piece."""
    record = links.ctx.record(id) if id else None
    if not isinstance(record, Place):
        return {}
    kept = ("@type", "@id", "name", "geo", "address")
    return {key: value for key, value in place(links, record).items() if key in kept}


def source(links: Links, record: Source) -> Node:
    publisher = (
        reference(links, record.organisation)
        if record.organisation
        else node("Organization", name=record.publisher)
    )
    return node(
        type_of(record),
        links.thing(record),
        name=record.title,
        headline=record.title if "Article" in type_of(record) else "",
        url=str(record.url or ""),
        archivedAt=str(record.archive_url or ""),
        datePublished=iso(record.published),
        inLanguage=record.language,
        publisher=publisher,
        creditText=", ".join(record.authors),
    )


def _named(links: Links, record: Entity, **fields: object) -> Node:
    """A node with what all of the context has: names, a description, the same thing elsewhere."""
    assert isinstance(record, Person | Organisation | Place | Document | Event | Term)
    name = title_of(record)
    others = dict.fromkeys([*record.names.values(), *record.also])
    text = record.summary or (record.definition if isinstance(record, Term) else "")
    return node(
        type_of(record),
        links.thing(record),
        name=name,
        alternateName=one_or_all([other for other in others if other != name]),
        description=links.ctx.plain(text),
        sameAs=f"https://www.wikidata.org/wiki/{record.wikidata}" if record.wikidata else "",
        **fields,
    )


def _person(links: Links, person: Person) -> Node:
    """Offices with their time: schema.org puts a `Role` between a person and what it is held in."""
    return _named(
        links,
        person,
        affiliation=[_role(links, one) for one in person.roles if one.organisation],
        hasOccupation=[_role(links, one) for one in person.roles if not one.organisation],
    )


def _role(links: Links, role: Role) -> Node:
    """The office; as the vocabulary wants it, it repeats the property that it qualifies."""
    when = {"roleName": role.title, "startDate": iso(role.start), "endDate": iso(role.end)}
    if role.organisation:
        return node("OrganizationRole", affiliation=reference(links, role.organisation), **when)
    return node("Role", hasOccupation=node("Occupation", name=role.title), **when)
