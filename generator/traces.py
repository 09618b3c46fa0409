"""Results that are taken up again as long as making them anew would come to the same.

A result is kept under the digest of all that it was made from: what is the same for all of its kind
(the epoch), its task, and everything that it read. What it is going to read is not known before
it is made, but it was noted when it was made last. These notes are no more than a guess: whatever
they say, a result that is found under their digest was made when just these things were read and
had just these digests; making it again would read them again, and come to the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing
from operator import eq
from sys import intern
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from generator.cache import Store, key_of
from generator.spool import Spool
from generator.workers import Spread

T = TypeVar("T")
V = TypeVar("V")
Notes = dict[str, None]  # the names of what was read, in the order in which it was read first

_PARTED = "\0"  # stands in no name: it is neither in a path nor in any text of a record


class Task(NamedTuple, Generic[V, T]):
    name: str  # in each build the same for the same thing, and no other's
    make: Callable[[V], T]
    given: str = ""  # what the task is about, beside what it reads


class Digests(Protocol):
    """The digest of all that tasks may read, by the name under which it is noted."""

    def __getitem__(self, name: str, /) -> bytes: ...

    def changed_since(self, before: Any, /) -> AbstractSet[str]:
        """The names of what tasks read before and would find to be something else now."""


class _Round(NamedTuple):
    """What a process remembers of its last results, so that it need not digest all of it again."""

    epoch: bytes
    digests: Digests
    keys: Mapping[str, "_Keyed"]  # by name of the task


class _Keyed(NamedTuple):
    given: str
    notes: Sequence[str]
    key: bytes


class Kept(Generic[T]):
    """Results of before: this process's last ones in memory, those of others in the store."""

    def __init__(
        self,
        space: str,
        encoded: Callable[[T], bytes | None],  # nothing: the result is not for the store
        decoded: Callable[[bytes, Spool], T],  # it puts away what is not needed soon
        store: Store | None,
        spool: Spool | None = None,  # for the one and only round; then nothing is remembered
    ) -> None:
        self.space = space
        self._spool = spool
        self.encoded, self.decoded = encoded, decoded
        self._store = store
        self._epoch = b""
        self._notes: dict[str, Sequence[str]] = {}
        self._results: Mapping[bytes, T] = {}
        self._last: _Round | None = None
        self.made: list[str] = []  # the names of the tasks that were done anew, for the curious

    def notes(self, epoch: bytes, names: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """What each task read when it was made last in this epoch, as far as that is known.

        Another generator may have noted names that this one has no digests for.
        """
        if epoch != self._epoch:
            self._epoch, self._notes = epoch, {}
        unknown = {self._key_of_notes(name): name for name in names if name not in self._notes}
        for key, data in self._stored(unknown):
            self._notes[unknown[key]] = tuple(_names(data))
        return self._notes

    def results(self, keys: Iterable[bytes]) -> Mapping[bytes, T]:
        unknown = [key for key in keys if key not in self._results]
        spool = self.spool()
        stored = {key: self.decoded(data, spool) for key, data in self._stored(unknown)}
        return {**self._results, **stored}

    def spool(self) -> Spool:
        """For the results of one round: what is put away is gone with the last of them."""
        return self._spool or Spool(self._store.folder if self._store is not None else None)

    def put(self, name: str, notes: Sequence[str], key: bytes, data: bytes | None) -> None:
        self.made.append(name)
        is_new = self._notes.get(name) != notes
        self._notes[name] = notes
        if self._store is not None and data is not None:
            self._store.put(key, data)
            if is_new:
                self._store.put(self._key_of_notes(name), _bytes(_PARTED.join(notes)))

    def still_the_same(self, epoch: bytes, digests: Digests) -> Mapping[str, _Keyed]:
        """The keys of the tasks that would read nothing but what they read last."""
        if self._last is None or self._last.epoch != epoch:
            return {}
        changed = digests.changed_since(self._last.digests)
        keys = self._last.keys.items()
        return {name: one for name, one in keys if changed.isdisjoint(one.notes)}

    def remember(self, last: _Round, results: Mapping[bytes, T]) -> None:
        """Nothing else stays in this process's memory; the store has a measure of its own."""
        if self._spool is None:
            self._last, self._results = last, results
        else:
            self._notes = {}

    def _key_of_notes(self, name: str) -> bytes:
        return key_of(f"notes of {self.space}", self._epoch, _bytes(name))

    def _stored(self, keys: Iterable[bytes]) -> Iterable[tuple[bytes, bytes]]:
        return self._store.get_each(keys) if self._store is not None else ()


class Memo:
    """The last value of each derivation, given again as long as it would be derived of the same."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[Any, Any]] = {}
        self._each: dict[str, dict[str, tuple[Any, Any]]] = {}

    def of(
        self,
        name: str,
        given: V,
        derive: Callable[[], T],
        is_same: Callable[[V, V], bool] = eq,
    ) -> T:
        last = self._last.get(name)
        if last is None or not is_same(last[0], given):
            last = self._last[name] = given, derive()
        value: T = last[1]
        return value

    def of_each(
        self, name: str, given: Mapping[str, V], derive: Callable[[V], T]
    ) -> Mapping[str, T]:
        """What each of the given comes to: for the same object the same object as last time."""
        last, now = self._each.get(name, {}), {}
        for key, one in given.items():
            known = last.get(key)
            now[key] = known if known and known[0] is one else (one, derive(one))
        self._each[name] = now
        return {key: value for key, (_, value) in now.items()}


def results_of(
    tasks: Sequence[Task[V, T]],
    view: Callable[[Notes], V],
    digests: Digests,
    epoch: bytes,
    kept: Kept[T],
    prepare: Callable[[], None] = lambda: None,
) -> Mapping[bytes, T]:
    """The result of each task, in their order, under the key of all that it was made from.

    `view` gives a task what it may read, and notes the names of what is read. `prepare` loads what
    many tasks need, before several processes share them.
    """

    def keyed(task: Task[V, T], names: Sequence[str]) -> _Keyed:
        read = b"".join(map(digests.__getitem__, names))
        told = (task.name, task.given, _PARTED.join(names))
        return _Keyed(task.given, names, key_of(kept.space, epoch, *map(_bytes, told), read))

    same = kept.still_the_same(epoch, digests)
    notes = kept.notes(epoch, (task.name for task in tasks))
    keys: dict[str, _Keyed] = {}
    for task in tasks:
        name = task.name
        if name in same and same[name].given == task.given:
            keys[name] = same[name]
        elif name in notes:
            keys[name] = keyed(task, notes[name])
    known = kept.results(one.key for one in keys.values())
    is_known = [task.name in keys and keys[task.name].key in known for task in tasks]
    unknown = [task for task, is_it in zip(tasks, is_known, strict=True) if not is_it]
    new = _new(unknown, view, kept, prepare)
    done: dict[bytes, T] = {}
    for task, is_it in zip(tasks, is_known, strict=True):
        if is_it:
            key = keys[task.name].key
            done[key] = known[key]
        else:
            names, result, data = next(new)
            keys[task.name] = keyed(task, names)
            key = keys[task.name].key
            kept.put(task.name, names, key, data)
            done[key] = result
    kept.remember(_Round(epoch, digests, keys), done)
    return done


def _new(
    tasks: Sequence[Task[V, T]],
    view: Callable[[Notes], V],
    kept: Kept[T],
    prepare: Callable[[], None],
) -> Iterator[tuple[Sequence[str], T, bytes | None]]:
    """What each task reads and what it comes to, by several processes where there is much to do."""

    def made(task: Task[V, T]) -> tuple[Sequence[str], T, bytes | None]:
        read: Notes = {}
        result = task.make(view(read))
        return tuple(read), result, kept.encoded(result)

    def work(number: int) -> bytes:
        names, _, data = made(tasks[number])
        if data is None:
            raise ValueError("this result does not leave its process")
        read = _bytes(_PARTED.join(names))
        return len(read).to_bytes(4, "big") + read + data

    view({})  # what views are derived from is there before the processes part
    spool = kept.spool()
    with closing(Spread(work, len(tasks), prepare)) as spread:
        for task, result in zip(tasks, spread, strict=True):
            if result is None:
                names, its, data = made(task)
            else:
                end = 4 + int.from_bytes(result[:4], "big")
                names, data = tuple(_names(result[4:end])), result[end:]
            # Also what was made here is put away, so that all results are alike.
            yield names, its if data is None else kept.decoded(data, spool), data


def _bytes(text: str) -> bytes:
    """Names of files need not be text; see `os.fsdecode`."""
    return text.encode("utf-8", "surrogateescape")


def _names(data: bytes) -> list[str]:
    """Most names stand in the notes of many tasks; they are the same text in all of them."""
    return [*map(intern, data.decode("utf-8", "surrogateescape").split(_PARTED))] if data else []
