"""What enumerates is sampled in `make test`, and whole in `make test-all`.

`--sample` turns it on. A test with the marker `sample(5)` then keeps five of its cases, one with
`exhaustive` is left out, and a test that goes through many things by itself asks the fixture
`sampling` for a few of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import pytest

OPTION = "--sample"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sampling:
    is_on: bool

    def few(self, many: Iterable[T], number: int) -> list[T]:
        """That number of them, spread evenly; all where nothing is sampled."""
        return spread(list(many), number) if self.is_on else list(many)

    def step(self, length: int) -> int:
        """How far to go at once where each step counts: one where nothing is sampled."""
        return length if self.is_on else 1


def spread(many: Sequence[T], number: int) -> list[T]:
    """That number of them at even distances, the first and the last among them."""
    if number >= len(many):
        return list(many)
    if number == 1:
        return [many[0]]
    return [many[round(at * (len(many) - 1) / (number - 1))] for at in range(number)]


def sampled(items: Sequence[pytest.Item]) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """The tests that stay, in their order, and those that are left out."""
    cases: dict[tuple[str, int], list[pytest.Item]] = defaultdict(list)
    for item in items:
        if mark := item.get_closest_marker("sample"):
            cases[item.nodeid.partition("[")[0], mark.args[0]].append(item)
    left_out = {item for item in items if item.get_closest_marker("exhaustive")}
    for (_, number), those in cases.items():
        left_out |= {*those} - {*spread(those, number)}
    return [one for one in items if one not in left_out], [one for one in items if one in left_out]
