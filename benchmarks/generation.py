"""The generator alone, in a process of its own: all in memory, first cold, then after one edit.

Prints seconds on the clock and of the processor of both: Python's start is no part of them.
"""

import json
import sys
import time
from pathlib import Path

from benchmarks.edit import edited
from generator.build.pipeline import Generator
from generator.data.project import read_texts, today
from generator.query.context import Settings


def main() -> None:
    root, number = Path(sys.argv[1]), int(sys.argv[2])
    generator = Generator()  # as under `mkdocs serve`
    cold = _times(generator, root)
    edited(root, number)
    print(json.dumps((cold, _times(generator, root))))


def _times(generator: Generator, root: Path) -> tuple[float, float]:
    start, cpu = time.perf_counter(), time.process_time()
    made = generator.make(read_texts(root), Settings(today=today()))
    assert made.site is not None
    return time.perf_counter() - start, time.process_time() - cpu


if __name__ == "__main__":
    main()
