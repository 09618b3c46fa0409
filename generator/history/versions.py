"""What readers rely on in a record, and where it differs between two versions of it."""

from collections.abc import Iterator, Sequence

from generator.core.dates import Date
from generator.data.records import (
    Assessment,
    Change,
    Claim,
    Document,
    Event,
    Outcome,
    Quote,
    Record,
    Source,
    Statement,
    Talk,
)
from generator.data.walk import Path
from generator.history.pairs import Pairs, assessment_pairs, statement_pairs
from generator.history.wording import departure, is_respelt

TELL = "tell readers in `changes`, or put back what was there"
_ADD = "put a newer assessment above it instead, and tell readers in `changes`"

_FIELDS: dict[type[Record], tuple[str, ...]] = {
    Talk: ("start", "end", "status"),
    Event: ("date",),
    Document: ("date", "status"),
    Source: ("published",),
    Claim: ("kind",),
}

# Where in a record, what has happened there, and what to do.
Finding = tuple[Path, str, str]


def is_told(old: Sequence[Change], new: Sequence[Change]) -> bool:
    """Is there a note more than before? One that was merely reworded tells nothing new."""
    return len(new) > len(old)


def differences(old: Record, new: Record, found: Pairs) -> Iterator[Finding]:
    for field in _FIELDS.get(type(new), ()):
        yield from value((field,), getattr(old, field), getattr(new, field))
    if isinstance(old, Claim | Talk) and isinstance(new, Claim | Talk):
        yield from _statements(old.statements, new.statements, found)
    if isinstance(old, Talk) and isinstance(new, Talk):
        yield from _outcomes(old.outcomes, new.outcomes, found)
    if isinstance(old, Claim) and isinstance(new, Claim):
        yield from _assessments(old.assessments, new.assessments, found)


def value(path: Path, old: object, new: object) -> Iterator[Finding]:
    """A single value that is another one now; what was unknown before may be filled in."""
    if old is None or old == new:
        return
    now = "is gone" if new is None else f"is `{_written(new)}`"
    yield path, f"`{path[-1]}` was `{_written(old)}` and {now}", TELL


def _written(value: object) -> str:
    return value.text if isinstance(value, Date) else str(value)


def _statements(
    old: Sequence[Statement], new: Sequence[Statement], found: Pairs
) -> Iterator[Finding]:
    for i, j in statement_pairs(old, new, found):
        if j is None:
            speaker, said = old[i].speaker, old[i].said.words
            message = f"a statement of `{speaker}` of {said} was taken out"
            yield ("statements",), message, TELL
            continue
        path: Path = ("statements", j)
        yield from value((*path, "speaker"), found.id(old[i].speaker), new[j].speaker)
        yield from value((*path, "said"), old[i].said, new[j].said)
        yield from value((*path, "published"), old[i].published, new[j].published)
        yield from _quote((*path, "quote"), old[i].quote, new[j].quote)


def _quote(path: Path, old: Quote | None, new: Quote | None) -> Iterator[Finding]:
    if old is None:
        return
    if new is None:
        yield path, "the quotation was taken out", TELL
        return
    for field in ("text", "translation"):
        was, now = getattr(old, field) or "", getattr(new, field) or ""
        if was and was != now:
            what = "quotation" if field == "text" else "translation"
            before, after = departure(was, now)
            yield (*path, field), f"the {what} “{before}” is “{after}” now", TELL


def _outcomes(old: Sequence[Outcome], new: Sequence[Outcome], found: Pairs) -> Iterator[Finding]:
    """Outcomes are known by their words, or else by their place."""
    taken: set[int] = set()
    for i, one in enumerate(old):
        alike = (j for j, its in enumerate(new) if is_respelt(one.text, its.text, found))
        j = next((j for j in alike if j not in taken), i)
        if j >= len(new) or j in taken:
            yield ("outcomes",), f"an outcome ({one.kind}) was taken out", TELL
            continue
        taken.add(j)
        yield from value(("outcomes", j, "kind"), one.kind, new[j].kind)
        if not is_respelt(one.text, new[j].text, found):
            before, after = departure(one.text, new[j].text)
            yield ("outcomes", j, "text"), f"the outcome “{before}” is “{after}” now", TELL


def _assessments(
    old: Sequence[Assessment], new: Sequence[Assessment], found: Pairs
) -> Iterator[Finding]:
    is_overwritten = False
    for i, j in assessment_pairs(old, new):
        faults = [] if j is None else list(_overwritten(j, old[i], new[j], found))
        if j is None:
            words = old[i].as_of.words
            faults = [(("assessments",), f"the assessment as of {words} was taken out", _ADD)]
        is_overwritten = is_overwritten or bool(faults)
        yield from faults
    if old and new and not is_overwritten:
        yield from value(("assessments", 0, "status"), old[0].status, new[0].status)


def _overwritten(j: int, old: Assessment, new: Assessment, found: Pairs) -> Iterator[Finding]:
    path: Path = ("assessments", j)
    which = f"the assessment as of {old.as_of.words} was overwritten"
    if old.as_of != new.as_of:
        yield (*path, "as_of"), f"{which} by one as of {new.as_of.words}", _ADD
    if old.status != new.status:
        message = f"{which}: `status` was `{old.status}` and is `{new.status}`"
        yield (*path, "status"), message, _ADD
    if not is_respelt(old.summary, new.summary, found):
        before, after = departure(old.summary, new.summary)
        yield (*path, "summary"), f"{which}: “{before}” is “{after}” now", _ADD
    yield from _evidence(path, old, new, found)


def _evidence(path: Path, old: Assessment, new: Assessment, found: Pairs) -> Iterator[Finding]:
    """Each piece of evidence is still there, on its side and in its words."""
    for one in old.evidence:
        source = found.id(one.source)
        places = [
            j
            for j, its in enumerate(new.evidence)
            if (its.source, its.stance) == (source, one.stance)
        ]
        if not places:
            message = f"evidence that {one.stance} the claim, from `{source}`, was taken out"
            yield (*path, "evidence"), message, _ADD
            continue
        faults = [
            list(_quote((*path, "evidence", j, "quote"), one.quote, new.evidence[j].quote))
            for j in places
        ]
        if all(faults):
            yield from faults[0]
