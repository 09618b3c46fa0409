"""What readers relied on is not changed without a note for them in `changes`.

That is: quotations, speakers, dates, statuses and outcomes; assessments are kept, and every
published address stays one.
"""

from collections.abc import Iterator, Sequence

from generator.core.diagnostics import Diagnostic, Rule, Span
from generator.core.text import with_article
from generator.data.archive import Archive, Origin
from generator.data.records import Change, Record
from generator.data.walk import Path
from generator.history.differences import differences
from generator.history.pairs import Pairs, pairs
from generator.history.relied_on import TELL, relied_on, replaced
from generator.kinds.claim import Assessment, Claim

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
    yield from _removed(before, after, found)
    for old, new in found.kept:
        if type(old) is type(new) and not after.is_held(new):
            yield from _silent(after.origins[new.id], old, new, found)
    yield from _scale(before, after, found)


# -- Removed records


def _removed(before: Archive, after: Archive, found: Pairs) -> Iterator[Diagnostic]:
    for record in found.removed:
        yield REMOVED_RECORD.found(
            Span(before.paths[record.id]),
            f"`{record.id}` was published and is gone",
            "put it back, or list its id under `formerly` of the record that takes its place",
        )
    for old, new in found.kept:
        if after.is_held(new):
            yield _withdrawn(after.origins[new.id], new)
        elif type(old) is not type(new):
            yield _of_another_kind(after.paths[new.id], old, new)
    yield from _forgotten(after, found)


def _withdrawn(origin: Origin, record: Record) -> Diagnostic:
    field = "draft" if record.draft else "embargo"
    return REMOVED_RECORD.found(
        origin.at(field),
        f"`{record.id}` was published and is held back now",
        f"take `{field}` away: its address is in use",
    )


def _of_another_kind(path: str, old: Record, new: Record) -> Diagnostic:
    was, now = with_article(old.KIND.id), with_article(new.KIND.id)
    return REMOVED_RECORD.found(
        Span(path),
        f"`{new.id}` was {was} and is {now}: its old address leads nowhere",
        "give the new record another id, and list the old one under its `formerly`",
    )


def _forgotten(after: Archive, found: Pairs) -> Iterator[Diagnostic]:
    """Former ids that are no longer listed anywhere."""
    listed = {former for record in after.records.values() for former in record.formerly}
    for old, new in found.kept:
        for former in old.formerly:
            if former not in listed and former not in after.records:
                yield REMOVED_RECORD.found(
                    after.origins[new.id].at("formerly"),
                    f"the former id `{former}` of `{new.id}` is gone",
                    "list it under `formerly` again: its address is in use",
                )


# -- Silent changes


def _silent(origin: Origin, old: Record, new: Record, found: Pairs) -> Iterator[Diagnostic]:
    if len(new.changes) < len(old.changes):
        message = "a note for readers was taken out of `changes`"
        yield _silent_change(origin, ("changes",), message, "put it back")
    if _is_told(old.changes, new.changes):
        return
    findings = list(relied_on(differences(old, new, found), found))
    yield from (_silent_change(origin, *finding) for finding in findings)
    is_overwritten = any(path[0] == "assessments" for path, _, _ in findings)
    if isinstance(old, Claim) and isinstance(new, Claim) and not is_overwritten:
        yield from _verdict(origin, old.assessments, new.assessments)


def _is_told(old: Sequence[Change], new: Sequence[Change]) -> bool:
    """Is there a note more than before? One that was merely reworded tells nothing new."""
    return len(new) > len(old)


def _verdict(
    origin: Origin, old: Sequence[Assessment], new: Sequence[Assessment]
) -> Iterator[Diagnostic]:
    """A newer assessment may come to another status than the one that was the newest."""
    if old and new and old[0].status != new[0].status:
        message = replaced("status", old[0].status, new[0].status)
        yield _silent_change(origin, ("assessments", 0, "status"), message, TELL)


def _scale(before: Archive, after: Archive, found: Pairs) -> Iterator[Diagnostic]:
    """A status whose label, rating or meaning changes is a verdict that changes on many pages."""
    old, new, origin = before.explainer, after.explainer, after.explainer_origin
    if old is None or new is None or origin is None or _is_told(old.changes, new.changes):
        return
    for finding in relied_on(differences(old, new, found), found):
        yield _silent_change(origin, *finding)


def _silent_change(origin: Origin, path: Path, message: str, help: str) -> Diagnostic:
    return SILENT_CHANGE.found(origin.at(*path), message, help)
