"""`make bench`: the project and its peers on the same synthetic explainers, taking turns."""

import argparse
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Final

from playwright.sync_api import Error as BrowserError

from benchmarks import reader
from benchmarks.measure import FailedError, machine
from benchmarks.peers import PEERS, install
from benchmarks.results import Run, results
from benchmarks.synthetic import ROOT
from benchmarks.tasks import LARGE, LARGE_TASKS, TASKS, Bench
from generator.core.files import write_whole

SIZES: Final = (100, 1_000, LARGE)
ROUNDS: Final = 2  # one alone of a large explainer
FOLDER: Final = ROOT / ".cache" / "bench"
RESULTS: Final = ROOT / "benchmarks" / "RESULTS.md"
PARTIAL: Final = FOLDER / "RESULTS.md"
INTERRUPTED: Final = 130
READER: Final = "reader"
NAMES: Final = (*TASKS, READER)


def main() -> int:
    given = _arguments()
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:  # as it is under nohup
            signal.signal(number, signal.default_int_handler)  # as Ctrl-C
    run = Run(datetime.now(UTC).date().isoformat(), machine())
    try:
        _measure(run, given.size or SIZES, given.repeats, given.only or NAMES)
    except KeyboardInterrupt:
        _say(f"interrupted; what was measured so far is in {PARTIAL}")
        return INTERRUPTED
    finally:
        _write(PARTIAL, run)
    is_whole = not (given.size or given.repeats or given.only)
    if is_whole:
        _write(RESULTS, run)
    _say(f"results in {RESULTS if is_whole else PARTIAL}")
    return 0


def _measure(run: Run, sizes: Iterable[int], repeats: int | None, only: Iterable[str]) -> None:
    """Fills in the run as it goes on."""
    tools = FOLDER / "peers"
    _say("setting up the peers that are measured")
    run.missing.update(install(tools, set(only)))
    names = [name for name in NAMES if name in only and name not in run.missing]
    run.versions.update((peer, peer.version(tools)) for peer in PEERS if peer.name in names)
    for claims in sizes:
        bench = Bench(claims, FOLDER / str(claims), tools)
        _say(f"{claims:,} claims: making the explainer")
        bench.begin()
        rounds = repeats or (ROUNDS if claims < LARGE else 1)
        fitting = [name for name in names if claims < LARGE or name in LARGE_TASKS]
        for round, name in product(range(1, rounds + 1), fitting):
            if name != READER:
                with _noted(run, f"{name}, {claims:,} claims, round {round} of {rounds}"):
                    for what, cost in TASKS[name](bench):
                        memory = f"{cost.peak >> 20:,} MiB"
                        _say(f"    {what}: {cost.seconds:.2f} s, {memory} (load {cost.load:.1f})")
                        run.add(claims, what, cost)
                        _write(PARTIAL, run)
        if READER in fitting:
            with _noted(run, f"{READER}, {claims:,} claims"):
                run.readings.extend(reader.measured(bench))
        if left := [name for name in names if name not in fitting]:
            run.missing[f"{', '.join(left)}, {claims:,} claims"] = "would take too long"


@contextmanager
def _noted(run: Run, label: str) -> Iterator[None]:
    """Says what is measured now; what fails is no end of the run."""
    _say(label)
    try:
        yield
    except (FailedError, BrowserError) as error:
        _say(f"    failed: {error}")
        run.missing[label] = f"failed: {error}"


def _write(path: Path, run: Run) -> None:
    write_whole(path, results(run).encode())


_START = time.monotonic()


def _say(text: str) -> None:
    minutes, seconds = divmod(int(time.monotonic() - _START), 60)
    print(f"{minutes:3}:{seconds:02} {text}", file=sys.stderr, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--size", type=int, action="append", help="claims; may be given again")
    parser.add_argument("--repeats", type=int, help=f"rounds ({ROUNDS}; 1 of a large explainer)")
    parser.add_argument("--only", action="append", choices=NAMES, help="what is measured")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
