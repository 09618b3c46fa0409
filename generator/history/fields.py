"""Two versions of a record, field by field: what stood there, and what stands there now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.core.dates import Date
from generator.data.archive import Archive
from generator.data.fields import Part
from generator.data.records import Assessment, Record, Statement
from generator.history.pairs import Pairs, assessment_pairs, statement_pairs

# What readers see elsewhere, or not at all.
_LEFT_OUT = {"id", "changes", "formerly", "draft", "embargo"}


@dataclass(frozen=True, slots=True)
class Difference:
    """A value of before and of now, in words; empty where there was or is none."""

    field: str  # `statements 2 › said`
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Versions:
    """The two archives that values are taken from, for the titles of the records they name."""

    before: Archive
    after: Archive
    pairs: Pairs

    def of_records(self, old: Part, new: Part) -> Iterator[Difference]:
        """The differences between two records of a kind, in the order of their fields."""
        for name in type(new).model_fields:
            if not (isinstance(new, Record) and name in _LEFT_OUT):
                yield from self._of_values(name, getattr(old, name), getattr(new, name))

    def _of_values(self, field: str, old: object, new: object) -> Iterator[Difference]:
        if self._is_same(old, new):
            return
        if isinstance(old, tuple) and isinstance(new, tuple):
            for i, j in self._places(old, new):
                place = f"{field} {(j if j is not None else i or 0) + 1}"
                before = None if i is None else old[i]
                yield from self._of_values(place, before, None if j is None else new[j])
        elif isinstance(old, Part) and isinstance(new, Part):
            for name in type(new).model_fields:
                values = getattr(old, name, None), getattr(new, name)
                yield from self._of_values(f"{field} › {name}", *values)
        elif isinstance(old, Mapping) and isinstance(new, Mapping):
            for key in {**old, **new}:
                yield from self._of_values(f"{field} › {key}", old.get(key), new.get(key))
        else:
            before, after = _shown(old, self.before), _shown(new, self.after)
            if before != after:
                yield Difference(field, before, after)

    def _is_same(self, old: object, new: object) -> bool:
        return old == new or (isinstance(old, str) and self.pairs.id(old) == new)

    def _places(
        self, old: Sequence[object], new: Sequence[object]
    ) -> Iterator[tuple[int | None, int | None]]:
        """Which entry of a list is which; new ones last."""
        known = list(self._partners(old, new))
        yield from known
        taken = {j for _, j in known}
        yield from ((None, j) for j in range(len(new)) if j not in taken)

    def _partners(
        self, old: Sequence[object], new: Sequence[object]
    ) -> Iterator[tuple[int, int | None]]:
        statements = [one for one in old if isinstance(one, Statement)]
        its_statements = [one for one in new if isinstance(one, Statement)]
        assessments = [one for one in old if isinstance(one, Assessment)]
        its_assessments = [one for one in new if isinstance(one, Assessment)]
        if statements and its_statements:
            yield from statement_pairs(statements, its_statements, self.pairs)
        elif assessments and its_assessments:
            yield from assessment_pairs(assessments, its_assessments)
        else:
            yield from _aligned([repr(one) for one in old], [repr(one) for one in new])


def _aligned(old: list[str], new: list[str]) -> Iterator[tuple[int, int | None]]:
    """Equal entries belong together; between them, those that stand in the same place."""
    for _, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for at in range(i_end - i):
            yield i + at, j + at if j + at < j_end else None


def _shown(value: object, archive: Archive) -> str:
    """A value in a few words; records by their titles."""
    match value:
        case None:
            return ""
        case Date():
            return value.words
        case Statement():
            said = f"“{value.quote.text}”" if value.quote else value.paraphrase
            return f"{_shown(value.speaker, archive)}, {value.said.words}: {said}"
        case str():
            record = archive.records.get(value)
            return record.heading if record else str(value)
        case tuple():
            return "; ".join(_shown(one, archive) for one in value)
        case Mapping():
            return "; ".join(f"{key}: {_shown(one, archive)}" for key, one in value.items())
        case Part():
            values = (getattr(value, name) for name in type(value).model_fields)
            return ", ".join(filter(None, (_shown(one, archive) for one in values)))
    return str(value)
