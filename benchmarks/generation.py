"""The generator alone, in a process of its own: all in memory, first cold, then after one edit."""

import json
import sys
import time
from pathlib import Path

from benchmarks.edit import edited
from generator.build.pipeline import Generator
from generator.data.project import read_texts, today
from generator.query.context import Settings


def main() -> None:
    root = Path(sys.argv[1])
    edit = int(sys.argv[2])
    settings = Settings(today=today())
    generator = Generator()  # as under `mkdocs serve`
    times = []
    for number in (None, edit):
        if number is not None:
            edited(root, number)
        start, cpu = time.perf_counter(), time.process_time()
        made = generator.make(read_texts(root), settings)
        times.append((time.perf_counter() - start, time.process_time() - cpu))
        assert made.site is not None
    print(json.dumps(dict(zip(("cold", "one edit"), times, strict=True))))


if __name__ == "__main__":
    main()
