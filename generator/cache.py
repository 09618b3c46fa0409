"""The store: results of earlier runs by the digest of what they were made from. It only saves time.

A caller makes a key of everything that a result depends on (`key_of`), looks it up, and puts what
it had to make itself. So an entry is never out of date: if an input changed, the key is another.
All entries of a project lie in one SQLite file in its folder `.cache/`, which may be removed at
any time, be kept by one CI run for the next, and be used by several processes at once.

Whatever is wrong with the file never reaches a caller: an entry that is damaged is a missing one,
and a file that is damaged, or not ours, gives way to a new one with one warning. Values are bytes.
What they mean is the caller's affair (text, JSON); nothing is ever unpickled.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version
from zlib import crc32

FILE = Path(".cache", "explainer.sqlite3")  # below the project's folder
SWITCH = "EXPLAINER_NO_CACHE"  # an environment variable: if it holds anything, there is no store

# Bytes of values in the file. The entries that were used last are kept; those of the run that is
# ending in any case, or the next run would find nothing of what is larger than this.
_LARGEST = 1 << 30
_OLDEST = 30 * 24  # hours; an entry that was not used for so long goes
_BATCH = 4 << 20  # bytes of values that are written at once
_ASKED = 500  # keys that are asked for at once
_PATIENCE = 5.0  # seconds for another process to finish its writing
_KEY = 20  # bytes of a key
_OURS = 0x78706C6E  # SQLite's "application id" of our files
_FORMAT = 1
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR)


def key_of(space: str, *parts: str | bytes) -> bytes:
    """The key of what is made of these parts; each `space` is one kind of result.

    The code that makes it is a part like others: see `code`.
    """
    digest = blake2b(digest_size=_KEY)
    for part in (space, *parts):
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))  # no two lists of parts run together
        digest.update(data)
    return digest.digest()


@cache
def code(*packages: str) -> bytes:
    """A digest of this package's own files, and of the versions of Python and other packages."""
    folder = Path(__file__).parent
    files = [one for one in sorted(folder.rglob("*")) if one.is_file() and one.suffix != ".pyc"]
    own = [part for one in files for part in (str(one.relative_to(folder)), one.read_bytes())]
    return key_of("code", python_version(), *own, *map(_version, packages))


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"no {package}"


def project_store(root: Path, warn: Callable[[str], None], *, wanted: bool = True) -> "Store":
    """The store of the project in this folder, or one without a file if that is what is wanted."""
    return Store(root / FILE if wanted and not os.environ.get(SWITCH) else None, warn)


class Store:
    """Entries by key, in a file; without a file, a store in which nothing is ever found.

    It belongs to the process that opened it: a child that was forked must leave it alone.
    """

    def __init__(self, file: Path | None, warn: Callable[[str], None] = lambda _message: None):
        self._file = file
        self._warn = warn
        self._waiting: dict[bytes, bytes] = {}  # put, but not yet written
        self._size = 0  # bytes of values that wait
        self._used: set[bytes] = set()
        self._has_written = False
        self._base: sqlite3.Connection | None = None
        with self._guarded():
            self._base = self._opened()

    @property
    def folder(self) -> Path | None:
        """Where the file lies, and others may lie for as long as this process runs."""
        return self._file.parent if self._file is not None else None

    @property
    def is_kept(self) -> bool:
        """Is there a file, for this process and for later ones?"""
        return self._base is not None

    def get(self, key: bytes) -> bytes | None:
        return self.get_many([key]).get(key)

    def get_many(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The values of those keys that have one, all in memory at once."""
        return dict(self.get_each(keys))

    def get_each(self, keys: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
        """The same, with few of them in memory at a time."""
        for some in _portions([*keys]):
            found = {key: self._waiting[key] for key in some if key in self._waiting}
            with self._guarded():
                found.update(self._read([key for key in some if key not in found]))
            self._used.update(found)
            yield from found.items()

    def use(self, keys: Iterable[bytes]) -> None:
        """Keeps the values of these keys for later runs, without reading them."""
        self._used.update(keys)

    def put(self, key: bytes, value: bytes) -> None:
        """Keeps a value; it is written together with others, at the latest by `close`."""
        self._waiting[key] = value
        self._size += len(value)
        if self._size > _BATCH:
            self.flush()

    def flush(self) -> None:
        """Writes what waits: all of it or, if another process does not let us, nothing."""
        waiting, self._waiting, self._size = self._waiting, {}, 0
        self._used.update(waiting)
        if not waiting or self._base is None:
            return
        hour = _hour()
        with self._guarded(), self._transaction() as base:
            base.executemany(
                "REPLACE INTO entries VALUES (?, ?, ?)",
                ((key, _sum(key, value), value) for key, value in waiting.items()),
            )
            base.executemany(
                "REPLACE INTO uses VALUES (?, ?, ?)",
                ((key, hour, len(value)) for key, value in waiting.items()),
            )
            self._has_written = True

    def handed_over(self) -> bytes:
        """Writes what waits, and closes the file for a process that opens it next: what that has to
        know, whether anything was written and what was used here, so as not to drop it."""
        self.flush()
        if self._base is not None:
            self._base.close()
            self._base = None
        return b"".join([b"%d" % self._has_written, *self._used])

    def go_on(self, state: bytes) -> None:
        """With what another process has written and used."""
        self._has_written |= state[:1] == b"1"
        self._used.update(state[at : at + _KEY] for at in range(1, len(state), _KEY))

    def close(self) -> None:
        """Writes what waits, notes what was used, and drops what has not been used for long."""
        self.flush()
        with self._guarded():
            self._note_uses()
            self._prune()
        if self._base is not None:
            self._base.close()
            self._base = None

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self, keys: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
        if self._base is None:
            return
        query = f"SELECT key, sum, value FROM entries WHERE key IN ({_marks(keys)})"  # noqa: S608
        for key, checksum, value in self._base.execute(query, keys):
            if checksum == _sum(key, value):
                yield key, value

    def _note_uses(self) -> None:
        """By the hour, so that a run that found everything has nothing to write."""
        if self._base is None or not self._used:
            return
        hour = _hour()
        fresh = {
            key for (key,) in self._base.execute("SELECT key FROM uses WHERE hour >= ?", [hour])
        }
        stale = self._used - fresh
        if stale:
            with self._transaction() as base:
                base.executemany(
                    "UPDATE uses SET hour = ? WHERE key = ?", ((hour, key) for key in stale)
                )

    def _prune(self) -> None:
        if self._base is None or not self._has_written:
            return
        oldest, size, dropped = _hour() - _OLDEST, 0, []
        newest_first = "SELECT key, hour, size FROM uses ORDER BY hour DESC, rowid DESC"
        for key, hour, its_size in self._base.execute(newest_first):
            size += its_size
            if hour < oldest or (size > _LARGEST and key not in self._used):
                dropped.append((key,))
        if dropped:
            with self._transaction() as base:
                base.executemany("DELETE FROM entries WHERE key = ?", dropped)
                base.executemany("DELETE FROM uses WHERE key = ?", dropped)

    def _opened(self) -> sqlite3.Connection | None:
        if self._file is None:
            return None
        self._file.parent.mkdir(parents=True, exist_ok=True)
        base = sqlite3.connect(self._file, timeout=_PATIENCE, isolation_level=None)
        try:
            # A machine that loses power may leave a damaged file; a killed process cannot.
            base.execute("PRAGMA synchronous = OFF")
            base.execute("BEGIN IMMEDIATE")
            (ours,) = base.execute("PRAGMA application_id").fetchone()
            (written,) = base.execute("PRAGMA user_version").fetchone()
            (tables,) = base.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if tables and (ours, written) != (_OURS, _FORMAT):
                raise sqlite3.DatabaseError("it was written by another program or version")
            if not tables:
                base.execute(f"PRAGMA application_id = {_OURS}")
                base.execute(f"PRAGMA user_version = {_FORMAT}")
                base.execute("CREATE TABLE entries (key BLOB PRIMARY KEY, sum INTEGER, value BLOB)")
                base.execute("CREATE TABLE uses (key BLOB PRIMARY KEY, hour INTEGER, size INTEGER)")
            base.execute("COMMIT")
        except BaseException:
            base.close()
            raise
        return base

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        assert self._base is not None
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield self._base
            self._base.execute("COMMIT")
        except BaseException:
            if self._base.in_transaction:
                self._base.execute("ROLLBACK")
            raise

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """What goes wrong inside costs entries, never the run; it is said once."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            number = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
            if number in _BUSY:
                return
            self._give_up(error, is_damage=isinstance(error, sqlite3.Error) and number in _DAMAGED)

    def _give_up(self, error: Exception, *, is_damage: bool) -> None:
        """From now on there is a new file, or none if that is not to be had either."""
        if self._base is not None:
            self._base.close()
            self._base = None
        file, self._file = self._file, None
        assert file is not None, "without a file nothing can go wrong with it"
        if not is_damage:
            self._warn(f"the cache {file} cannot be used, so all is made anew: {error}")
            return
        self._warn(f"the cache {file} is damaged or foreign, and is begun anew: {error}")
        with suppress(sqlite3.Error, OSError):
            file.unlink()
            self._file = file
            self._base = self._opened()


def _portions(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(keys), _ASKED):
        yield keys[start : start + _ASKED]


def _marks(keys: Sequence[bytes]) -> str:
    return ",".join("?" * len(keys))


def _sum(key: bytes, value: bytes) -> int:
    """What shows that a value was damaged, or has come under another's key."""
    return crc32(value, crc32(key))


def _hour() -> int:
    return int(time.time()) // 3600
