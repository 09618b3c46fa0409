"""Results that are taken up again as long as making them anew would come to the same.

A result is kept under the digest of all that it was made from: what is the same for all of its kind
(the epoch), its task, and everything that it read. What it is going to read is not known before
it is made, but it was noted when it was made last. These notes are no more than a guess: whatever
they say, a result that is found under their digest was made when just these things were read and
had just these digests; making it again would read them again, and come to the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Generic, NamedTuple, TypeVar

from generator.cache import Store, key_of
from generator.workers import Spread

T = TypeVar("T")
V = TypeVar("V")
Notes = dict[str, None]  # the names of what was read, in the order in which it was read first

_PARTED = "\0"  # stands in no name: it is neither in a path nor in any text of a record


class Task(NamedTuple, Generic[V, T]):
    name: str  # in each build the same for the same thing, and no other's
    make: Callable[[V], T]
    given: str = ""  # what the task is about, beside what it reads


class Kept(Generic[T]):
    """Results of before: this process's last ones in memory, those of others in the store."""

    def __init__(
        self,
        space: str,
        encoded: Callable[[T], bytes | None],  # nothing: the result is not for the store
        decoded: Callable[[bytes], T],
        store: Store | None,
    ) -> None:
        self.space = space
        self.encoded, self.decoded = encoded, decoded
        self._store = store
        self._notes: dict[str, Sequence[str]] = {}
        self._results: dict[bytes, T] = {}
        self.made: list[str] = []  # the names of the tasks that were done anew, for the curious

    def notes(self, names: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """What each task read when it was made last, as far as that is known."""
        unknown = {self._key_of_notes(name): name for name in names if name not in self._notes}
        for key, data in self._stored(unknown):
            self._notes[unknown[key]] = tuple(_names(data))
        return self._notes

    def results(self, keys: Iterable[bytes]) -> Mapping[bytes, T]:
        unknown = [key for key in keys if key not in self._results]
        stored = {key: self.decoded(data) for key, data in self._stored(unknown)}
        return {**self._results, **stored}

    def put(self, name: str, notes: Sequence[str], key: bytes, data: bytes | None) -> None:
        self.made.append(name)
        is_new = self._notes.get(name) != notes
        self._notes[name] = notes
        if self._store is not None and data is not None:
            self._store.put(key, data)
            if is_new:
                self._store.put(self._key_of_notes(name), _bytes(_PARTED.join(notes)))

    def forget_all_but(self, results: Mapping[bytes, T]) -> None:
        """Of this process's memory; the store has a measure of its own."""
        self._results = dict(results)

    def _key_of_notes(self, name: str) -> bytes:
        return key_of(f"notes of {self.space}", _bytes(name))

    def _stored(self, keys: Iterable[bytes]) -> Iterable[tuple[bytes, bytes]]:
        return self._store.get_many(keys).items() if self._store is not None else ()


def results_of(
    tasks: Sequence[Task[V, T]],
    view: Callable[[Notes], V],
    digests: Mapping[str, bytes],
    epoch: bytes,
    kept: Kept[T],
) -> Mapping[bytes, T]:
    """The result of each task, in their order, under the key of all that it was made from.

    `view` gives a task what it may read, and notes the names of what is read; `digests` has the
    digest of all that can be read, by name.
    """

    def key_for(task: Task[V, T], names: Sequence[str]) -> bytes:
        read = b"".join([digests[name] for name in names])
        told = (task.name, task.given, _PARTED.join(names))
        return key_of(kept.space, epoch, *map(_bytes, told), read)

    notes = kept.notes(task.name for task in tasks)
    keys = [key_for(task, notes[task.name]) if task.name in notes else b"" for task in tasks]
    known = kept.results(key for key in keys if key)
    new = _new(
        [task for task, key in zip(tasks, keys, strict=True) if key not in known], view, kept
    )
    done: dict[bytes, T] = {}
    for task, key in zip(tasks, keys, strict=True):
        if key in known:
            done[key] = known[key]
        else:
            names, result, data = next(new)
            its_key = key_for(task, names)
            kept.put(task.name, names, its_key, data)
            done[its_key] = result
    return done


def _new(
    tasks: Sequence[Task[V, T]], view: Callable[[Notes], V], kept: Kept[T]
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
    with closing(Spread(work, len(tasks))) as spread:
        for task, result in zip(tasks, spread, strict=True):
            if result is None:
                yield made(task)
            else:
                end = 4 + int.from_bytes(result[:4], "big")
                names = tuple(_names(result[4:end]))
                yield names, kept.decoded(result[end:]), result[end:]


def _bytes(text: str) -> bytes:
    """Names of files need not be text; see `os.fsdecode`."""
    return text.encode("utf-8", "surrogateescape")


def _names(data: bytes) -> list[str]:
    return data.decode("utf-8", "surrogateescape").split(_PARTED) if data else []
