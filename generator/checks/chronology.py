"""Dates stand in order: ends after beginnings, words before pages, offices in their time."""

from collections.abc import Iterator

from generator.core.dates import Date
from generator.core.diagnostics import Diagnostic, Note, Rule
from generator.core.suggestions import did_you_mean
from generator.data.archive import Archive
from generator.data.records import Record, Statement, statements_of
from generator.kinds.claim import Claim
from generator.kinds.person import Person, Role
from generator.kinds.source import Source
from generator.kinds.talk import Delegate, Talk

DATES_OUT_OF_ORDER = Rule(
    id="dates-out-of-order",
    summary="An end does not come before its beginning, a newer entry stands above an older.",
    why="One of the two dates is wrong.",
)
SAID_AFTER_PUBLISHED = Rule(
    id="said-after-published",
    summary="Nothing is said after it was published.",
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
    for record in archive.records.values():
        yield from _record(archive, record)


def _record(archive: Archive, record: Record) -> Iterator[Diagnostic]:
    match record:
        case Talk():
            yield from _talk(archive, record)
        case Claim():
            days = [one.as_of for one in record.assessments]
            yield from _newest_first(archive, record, "assessments", "as_of", days)
        case Person():
            yield from _roles(archive, record)
        case Source() if record.published and record.accessed:
            if record.accessed.latest < record.published.earliest:
                yield _out_of_order(
                    archive, record.id, ("accessed",), "it was read before it was published"
                )
        case _:
            pass
    yield from _statements(archive, record.id, statements_of(record))
    changes = [one.date for one in record.changes]
    yield from _newest_first(archive, record, "changes", "date", changes)


def _out_of_order(
    archive: Archive,
    id: str,
    path: tuple[str | int, ...],
    what: str,
    help_text: str = "look the two dates up again",
) -> Diagnostic:
    return DATES_OUT_OF_ORDER.found(archive.origins[id].at(*path), what, help_text)


def _newest_first(
    archive: Archive, record: Record, field: str, key: str, days: list[Date]
) -> Iterator[Diagnostic]:
    for index in range(1, len(days)):
        if days[index].earliest > days[index - 1].latest:
            yield _out_of_order(
                archive,
                record.id,
                (field, index, key),
                f"{days[index].words} stands below {days[index - 1].words}: the newest goes first",
                "move the newer entry above the older",
            )


def _talk(archive: Archive, talk: Talk) -> Iterator[Diagnostic]:
    if talk.end is not None and talk.end.latest < talk.start.earliest:
        yield _out_of_order(
            archive,
            talk.id,
            ("end",),
            f"the talk ends on {talk.end.words}, before it begins on {talk.start.words}",
        )
        return
    before = archive.records.get(talk.follows or "")
    if isinstance(before, Talk) and before.start.earliest > talk.start.latest:
        yield _out_of_order(
            archive,
            talk.id,
            ("follows",),
            f"`{before.id}` began on {before.start.words}, after this talk",
        )
    for side, delegation in enumerate(talk.parties):
        for seat, delegate in enumerate(delegation.delegates):
            yield from _delegate(archive, talk, delegate, ("parties", side, "delegates", seat))


def _delegate(
    archive: Archive, talk: Talk, delegate: Delegate, path: tuple[str | int, ...]
) -> Iterator[Diagnostic]:
    person = archive.records.get(delegate.person)
    if delegate.role is None or not isinstance(person, Person):
        return
    is_known = archive.origins[person.id].are_sound("roles", len(person.roles), "title")
    if not is_known or not archive.origins[talk.id].is_sound(*path, "role"):
        return
    span = archive.origins[talk.id].at(*path, "role")
    roles = [role for role in person.roles if role.title == delegate.role]
    if not roles:
        titles = [role.title for role in person.roles]
        yield UNKNOWN_ROLE.found(
            span,
            f"`{person.id}` has no role `{delegate.role}`",
            did_you_mean(delegate.role, titles, f"add it to the roles of `{person.id}`"),
        )
    elif not any(_is_held(role, talk.span) for role in roles):
        index = person.roles.index(roles[0])
        yield ROLE_NOT_HELD.found(
            span,
            f"`{person.id}` was not {delegate.role} at the time of the talk",
            "give the role held then, or mend the dates of the role",
            (Note(archive.origins[person.id].at("roles", index), "the role's dates"),),
        )


def _is_held(role: Role, when: Date) -> bool:
    begun = role.start is None or role.start.earliest <= when.latest
    return begun and (role.end is None or role.end.latest >= when.earliest)


def _statements(
    archive: Archive, id: str, statements: tuple[Statement, ...]
) -> Iterator[Diagnostic]:
    for index, statement in enumerate(statements):
        if statement.said.earliest > statement.published.latest:
            said, published = statement.said.words, statement.published.words
            yield SAID_AFTER_PUBLISHED.found(
                archive.origins[id].at("statements", index, "said"),
                f"said on {said}, but published on {published}",
                "`said` is the day of speaking, `published` that of the source",
            )


def _roles(archive: Archive, person: Person) -> Iterator[Diagnostic]:
    for index, role in enumerate(person.roles):
        if role.start and role.end and role.end.latest < role.start.earliest:
            yield _out_of_order(
                archive,
                person.id,
                ("roles", index, "end"),
                f"the role ends in {role.end.words}, before it begins in {role.start.words}",
            )
