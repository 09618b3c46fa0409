"""Dates stand in order: ends after beginnings, newer entries above older, offices in their time."""

from collections.abc import Iterator
from itertools import pairwise

from generator.core.dates import Date
from generator.core.diagnostics import Diagnostic, Note, Rule, Span
from generator.core.suggestions import did_you_mean
from generator.data.archive import Archive, Origin
from generator.kinds.claim import Claim
from generator.kinds.person import Person, Role
from generator.kinds.source import Source
from generator.kinds.talk import Talk

DATES_OUT_OF_ORDER = Rule(
    id="dates-out-of-order",
    summary="An end does not come before its beginning, a newer entry stands above an older.",
    why="One of the two dates is wrong.",
)
UNKNOWN_ROLE = Rule(
    id="unknown-role",
    summary="A delegate's role is one that the person's own record lists.",
    why="Two pages would give a person two offices.",
)
ROLE_NOT_HELD = Rule(
    id="role-not-held",
    summary="A delegate's role was held at the time of the talk.",
    why="The page would give a person an office of another time.",
)


def check(archive: Archive) -> Iterator[Diagnostic]:
    for id, record in archive.records.items():
        origin = archive.origins[id]
        match record:
            case Talk():
                yield from _talk(archive, origin, record)
            case Claim():
                days = [assessment.as_of for assessment in record.assessments]
                yield from _newest_first(origin, "assessments", "as_of", days)
            case Person():
                yield from _roles(origin, record)
            case Source(published=Date() as published, accessed=Date() as accessed):
                if accessed.latest < published.earliest:
                    message = "it was read before it was published"
                    yield _out_of_order(origin.at("accessed"), message)
        days = [change.date for change in record.changes]
        yield from _newest_first(origin, "changes", "date", days)


def _out_of_order(span: Span, message: str) -> Diagnostic:
    return DATES_OUT_OF_ORDER.found(span, message, "look the two dates up again")


def _newest_first(origin: Origin, field: str, key: str, days: list[Date]) -> Iterator[Diagnostic]:
    for index, (above, below) in enumerate(pairwise(days), start=1):
        if below.earliest > above.latest:
            message = f"{below.words} stands below {above.words}: the newest goes first"
            help_text = "move the newer entry above the older"
            yield DATES_OUT_OF_ORDER.found(origin.at(field, index, key), message, help_text)


def _talk(archive: Archive, origin: Origin, talk: Talk) -> Iterator[Diagnostic]:
    if talk.end is not None and talk.end.latest < talk.start.earliest:
        words = f"on {talk.end.words}, before it begins on {talk.start.words}"
        yield _out_of_order(origin.at("end"), f"the talk ends {words}")
        return
    before = archive.records.get(talk.follows or "")
    if isinstance(before, Talk) and before.start.earliest > talk.start.latest:
        message = f"`{before.id}` began on {before.start.words}, after this talk"
        yield _out_of_order(origin.at("follows"), message)
    for side, delegation in enumerate(talk.parties):
        for seat, delegate in enumerate(delegation.delegates):
            path = ("parties", side, "delegates", seat, "role")
            person = archive.records.get(delegate.person)
            if delegate.role and isinstance(person, Person) and origin.is_sound(*path):
                place = archive.origins[person.id]
                yield from _role(person, place, delegate.role, talk.span, origin.at(*path))


def _role(
    person: Person, place: Origin, title: str, when: Date, span: Span
) -> Iterator[Diagnostic]:
    """Was the role that stands at the span one of the person's at that time?"""
    if not place.are_sound("roles", len(person.roles), "title"):
        return
    titles = [role.title for role in person.roles]
    if title not in titles:
        help_text = did_you_mean(title, titles, f"add it to the roles of `{person.id}`")
        yield UNKNOWN_ROLE.found(span, f"`{person.id}` has no role `{title}`", help_text)
    elif not any(_is_held(role, when) for role in person.roles if role.title == title):
        message = f"`{person.id}` was not {title} at the time of the talk"
        help_text = "give the role held then, or mend the dates of the role"
        notes = (Note(place.at("roles", titles.index(title)), "the role's dates"),)
        yield ROLE_NOT_HELD.found(span, message, help_text, notes)


def _is_held(role: Role, when: Date) -> bool:
    begun = role.start is None or role.start.earliest <= when.latest
    return begun and (role.end is None or role.end.latest >= when.earliest)


def _roles(origin: Origin, person: Person) -> Iterator[Diagnostic]:
    for index, role in enumerate(person.roles):
        if role.start and role.end and role.end.latest < role.start.earliest:
            words = f"in {role.end.words}, before it begins in {role.start.words}"
            yield _out_of_order(origin.at("roles", index, "end"), f"the role ends {words}")
