"""The figures, in the order in which each round measures them: one line and one function each."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Final

from benchmarks import preview
from benchmarks.edit import edited
from benchmarks.measure import Cost, cost_of, load
from benchmarks.peers import PEERS, Peer
from benchmarks.synthetic import ROOT, project
from generator.build.output_folder import write_folder

LARGE: Final = 10_000  # claims from which on there is one reload
RELOADS: Final = 3  # edits under one preview
TURNS: Final = 3  # edits of a large explainer, each after one of a tenth of its size


@dataclass
class Bench:
    """One synthetic explainer, with everything that is made of it, in a folder of its own."""

    claims: int
    folder: Path
    tools: Path  # the peers' environments
    numbers: Iterator[int] = field(default_factory=count)  # each edit is another

    @property
    def project(self) -> Path:
        return self.folder / "project"

    @property
    def peers(self) -> Path:
        return self.folder / "peers"

    @property
    def tenth(self) -> "Bench":
        """The explainer of a tenth of the size, as its own rounds have left it."""
        claims = self.claims // 10
        return Bench(claims, self.folder.parent / str(claims), self.tools, self.numbers)

    def begin(self, seed: int) -> None:
        """The project as it is generated: without edits, caches or a site."""
        shutil.rmtree(self.folder, ignore_errors=True)
        write_folder(self.project, project(ROOT, self.claims, seed))

    def run(self, *words: str, log: str) -> Cost:
        return cost_of([sys.executable, "-m", *words], self.project, self.folder / f"{log}.log")

    @property
    def markdown(self) -> Path:
        """What `explainer render` makes of the project: the pages that the peers build."""
        return self.peers / "markdown"

    def render(self) -> Cost:
        words = ("generator", "render", "--out", str(self.markdown))
        return self.run(*words, log="render")

    def build(self) -> Cost:
        return self.run("mkdocs", "build", log="build")

    def without(self, *names: str) -> None:
        for name in names:
            shutil.rmtree(self.project / name, ignore_errors=True)

    def edit(self) -> None:
        edited(self.project, next(self.numbers))


Measured = Iterator[tuple[str, Cost]]


@dataclass(frozen=True, slots=True)
class Task:
    name: str
    measure: Callable[[Bench], Measured]
    peer: Peer | None = None


def _generation(bench: Bench) -> Measured:
    """The generator's own time, as it tells it itself: Python's start is no part of it."""
    busy = load()
    log = bench.folder / "generation.log"
    words = ("benchmarks.generation", str(bench.project), str(next(bench.numbers)))
    whole = cost_of([sys.executable, "-m", *words], ROOT, log)
    said = json.loads(log.read_text().splitlines()[-1])
    for what in ("cold", "one edit"):
        seconds, cpu = said[what]
        yield f"generation, {what}", Cost(seconds, cpu, whole.peak, busy)


def _render(bench: Bench) -> Measured:
    shutil.rmtree(bench.markdown, ignore_errors=True)
    bench.without(".cache")
    yield "render, cold", bench.render()
    bench.edit()
    yield "render, one edit", bench.render()


def _build(bench: Bench) -> Measured:
    bench.without(".cache", "site")
    yield "build, cold", bench.build()
    yield "build, nothing changed", bench.build()
    bench.edit()
    yield "build, one edit", bench.build()
    if bench.claims >= LARGE and bench.tenth.project.exists():
        yield from _in_turn(bench)


def _in_turn(bench: Bench) -> Measured:
    """How the work grows, on a machine that may be faster or slower a quarter of an hour later."""
    for _ in range(TURNS):
        for name, one in (("a tenth", bench.tenth), ("the whole", bench)):
            one.edit()
            yield f"in turn, {name}", one.build()


def _serve(bench: Bench) -> Measured:
    with preview.serving(bench.project, bench.folder / "serve.log") as address:
        for _ in range(RELOADS if bench.claims < LARGE else 1):
            yield "reload", preview.reload(address, bench.project, next(bench.numbers))


def _peer(peer: Peer) -> Callable[[Bench], Measured]:
    def measure(bench: Bench) -> Measured:
        if not bench.markdown.exists():
            bench.render()
        for name in peer.leaves:
            shutil.rmtree(bench.peers / name, ignore_errors=True)
        peer.prepare(bench.peers)
        yield f"{peer.name}, cold", peer.build(bench.tools, bench.peers)
        if peer.has_cache:
            _edit_markdown(bench)
            yield f"{peer.name}, one edit", peer.build(bench.tools, bench.peers)

    return measure


def _edit_markdown(bench: Bench) -> None:
    """One page of the Markdown is another, as after an edit of the data."""
    page = min((bench.markdown / "claims").glob("*.md"))
    page.write_text(f"{page.read_text()}\nEdited {next(bench.numbers)}.\n")


TASKS: Final = (
    Task("generation", _generation),
    Task("render", _render),
    Task("build", _build),
    *(Task(peer.name, _peer(peer), peer) for peer in PEERS),
    Task("serve", _serve),
)
