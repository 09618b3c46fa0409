"""The faults that are seeded into the generator are what they are called."""

import ast
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from archives import ROOT
from seeded_faults import NUMBER, Fault, faults, nearest


@cache
def picked(seed: int) -> list[Fault]:
    return faults(seed)


def in_copy(fault: Fault, folder: Path) -> str:
    """The text of the module with the fault in it."""
    file = folder / fault.path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes((ROOT / fault.path).read_bytes())
    fault.put_into(folder)
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize("seed", [1, 2])
def test_each_is_another_program_that_can_be_read(seed: int, tmp_path: Path) -> None:
    found = picked(seed)
    assert Counter(one.sort for one in found) == dict.fromkeys(
        ("condition", "statement", "order"), NUMBER
    )
    for fault in found:
        before = (ROOT / fault.path).read_text(encoding="utf-8")
        after = in_copy(fault, tmp_path)
        assert ast.dump(ast.parse(after)) != ast.dump(ast.parse(before)), fault


def test_a_seed_picks_the_same_places_each_time_and_another_picks_others() -> None:
    assert faults(1) == picked(1) != picked(2)


def test_they_are_spread_over_the_folders() -> None:
    assert len({Path(one.path).parts[1] for one in picked(1)}) >= NUMBER


def test_all_tests_are_run_and_those_that_import_the_module_first() -> None:
    stages = nearest("generator/core/dates.py")
    assert "tests/test_dates.py" in stages[0]
    run = [path for stage in stages for path in stage]
    assert sorted(run) == sorted(
        path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").glob("test_*.py")
    )
