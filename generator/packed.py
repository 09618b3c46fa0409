"""Bytes at rest: known by their digest, mostly compressed, and not necessarily in memory.

The format is Zstandard (RFC 8878), which Python has from 3.14 on.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple, Protocol

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

DIGEST = 16  # bytes of a digest
_LEVEL = 1  # a third of the size; the next levels are hardly smaller, and take longer
_compressor = zstd.ZstdCompressor(_LEVEL)  # making one takes as long as using it for a short text


class Content(Protocol):
    """What a file holds; it need not be in memory before it is asked for."""

    @property
    def data(self) -> bytes: ...


class Shelf(Protocol):
    """Where bytes lie with their digests, by number."""

    def digest(self, number: int) -> bytes: ...

    def read(self, number: int) -> bytes: ...


class _Single(NamedTuple):
    """A shelf that holds one thing, in memory."""

    its_digest: bytes
    its_bytes: bytes

    def digest(self, number: int) -> bytes:
        del number
        return self.its_digest

    def read(self, number: int) -> bytes:
        del number
        return self.its_bytes


class AtRest:
    """What is known by its digest, and lies elsewhere until it is read."""

    __slots__ = ("_number", "_shelf")

    def __init__(self, shelf: Shelf, number: int = 0) -> None:
        self._shelf, self._number = shelf, number

    @property
    def digest(self) -> bytes:
        return self._shelf.digest(self._number)

    @property
    def stored(self) -> bytes:
        """Its bytes as they lie there."""
        return self._shelf.read(self._number)

    @property
    def whole(self) -> bytes:
        """All of it in one piece, for another shelf."""
        return self.digest + self.stored

    def number_on(self, shelf: Shelf) -> int | None:
        """Where it lies on a shelf, if it lies there."""
        return self._number if self._shelf is shelf else None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AtRest) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


class Packed(AtRest):
    """Bytes, compressed."""

    __slots__ = ()

    @property
    def data(self) -> bytes:
        return unframed(self.stored)

    @property
    def text(self) -> str:
        return self.data.decode()


class Lines(AtRest):
    """Some lines, or pieces of text; there are too many to compress each of them."""

    __slots__ = ()

    @classmethod
    def of(cls, lines: Iterable[str]) -> "Lines":
        data = _json([*lines]).encode(errors="surrogatepass")
        return cls(_Single(digest_of(data), data))

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __getitem__(self, place: int) -> str:
        return self._lines[place]

    @property
    def _lines(self) -> Sequence[str]:
        lines: list[str] = json.loads(self.stored)
        return lines


_json = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def digest_of(data: bytes) -> bytes:
    return blake2b(data, digest_size=DIGEST).digest()


def packed(data: bytes, before: Packed | None = None) -> Packed:
    """`before` is what may be the same: packing takes longer than finding out."""
    digest = digest_of(data)
    if before is not None and before.digest == digest:
        return before
    return Packed(_Single(digest, framed(data)))


def framed(data: bytes) -> bytes:
    return _compressor.compress(data, zstd.ZstdCompressor.FLUSH_FRAME)


def unframed(frame: bytes) -> bytes:
    return zstd.decompress(frame)


NO_LINES = Lines.of([])  # for the very many that have none


class Unpacked(Mapping[str, bytes]):
    """The contents of files by their paths; each is unpacked when it is asked for."""

    def __init__(self, inner: Mapping[str, Content]) -> None:
        self._inner = inner

    def __getitem__(self, path: str) -> bytes:
        return self._inner[path].data

    def __iter__(self) -> Iterator[str]:
        return iter(self._inner)

    def __len__(self) -> int:
        return len(self._inner)
