"""Which record, statement and assessment of now is which one of an earlier archive."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.data.archive import Archive
from generator.data.records import Assessment, Record, Statement


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
    new = [one for id, one in after.published.records.items() if id not in known]
    return Pairs(tuple(kept), tuple(removed), tuple(new), ids)


def statement_pairs(
    before: Sequence[Statement], after: Sequence[Statement], found: Pairs
) -> Iterator[tuple[int, int | None]]:
    """Each statement of before by its place, with the place of the likeliest one of now, if any.

    A statement is known by its words or by its source; everything else of it may have changed.
    """
    likeness = sorted(
        (-_likeness(old, new, found), i, j)
        for i, old in enumerate(before)
        for j, new in enumerate(after)
    )
    partner: dict[int, int] = {}
    for minus, i, j in likeness:
        if minus < 0 and i not in partner and j not in partner.values():
            partner[i] = j
    yield from ((i, partner.get(i)) for i in range(len(before)))


def _likeness(old: Statement, new: Statement, found: Pairs) -> int:
    has_same_words = words_of(old) == words_of(new)
    has_same_source = found.id(old.source) == new.source
    if not has_same_words and not has_same_source:
        return 0
    has_same_speaker = found.id(old.speaker) == new.speaker
    is_same_day = old.said == new.said
    return 4 * has_same_words + 3 * has_same_source + 2 * has_same_speaker + is_same_day


def words_of(statement: Statement) -> str:
    return statement.quote.text if statement.quote else statement.paraphrase or ""


def assessment_pairs(
    before: Sequence[Assessment], after: Sequence[Assessment]
) -> Iterator[tuple[int, int | None]]:
    """Each assessment of before with the one of now: of the same day and status, or in its place.

    Newer ones are put above, so places are counted from the end.
    """
    partner: dict[int, int] = {}
    for i, old in enumerate(before):
        for j, new in enumerate(after):
            is_same = (old.as_of, old.status) == (new.as_of, new.status)
            if is_same and j not in partner.values():
                partner.setdefault(i, j)
    for i in range(len(before)):
        place = len(after) - len(before) + i
        if i not in partner and place >= 0 and place not in partner.values():
            partner[i] = place
        yield i, partner.get(i)
