"""Bytes that are put away until somebody asks for them, in a file without a name.

All texts of thousands of records do not fit into memory together with the records, and hardly any
is needed twice. The file is gone with the process, however that ends.
"""

import os
from array import array
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from generator.packed import DIGEST, AtRest

_LITTLE = 1 << 20  # bytes that are not worth a file


class Spool:
    """Pieces of bytes by number: each is a digest and what it is the digest of.

    What is little, or does not fit on the disk, stays in memory. A process that is forked reads
    what was put away before, and must put nothing away itself.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """`folder` is where the file lies, if it can be."""
        self._folder = folder
        self._ends = array("Q", [0])  # of pieces, counted from the beginning of the first
        self._digests = bytearray()
        self._file: BinaryIO | None = None
        self._on_disk = 0  # bytes; those after them are in memory
        self._in_memory = bytearray()
        self._is_full = False

    def put(self, pieces: bytes, sizes: Sequence[int]) -> Sequence[int]:
        """Puts away pieces that follow one another, and returns their numbers."""
        first = len(self._ends) - 1
        self._append(pieces)
        at = 0
        for size in sizes:
            self._digests += pieces[at : at + DIGEST]
            at += size
            self._ends.append(self._ends[-1] + size)
        return range(first, first + len(sizes))

    def number_of(self, thing: AtRest) -> int:
        """Where it lies here; it is put here if it lies elsewhere."""
        number = thing.number_on(self)
        if number is None:
            whole = thing.whole
            (number,) = self.put(whole, [len(whole)])
        return number

    def shared(self) -> None:
        """Opens the file, for processes that are forked from now on. Raises OSError."""
        self._file = self._file or _file(self._folder)

    def handed_over(self) -> bytes:
        """What another process has to know that shares the file, to go on. Raises OSError."""
        self._to_disk()
        return self._ends.tobytes() + self._digests

    def go_on(self, state: bytes) -> None:
        """With what another process has put away, in place of what was here."""
        number = (len(state) - self._ends.itemsize) // (self._ends.itemsize + DIGEST)
        end = (number + 1) * self._ends.itemsize
        self._ends = array("Q", state[:end])
        self._digests = bytearray(state[end:])
        self._on_disk = self._ends[-1]

    def digest(self, number: int) -> bytes:
        return bytes(self._digests[number * DIGEST : (number + 1) * DIGEST])

    def read(self, number: int) -> bytes:
        """The piece without its digest."""
        start, end = self._ends[number] + DIGEST, self._ends[number + 1]
        if end > self._on_disk:
            return bytes(self._in_memory[start - self._on_disk : end - self._on_disk])
        assert self._file is not None
        return b"".join(_read(self._file, start, end))

    def _append(self, data: bytes) -> None:
        self._in_memory += data
        if len(self._in_memory) < _LITTLE or self._is_full:
            return
        try:
            self._to_disk()
        except OSError:
            self._is_full = True

    def _to_disk(self) -> None:
        self.shared()
        assert self._file is not None
        _write(self._file, self._on_disk, self._in_memory)
        self._on_disk += len(self._in_memory)
        self._in_memory = bytearray()


def _file(folder: Path | None) -> BinaryIO:
    with suppress(OSError):
        return TemporaryFile(dir=folder, buffering=0)
    return TemporaryFile(buffering=0)


def _write(file: BinaryIO, at: int, data: bytes | bytearray) -> None:
    file.seek(at)
    with memoryview(data) as whole:
        done = 0
        while done < len(whole):
            done += file.write(whole[done:])


def _read(file: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    """Processes that were forked share the place in a file, so that none may rely on it."""
    while start < end:
        if hasattr(os, "pread"):
            data = os.pread(file.fileno(), end - start, start)
        else:
            file.seek(start)
            data = file.read(end - start)
        if not data:
            raise OSError("a file of this process was cut short by somebody else")
        yield data
        start += len(data)
