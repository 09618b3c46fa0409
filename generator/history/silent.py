"""What readers relied on is not changed without a note for them in `changes`.

That is: quotations, speakers, dates, statuses and outcomes; assessments are kept, and every
published address stays one.
"""

from collections.abc import Iterator, Sequence

from generator.core import rules
from generator.core.diagnostics import Diagnostic, Span
from generator.core.text import with_article
from generator.data.archive import Archive, Origin
from generator.data.records import Change, Record, Status
from generator.history.pairs import Pairs, pairs
from generator.history.versions import TELL, Finding, differences, is_told, value
from generator.history.wording import departure, is_respelt


def silent_changes(before: Archive, after: Archive) -> Iterator[Diagnostic]:
    found = pairs(before, after)
    yield from _removed(before, after, found)
    for old, new in found.kept:
        if type(old) is type(new) and not after.is_held(new):
            yield from _silent(after.origins[new.id], old, new, found)
    yield from _scale(before, after, found)


# -- Removed records


def _removed(before: Archive, after: Archive, found: Pairs) -> Iterator[Diagnostic]:
    for record in found.removed:
        yield Diagnostic(
            rule=rules.REMOVED_RECORD,
            span=Span(before.paths[record.id]),
            message=f"`{record.id}` was published and is gone",
            help="put it back, or list its id under `formerly` of the record that takes its place",
        )
    for old, new in found.kept:
        if after.is_held(new):
            yield _withdrawn(after.origins[new.id], new)
        elif type(old) is not type(new):
            yield _of_another_kind(after.paths[new.id], old, new)
    yield from _forgotten(after, found)


def _withdrawn(origin: Origin, record: Record) -> Diagnostic:
    field = "draft" if record.draft else "embargo"
    return Diagnostic(
        rule=rules.REMOVED_RECORD,
        span=origin.at(field),
        message=f"`{record.id}` was published and is held back now",
        help=f"take `{field}` away: its address is in use",
    )


def _of_another_kind(path: str, old: Record, new: Record) -> Diagnostic:
    was, now = with_article(old.KIND.id), with_article(new.KIND.id)
    return Diagnostic(
        rule=rules.REMOVED_RECORD,
        span=Span(path),
        message=f"`{new.id}` was {was} and is {now}: its old address leads nowhere",
        help="give the new record another id, and list the old one under its `formerly`",
    )


def _forgotten(after: Archive, found: Pairs) -> Iterator[Diagnostic]:
    """Former ids that are no longer listed anywhere."""
    listed = {former for record in after.records.values() for former in record.formerly}
    for old, new in found.kept:
        for former in old.formerly:
            if former not in listed and former not in after.records:
                yield Diagnostic(
                    rule=rules.REMOVED_RECORD,
                    span=after.origins[new.id].at("formerly"),
                    message=f"the former id `{former}` of `{new.id}` is gone",
                    help="list it under `formerly` again: its address is in use",
                )


# -- Silent changes


def _silent(origin: Origin, old: Record, new: Record, found: Pairs) -> Iterator[Diagnostic]:
    findings = list(_note_taken_out(old.changes, new.changes))
    if not is_told(old.changes, new.changes):
        findings += differences(old, new, found)
    yield from (_silent_change(origin, finding) for finding in findings)


def _note_taken_out(old: Sequence[Change], new: Sequence[Change]) -> Iterator[Finding]:
    if len(new) < len(old):
        yield ("changes",), "a note for readers was taken out of `changes`", "put it back"


# -- The scale


def _scale(before: Archive, after: Archive, found: Pairs) -> Iterator[Diagnostic]:
    """A status whose label, rating or meaning changes is a verdict that changes on many pages."""
    old, new, origin = before.explainer, after.explainer, after.explainer_origin
    if old is None or new is None or origin is None or is_told(old.changes, new.changes):
        return
    places = {status.id: index for index, status in enumerate(new.scale)}
    for status in old.scale:
        if status.id in places:
            index = places[status.id]
            findings = list(_status(index, status, new.scale[index], found))
        else:
            findings = [(("scale",), f"the status `{status.id}` was taken out", TELL)]
        yield from (_silent_change(origin, finding) for finding in findings)


def _status(index: int, old: Status, new: Status, found: Pairs) -> Iterator[Finding]:
    yield from value(("scale", index, "label"), old.label, new.label)
    if old.rating != new.rating:
        was, now = old.rating or "no rating", new.rating or "no rating"
        yield ("scale", index, "rating"), f"`rating` was {was} and is {now}", TELL
    if not is_respelt(old.meaning, new.meaning, found):
        before, after = departure(old.meaning, new.meaning)
        yield ("scale", index, "meaning"), f"the meaning “{before}” is “{after}” now", TELL


def _silent_change(origin: Origin, finding: Finding) -> Diagnostic:
    path, message, help_text = finding
    return Diagnostic(
        rule=rules.SILENT_CHANGE, span=origin.at(*path), message=message, help=help_text
    )
