"""Lighthouse on each kind of page, as a phone on a slow network loads it from a server on loopback.

    python tests/lighthouse.py [--runs N] [KIND…]

builds the site, prints the median of each figure, writes all runs to `.cache/lighthouse.json` (with
the names of rules that failed), and exits with 1 where a figure is not what it must be. The list of
sources is left out: an index of some hundred entries is as long as it is. Judge on a quiet machine:
other work makes pages slow.
"""

import argparse
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
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("kinds", nargs="*", default=[k for k in PAGE_KINDS if k not in VERY_LONG])
    options = parser.parse_args()
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


def audited(pages: dict[str, str], runs: int) -> list[Run]:
    """What Lighthouse says of each page, several times over."""
    order = {
        "runs": runs,
        "chrome": next(filter(None, map(shutil.which, PROGRAMS)), None),
        "flags": FLAGS,
        "pages": pages,
    }
    done = subprocess.run(
        ["node", "lighthouse.mjs"],
        cwd=TESTS / "node",
        input=json.dumps(order),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


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
