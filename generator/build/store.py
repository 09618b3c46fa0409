"""The store: bytes by the digest of all that they were made of, in one SQLite file of the project.

A caller makes a key of everything that a result depends on (`key_of`), so an entry is never out of
date. The file lies in the project's folder `.cache/`; it may be removed at any time, be kept by one
CI run for the next, and be used by several processes at once. Nothing in it is ever unpickled.

A file that is damaged or foreign gives way to a new one, and one that cannot be used to one without
a name, which ends with the process; each is said in one line. A damaged entry is a missing one.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version
from zlib import crc32

import generator

FILE = Path(".cache", "explainer.sqlite3")  # below the project's folder
SWITCH = "EXPLAINER_NO_CACHE"  # an environment variable: if it holds anything, no file is kept

_NAMELESS = ""  # SQLite's name of a file that only this connection has, gone when it closes
_LARGEST = 1 << 30  # bytes of values; the oldest go first, and none that this run has used
_OLDEST = 30 * 24 * 3600 * 10**9  # nanoseconds; an entry that was not used for so long goes
_BATCH = 4 << 20  # bytes of values that are written at once
_ASKED = 500  # keys that are asked for at once
_PATIENCE = 5.0  # seconds for another process to finish its writing
_OURS, _FORMAT = 0x78706C6E, 2  # SQLite's "application id" and "user version" of our files
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR)
_TABLES = (
    f"PRAGMA application_id = {_OURS}",
    f"PRAGMA user_version = {_FORMAT}",
    "CREATE TABLE entries (key BLOB PRIMARY KEY, sum INTEGER, value BLOB)",
    "CREATE TABLE uses (key BLOB PRIMARY KEY, moment INTEGER, size INTEGER)",
)


def key_of(space: str, *parts: str | bytes) -> bytes:
    """The key of what is made of these parts; each `space` is one kind of result."""
    digest = blake2b(digest_size=20)
    for part in (space, *parts):
        data = part.encode(errors="surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))  # no two lists of parts run together
        digest.update(data)
    return digest.digest()


@cache
def code(*packages: str) -> bytes:
    """A digest of this package's own files, and of the versions of Python and other packages."""
    folder = Path(generator.__file__).parent
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".pyc"]
    own = [part for path in files for part in (str(path.relative_to(folder)), path.read_bytes())]
    return key_of("code", python_version(), *own, *map(_version, packages))


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"no {package}"


def project_store(root: Path, warn: Callable[[str], None], *, is_kept: bool = True) -> "Store":
    """The store of the project in this folder; `warn` is told what is wrong with the file."""
    return Store(root / FILE if is_kept and not os.environ.get(SWITCH) else None, warn)


class Store:
    """Entries by key. It belongs to the process that opened it; a forked one leaves it alone."""

    def __init__(self, file: Path | None, warn: Callable[[str], None]) -> None:
        self._file = file
        self._warn = warn
        self._waiting: dict[bytes, bytes] = {}  # put, but not yet written
        self._size = 0  # bytes of values that wait
        self._used: set[bytes] = set()
        self._base = _opened(_NAMELESS)
        if file is not None:
            with self._guarded():
                file.parent.mkdir(parents=True, exist_ok=True)
                self._base = _opened(file)

    def get(self, key: bytes) -> bytes | None:
        return self.get_many([key]).get(key)

    def get_many(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The values of those keys that have one."""
        wanted = [*keys]
        found = {key: self._waiting[key] for key in wanted if key in self._waiting}
        for start in range(0, len(wanted), _ASKED):
            with self._guarded():
                found.update(self._read(wanted[start : start + _ASKED]))
        self._used.update(found)
        return found

    def put(self, key: bytes, value: bytes) -> None:
        """Keeps a value; it is written together with others, at the latest by `close`."""
        self._waiting[key] = value
        self._size += len(value)
        if self._size > _BATCH:
            self.flush()

    def flush(self) -> None:
        """Writes what waits; it waits on while another process does not let us."""
        rows = [(key, crc32(value, crc32(key)), value) for key, value in self._waiting.items()]
        uses = [(key, time.time_ns(), len(value)) for key, value in self._waiting.items()]
        with self._guarded():
            with self._transaction():
                self._base.executemany("REPLACE INTO entries VALUES (?, ?, ?)", rows)
                self._base.executemany("REPLACE INTO uses VALUES (?, ?, ?)", uses)
            self._used.update(self._waiting)
            self._waiting, self._size = {}, 0

    def close(self) -> None:
        """Writes what waits, and drops what has not been used for long."""
        self.flush()
        with self._guarded(), self._transaction():
            self._prune(time.time_ns())
        self._base.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self, keys: list[bytes]) -> Iterator[tuple[bytes, bytes]]:
        marks = ",".join("?" * len(keys))
        query = f"SELECT key, sum, value FROM entries WHERE key IN ({marks})"  # noqa: S608
        for key, checksum, value in self._base.execute(query, keys):
            if checksum == crc32(value, crc32(key)):  # or it is damaged, or has come under another
                yield key, value

    def _prune(self, now: int) -> None:
        used = ((now, key) for key in self._used)
        self._base.executemany("UPDATE uses SET moment = ? WHERE key = ?", used)
        self._base.execute(
            "DELETE FROM uses WHERE moment < ? OR moment < ? AND key IN (SELECT key FROM ("
            " SELECT key, sum(size) OVER (ORDER BY moment DESC, rowid DESC) AS total FROM uses)"
            " WHERE total > ?)",
            (now - _OLDEST, now, _LARGEST),
        )
        self._base.execute("DELETE FROM entries WHERE key NOT IN (SELECT key FROM uses)")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._base.execute("COMMIT")
        except BaseException:
            if self._base.in_transaction:
                self._base.execute("ROLLBACK")
            raise

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """What goes wrong with the file costs entries, never the run."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            number = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
            if self._file is None:
                raise  # the file without a name fails: there is no other
            if number not in _BUSY:
                is_damage = isinstance(error, sqlite3.Error) and number in _DAMAGED
                self._give_up(self._file, error, is_damage=is_damage)

    def _give_up(self, file: Path, error: Exception, *, is_damage: bool) -> None:
        """From now on there is a new file, or one without a name."""
        end = "is damaged or foreign, and is begun anew" if is_damage else "cannot be used"
        self._warn(f"the cache {file} {end}: {error}")
        self._base.close()
        self._file, self._base = None, _opened(_NAMELESS)
        if is_damage:
            with suppress(sqlite3.Error, OSError):  # the line is written: all is begun anew
                file.unlink()
                self._base = _opened(file)
                self._file = file


def _opened(file: Path | str) -> sqlite3.Connection:
    base = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
    try:
        # A machine that loses power may leave a damaged file; a killed process cannot.
        base.execute("PRAGMA synchronous = OFF")
        base.execute("BEGIN IMMEDIATE")
        (ours,) = base.execute("PRAGMA application_id").fetchone()
        (form,) = base.execute("PRAGMA user_version").fetchone()
        (tables,) = base.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables and (ours, form) != (_OURS, _FORMAT):
            raise sqlite3.DatabaseError("it was written by another program or version")
        for statement in _TABLES if not tables else ():
            base.execute(statement)
        base.execute("COMMIT")
    except BaseException:
        base.close()
        raise
    return base
