"""Work in several processes: results in order, faults raised here, nobody left behind."""

import os
import signal
import subprocess
import sys
import time
import traceback
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path

import pytest
from projects import wait

from generator.build import pool
from generator.build.pool import parallel_map

PIECES = 200


@pytest.fixture(autouse=True)
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also on a machine with one processor, and where the tests themselves run in threads."""
    if not hasattr(os, "fork"):
        pytest.skip("this system cannot fork")
    monkeypatch.setattr(pool, "processors", lambda: 3)


def numbers(piece: int) -> tuple[int, int]:
    return piece, os.getpid()


def slowly(piece: int) -> tuple[int, int]:
    time.sleep(0.01)  # so that each process gets something to do
    return numbers(piece)


def test_results_come_in_order_from_several_processes() -> None:
    made = list(parallel_map(slowly, range(PIECES)))
    assert [piece for piece, _ in made] == list(range(PIECES))
    assert len({number for _, number in made} - {os.getpid()}) == 3


def test_large_results_are_whole() -> None:
    sizes = [
        len(result) for result in parallel_map(lambda piece: b"x" * (piece * 10_000), range(PIECES))
    ]
    assert sizes == [piece * 10_000 for piece in range(PIECES)]


def test_work_may_be_anything_that_this_process_knows() -> None:
    words = {piece: object() for piece in range(PIECES)}  # which do not pass through a pipe
    assert all(parallel_map(lambda piece: piece in words, range(PIECES)))


def test_an_exception_of_a_worker_is_raised_here_with_its_traceback() -> None:
    def fails_at_150(piece: int) -> int:
        return 1 // (150 - piece)

    with pytest.raises(ZeroDivisionError) as raised:
        list(parallel_map(fails_at_150, range(PIECES)))
    assert "fails_at_150" in "".join(traceback.format_exception(raised.value))


def test_a_worker_that_is_killed_ends_the_work() -> None:
    own = os.getpid()

    def killed(piece: int) -> int:
        if os.getpid() != own and piece == 100:
            os.kill(os.getpid(), signal.SIGKILL)
        return piece

    with pytest.raises(BrokenProcessPool):
        list(parallel_map(killed, range(PIECES)))


def test_little_work_is_done_in_this_process() -> None:
    assert list(parallel_map(numbers, range(5))) == [(piece, os.getpid()) for piece in range(5)]


def test_where_threads_run_all_is_done_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    program = """
import os, threading
from generator.build.pool import parallel_map, processors
threading.Thread(target=threading.Event().wait, daemon=True).start()
assert processors() == 1
assert set(parallel_map(lambda piece: os.getpid(), range(200))) == {os.getpid()}
"""
    subprocess.run([sys.executable, "-c", program], check=True)


CALLER = """
import os, time
from contextlib import closing
from generator.build import pool
pool.processors = lambda: 3
def work(piece):
    time.sleep(0.01)
    return os.getpid()
with closing(pool.parallel_map(work, range(10_000))) as results:
    seen = set()
    for number in results:
        if number not in seen:
            seen.add(number)
            print(number, flush=True)
"""


def caller() -> tuple["subprocess.Popen[str]", list[int]]:
    """A process with three workers, and the workers."""
    parent = subprocess.Popen(
        [sys.executable, "-c", CALLER],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert parent.stdout is not None
    return parent, [int(parent.stdout.readline()) for _ in range(3)]


def test_workers_end_with_a_parent_that_is_killed() -> None:
    parent, workers = caller()
    assert all(map(is_running, workers))
    parent.kill()
    parent.communicate()
    wait(lambda: not any(map(is_running, workers)))


def test_an_interrupt_ends_all_and_is_said_once() -> None:
    """As a terminal sends it: to the caller and to each worker."""
    parent, workers = caller()
    os.killpg(parent.pid, signal.SIGINT)
    _, said = parent.communicate(timeout=60)
    assert said.count("KeyboardInterrupt") == 1
    assert not any(map(is_running, workers))


def test_a_second_interrupt_leaves_nobody_waiting_for_the_workers() -> None:
    parent, workers = caller()
    parent.send_signal(signal.SIGINT)
    time.sleep(0.01)  # it is on its way out then
    parent.send_signal(signal.SIGINT)
    parent.communicate(timeout=20)
    assert not any(map(is_running, workers))


def test_a_caller_that_needs_no_more_ends_the_workers() -> None:
    results = parallel_map(slowly, range(PIECES))
    _, worker = next(results)
    assert is_running(worker)
    results.close()
    assert not is_running(worker)


def is_running(number: int) -> bool:
    with suppress(ProcessLookupError, FileNotFoundError):
        os.kill(number, 0)
        status = Path(f"/proc/{number}/stat").read_text()
        return status.rpartition(")")[2].split()[0] != "Z"  # one that waits to be counted
    return False
