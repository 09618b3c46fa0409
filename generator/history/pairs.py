"""Which record of now is which one of an earlier archive."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.data.archive import Archive
from generator.data.records import Explainer, Record

Versioned = Record | Explainer


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
