"""What readers relied on is not changed without a note for them in `changes`.

That is: quotations, speakers, dates, statuses and outcomes; assessments are kept, and every
published address stays one.
"""

from collections.abc import Iterator, Mapping

from generator.core.dates import Date
from generator.core.diagnostics import Diagnostic, Rule, Span
from generator.core.text import with_article
from generator.data.archive import Archive, Origin
from generator.data.fields import Part
from generator.data.records import Quote, Record, Statement, Status
from generator.history.differences import (
    Difference,
    Pairs,
    Versioned,
    departure,
    differences,
    is_respelt,
    pairs,
)
from generator.kinds.claim import Assessment, Evidence
from generator.kinds.talk import Outcome

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

_TELL = "tell readers in `changes`, or put back what was there"
_ADD = "put a newer assessment above it instead, and tell readers in `changes`"

# What is not taken out in silence, and the fields whose words are not replaced so.
_PARTS: Mapping[type[object], str] = {
    Statement: "a statement of `{0.speaker}` of {0.said}",
    Outcome: "an outcome ({0.kind})",
    Assessment: "the assessment as of {0.as_of}",
    Evidence: "evidence that {0.stance} the claim, from `{0.source}`,",
    Quote: "the quotation",
    Status: "the status `{0.id}`",
}
_WORDS: Mapping[tuple[type[Part], str], str] = {
    (Quote, "text"): "the quotation",
    (Quote, "translation"): "the translation",
    (Outcome, "text"): "the outcome",
    (Status, "meaning"): "the meaning",
}


def silent_changes(before: Archive, after: Archive) -> Iterator[Diagnostic]:
    found = pairs(before, after)
    yield from _removed(before, after, found)
    for old, new in found.kept:
        if type(old) is type(new) and not after.is_held(new):
            origin = after.origins[new.id]
            if len(new.changes) < len(old.changes):
                message = "a note for readers was taken out of `changes`"
                yield SILENT_CHANGE.found(origin.at("changes"), message, "put it back")
            yield from _untold(origin, old, new, found)
    if before.explainer and after.explainer and after.explainer_origin:
        # A status whose label, rating or meaning changes is a verdict that changes on many pages.
        yield from _untold(after.explainer_origin, before.explainer, after.explainer, found)


def _removed(before: Archive, after: Archive, found: Pairs) -> Iterator[Diagnostic]:
    for record in found.removed:
        message = f"`{record.id}` was published and is gone"
        help = "put it back, or list its id under `formerly` of the record that takes its place"
        yield REMOVED_RECORD.found(Span(before.paths[record.id]), message, help)
    listed = {former for record in after.records.values() for former in record.formerly}
    for old, new in found.kept:
        origin = after.origins[new.id]
        if after.is_held(new):
            field = "draft" if new.draft else "embargo"
            message = f"`{new.id}` was published and is held back now"
            help = f"take `{field}` away: its address is in use"
            yield REMOVED_RECORD.found(origin.at(field), message, help)
        elif type(old) is not type(new):
            was, now = with_article(old.KIND.id), with_article(new.KIND.id)
            message = f"`{new.id}` was {was} and is {now}: its old address leads nowhere"
            help = "give the new record another id, and list the old one under its `formerly`"
            yield REMOVED_RECORD.found(Span(origin.path), message, help)
        for former in old.formerly:
            if former not in listed and former not in after.records:
                message = f"the former id `{former}` of `{new.id}` is gone"
                help = "list it under `formerly` again: its address is in use"
                yield REMOVED_RECORD.found(origin.at("formerly"), message, help)


def _untold(origin: Origin, old: Versioned, new: Versioned, found: Pairs) -> Iterator[Diagnostic]:
    """What readers relied on and is another now, if they get no note more than before.

    A note that was merely reworded tells nothing new.
    """
    if len(new.changes) > len(old.changes):
        return
    is_overwritten = False
    for difference in differences(old, new, found):
        if message := _message(difference, found):
            path = difference.path
            if difference.after is None and isinstance(path[-1], int):
                path = path[:-1]  # an entry that is gone
            # Assessments are never changed, not even with a note; but words are quoted as they are.
            is_of_assessment = path[0] == "assessments"
            is_overwritten = is_overwritten or is_of_assessment
            help = _ADD if is_of_assessment and "quote" not in path else _TELL
            yield SILENT_CHANGE.found(origin.at(*path), message, help)
    if isinstance(old, Record) and isinstance(new, Record) and not is_overwritten:
        # A newer assessment may come to another status than the one that was the newest.
        was, now = old.verdict, new.verdict
        if was and now and was != now:
            span = origin.at("assessments", 0, "status")
            yield SILENT_CHANGE.found(span, _replaced("status", was, now), _TELL)


def _message(difference: Difference, pairs: Pairs) -> str:
    """What is said of it, if readers relied on what was there."""
    holder, name = difference.holder, str(difference.path[-1])
    old, new = difference.before, difference.after
    if new is None and type(old) in _PARTS:
        return f"{_PARTS[type(old)].format(old)} was taken out"
    if name in holder.RELIED_ON and old is not None:  # what was unknown before may be filled in
        return _replaced(name, pairs.id(old) if isinstance(old, str) else old, new)
    if isinstance(holder, Status) and name == "rating":
        return f"`rating` was {old or 'no rating'} and is {new or 'no rating'}"
    title = _WORDS.get((type(holder), name), "")
    if isinstance(holder, Assessment):
        which = f"{_PARTS[Assessment].format(holder)} was overwritten"
        if name == "as_of":
            return f"{which} by one as of {new}"
        if name == "status":
            return f"{which}: {_replaced(name, old, new)}"
        title = f"{which}:" if name == "summary" else ""
    return _reworded(difference, pairs, title) if title else ""


def _reworded(difference: Difference, pairs: Pairs, title: str) -> str:
    """Quotations are kept to the letter; prose of our own may be spelt otherwise."""
    old, new = str(difference.before or ""), str(difference.after or "")
    is_quoted = isinstance(difference.holder, Quote)
    if (is_quoted and not old) or (not is_quoted and is_respelt(old, new, pairs)):
        return ""
    before, after = departure(old, new)
    return f"{title} “{before}” is “{after}” now"


def _replaced(name: str, old: object, new: object) -> str:
    was, now = (value.text if isinstance(value, Date) else value for value in (old, new))
    return f"`{name}` was `{was}` and " + ("is gone" if new is None else f"is `{now}`")
