"""The figures, in the order in which each round measures them: one line and one function each."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path
from typing import Final

from benchmarks import preview
from benchmarks.edit import edited
from benchmarks.measure import Cost, cost_of
from benchmarks.peers import PEERS, Peer
from benchmarks.synthetic import ROOT, project
from generator.build.output_folder import write_folder

LARGE: Final = 10_000  # claims from which on only these tasks end in good time
LARGE_TASKS: Final = ("build", "plain", "serve")
RELOADS: Final = 3  # edits under one preview of a smaller explainer

# The names of the figures that others ask for.
COLD: Final = "`mkdocs build`, cold"
EDITED: Final = "`mkdocs build`, after one edit"
RELOADED: Final = "edit to reloaded page, under `mkdocs serve`"
PLAIN: Final = "plain MkDocs, cold"


@dataclass
class Bench:
    """One synthetic explainer, with everything that is made of it, in a folder of its own."""

    claims: int
    folder: Path
    tools: Path  # the peers' environments
    numbers: Iterator[int] = field(default_factory=count)  # each edit is another

    def __post_init__(self) -> None:
        self.project = self.folder / "project"
        self.peers = self.folder / "peers"
        self.markdown = self.peers / "markdown"  # the pages that the peers build

    def begin(self) -> None:
        """The project as it is generated: without edits, caches or a site."""
        shutil.rmtree(self.folder, ignore_errors=True)
        write_folder(self.project, project(ROOT, self.claims))

    def run(self, *words: str | Path, folder: Path | None = None) -> Cost:
        command = [sys.executable, "-m", *words]
        return cost_of(command, folder or self.project, self.folder / f"{words[0]}.log")

    def build(self) -> Cost:
        return self.run("mkdocs", "build")


Measured = Iterator[tuple[str, Cost]]


def _generation(bench: Bench) -> Measured:
    """Its time is what it tells of itself, its memory that of the process with both."""
    number = str(next(bench.numbers))
    whole = bench.run("benchmarks.generation", bench.project, number, folder=ROOT)
    said = json.loads((bench.folder / "benchmarks.generation.log").read_text())
    for what, (seconds, cpu) in zip(("cold", "after one edit"), said, strict=True):
        yield f"generation alone, {what}", Cost(seconds, cpu, whole.peak, whole.load)


def _build(bench: Bench) -> Measured:
    for name in (".cache", "site"):
        shutil.rmtree(bench.project / name, ignore_errors=True)
    yield COLD, bench.build()
    yield "`mkdocs build`, nothing changed", bench.build()
    edited(bench.project, next(bench.numbers))
    yield EDITED, bench.build()


def _serve(bench: Bench) -> Measured:
    numbers = islice(bench.numbers, RELOADS if bench.claims < LARGE else 1)
    for cost in preview.reloads(bench.project, bench.folder / "serve.log", numbers):
        yield RELOADED, cost


def _peer(peer: Peer) -> Callable[[Bench], Measured]:
    def measure(bench: Bench) -> Measured:
        if not bench.markdown.exists():
            bench.run("generator", "render", "--out", bench.markdown)
        for name in (f"site-{peer.name}", ".cache"):
            shutil.rmtree(bench.peers / name, ignore_errors=True)
        yield f"{peer.title}, cold", peer.build(bench.tools, bench.peers)
        if peer.has_cache:
            page = min((bench.markdown / "claims").glob("*.md"))
            page.write_text(f"{page.read_text()}\nEdited {next(bench.numbers)}.\n")
            yield f"{peer.title}, after one edit", peer.build(bench.tools, bench.peers)

    return measure


TASKS: Final[Mapping[str, Callable[[Bench], Measured]]] = {
    "generation": _generation,
    "build": _build,
    **{peer.name: _peer(peer) for peer in PEERS},
    "serve": _serve,
}
