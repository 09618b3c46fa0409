"""Dates stand in order: ends after beginnings, newer entries above older, offices in their time."""

from collections.abc import Iterator
from itertools import pairwise

from generator.core.dates import Date
from generator.core.diagnostics import Diagnostic, Note, Rule, Span
from generator.core.suggestions import did_you_mean
from generator.data.archive import Archive, Origin
from generator.data.records import Record
from generator.data.walk import Path
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
        for path, message in _misdated(archive, record):
            help_text = "look the two dates up again"
            yield DATES_OUT_OF_ORDER.found(origin.at(*path), message, help_text)
        for field, key in (("assessments", "as_of"), ("changes", "date")):
            days = [getattr(entry, key) for entry in getattr(record, field, ())]
            for index, (above, below) in enumerate(pairwise(days), start=1):
                if below.earliest > above.latest:
                    message = f"{below} stands below {above}: the newest goes first"
                    help_text = "move the newer entry above the older"
                    yield DATES_OUT_OF_ORDER.found(origin.at(field, index, key), message, help_text)
        if isinstance(record, Talk) and record.span.earliest <= record.span.latest:
            yield from _delegates(archive, origin, record)


def _misdated(archive: Archive, record: Record) -> Iterator[tuple[Path, str]]:
    match record:
        case Talk(start=start, end=Date() as end) if end.latest < start.earliest:
            yield ("end",), f"the talk ends on {end}, before it begins on {start}"
        case Talk(start=start, follows=str() as follows):
            before = archive.records.get(follows)
            if isinstance(before, Talk) and before.start.earliest > start.latest:
                yield ("follows",), f"`{follows}` began on {before.start}, after this talk"
        case Person(roles=roles):
            for index, role in enumerate(roles):
                if role.start and role.end and role.end.latest < role.start.earliest:
                    message = f"the role ends in {role.end}, before it begins in {role.start}"
                    yield ("roles", index, "end"), message
        case Source(published=Date() as published, accessed=Date() as accessed):
            if accessed.latest < published.earliest:
                yield ("accessed",), "it was read before it was published"


def _delegates(archive: Archive, origin: Origin, talk: Talk) -> Iterator[Diagnostic]:
    for side, delegation in enumerate(talk.parties):
        for seat, delegate in enumerate(delegation.delegates):
            path = ("parties", side, "delegates", seat, "role")
            person = archive.records.get(delegate.person)
            if delegate.role and isinstance(person, Person) and origin.is_sound(*path):
                own = archive.origins[person.id]
                yield from _role(person, own, delegate.role, talk.span, origin.at(*path))


def _role(person: Person, own: Origin, title: str, when: Date, span: Span) -> Iterator[Diagnostic]:
    """Was the role that stands at the span one of the person's at that time?"""
    if not own.are_sound("roles", len(person.roles), "title"):
        return
    titles = [role.title for role in person.roles]
    if title not in titles:
        help_text = did_you_mean(title, titles, f"add it to the roles of `{person.id}`")
        yield UNKNOWN_ROLE.found(span, f"`{person.id}` has no role `{title}`", help_text)
    elif not any(_is_held(role, when) for role in person.roles if role.title == title):
        message = f"`{person.id}` was not {title} at the time of the talk"
        help_text = "give the role held then, or mend the dates of the role"
        notes = (Note(own.at("roles", titles.index(title)), "the role's dates"),)
        yield ROLE_NOT_HELD.found(span, message, help_text, notes)


def _is_held(role: Role, when: Date) -> bool:
    begun = role.start is None or role.start.earliest <= when.latest
    return begun and (role.end is None or role.end.latest >= when.earliest)
