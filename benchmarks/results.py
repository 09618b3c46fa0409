"""RESULTS.md: the figures of a run as tables, and what is met of what was asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from math import log10
from typing import Final

from benchmarks.peers import PEERS
from benchmarks.reader import Reading
from benchmarks.samples import Sample, Samples
from generator.core.text import table

MIB: Final = 2**20
KIB: Final = 2**10
BUSY: Final = 2.0  # load from which on others had a part in a figure
WORDS: Final = {
    "generation, cold": "generation alone, cold",
    "generation, one edit": "generation alone, after one edit",
    "render, cold": "`explainer render`, cold",
    "render, one edit": "`explainer render`, after one edit",
    "build, cold": "build, cold",
    "build, nothing changed": "build, nothing changed",
    "build, one edit": "build, after one edit",
    "reload": "edit to reloaded page, under `mkdocs serve`",
    "plain, cold": "plain `mkdocs build`",
    "zensical, cold": "Zensical, cold",
    "zensical, one edit": "Zensical, after one edit",
    "hugo, cold": "Hugo",
    "eleventy, cold": "Eleventy",
}


@dataclass(frozen=True, slots=True)
class Run:
    """All that a run found out."""

    date: str
    machine: str
    seed: int
    versions: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)  # what was not measured, and why
    samples: list[Sample] = field(default_factory=list)
    readers: list[Reading] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure that is asked for; none of its values is known before it was measured."""

    what: str
    most: float
    unit: str
    value: float | None
    aim: float | None = None

    @property
    def row(self) -> tuple[str, ...]:
        asked = f"{self.most:g} {self.unit}" + (f" (aim {self.aim:g})" if self.aim else "")
        if self.value is None:
            return self.what, asked, "–", "not measured"
        verdict = "met" if self.value <= self.most else "**not met**"
        if self.aim and self.value <= self.aim:
            verdict = "met, and the aim"
        return self.what, asked, f"{self.value:.2f} {self.unit}", verdict


def figures(run: Run) -> Iterator[Figure]:
    samples = Samples(run.samples)

    def seconds(what: str, claims: int = 1_000) -> float | None:
        return samples.seconds(what, claims)

    plain, hugo = seconds("plain, cold"), seconds("hugo, cold")
    edit = seconds("build, one edit")
    yield Figure("generation, 2,000 records, cold", 3, "s", seconds("generation, cold"))
    yield Figure(
        "generation, 2,000 records, after one edit", 0.3, "s", seconds("generation, one edit")
    )
    yield Figure(
        "cold build, 1,000 claims, to plain `mkdocs build`",
        1.0,
        "×",
        _ratio(seconds("build, cold"), plain),
        0.6,
    )
    yield Figure(
        "build after one edit, 1,000 claims, to plain `mkdocs build`",
        0.25,
        "×",
        _ratio(edit, plain),
        0.15,
    )
    yield Figure(
        "build after one edit, 1,000 claims, to Hugo's whole build (an aim)",
        1.0,
        "×",
        _ratio(edit, hugo),
    )
    yield Figure("edit to reloaded page, 1,000 claims", 1.2, "s", seconds("reload"), 0.5)
    growth = _ratio(seconds("build, cold", 10_000), seconds("build, cold"))
    yield Figure("build, cold: 10,000 claims to 1,000", 12, "×", growth)
    tenth, whole = seconds("in turn, a tenth", 10_000), seconds("in turn, the whole", 10_000)
    growth = _ratio(whole, tenth) or _ratio(seconds("build, one edit", 10_000), edit)
    yield Figure("build, after one edit: 10,000 claims to 1,000, in turn", 8, "×", growth)
    peak = samples.peak("build, cold", 10_000)
    yield Figure("memory, cold build, 10,000 claims", 1, "GiB", peak / 2**30 if peak else None)
    first = [one for one in run.readers if (one.site, one.claims) == ("explainer", 1_000)]
    sound = [one for one in first if not one.fault]
    yield Figure(
        "first search on a phone, 1,000 claims", 150, "KiB", sound[0].first / KIB if sound else None
    )
    yield Figure(
        "search, loaded before it is used", 0, "KiB", sound[0].before / KIB if sound else None
    )


def results(run: Run) -> str:
    """The whole page."""
    samples = Samples(run.samples)
    return "\n\n".join(filter(None, _parts(run, samples))) + "\n"


def _parts(run: Run, samples: Samples) -> Iterator[str]:
    yield "# Results"
    yield (
        "Made by `make bench`. [README.md](README.md) says how each figure is measured, and how to "
        "measure it alone."
    )
    yield "\n".join(
        (
            f"- {run.date}; {run.machine}",
            *(f"- {name}: {version}" for name, version in run.versions.items()),
            f"- seed of the synthetic explainers: {run.seed}",
        )
    )
    yield from _noise(samples)
    yield "## What was asked"
    yield table(("figure", "at most", "measured", ""), [one.row for one in figures(run)])
    yield "## Time"
    yield "Seconds on the clock: median (least–most). Ratios are to plain `mkdocs build`."
    yield _times(samples)
    yield "## Growth"
    yield (
        "The exponent, from the medians of two sizes: 1.00 is ten times the time for ten times the "
        "records."
    )
    yield _growth(samples)
    yield "## Processor time and memory"
    yield (
        "Seconds of all processors (median), their ratio to plain `mkdocs build`, and the most "
        "memory that all processes of a command held at a time. Other work disturbs these less."
    )
    yield _costs(samples)
    yield "## The reader's search"
    yield _readers(run.readers)
    yield "## The peers"
    yield "\n".join(f"- **{peer.name}**: {peer.says}." for peer in PEERS)
    yield "\n".join(f"- {name}: {reason}" for name, reason in run.missing.items())


def _noise(samples: Samples) -> Iterator[str]:
    loads = [one.cost.load for one in samples.all]
    if not loads:
        return
    yield f"The machine's load before the measurements was {min(loads):.1f} to {max(loads):.1f}."
    busy = sum(load > BUSY for load in loads)
    if busy:
        yield (
            f"**Before {busy} of {len(loads)} measurements it was above {BUSY:g}: other work "
            "slowed those down. Read ratios and processor times rather than seconds, and repeat "
            "the run on a quiet machine before relying on any of them.**"
        )


def _measured(samples: Samples) -> list[str]:
    found = {one.what for one in samples.all}
    return [what for what in WORDS if what in found]


def _times(samples: Samples) -> str:
    heads = ("what", *(f"{claims:,} claims" for claims in samples.sizes))
    rows = []
    for what in _measured(samples):
        cells = []
        for claims in samples.sizes:
            ratio = _ratio(samples.seconds(what, claims), samples.seconds("plain, cold", claims))
            beside = f" · {ratio:.2f} ×" if ratio else ""
            cells.append(f"{_spread(samples, what, claims)}{beside}")
        rows.append((WORDS[what], *cells))
    return table(heads, rows)


def _spread(samples: Samples, what: str, claims: int) -> str:
    seconds = [cost.seconds for cost in samples.of(what, claims)]
    middle = samples.seconds(what, claims)
    if middle is None:
        return "–"
    least, most = min(seconds), max(seconds)
    return f"{middle:.2f}" + (f" ({least:.2f}–{most:.2f})" if len(seconds) > 1 else "")


def _growth(samples: Samples) -> str:
    steps = list(pairwise(samples.sizes))
    heads = ("what", *(f"{small:,} to {large:,}" for small, large in steps))
    rows = []
    for what in _measured(samples):
        cells = []
        for small, large in steps:
            ratio = _ratio(samples.seconds(what, large), samples.seconds(what, small))
            exponent = log10(ratio) / log10(large / small) if ratio else None
            cells.append("–" if exponent is None else f"{exponent:.2f} ({ratio:.1f} ×)")
        rows.append((WORDS[what], *cells))
    return table(heads, rows) if steps else "One size alone was measured."


def _costs(samples: Samples) -> str:
    heads = ("what", *(f"{claims:,} claims" for claims in samples.sizes))
    rows = []
    for what in _measured(samples):
        if what != "reload":
            cells = [_cost(samples, what, claims) for claims in samples.sizes]
            rows.append((WORDS[what], *cells))
    return table(heads, rows)


def _cost(samples: Samples, what: str, claims: int) -> str:
    cpu, peak = samples.cpu(what, claims), samples.peak(what, claims)
    if cpu is None or peak is None:
        return "–"
    ratio = _ratio(cpu, samples.cpu("plain, cold", claims))
    beside = f" · {ratio:.2f} ×" if ratio else ""
    return f"{cpu:.2f} s{beside}, {peak / MIB:,.0f} MiB"


def _readers(readers: Iterable[Reading]) -> str:
    heads = (
        "site",
        "claims",
        "whole index",
        "before use",
        "first search",
        "first result",
        "on a phone",
    )
    return table(heads, [_reading(one) for one in readers])


def _reading(one: Reading) -> tuple[str, ...]:
    start = (one.site, f"{one.claims:,}", _kib(one.index))
    if one.fault:
        return *start, one.fault, "–", "–", "–"
    if not one.desktop:
        return *start, "–", "–", "–", "–"
    return (
        *start,
        _kib(one.before),
        _kib(one.first),
        f"{one.desktop:.2f} s",
        f"{one.phone:.2f} s",
    )


def _kib(size: int) -> str:
    return f"{size / KIB:,.1f} KiB"


def _ratio(one: float | None, other: float | None) -> float | None:
    return one / other if one is not None and other else None
