"""What differs between two versions of a record: where, and what stood and stands there.

Both that tell of changes rest on it: `explainer changes`, and the findings on silent changes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.data.fields import Part
from generator.data.records import Statement, Status
from generator.data.walk import Path
from generator.history.pairs import Pairs
from generator.history.wording import is_respelt
from generator.kinds.claim import Assessment, Evidence
from generator.kinds.talk import Outcome

# What readers see elsewhere, or not at all.
_LEFT_OUT = {"id", "changes", "formerly", "draft", "embargo"}
_KNOWN_BY_CONTENT = Statement | Assessment | Evidence | Outcome | Status


@dataclass(frozen=True, slots=True)
class Difference:
    """A value of before and of now; None where there was or is none."""

    path: Path  # where it stands now; where it stood, if it is gone
    before: object
    after: object
    holder: Part  # the part of before that it belongs to

    @property
    def place(self) -> str:
        """`statements 2 › said`."""
        steps = (f" {step + 1}" if isinstance(step, int) else f" › {step}" for step in self.path)
        return "".join(steps).removeprefix(" › ")


def differences(old: Part, new: Part, pairs: Pairs) -> Iterator[Difference]:
    """The smallest differences between two records of a kind, in the order of their fields."""
    for difference in _fields((), old, new):
        if difference.path[0] not in _LEFT_OUT:
            yield from _within(difference, pairs)


def _fields(path: Path, old: Part, new: Part) -> Iterator[Difference]:
    for name in type(new).model_fields:
        yield Difference((*path, name), getattr(old, name, None), getattr(new, name), old)


def _within(both: Difference, pairs: Pairs) -> Iterator[Difference]:
    path, old, new, holder = both.path, both.before, both.after, both.holder
    if old == new or (isinstance(old, str) and pairs.id(old) == new):
        return
    inner: Iterator[Difference]
    if isinstance(old, tuple) and isinstance(new, tuple):
        entries = _partners(old, new, pairs)
        inner = (Difference((*path, at), was, now, holder) for at, was, now in entries)
    elif isinstance(old, Part) and isinstance(new, Part):
        inner = _fields(path, old, new)
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        keys = {**old, **new}
        inner = (Difference((*path, key), old.get(key), new.get(key), holder) for key in keys)
    else:
        yield both
        return
    for difference in inner:
        yield from _within(difference, pairs)


# -- Which entry of a list is which one of before


def _partners(
    old: Sequence[object], new: Sequence[object], pairs: Pairs
) -> Iterator[tuple[int, object, object]]:
    """A place, and the entries of before and of now; None where there was or is none.

    In the order of before, each where it is now or, if it is gone, was; new ones last.
    """
    if all(isinstance(entry, _KNOWN_BY_CONTENT) for entry in (*old, *new)):
        found = _likeliest(old, new, pairs)
    else:
        found = _aligned(old, new)
    for i, entry in enumerate(old):
        yield (found[i], entry, new[found[i]]) if i in found else (i, entry, None)
    taken = set(found.values())
    yield from ((j, None, entry) for j, entry in enumerate(new) if j not in taken)


def _likeliest(old: Sequence[object], new: Sequence[object], pairs: Pairs) -> dict[int, int]:
    """The likeliest come together first. An outcome without one is known by its place, and an
    assessment too, from the end of the list: newer ones are put above."""
    likeness = sorted(
        (-_likeness(before, after, pairs), i, j)
        for i, before in enumerate(old)
        for j, after in enumerate(new)
    )
    found: dict[int, int] = {}
    for minus, i, j in likeness:
        if minus < 0 and i not in found and j not in found.values():
            found[i] = j
    for i, entry in enumerate(old):
        place = i + len(new) - len(old) if isinstance(entry, Assessment) else i
        is_free = 0 <= place < len(new) and place not in found.values()
        if isinstance(entry, Assessment | Outcome) and i not in found and is_free:
            found[i] = place
    return found


def _likeness(old: object, new: object, pairs: Pairs) -> int:
    """How likely it is that the two are versions of the same; 0 if they are not."""
    match old, new:
        case Statement(), Statement():
            # A statement is known by its words or by its source; all else of it may have changed.
            has_same_words = _words_of(old) == _words_of(new)
            has_same_source = pairs.id(old.source) == new.source
            others = 2 * (pairs.id(old.speaker) == new.speaker) + (old.said == new.said)
            known = 4 * has_same_words + 3 * has_same_source
            return known + others if known else 0
        case Assessment(), Assessment():
            return int((old.as_of, old.status) == (new.as_of, new.status))
        case Evidence(), Evidence():
            is_same = (pairs.id(old.source), old.stance) == (new.source, new.stance)
            return is_same * (1 + (old.quote == new.quote) + (old == new))
        case Outcome(), Outcome():
            return is_respelt(old.text, new.text, pairs) * (1 + (old == new))
        case Status(), Status():
            return old.id == new.id
    return 0


def _words_of(statement: Statement) -> str:
    return statement.quote.text if statement.quote else statement.paraphrase or ""


def _aligned(old: Sequence[object], new: Sequence[object]) -> dict[int, int]:
    """Equal entries belong together; between them, those that stand in the same place."""
    written = [repr(entry) for entry in old], [repr(entry) for entry in new]
    found: dict[int, int] = {}
    for _, i, i_end, j, j_end in SequenceMatcher(None, *written, autojunk=False).get_opcodes():
        found |= dict(zip(range(i, i_end), range(j, j_end), strict=False))
    return found
