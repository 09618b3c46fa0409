"""What was measured: one line of JSON for each figure, kept as soon as it is known."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from benchmarks.measure import Cost


@dataclass(frozen=True, slots=True)
class Sample:
    claims: int
    what: str
    cost: Cost


@dataclass(frozen=True, slots=True)
class Samples:
    """All samples of a run."""

    all: Sequence[Sample]

    @property
    def sizes(self) -> list[int]:
        return sorted({one.claims for one in self.all})

    def of(self, what: str, claims: int) -> list[Cost]:
        return [one.cost for one in self.all if (one.what, one.claims) == (what, claims)]

    def seconds(self, what: str, claims: int) -> float | None:
        """The median; none if it was not measured."""
        costs = self.of(what, claims)
        return median(cost.seconds for cost in costs) if costs else None

    def cpu(self, what: str, claims: int) -> float | None:
        costs = self.of(what, claims)
        return median(cost.cpu for cost in costs) if costs else None

    def peak(self, what: str, claims: int) -> int | None:
        return max((cost.peak for cost in self.of(what, claims)), default=None)


def keep(path: Path, sample: Sample) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(sample)) + "\n")


def kept(path: Path) -> Iterator[Sample]:
    for line in path.read_text(encoding="utf-8").splitlines():
        values = json.loads(line)
        yield Sample(values["claims"], values["what"], Cost(**values["cost"]))
