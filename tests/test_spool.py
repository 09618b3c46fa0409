"""What is put away comes back as it was, from a file or from memory, also in other processes."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import spool as spools
from generator.packed import DIGEST, Lines, Packed, packed
from generator.spool import Spool

LARGE = b"Words that are put away. " * 10_000  # more than stays in memory, a few times


def put(spool: Spool, texts: Sequence[bytes]) -> list[int]:
    wholes = [bytes([number % 256]) * DIGEST + text for number, text in enumerate(texts)]
    return [*spool.put(b"".join(wholes), [len(one) for one in wholes])]


@given(rounds=st.lists(st.lists(st.binary(max_size=100), max_size=5), max_size=5))
def test_pieces_come_back_with_their_digests(rounds: list[list[bytes]]) -> None:
    spool = Spool()
    for texts in rounds:
        for number, text in zip(put(spool, texts), texts, strict=True):
            assert spool.read(number) == text
            assert len(spool.digest(number)) == DIGEST


def test_much_lies_in_a_file_that_has_no_name(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    numbers = [put(spool, [LARGE, b"small"]) for _ in range(20)]
    assert spool._on_disk > 4_000_000
    assert len(spool._in_memory) < 1_000_000
    assert [*tmp_path.iterdir()] == []
    assert all(
        (spool.read(large), spool.read(small)) == (LARGE, b"small") for large, small in numbers
    )


def test_little_needs_no_file(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    assert spool.read(put(spool, [b"small"])[0]) == b"small"
    assert spool._file is None


def test_a_folder_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "gone")
    numbers = [put(spool, [LARGE])[0] for _ in range(10)]
    assert spool._on_disk
    assert all(spool.read(number) == LARGE for number in numbers)


def test_what_does_not_fit_on_the_disk_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    write = spools._write

    def until_full(file: BinaryIO, at: int, data: bytes) -> None:
        if at > 2_000_000:
            file.seek(at)
            file.write(data[:1_000])
            raise OSError("no space left on device")
        write(file, at, data)

    monkeypatch.setattr(spools, "_write", until_full)
    spool = Spool()
    texts = [LARGE + bytes([number]) for number in range(30)]
    numbers = [put(spool, [text])[0] for text in texts]
    assert 2_000_000 < spool._on_disk < 5_000_000
    assert [spool.read(number) for number in numbers] == texts


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_forked_processes_read_at_the_same_time() -> None:
    spool = Spool()
    texts = [LARGE + bytes([number]) for number in range(30)]
    numbers = [put(spool, [text])[0] for text in texts]

    def reads_all() -> bool:
        return all(spool.read(one) == text for one, text in zip(numbers, texts, strict=True))

    children = [forked(lambda: all(reads_all() for _ in range(5))) for _ in range(3)]
    assert all(reads_all() for _ in range(5))
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 3


def forked(work: Callable[[], bool]) -> int:
    """The number of a process that ends with 0 if what it does comes out true."""
    number = os.fork()
    if number == 0:
        try:
            os._exit(0 if work() else 1)
        finally:
            os._exit(2)
    return number


def test_another_spool_that_shares_the_file_goes_on() -> None:
    one = Spool()
    one.shared()
    numbers = put(one, [LARGE, b"small", b"", LARGE])
    other = Spool()
    other._file = one._file
    other.go_on(one.handed_over())
    assert [other.read(number) for number in numbers] == [LARGE, b"small", b"", LARGE]
    assert [other.digest(number) for number in numbers] == [one.digest(one_) for one_ in numbers]
    (more,) = put(other, [b"more"])
    assert other.read(more) == b"more"
    assert other.read(numbers[1]) == b"small"


def test_what_lies_here_is_not_put_here_again() -> None:
    spool = Spool()
    thing = packed(b"Words")
    number = spool.number_of(thing)
    here = Packed(spool, number)
    assert (here, here.data) == (thing, b"Words")
    assert spool.number_of(here) == number
    assert spool.number_of(Lines.of(["one", "two"])) == number + 1
