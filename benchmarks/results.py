"""RESULTS.md: what the project holds itself to, and the figures of a run as tables."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

from benchmarks.measure import Cost
from benchmarks.peers import Peer
from benchmarks.reader import Reading
from benchmarks.tasks import COLD, EDITED, PLAIN, RELOADED
from generator.core.text import table


@dataclass(frozen=True, slots=True)
class Run:
    """All that a run found out."""

    date: str
    machine: str
    versions: dict[Peer, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)  # what was not measured, and why
    costs: dict[int, dict[str, list[Cost]]] = field(default_factory=dict)  # by claims and name
    readings: list[Reading] = field(default_factory=list)

    def add(self, claims: int, what: str, cost: Cost) -> None:
        self.costs.setdefault(claims, defaultdict(list))[what].append(cost)

    def of(self, claims: int, what: str) -> list[Cost]:
        return self.costs.get(claims, {}).get(what, [])

    def seconds(self, claims: int, what: str) -> float | None:
        """The median; none if it was not measured."""
        found = self.of(claims, what)
        return median(cost.seconds for cost in found) if found else None

    def peak(self, claims: int, what: str) -> int | None:
        return max((cost.peak for cost in self.of(claims, what)), default=None)


def results(run: Run) -> str:
    """The whole page."""
    return "\n\n".join(_parts(run)) + "\n"


def _parts(run: Run) -> Iterator[str]:
    yield "# Results"
    yield (
        "Made by `make bench`; [README.md](README.md) says how each figure is measured. What the "
        "project holds itself to, in ratios within this run:"
    )
    yield table(("figure", "measured", "must be", ""), _asked(run))
    yield f"Measured on {run.date}: {run.machine}."
    yield (
        "Below, seconds are medians (least–most). Processors: seconds of all of them. Memory: the "
        "most that a command and its children held at one time. Load: how many processes wanted a "
        "processor in the minute before."
    )
    for claims in run.costs:
        yield f"## {claims:,} claims"
        heads = ("what", "seconds", "× plain", "processors", "memory", "× plain", "load")
        yield table(heads, _rows(run, claims))
    if run.readings:
        yield "## The reader's first search"
        columns = ("claims", "site", "index", "before use", "first search", "desktop", "phone")
        yield table(columns, (one.row for one in run.readings))
    if run.versions:
        yield "## The peers"
        said = (f"- **{peer.title}** ({own}): {peer.says}." for peer, own in run.versions.items())
        yield "\n".join(said)
    if run.missing:
        yield "## Not measured"
        yield "\n".join(f"- {name}: {' '.join(why.split())}" for name, why in run.missing.items())


def _asked(run: Run) -> Iterator[tuple[str, ...]]:
    """The figures that the project holds itself to: what is measured, and the most it may be."""

    def to_plain(what: str) -> float | None:
        return _ratio(run.seconds(1_000, what), run.seconds(1_000, PLAIN))

    growth = _ratio(run.seconds(10_000, COLD), run.seconds(1_000, COLD))
    memory = _ratio(run.peak(10_000, COLD), run.peak(10_000, PLAIN))
    for what, value, most in (
        ("1,000 claims: cold build, to plain MkDocs", to_plain(COLD), 0.85),
        ("1,000 claims: build after one edit, to plain MkDocs", to_plain(EDITED), 0.15),
        ("1,000 claims: edit to reloaded page, to plain MkDocs", to_plain(RELOADED), 0.04),
        ("10,000 claims: cold build, to that of 1,000", growth, 12),
        ("10,000 claims: memory of the cold build, to plain MkDocs", memory, 1.0),
    ):
        is_met = "not measured" if value is None else "met" if value <= most else "**missed**"
        yield what, _cell(value, 3), f"at most {most:g}", is_met


def _rows(run: Run, claims: int) -> Iterator[tuple[str, ...]]:
    for what, costs in run.costs[claims].items():
        seconds = [cost.seconds for cost in costs]
        spread = f" ({min(seconds):.2f}–{max(seconds):.2f})" if len(seconds) > 1 else ""
        cpu, peak = median(cost.cpu for cost in costs), max(cost.peak for cost in costs)
        yield (
            what,
            f"{median(seconds):.2f}{spread}",
            _cell(_ratio(median(seconds), run.seconds(claims, PLAIN)), 3),
            _cell(cpu or None, 2),
            f"{peak / 2**20:,.0f} MiB",
            _cell(_ratio(peak, run.peak(claims, PLAIN)), 2),
            f"{max(cost.load for cost in costs):.1f}",
        )


def _cell(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def _ratio(one: float | None, other: float | None) -> float | None:
    return one / other if one is not None and other else None
