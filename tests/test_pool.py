"""Work in several processes: results in order, faults left to the caller, nobody left behind."""

import gc
import os
import signal
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest
from generator.garbage import not_looked_for
from generator.workers import Spread
from projects import wait

from generator import workers

PIECES = 200


@pytest.fixture(autouse=True)
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also on a machine with one processor, and where the tests themselves run in threads."""
    if not hasattr(os, "fork"):
        pytest.skip("this system cannot fork")
    monkeypatch.setattr(workers, "processes", lambda: 3)


def numbers(piece: int) -> bytes:
    return f"{piece} {os.getpid()}".encode()


def slowly(piece: int) -> bytes:
    time.sleep(0.01)  # so that each process gets something to do
    return numbers(piece)


def test_results_come_in_order_from_several_processes() -> None:
    with closing(Spread(slowly, PIECES)) as results:
        made = [result.split() if result else [] for result in results]
    assert [int(piece) for piece, _ in made] == list(range(PIECES))
    assert len({number for _, number in made}) == 3
    assert str(os.getpid()).encode() in {number for _, number in made}


def test_this_process_works_while_others_are_slow() -> None:
    own = os.getpid()

    def work(piece: int) -> bytes:
        return numbers(piece) if os.getpid() == own else slowly(piece)

    with closing(Spread(work, PIECES)) as results:
        made = [result.split()[1] for result in results if result]
    assert len(made) == PIECES
    assert made.count(str(own).encode()) > PIECES * 2 / 3


def test_a_caller_that_is_slow_finds_all_done() -> None:
    results = Spread(numbers, PIECES)
    with closing(results):
        next(results)
        time.sleep(0.5)
        made = [result.split()[1] for result in results if result]
    assert made.count(str(os.getpid()).encode()) < PIECES / 3


def test_large_results_are_whole_and_empty_ones_are_empty() -> None:
    with closing(Spread(lambda piece: b"x" * (piece * 10_000), PIECES)) as results:
        assert [len(result or "?") if result != b"" else 0 for result in results] == [
            piece * 10_000 for piece in range(PIECES)
        ]


def test_a_piece_that_fails_is_left_to_the_caller() -> None:
    def fails(piece: int) -> bytes:
        return b"%d" % (1 // (piece % 7))

    with closing(Spread(fails, PIECES)) as results:
        missing = [piece for piece, result in enumerate(results) if result is None]
    assert missing == list(range(0, PIECES, 7))


def test_what_a_worker_that_is_killed_did_not_do_is_left_to_the_caller() -> None:
    own = os.getpid()

    def killed(piece: int) -> bytes:
        if os.getpid() != own and piece % 8 == 5:
            os.kill(os.getpid(), signal.SIGKILL)
        return slowly(piece)

    with closing(Spread(killed, PIECES)) as results:
        missing = [piece for piece, result in enumerate(results) if result is None]
    # Two of three processes are killed at their first such piece, of eight that they do in a row.
    assert [piece % 8 for piece in missing] == [5, 6, 7] * 2


def test_a_worker_looks_for_garbage_though_its_parent_does_not() -> None:
    def looks(_: int) -> bytes:
        time.sleep(0.01)
        return f"{os.getpid()} {gc.isenabled()}".encode()

    with not_looked_for(), closing(Spread(looks, PIECES)) as results:
        made = {result.decode() for result in results if result}
    own = f"{os.getpid()} "
    assert {one.split()[1] for one in made if not one.startswith(own)} == {"True"}
    assert {one for one in made if one.startswith(own)} == {f"{own}False"}


def test_what_was_there_is_set_apart_only_for_as_long_as_others_work() -> None:
    before = gc.get_threshold(), gc.get_freeze_count()
    with closing(Spread(numbers, PIECES)) as results:
        next(results)
        assert gc.get_freeze_count() > 10_000
    assert (gc.get_threshold(), gc.get_freeze_count()) == before


def test_a_caller_that_needs_no_more_ends_the_workers() -> None:
    spread = Spread(numbers, PIECES)
    next(spread)
    processes = list(spread._numbers)
    spread.close()
    for number in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


def test_little_work_is_the_caller_s_own() -> None:
    assert list(Spread(numbers, 5)) == [None] * 5


def test_workers_end_with_the_process_that_they_work_for() -> None:
    program = """
import os, time
from generator import workers
workers.processes = lambda: 3
def work(piece):
    time.sleep(0.01)
    return b"x" * 100_000
spread = workers.Spread(work, 10_000)
print(*spread._numbers, flush=True)
time.sleep(60)
"""
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    processes = [int(number) for number in parent.stdout.readline().split()]
    time.sleep(0.1)
    parent.kill()
    parent.wait()
    assert len(processes) == 2
    wait(lambda: not any(map(is_running, processes)))


def is_running(number: int) -> bool:
    with suppress(ProcessLookupError, FileNotFoundError):
        os.kill(number, 0)
        status = Path(f"/proc/{number}/stat").read_text()
        return status.rpartition(")")[2].split()[0] != "Z"  # one that waits to be counted
    return False
