"""What pages read: views of the data that note it, and the digest of each thing that was noted.

A page is a function of its `Making`. It is made through views that note the name of all that is
asked of them, also in vain. As long as everything that was noted has the digest that it had, the
page would be made from the same values, would ask for the same again, and come out the same: so it
need not be made. What is the same for all pages (explainer, addresses, the generator itself) is
not noted; see `generator.pages.products`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Any, TypeVar, cast, overload

from generator.model.archive import ContentPage
from generator.model.records import Record
from generator.pages.making import Making
from generator.pages.relations import Relations
from generator.trust.fingerprint import Fingerprint

V = TypeVar("V")
Notes = dict[str, None]  # names in the order in which they were noted first

# What is asked of `Relations`. A relation that is missing here is derived anew for each page, from
# views of the records: that is slow, but not wrong.
_BY_ID = (
    "names",
    "written",
    "backlinks",
    "statements_by_source",
    "statements_by_speaker",
    "claims_by_topic",
    "relations_to",
    "places_in",
    "followers",
)
_IN_ORDER = ("statements", "claims", "talks", "events")
_SIZE = 16  # bytes of a digest


def noted(making: Making, notes: Notes) -> Making:
    """The same as pages see it while they are made: what they read is noted."""
    archive = making.archive
    seen = replace(
        archive,
        # A record, its file's path and the places of its values are one thing: what the file holds.
        records=_Entries("records", archive.records, notes),
        origins=_Entries("records", archive.origins, notes),
        paths=_Entries("records", archive.paths, notes),
        fingerprints=_Entries("fingerprints", archive.fingerprints, notes),
        content=cast(tuple[ContentPage, ...], _Items("content", archive.content, notes)),
    )
    relations = Relations(seen)
    # What is cached is looked for here before it is derived.
    vars(seen)["by_kind"] = _Entries("kinds", archive.by_kind, notes)
    views = vars(relations)
    for name in _BY_ID:
        views[name] = _Entries(name, getattr(making.relations, name), notes)
    for name in _IN_ORDER:
        views[name] = _Items(name, getattr(making.relations, name), notes)
    soundness = _Entries("soundness", making.soundness, notes)
    return replace(making, archive=seen, relations=relations, soundness=soundness)


class _Entries(Mapping[str, V]):
    """A mapping that notes which of its entries are asked for, and when it is gone through."""

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


class _Items(Sequence[V]):
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
    """The digest of each thing that pages may read, by the name under which it is noted."""

    def __init__(self, making: Making) -> None:
        super().__init__()
        self._making = making
        self._named: dict[str, Any] = {
            "records": making.archive.records,
            "kinds": making.archive.by_kind,
            "fingerprints": making.archive.fingerprints,
            "content": making.archive.content,
            "soundness": making.soundness,
            **{name: getattr(making.relations, name) for name in (*_BY_ID, *_IN_ORDER)},
        }

    def __missing__(self, name: str) -> bytes:
        space, blank, key = name.partition(" ")
        value = self._named[space]
        if space == "records" and blank:
            digest = self._of_record(key)
        else:
            # Of a mapping that was gone through, the keys: each value has been noted by its own.
            parts = self._parts(value.get(key) if blank else tuple(value))
            digest = blake2b(" ".join(parts).encode(), digest_size=_SIZE).digest()
        self[name] = digest
        return digest

    def _of_record(self, id: str) -> bytes:
        """That of its file; whether it is held back depends on the day as well."""
        record = self._making.archive.records.get(id)
        if record is None:
            return bytes(_SIZE)
        origin = self._making.archive.origins[id]
        told = f"{origin.path} {self._making.archive.is_held(record)}\n{origin.text}"
        return blake2b(told.encode(), digest_size=_SIZE).digest()

    def _parts(self, value: Any) -> Iterator[str]:
        match value:
            case str() | int() | None:
                yield repr(value)
            case Record():
                yield self[f"records {value.id}"].hex()
            case tuple():
                yield f"({len(value)}"
                for one in value:
                    yield from self._parts(one)
            case ContentPage():
                yield repr((value.origin.path, value.origin.text))
            case Fingerprint():
                yield repr(value)
            case _:
                raise TypeError(f"pages cannot read {type(value).__name__} by a name")
