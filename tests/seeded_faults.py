"""Faults seeded into the generator, to see whether the tests notice them.

    python tests/seeded_faults.py --list             which places, and what would stand there
    python tests/seeded_faults.py                    all of them, one after the other
    python tests/seeded_faults.py --only 3 --only 7  these two
    python tests/seeded_faults.py -- pytest -x -q    with another command

A seed picks thirty places in `generator/`, spread over its folders: ten conditions turned, ten
statements lost, ten orders changed. Number 0 is the tree as it is, which must pass. Each fault is
put into a copy of the tree, where the command runs the tests: those nearest to the module by
imports first, and those that need a browser last. A fault that cannot be seen, because the code
only saves time, is named with its reason: `--excuse "7: only a cache"`. It is told, and not run.
The exit code is 1 when a fault was not caught.
"""

import argparse
import ast
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "pytest", "-x", "-q", "--sample"]
NUMBER = 10  # of each sort
TURNED: dict[type[ast.AST], str] = {
    ast.Lt: ">=",
    ast.GtE: "<",
    ast.Gt: "<=",
    ast.LtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Is: "is not",
    ast.IsNot: "is",
}
ONLY_TOLD = re.compile(r"log|progress|warn|echo|debug", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fault:
    sort: str
    path: str  # from the root
    line: int
    begin: int  # in the bytes of the file
    end: int
    before: str
    after: str

    def __str__(self) -> str:
        old, new = (" ".join(text.split()) for text in (self.before, self.after))
        return f"{self.sort}: {self.path}:{self.line}: {old}  ->  {new}"

    def put_into(self, root: Path) -> None:
        data = (root / self.path).read_bytes()
        changed = data[: self.begin] + self.after.encode() + data[self.end :]
        (root / self.path).write_bytes(changed)


class Places:
    """All places of a module where a fault of some sort can be."""

    def __init__(self, path: Path) -> None:
        self.path = path.relative_to(ROOT).as_posix()
        self.data = path.read_bytes()
        self.starts = [0]
        for line in self.data.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.nodes = list(_outside_annotations(ast.parse(self.data)))

    def _span(self, first: ast.expr | ast.stmt, last: ast.expr | ast.stmt) -> tuple[int, int]:
        assert last.end_lineno is not None and last.end_col_offset is not None
        begin = self.starts[first.lineno - 1] + first.col_offset
        return begin, self.starts[last.end_lineno - 1] + last.end_col_offset

    def text(self, node: ast.expr | ast.stmt) -> str:
        begin, end = self._span(node, node)
        return self.data[begin:end].decode()

    def _fault(self, sort: str, node: ast.expr | ast.stmt, after: str) -> Fault:
        return Fault(sort, self.path, node.lineno, *self._span(node, node), self.text(node), after)

    def _exchanged(self, one: ast.expr | ast.stmt, other: ast.expr | ast.stmt) -> Fault:
        begin, end = self._span(one, other)
        between = self.data[self._span(one, one)[1] : self._span(other, other)[0]].decode()
        before = self.data[begin:end].decode()
        after = self.text(other) + between + self.text(one)
        return Fault("order", self.path, one.lineno, begin, end, before, after)

    def conditions(self) -> Iterator[Fault]:
        for node in self.nodes:
            match node:
                case ast.Compare(left, [operator], [right]) if type(operator) in TURNED:
                    after = f"{self.text(left)} {TURNED[type(operator)]} {self.text(right)}"
                    yield self._fault("condition", node, f"({after})")
                case ast.BoolOp(operator, values):
                    word = " or " if isinstance(operator, ast.And) else " and "
                    after = word.join(f"({self.text(one)})" for one in values)
                    yield self._fault("condition", node, f"({after})")
                case ast.If(test) | ast.IfExp(test) if isinstance(
                    test, ast.Name | ast.Call | ast.Attribute
                ):
                    yield self._fault("condition", test, f"(not {self.text(test)})")

    def statements(self) -> Iterator[Fault]:
        """Those without which the code still runs, but for what they did."""
        for node in self.nodes:
            match node:
                case ast.Expr(ast.Call(called)) if ONLY_TOLD.search(self.text(called)):
                    continue
                case ast.Expr(ast.Call() | ast.Yield() | ast.YieldFrom()):
                    pass
                case ast.Raise() | ast.AugAssign() | ast.Continue():
                    pass
                case ast.Assign([ast.Attribute() | ast.Subscript()]):
                    pass
                case ast.If(orelse=[]) if len(self.text(node).splitlines()) == 2:
                    pass
                case _:
                    continue
            yield self._fault("statement", node, "pass")

    def orders(self) -> Iterator[Fault]:
        for node in self.nodes:
            match node:
                case ast.Call(ast.Name("sorted"), [many, *_]):
                    yield self._fault("order", node, f"list({self.text(many)})")
                case ast.Call(args=parts) | ast.Tuple(parts, ast.Load()) | ast.List(parts):
                    for one, other in pairwise(parts):
                        starred = isinstance(one, ast.Starred) or isinstance(other, ast.Starred)
                        if not starred and self.text(one) != self.text(other):
                            yield self._exchanged(one, other)
                case ast.FunctionDef(body=body) | ast.For(body=body) | ast.With(body=body):
                    for first, second in pairwise(body):
                        match first, second:
                            case ast.Expr(ast.Constant()), _:
                                continue
                            case ast.Expr(), ast.Expr():
                                yield self._exchanged(first, second)


def _outside_annotations(node: ast.AST) -> Iterator[ast.AST]:
    """All below it whose place in the file is known, and which run."""
    if isinstance(node, ast.JoinedStr):  # Python 3.11 does not know where its parts stand
        return
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "slice", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _outside_annotations(child)


def faults(seed: int) -> list[Fault]:
    modules = [Places(path) for path in sorted((ROOT / "generator").rglob("*.py"))]
    sorts: list[Callable[[Places], Iterator[Fault]]] = [
        Places.conditions, Places.statements, Places.orders,
    ]  # fmt: skip
    chance = random.Random(seed)
    return [
        fault
        for places in sorts
        for fault in _spread([one for module in modules for one in places(module)], chance)
    ]


def _spread(found: list[Fault], chance: random.Random) -> list[Fault]:
    """Some of them, from as many folders as there are."""
    rooms: dict[str, list[Fault]] = defaultdict(list)
    for fault in found:
        rooms[Path(fault.path).parts[1]].append(fault)
    for room in rooms.values():
        chance.shuffle(room)
    picked: list[Fault] = []
    while len(picked) < min(NUMBER, len(found)):
        names = [name for name in sorted(rooms) if rooms[name]]
        picked += [rooms[name].pop() for name in chance.sample(names, len(names))]
    return picked[:NUMBER]


# -- Which tests may see it


def nearest(changed: str) -> list[list[str]]:
    """The files of tests by how many imports lead from them to the module, the nearest first."""
    imports = {path: _imported(path) for path in sorted((ROOT / "generator").rglob("*.py"))}
    tests = {path: _imported(path) for path in sorted((ROOT / "tests").glob("test_*.py"))}
    stages, seen, named = [], {ROOT / changed}, f"test_{Path(changed).stem}"
    while tests:
        names = {_name(path) for path in seen}
        near = [path for path, imported in tests.items() if imported & names]
        further = {path for path, imported in imports.items() if imported & names} - seen
        if not near and not further:
            near = list(tests)
        if near:
            near.sort(key=lambda path: (path.stem != named, len(tests[path])))  # the most special
            stages.append([path.relative_to(ROOT).as_posix() for path in near])
        for path in near:
            del tests[path]
        seen |= further
    return stages


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
        elif isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
    return found


# -- Running them


def verdict(fault: Fault | None, command: list[str], limit: float) -> tuple[bool, str]:
    """Whether the tests fail, and which of them did first."""
    end = time.monotonic() + limit
    stages = nearest(fault.path if fault else "generator/__init__.py")
    if len(stages) > 2:
        stages = [stages[0], list(chain(*stages[1:]))]
    with TemporaryDirectory(prefix="seeded-") as folder:
        copy = Path(folder) / "tree"
        _copy_tree(copy)
        (copy / ".venv").symlink_to(ROOT / ".venv")
        if fault:
            fault.put_into(copy)
        for marked in ("not browser", "browser"):
            for files in stages:
                left = end - time.monotonic()
                code, output = _run([*command, "-rfE", "-m", marked, *files], copy, left)
                if code is None:
                    return False, f"no answer within {limit:.0f} s"
                if code not in (0, 5):  # 5: no test was chosen
                    first = re.search(r"^(?:FAILED|ERROR) (\S+)", output, re.MULTILINE)
                    return True, first[1] if first else output[-2000:]
    return False, "all tests passed"


def _copy_tree(folder: Path) -> None:
    """What is or could be committed, without the repository."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for path in filter(None, listed.split("\0")):
        if (ROOT / path).exists():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, folder / path, follow_symlinks=False)


def _run(command: list[str], folder: Path, limit: float) -> tuple[int | None, str]:
    """The exit code, or none when the time was up."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.fspath(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(timeout=max(limit, 1))
        return process.returncode, output
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return None, ""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--list", action="store_true", help="show them and run nothing")
    parser.add_argument("--only", type=int, action="append", metavar="N")
    parser.add_argument("--excuse", action="append", default=[], metavar="N: REASON")
    parser.add_argument("--limit", type=float, default=1200, help="seconds for each")
    parser.add_argument("command", nargs="*", default=COMMAND)
    given = parser.parse_args()
    numbered: dict[int, Fault | None] = {0: None, **dict(enumerate(faults(given.seed), start=1))}
    excuses = {int(number): why for number, _, why in (one.partition(":") for one in given.excuse)}
    missed = 0
    for number in given.only or numbered:
        fault = numbered[number]
        print(f"{number:2} {fault or 'the tree as it is'}", flush=True)
        if given.list:
            continue
        if number in excuses:
            print(f"   EXCLUDED, cannot be seen:{excuses[number]}", flush=True)
            continue
        is_caught, why = verdict(fault, given.command, given.limit)
        missed += is_caught is (fault is None)
        if fault:
            print(f"   {'caught by' if is_caught else 'NOT CAUGHT:'} {why}", flush=True)
        else:
            print(f"   {'FAILS at' if is_caught else 'fails nowhere:'} {why}", flush=True)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
