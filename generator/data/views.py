"""Views of an archive that note what is read through them, and the digest of each such thing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from json import JSONEncoder
from operator import is_
from typing import Any, TypeVar, cast, overload

from generator.core.dates import Date
from generator.data.archive import Archive, ContentPage
from generator.data.fields import Part
from generator.data.records import Record
from generator.packed import AtRest
from generator.proof.fingerprint import Fingerprint
from generator.traces import Notes

V = TypeVar("V")

_SIZE = 16  # bytes of a digest


def noted_archive(archive: Archive, notes: Notes) -> Archive:
    """The same archive to whoever reads it; what is read is noted.

    A record, its file's path and the places of its values are one thing: what its file holds.
    Not noted are the explainer, the day and what could not be read: who keeps a result keeps it
    under those as well. (Only whether a record is held back depends on the day, and each record's
    digest says so.)
    """
    seen = replace(
        archive,
        records=Entries("records", archive.records, notes),
        origins=Entries("records", archive.origins, notes),
        paths=Entries("records", archive.paths, notes),
        fingerprints=Entries("fingerprints", archive.fingerprints, notes),
        content=cast(tuple[ContentPage, ...], Items("content", archive.content, notes)),
    )
    # What is cached is looked for here before it is derived anew, from what is noted.
    vars(seen)["by_kind"] = Entries("kinds", archive.by_kind, notes)
    return seen


class Entries(Mapping[str, V]):
    """A mapping that notes which of its entries are asked for, also in vain, and when it is gone
    through."""

    __slots__ = ("_inner", "_name", "_notes")

    def __init__(self, name: str, inner: Mapping[str, V], notes: Notes) -> None:
        self._name, self._inner, self._notes = name, inner, notes

    def __getitem__(self, key: str) -> V:
        self._notes[f"{self._name} {key}"] = None
        return self._inner[key]

    def get(self, key: str, default: Any = None) -> Any:
        self._notes[f"{self._name} {key}"] = None
        return self._inner.get(key, default)

    def __iter__(self) -> Iterator[str]:
        self._notes[self._name] = None
        return iter(self._inner)

    def __len__(self) -> int:
        self._notes[self._name] = None
        return len(self._inner)


class Items(Sequence[V]):
    """A sequence that notes when anything is asked of it."""

    __slots__ = ("_inner", "_name", "_notes")

    def __init__(self, name: str, inner: Sequence[V], notes: Notes) -> None:
        self._name, self._inner, self._notes = name, inner, notes

    @overload
    def __getitem__(self, at: int) -> V: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[V]: ...
    def __getitem__(self, at: int | slice) -> V | Sequence[V]:
        self._notes[self._name] = None
        return self._inner[at]

    def __iter__(self) -> Iterator[V]:
        self._notes[self._name] = None
        return iter(self._inner)

    def __len__(self) -> int:
        self._notes[self._name] = None
        return len(self._inner)


class Digests(dict[str, bytes]):
    """The digest of whatever can be read through views, by the name under which it is noted."""

    def __init__(self, archive: Archive, derived: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        self._archive = archive
        self._named: Mapping[str, Any] = {
            "records": archive.records,
            "kinds": archive.by_kind,
            "fingerprints": archive.fingerprints,
            "content": archive.content,
            **(derived or {}),
        }

    def also(self, derived: Mapping[str, Any]) -> "Digests":
        """The same with more that can be read; what was digested already is taken over."""
        more = Digests(self._archive, {**self._named, **derived})
        more.update(self)
        return more

    def __missing__(self, name: str) -> bytes:
        space, blank, key = name.partition(" ")
        if space == "records" and blank:
            told = self._of_file(key)
        else:
            value = self._named[space]
            # Of a mapping that was gone through, the keys: what they led to was noted by itself.
            held = value.get(key) if blank else tuple(value)
            if isinstance(held, AtRest):
                self[name] = held.digest
                return held.digest
            # An encoder that is kept would know its way back here, and keep all of it from ending.
            told = JSONEncoder(default=self._of_part, check_circular=False).encode(held).encode()
        digest = self[name] = blake2b(told, digest_size=_SIZE).digest()
        return digest

    def changed_since(self, before: "Digests") -> set[str]:
        """The names that were read of `before` and stand for something else now.

        What is the same object is not digested again: a digest is taken over from `before`.
        """
        doubtful = before.keys() & {
            name for space in self._named for name in self._new(before, space)
        }
        own = dict(self)
        self.update(before)
        for name in doubtful - own.keys():
            del self[name]
        self.update(own)
        return {name for name in doubtful if self[name] != before[name]}

    def _new(self, before: "Digests", space: str) -> Iterator[str]:
        """The names in a space that do not stand for the same objects as before."""
        one, other = self._named[space], before._named[space]
        if not isinstance(one, Mapping):
            yield from () if _is_same(tuple(one), tuple(other)) else (space,)
            return
        if one is not other and list(one) != list(other):
            yield space
        keys = self._new_files(before) if space == "records" else _new_keys(one, other)
        yield from (f"{space} {key}" for key in keys)

    def _new_files(self, before: "Digests") -> Iterable[str]:
        """The ids of the records of which anything that `_of_file` tells may be new."""
        now, then = self._archive, before._archive
        if now.today != then.today:
            return {**then.paths, **now.paths}
        found = {*_new_keys(now.records, then.records), *_new_keys(now.origins, then.origins)}
        return found if now.paths == then.paths else {*found, *_new_keys(now.paths, then.paths)}

    def _of_file(self, id: str) -> bytes:
        """What the file of a record says, and what is known of the record beside it."""
        record, origin = self._archive.records.get(id), self._archive.origins.get(id)
        is_held = record is not None and self._archive.is_held(record)
        where = (self._archive.paths.get(id), record is not None, is_held)
        return f"{where} ".encode() + (origin.data if origin else b"")

    def _of_part(self, value: object) -> object:
        """What stands for a value that JSON does not know."""
        if isinstance(value, Record):  # by far the most
            return self[f"records {value.id}"].hex()
        match value:
            case Date():
                return value.text
            case ContentPage():
                return (value.origin.path, value.origin.text)
            case Fingerprint():
                return repr(value)
            case Part():
                return dict(value)
            case _:
                raise TypeError(f"{type(value).__name__} cannot be read through a view")


def _new_keys(one: Mapping[str, V], other: Mapping[str, V]) -> list[str]:
    """The keys under which the two hold different things, or of which one of them has none."""
    if one is other:
        return []
    pairs: Iterable[tuple[str, V | None, V | None]]
    if list(one) == list(other):
        pairs = zip(one, one.values(), other.values(), strict=True)
    else:
        pairs = ((key, one.get(key), other.get(key)) for key in one.keys() | other.keys())
    return [key for key, now, then in pairs if now is not then and not _is_same(now, then)]


def _is_same(one: object, other: object) -> bool:
    """The same to whoever reads it. Of two records of the same values one may stand on other
    lines, so they are the same only if they are one."""
    if one is other:
        return True
    if isinstance(one, tuple) and isinstance(other, tuple):
        if len(one) != len(other):
            return False
        return all(map(is_, one, other)) or all(map(_is_same, one, other))
    return not isinstance(one, Record) and one == other
