"""Bytes at rest: compressed, and known by their digest. Thousands of pages fit into memory so.

The format is Zstandard (RFC 8878), which Python has from 3.14 on.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Protocol

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_DIGEST = 16  # bytes of a digest
_LEVEL = 1  # a third of the size; the next levels are hardly smaller, and take longer
_compressor = zstd.ZstdCompressor(_LEVEL)  # making one takes as long as using it for a short text


class Content(Protocol):
    """What a file holds; it need not be in memory before it is asked for."""

    @property
    def data(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Packed:
    digest: bytes  # of what is packed
    frame: bytes

    @property
    def data(self) -> bytes:
        return unframed(self.frame)

    @property
    def text(self) -> str:
        return self.data.decode()

    @property
    def whole(self) -> bytes:
        """All of it in one piece, as it is stored."""
        return self.digest + self.frame


def digest_of(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST).digest()


def packed(data: bytes, before: Packed | None = None) -> Packed:
    """`before` is what may be the same: packing takes longer than finding out."""
    digest = digest_of(data)
    if before is not None and before.digest == digest:
        return before
    return Packed(digest, framed(data))


def packed_in(whole: bytes) -> Packed:
    return Packed(whole[:_DIGEST], whole[_DIGEST:])


def framed(data: bytes) -> bytes:
    return _compressor.compress(data, zstd.ZstdCompressor.FLUSH_FRAME)


def unframed(frame: bytes) -> bytes:
    return zstd.decompress(frame)


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
