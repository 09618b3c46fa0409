"""Views of an archive that note what is read through them, and the digest of each such thing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from json import JSONEncoder
from typing import Any, TypeVar, cast, overload

from generator.dates import Date
from generator.model.archive import Archive, ContentPage
from generator.model.records import Record
from generator.traces import Notes
from generator.trust.fingerprint import Fingerprint

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
        self._told = JSONEncoder(default=self._of_part).encode
        self._archive = archive
        self._named: Mapping[str, Any] = {
            "records": archive.records,
            "kinds": archive.by_kind,
            "fingerprints": archive.fingerprints,
            "content": archive.content,
            **(derived or {}),
        }

    def __missing__(self, name: str) -> bytes:
        space, blank, key = name.partition(" ")
        if space == "records" and blank:
            told = self._of_file(key)
        else:
            value = self._named[space]
            # Of a mapping that was gone through, the keys: what they led to was noted by itself.
            told = self._told(value.get(key) if blank else tuple(value))
        digest = self[name] = blake2b(
            told.encode("utf-8", "surrogateescape"), digest_size=_SIZE
        ).digest()
        return digest

    def changed_since(self, before: "Digests") -> set[str]:
        """The names that were read of `before` and stand for something else now.

        What is the same object is not digested again: a digest is taken over from `before`.
        """
        changed = set()
        is_same_day = self._archive.today == before._archive.today
        same = {name for name, value in self._named.items() if value is before._named.get(name)}
        for name, digest in before.items():
            space, blank, key = name.partition(" ")
            if space == "records" and blank:
                is_same = is_same_day and self._is_same_file(before._archive, key)
            else:
                is_same = space in same or self._is_same(before, space, key if blank else None)
            if is_same:
                self[name] = digest
            elif self[name] != digest:
                changed.add(name)
        return changed

    def _is_same_file(self, before: Archive, id: str) -> bool:
        now = self._archive
        return (
            now.records.get(id) is before.records.get(id)
            and now.origins.get(id) is before.origins.get(id)
            and now.paths.get(id) == before.paths.get(id)
        )

    def _is_same(self, before: "Digests", space: str, key: str | None) -> bool:
        one, other = self._named[space], before._named[space]
        if key is None:
            return _is_same(tuple(one), tuple(other))
        return _is_same(one.get(key), other.get(key))

    def _of_file(self, id: str) -> str:
        """What the file of a record says, and what is known of the record beside it."""
        record, origin = self._archive.records.get(id), self._archive.origins.get(id)
        is_held = record is not None and self._archive.is_held(record)
        where = (self._archive.paths.get(id), record is not None, is_held)
        return f"{where} {origin.text if origin else None}"

    def _of_part(self, value: object) -> object:
        """What stands for a value that JSON does not know."""
        match value:
            case Record():
                return self[f"records {value.id}"].hex()
            case Date():
                return value.text
            case ContentPage():
                return (value.origin.path, value.origin.text)
            case Fingerprint():
                return repr(value)
            case _:
                raise TypeError(f"{type(value).__name__} cannot be read through a view")


def _is_same(one: object, other: object) -> bool:
    """The same to whoever reads it. Of two records of the same values one may stand on other
    lines, so they are the same only if they are one."""
    if one is other:
        return True
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_is_same, one, other))
    return not isinstance(one, Record) and one == other
