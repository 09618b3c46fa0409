"""The pages of people, organisations, places, documents, events and terms, and their lists."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.core.dates import Date, parse
from generator.data.kinds import BY_ID, Kind
from generator.data.records import (
    AnyRecord,
    Document,
    Entity,
    Event,
    Organisation,
    Person,
    Place,
    Role,
    Term,
    title_of,
)
from generator.site.geography import places_map
from generator.site.page_context import Making
from generator.site.paths import HOME, index_of
from generator.site.relations import by_title
from generator.site.statement_index import Attribution
from generator.site.site import Crumb, Page
from generator.labels.english import words
from generator.site.writer import language_name
from generator.core.text import counted, initial

_DESCRIPTIONS = {
    "person": "Everyone who speaks, negotiates or is spoken of, with roles and other spellings.",
    "organisation": "States, bodies, outlets and channels, with whose voice each of them is.",
    "place": "Where talks were held, offered and spoken of, with coordinates and other names.",
    "document": "Communiqués, treaties, resolutions and decrees that the talks and claims name.",
    "event": "What happened around the talks, in order of time.",
    "term": "Words that the talks and claims use, explained and cited.",
}


@dataclass(frozen=True, slots=True)
class NameView:
    lang: str
    language: str
    name: str


@dataclass(frozen=True, slots=True)
class RoleView:
    title: str
    organisation: str
    when: str


@dataclass(frozen=True, slots=True)
class SaidView:
    """A line in the list of what someone said."""

    path: str
    title: str
    anchor: str
    when: str
    number: str  # "3 statements" where there are several


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of facts: a label and what stands beside it, as ids, prose or plain words."""

    label: str
    ids: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A record in a list."""

    id: str
    letter: str
    note: str


def context_page(making: Making, record: AnyRecord) -> Page:
    assert isinstance(record, Entity)
    summary = record.summary or (record.definition if isinstance(record, Term) else "")
    return making.record_page(
        "context",
        record,
        making.plain(summary) or f"{title_of(record)} in {making.explainer.title}",
        summary=summary,
        text=record.body or "",
        facts=_facts(making, record),
        names=[
            NameView(lang, language_name(lang), name) for lang, name in sorted(record.names.items())
        ],
        also=record.also,
        roles=[_role(one) for one in record.roles] if isinstance(record, Person) else [],
        provisions=record.provisions if isinstance(record, Document) else (),
        said=said_views(making.relations.statements_by_speaker.get(record.id, ())),
    )


def said_views(statements: Iterable[Attribution]) -> list[SaidView]:
    """One line for all that someone said of a matter on a day, with how many statements it is."""
    of_a_day: dict[tuple[str, str, str], list[Attribution]] = {}
    for one in statements:
        of_a_day.setdefault((one.record, one.speaker, one.said.text), []).append(one)
    return [
        SaidView(
            first.path,
            first.title,
            first.anchor,
            first.said.words,
            counted(1 + len(others), "statement") if others else "",
        )
        for first, *others in of_a_day.values()
    ]


def _facts(making: Making, record: AnyRecord) -> list[Fact]:
    match record:
        case Organisation():
            facts = [Fact("Kind", words=words(record.kind))]
            if record.standpoint:
                facts.append(Fact("Whose voice", words=record.standpoint))
        case Place():
            facts = _place_facts(making, record)
        case Document():
            facts = [Fact("Date", words=record.date.words)]
            if record.parties:
                facts.append(Fact("Parties", ids=record.parties))
            if record.status:
                facts.append(Fact("Status", words=record.status))
        case Event():
            facts = [Fact("Date", words=record.date.words)]
            if record.place:
                facts.append(Fact("Place", ids=(record.place,)))
        case _:
            facts = []
    return facts


def _place_facts(making: Making, place: Place) -> list[Fact]:
    facts = [Fact("Country", words=place.country)]
    if place.within:
        facts.append(Fact("Within", ids=(place.within,)))
    inside = making.relations.places_in.get(place.id, ())
    if inside:
        facts.append(Fact("Places in it", ids=tuple(one.id for one in inside)))
    if place.latitude is not None and place.longitude is not None:
        exact = f" ({words(place.precision)})" if place.precision else ""
        facts.append(
            Fact("Coordinates", words=coordinates(place.latitude, place.longitude) + exact)
        )
    return facts


def coordinates(latitude: float, longitude: float) -> str:
    """`53.9002° N, 27.5665° E`."""
    north = "N" if latitude >= 0 else "S"
    east = "E" if longitude >= 0 else "W"
    return f"{abs(latitude):g}° {north}, {abs(longitude):g}° {east}"


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


def context_index(making: Making, kind: Kind) -> Page:
    entries = _entries(making, kind)
    letters = dict.fromkeys(entry.letter for entry in entries)
    return making.page(
        "context_index",
        index_of(kind),
        title="Glossary" if kind.id == "term" else kind.plural.capitalize(),
        description=_DESCRIPTIONS[kind.id],
        crumbs=(Crumb("Home", HOME),),
        meta={"hide": ["navigation"]},
        intro=_DESCRIPTIONS[kind.id],
        map=places_map(making, index_of(kind)) if kind.model is Place else None,
        groups=[
            (letter, [entry for entry in entries if entry.letter == letter]) for letter in letters
        ],
    )


def _entries(making: Making, kind: Kind) -> list[Entry]:
    """The list of a kind: events by year, everything else by first letter."""
    if kind.model is Event:
        events = making.relations.events
        return [Entry(one.id, str(one.date.listed.year), one.date.words) for one in events]
    records = by_title(making.archive.of_kind(kind.model))
    return [Entry(one.id, initial(title_of(one)), _note(one)) for one in records]


def _note(record: AnyRecord) -> str:
    match record:
        case Person():
            return "; ".join(role.title for role in record.roles)
        case Organisation():
            return record.standpoint or words(record.kind)
        case Place():
            return record.country
        case Document():
            return record.date.words
        case _:
            return ""


CONTEXT_KINDS = tuple(BY_ID[id] for id in _DESCRIPTIONS)
