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
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from zlib import crc32

import generator

FILE = Path(".cache", "explainer.sqlite3")  # below the project's folder
SWITCH = "EXPLAINER_NO_CACHE"  # an environment variable: if it holds anything, no file is kept

_NAMELESS = ""  # SQLite's name of a file that only this connection has, gone when it closes
_LARGEST = 1 << 30  # bytes of values; the oldest go first, and none that this run has used
_OLDEST = 30 * 24 * 3600 * 10**9  # nanoseconds; an entry that was not used for so long goes
_PATIENCE = 5.0  # seconds for another process to finish its writing
_FORMAT = 0x78706C03  # SQLite's "user version" of our files
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR)


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
    versions = (f"{package} {version(package)}" for package in packages)
    return key_of("code", python_version(), *own, *versions)


def project_store(root: Path, warn: Callable[[str], None], *, is_kept: bool = True) -> "Store":
    """The store of the project in this folder; `warn` is told what is wrong with the file."""
    return Store(root / FILE if is_kept and not os.environ.get(SWITCH) else None, warn)


class Store:
    """Entries by key. It belongs to the process that opened it; a forked one leaves it alone."""

    def __init__(self, file: Path | None, warn: Callable[[str], None]) -> None:
        self._file = file
        self._warn = warn
        self._moment = time.time_ns()  # of this run
        self._used: set[bytes] = set()
        self._base = _opened(_NAMELESS)
        if file is not None:
            with self._guarded():
                file.parent.mkdir(parents=True, exist_ok=True)
                self._base = _opened(file)

    def get(self, key: bytes) -> bytes | None:
        with self._guarded():
            query = "SELECT sum, value FROM entries WHERE key = ?"
            for checksum, value in self._base.execute(query, (key,)):
                # Otherwise it is damaged, or has come under another key.
                if isinstance(value, bytes) and checksum == crc32(value, crc32(key)):
                    self._used.add(key)
                    return value
        return None

    def put(self, key: bytes, value: bytes) -> None:
        """Keeps a value, unless another process keeps us from writing for too long."""
        entry = (key, self._moment, crc32(value, crc32(key)), value)
        with self._guarded(), self._base:
            self._base.execute("REPLACE INTO entries VALUES (?, ?, ?, ?)", entry)

    def close(self) -> None:
        """Drops what has not been used for long, and what was used first if there is too much."""
        used = ((self._moment, key) for key in self._used)
        with self._guarded(), self._base:
            self._base.executemany("UPDATE entries SET moment = ? WHERE key = ?", used)
            self._base.execute(
                "DELETE FROM entries WHERE moment < ? OR moment < ? AND key IN (SELECT key FROM ("
                " SELECT key, sum(length(value)) OVER (ORDER BY moment DESC, rowid DESC) AS total"
                " FROM entries) WHERE total > ?)",
                (self._moment - _OLDEST, self._moment, _LARGEST),
            )
        self._base.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

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
    base = sqlite3.connect(file, timeout=_PATIENCE)
    try:
        # A machine that loses power may leave a damaged file; a killed process cannot.
        base.execute("PRAGMA synchronous = OFF")
        with base:
            base.execute("BEGIN IMMEDIATE")
            (form,) = base.execute("PRAGMA user_version").fetchone()
            (tables,) = base.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if tables and form != _FORMAT:
                raise sqlite3.DatabaseError("it was written by another program or version")
            base.execute(f"PRAGMA user_version = {_FORMAT}")  # fails where nothing can be written
            base.execute(
                "CREATE TABLE IF NOT EXISTS entries"
                " (key BLOB PRIMARY KEY, moment INTEGER, sum INTEGER, value BLOB)"
            )
    except BaseException:
        base.close()
        raise
    return base
