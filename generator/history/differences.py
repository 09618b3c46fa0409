"""What differs between an earlier archive and the one of now: which record is which, and where it
differs; what stood and stands there.

`explainer changes` rests on it, and so do the findings on silent changes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.core import prose
from generator.core.suggestions import slips
from generator.core.text import folded
from generator.data.archive import Archive
from generator.data.fields import Part
from generator.data.records import Explainer, Record, Statement, Status
from generator.data.walk import Path
from generator.kinds.claim import Assessment, Evidence
from generator.kinds.talk import Outcome

Versioned = Record | Explainer

# What readers see elsewhere, or not at all.
_LEFT_OUT = {"id", "changes", "formerly", "draft", "embargo"}
_KNOWN_BY_CONTENT = Statement | Assessment | Evidence | Outcome | Status

_LONG = 5  # letters from which on a word with one slip is taken for another spelling of the same
_AROUND = 3  # words that are shown before and after those that differ


@dataclass(frozen=True, slots=True)
class Pairs:
    """What was published before, beside what there is now.

    `ids` lead from a former id to the present one, for renamed records and those that were merged
    into another.
    """

    kept: tuple[tuple[Record, Record], ...]  # renamed ones too
    removed: tuple[Record, ...]
    new: tuple[Record, ...]
    ids: Mapping[str, str]

    def id(self, former: str) -> str:
        return self.ids.get(former, former)


def pairs(before: Archive, after: Archive) -> Pairs:
    """Records that were never published, or cannot be read now, are left out."""
    was_known = before.records.keys() | before.unread
    heirs = {old: id for id, record in after.records.items() for old in record.formerly}
    kept, removed, ids = [], [], {}
    for id, old in before.published.records.items():
        heir = heirs.get(id, "")
        if id in after.records:
            kept.append((old, after.records[id]))
        elif heir:
            ids[id] = heir
            if heir not in was_known:
                kept.append((old, after.records[heir]))
        elif id not in after.unread:
            removed.append(old)
    known = {new.id for _, new in kept} | before.unread
    new = [record for id, record in after.published.records.items() if id not in known]
    return Pairs(tuple(kept), tuple(removed), tuple(new), ids)


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


def differences(old: Part, new: Part, pairs: Pairs, path: Path = ()) -> Iterator[Difference]:
    """The smallest differences between two parts of a sort, in the order of their fields."""
    for name in type(new).model_fields:
        if path or name not in _LEFT_OUT:
            before, after = getattr(old, name, None), getattr(new, name)
            yield from _within((*path, name), before, after, old, pairs)


def _within(
    path: Path, old: object, new: object, holder: Part, pairs: Pairs
) -> Iterator[Difference]:
    if old == new or (isinstance(old, str) and pairs.id(old) == new):
        return
    if isinstance(old, Part) and isinstance(new, Part):
        yield from differences(old, new, pairs, path)
    elif isinstance(old, tuple) and isinstance(new, tuple):
        for at, was, now in _partners(old, new, pairs):
            yield from _within((*path, at), was, now, holder, pairs)
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in {**old, **new}:
            yield from _within((*path, key), old.get(key), new.get(key), holder, pairs)
    else:
        yield Difference(path, old, new, holder)


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


def is_respelt(old: str, new: str, pairs: Pairs) -> bool:
    """Do two pieces of prose differ in spelling, punctuation, links and citations alone?

    Corrections of that sort are made without a note; a word that is put in, left out or replaced
    by another one is more than that.
    """
    before, after = _words(old, pairs), _words(new, pairs)
    return len(before) == len(after) and all(map(_is_same_word, before, after))


def _words(text: str, pairs: Pairs) -> list[str]:
    return folded(prose.shown(text, pairs.id)).split()


def _is_same_word(old: str, new: str) -> bool:
    is_long = min(len(old), len(new)) >= _LONG
    return old == new or (is_long and slips(old, new) <= 1)


def departure(old: str, new: str) -> tuple[str, str]:
    """The words in which two texts differ, each with a few around them, cut off with `…`."""
    before, after = old.split(), new.split()
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    changed = [block for block in blocks if block[0] != "equal"]
    if not changed:
        return old, new
    _, first, _, first_after, _ = changed[0]
    _, _, last, _, last_after = changed[-1]
    return _cut(before, first, last), _cut(after, first_after, last_after)


def _cut(words: list[str], first: int, last: int) -> str:
    begin, end = max(first - _AROUND, 0), min(last + _AROUND, len(words))
    front, back = "…" if begin else "", "…" if end < len(words) else ""
    return f"{front}{' '.join(words[begin:end])}{back}"
