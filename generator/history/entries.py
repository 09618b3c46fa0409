"""Which entry of a list is which one of the same list in an earlier version."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from generator.data.records import Statement, Status
from generator.history.pairs import Pairs
from generator.history.wording import is_respelt
from generator.kinds.claim import Assessment, Evidence
from generator.kinds.talk import Outcome

_KNOWN = Statement | Assessment | Evidence | Outcome | Status

# A place, and the entries of before and of now; None where there was or is none.
Partners = tuple[int, object, object]


def partners(old: Sequence[object], new: Sequence[object], pairs: Pairs) -> Iterator[Partners]:
    """In the order of before, each where it is now or, if it is gone, was; new ones last."""
    if all(isinstance(entry, _KNOWN) for entry in (*old, *new)):
        found = _likeliest(old, new, pairs)
    else:
        found = _aligned([repr(entry) for entry in old], [repr(entry) for entry in new])
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
            return _likeness_of_statements(old, new, pairs)
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


def _likeness_of_statements(old: Statement, new: Statement, pairs: Pairs) -> int:
    """A statement is known by its words or by its source; all else of it may have changed."""
    has_same_words = _words_of(old) == _words_of(new)
    has_same_source = pairs.id(old.source) == new.source
    if not has_same_words and not has_same_source:
        return 0
    has_same_speaker = pairs.id(old.speaker) == new.speaker
    is_same_day = old.said == new.said
    return 4 * has_same_words + 3 * has_same_source + 2 * has_same_speaker + is_same_day


def _words_of(statement: Statement) -> str:
    return statement.quote.text if statement.quote else statement.paraphrase or ""


def _aligned(old: list[str], new: list[str]) -> dict[int, int]:
    """Equal entries belong together; between them, those that stand in the same place."""
    found: dict[int, int] = {}
    for _, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        found |= dict(zip(range(i, i_end), range(j, j_end), strict=False))
    return found
