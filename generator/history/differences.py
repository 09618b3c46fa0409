"""What differs between two versions of a record: where, and what stood and stands there.

Both that tell of changes rest on it: `explainer changes`, and the findings on silent changes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.data.fields import Part
from generator.data.walk import Path
from generator.history.entries import partners
from generator.history.pairs import Pairs

# What readers see elsewhere, or not at all.
_LEFT_OUT = {"id", "changes", "formerly", "draft", "embargo"}


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
    """The differences between two records of a kind, in the order of their fields."""
    for name in type(new).model_fields:
        if name not in _LEFT_OUT:
            both = Difference((name,), getattr(old, name), getattr(new, name), old)
            yield from _within(both, pairs)


def _within(both: Difference, pairs: Pairs) -> Iterator[Difference]:
    """The smallest differences within two values."""
    path, old, new, holder = both.path, both.before, both.after, both.holder
    if old == new or (isinstance(old, str) and pairs.id(old) == new):
        return
    inner: list[Difference]
    if isinstance(old, tuple) and isinstance(new, tuple):
        inner = [
            Difference((*path, place), before, after, holder)
            for place, before, after in partners(old, new, pairs)
        ]
    elif isinstance(old, Part) and isinstance(new, Part):
        inner = [
            Difference((*path, name), getattr(old, name, None), getattr(new, name), old)
            for name in type(new).model_fields
        ]
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        inner = [Difference((*path, k), old.get(k), new.get(k), holder) for k in {**old, **new}]
    else:
        yield both
        return
    for difference in inner:
        yield from _within(difference, pairs)
