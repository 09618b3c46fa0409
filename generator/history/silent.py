"""What readers relied on is not changed without a note for them in `changes`.

That is: quotations, speakers, dates, statuses and outcomes; assessments are kept, and every
published address stays one.
"""

from collections.abc import Iterator

from generator.core.diagnostics import Diagnostic, Rule, Span
from generator.core.text import with_article
from generator.data.archive import Archive, Origin
from generator.data.records import Record
from generator.history.differences import differences
from generator.history.pairs import Pairs, Versioned, pairs
from generator.history.relied_on import TELL, relied_on, replaced
from generator.kinds.claim import Claim

SILENT_CHANGE = Rule(
    id="silent-change",
    summary="A published quotation, speaker, date, status or outcome changes only with a note.",
    why="Readers who relied on the old words would not learn that they have changed.",
)
REMOVED_RECORD = Rule(
    id="removed-record",
    summary="A published record stays, or another one lists its id under `formerly`.",
    why="Links and citations made earlier would lead nowhere.",
)


def silent_changes(before: Archive, after: Archive) -> Iterator[Diagnostic]:
    found = pairs(before, after)
    for record in found.removed:
        yield REMOVED_RECORD.found(
            Span(before.paths[record.id]),
            f"`{record.id}` was published and is gone",
            "put it back, or list its id under `formerly` of the record that takes its place",
        )
    for old, new in found.kept:
        origin = after.origins[new.id]
        if after.is_held(new):
            yield _held_back(origin, new)
        elif type(old) is not type(new):
            yield _of_another_kind(origin, old, new)
        else:
            if len(new.changes) < len(old.changes):
                message = "a note for readers was taken out of `changes`"
                yield SILENT_CHANGE.found(origin.at("changes"), message, "put it back")
            yield from _untold(origin, old, new, found)
    yield from _forgotten(after, found)
    if before.explainer and after.explainer and after.explainer_origin:
        # A status whose label, rating or meaning changes is a verdict that changes on many pages.
        yield from _untold(after.explainer_origin, before.explainer, after.explainer, found)


def _held_back(origin: Origin, record: Record) -> Diagnostic:
    field = "draft" if record.draft else "embargo"
    message = f"`{record.id}` was published and is held back now"
    help = f"take `{field}` away: its address is in use"
    return REMOVED_RECORD.found(origin.at(field), message, help)


def _of_another_kind(origin: Origin, old: Record, new: Record) -> Diagnostic:
    was, now = with_article(old.KIND.id), with_article(new.KIND.id)
    return REMOVED_RECORD.found(
        Span(origin.path),
        f"`{new.id}` was {was} and is {now}: its old address leads nowhere",
        "give the new record another id, and list the old one under its `formerly`",
    )


def _forgotten(after: Archive, found: Pairs) -> Iterator[Diagnostic]:
    """Former ids that are no longer listed anywhere."""
    listed = {former for record in after.records.values() for former in record.formerly}
    for old, new in found.kept:
        for former in old.formerly:
            if former not in listed and former not in after.records:
                span = after.origins[new.id].at("formerly")
                message = f"the former id `{former}` of `{new.id}` is gone"
                help = "list it under `formerly` again: its address is in use"
                yield REMOVED_RECORD.found(span, message, help)


def _untold(origin: Origin, old: Versioned, new: Versioned, found: Pairs) -> Iterator[Diagnostic]:
    """What readers relied on and is another now, if they get no note more than before.

    A note that was merely reworded tells nothing new.
    """
    if len(new.changes) > len(old.changes):
        return
    findings = list(relied_on(differences(old, new, found), found))
    for path, message, help in findings:
        yield SILENT_CHANGE.found(origin.at(*path), message, help)
    if isinstance(old, Claim) and isinstance(new, Claim) and old.assessments and new.assessments:
        # A newer assessment may come to another status than the one that was the newest.
        was, now = old.assessments[0].status, new.assessments[0].status
        is_overwritten = any(path[0] == "assessments" for path, _, _ in findings)
        if was != now and not is_overwritten:
            span = origin.at("assessments", 0, "status")
            yield SILENT_CHANGE.found(span, replaced("status", was, now), TELL)
