"""Lighthouse on each kind of page, as a phone on a slow network loads it from a server on loopback.

    python tests/lighthouse.py [--runs N] [KIND…]

builds the site, prints the median of each figure, writes all runs to `.cache/lighthouse.json` (with
the names of rules that failed), and exits with 1 where a figure is not what it must be. The list of
sources is left out: an index of some hundred entries is as long as it is. Judge on a quiet machine:
other work makes pages slow. A page takes about ten seconds a run; a terminal shows how far it is.
"""

import argparse
import itertools
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from archives import ROOT, TESTS
from browsing import FLAGS, PROGRAMS, build
from file_server import serving
from page_kinds import PAGE_KINDS

VERY_LONG = {"sources"}
AT_LEAST = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
AT_MOST = {"lcp": 1500}  # milliseconds
FIGURES = (*AT_LEAST, "fcp", "lcp", "tbt", "si", "cls", "kib")
RESULTS = ROOT / ".cache" / "lighthouse.json"

Run = dict[str, Any]


def main() -> int:
    options = wanted(sys.argv[1:])
    with tempfile.TemporaryDirectory() as name:
        build(Path(name))
        with serving(Path(name)) as server:
            pages = {kind: server.address + PAGE_KINDS[kind] for kind in options.kinds}
            runs = audited(pages, options.runs)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(runs, indent=1), encoding="utf-8")
    failed = [f"{run['kind']}: {run['error']}" for run in runs if "error" in run]
    good = [run for run in runs if "error" not in run]
    medians = {kind: _medians(good, kind) for kind in dict.fromkeys(run["kind"] for run in good)}
    print(*_table(medians), sep="\n")
    missed = failed + [line for kind, one in medians.items() for line in _missed(kind, one)]
    print(*missed or ["All figures are met."], sep="\n")
    return 1 if missed else 0


def wanted(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(PAGE_KINDS))
    options = parser.parse_args(arguments)
    if unknown := [repr(kind) for kind in options.kinds if kind not in PAGE_KINDS]:
        parser.error(
            f"no such kind of page: {', '.join(unknown)}; there are {', '.join(PAGE_KINDS)}"
        )
    options.kinds = options.kinds or [kind for kind in PAGE_KINDS if kind not in VERY_LONG]
    return options


def audited(pages: dict[str, str], runs: int) -> list[Run]:
    """What Lighthouse says of each page, several times over."""
    order = {
        "runs": runs,
        "chrome": next(filter(None, map(shutil.which, PROGRAMS)), None),
        "flags": FLAGS,
        "pages": pages,
    }
    results: list[Run] = []
    with subprocess.Popen(
        ["node", "lighthouse.mjs"],
        cwd=TESTS / "node",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as lighthouse:
        assert lighthouse.stdin
        assert lighthouse.stdout
        lighthouse.stdin.write(json.dumps(order))
        lighthouse.stdin.close()
        # In the order in which lighthouse.mjs goes.
        for number, kind in itertools.product(range(1, runs + 1), pages):
            _progress(f"{kind}: run {number} of {runs}")
            if not (line := lighthouse.stdout.readline()):
                break
            results.append(json.loads(line))
    _progress("")
    if lighthouse.returncode:
        raise subprocess.CalledProcessError(lighthouse.returncode, lighthouse.args)
    return results


def _progress(words: str) -> None:
    """A line that the next one replaces, for who waits before a terminal."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{words}", end="", file=sys.stderr, flush=True)


def _medians(runs: list[Run], kind: str) -> dict[str, float]:
    return {
        figure: median(run[figure] for run in runs if run["kind"] == kind) for figure in FIGURES
    }


def _table(medians: dict[str, dict[str, float]]) -> list[str]:
    short = {"performance": "perf", "accessibility": "a11y", "best-practices": "best"}
    head = "".join(f"{short.get(figure, figure):>8}" for figure in FIGURES)
    rows = [
        f"{kind:<16}" + "".join(f"{one[figure]:>8g}" for figure in FIGURES)
        for kind, one in medians.items()
    ]
    return [f"{'':<16}{head}", *rows]


def _missed(kind: str, one: dict[str, float]) -> list[str]:
    low = [(name, most) for name, most in AT_LEAST.items() if one[name] < most]
    high = [(name, most) for name, most in AT_MOST.items() if one[name] > most]
    return [f"{kind}: {name} is {one[name]:g}, not {most}" for name, most in low + high]


if __name__ == "__main__":
    sys.exit(main())
