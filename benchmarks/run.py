"""`make bench`: the project and its peers on the same synthetic explainers, taking turns."""

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from benchmarks import peers, reader
from benchmarks.machine import machine
from benchmarks.measure import FailedError
from benchmarks.results import Run, results
from benchmarks.samples import Sample, keep
from benchmarks.synthetic import ROOT, SEED
from benchmarks.tasks import TASKS, Bench, Task

SIZES: Final = (100, 1_000, 10_000)
REPEATS: Final = {100: 3, 1_000: 3, 10_000: 1}
FOLDER: Final = ROOT / ".cache" / "bench"
RESULTS: Final = ROOT / "benchmarks" / "RESULTS.md"
PARTIAL: Final = FOLDER / "RESULTS.md"
INTERRUPTED: Final = 130


@dataclass(frozen=True, slots=True)
class Plan:
    sizes: tuple[int, ...]
    repeats: int | None  # none: fewer, the larger the explainer
    tasks: tuple[Task, ...]
    has_reader: bool

    def repeats_at(self, claims: int) -> int:
        fitting = [number for size, number in REPEATS.items() if size >= claims]
        return self.repeats or (fitting or [1])[0]


def main() -> int:
    given = _arguments()
    names = [task.name for task in TASKS]
    tasks = tuple(task for task in TASKS if task.name in (given.only or names))
    plan = Plan(
        tuple(given.size or SIZES), given.repeats, tasks, not given.only or "reader" in given.only
    )
    is_whole = plan.sizes == SIZES and not given.only
    out = given.out or (RESULTS if is_whole else PARTIAL)
    FOLDER.mkdir(parents=True, exist_ok=True)
    lines = FOLDER / "samples.jsonl"
    lines.write_text("")
    run = Run(given.date or datetime.now(UTC).date().isoformat(), machine(), given.seed)
    try:
        _measure(plan, lines, run)
    except KeyboardInterrupt:
        _write(PARTIAL, results(run))
        _say(f"interrupted; what was measured so far is in {PARTIAL}, each run in {lines}")
        return INTERRUPTED
    _write(out, results(run))
    _say(f"results in {out}")
    return 0


def _measure(plan: Plan, lines: Path, run: Run) -> None:
    """Fills in the run as it goes on; each figure is kept on disk at once."""
    tools = FOLDER / "peers"
    if any(task.peer for task in plan.tasks):
        _say("installing the peers, each in an environment of its own")
        run.missing.update(peers.install(tools))
    tasks = [task for task in plan.tasks if task.name not in run.missing]
    for task in tasks:
        if task.peer:
            run.versions[task.name] = task.peer.version(tools)
    for claims in plan.sizes:
        bench = Bench(claims, FOLDER / str(claims), tools)
        _say(f"{claims:,} claims: making the explainer")
        bench.begin(run.seed)
        fitting = [one for one in tasks if one.peer is None or claims <= one.peer.most]
        for task in tasks:
            if task not in fitting:
                run.missing[f"{task.name} at {claims:,}"] = "left out: it takes too long"
        for round in range(plan.repeats_at(claims)):
            for task in fitting:
                label = f"{claims:,} claims, round {round + 1} of {plan.repeats_at(claims)}"
                for sample in _samples(bench, task, label, run):
                    keep(lines, sample)
                    run.samples.append(sample)
        if plan.has_reader:
            run.readers.extend(reader.measured(bench, _say))


def _samples(bench: Bench, task: Task, label: str, run: Run) -> Iterator[Sample]:
    try:
        for what, cost in task.measure(bench):
            _say(f"{label}: {what}: {cost.seconds:.2f} s (load {cost.load:.1f})")
            yield Sample(bench.claims, what, cost)
    except FailedError as error:
        _say(f"{label}: {task.name} failed: {error}")
        run.missing.setdefault(f"{task.name} at {bench.claims:,}", f"failed: {str(error)[:200]}")


def _write(path: Path, text: str) -> None:
    new = path.with_suffix(".part")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


_START = time.monotonic()


def _say(text: str) -> None:
    minutes, seconds = divmod(int(time.monotonic() - _START), 60)
    print(f"{minutes:3}:{seconds:02} {text}", file=sys.stderr, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    names = [*(task.name for task in TASKS), "reader"]
    parser.add_argument("--size", type=int, action="append", help="claims; may be given again")
    parser.add_argument("--repeats", type=int, help="rounds at each size (3; 1 from 10,000 on)")
    parser.add_argument("--only", action="append", choices=names, help="what is measured")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--date", help="of the results; today if not given")
    parser.add_argument("--out", type=Path, help=f"for the results ({RESULTS.name} of a whole run)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
