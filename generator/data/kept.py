"""What files held when they were read before: a file of the same bytes is not read again."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache, cached_property
from sys import intern
from typing import Any, NamedTuple, TypeVar, cast

from generator.cache import Store, key_of
from generator.core.diagnostics import Diagnostic, Span
from generator.data.archive import Origin
from generator.data.fields import Part
from generator.data.mentions import Mentioned
from generator.data.record_files import record_in
from generator.data.source_text import SourceText
from generator.data.walk import Path
from generator.data.yaml import Tree, Value, compose
from generator.traces import Memo
from generator.workers import Spread

P = TypeVar("P", bound=Part)
Read = tuple[Any, Origin | None, list[Diagnostic]]
Known = tuple[type[Part], Mapping[str, Any]]  # a file's model, and values that do not stand in it


class KeptFiles:
    """This process's last files in memory; in the store, what stands in files without a fault."""

    def __init__(self, store: Store | None = None, version: bytes = b"") -> None:
        self._store = store
        self._version = version
        self._files: dict[str, tuple[SourceText, Read]] = {}  # by path
        self.derived = Memo()

    def look_up(self, sources: Iterable[tuple[SourceText, Known]]) -> None:
        """Prepares for these files, with the model of each and the values known beforehand: takes
        from the store what it has, and has several processes read what else there is to read."""
        new = {one[0].path: one for one in sources if not self._is_known(one[0])}
        if self._store is not None:
            keys = {self._key(source): source.path for source, _ in new.values()}
            for key, data in self._store.get_each(keys):
                self._take(*new.pop(keys[key]), data)
        left = [*new.values()]

        def work(number: int) -> bytes:
            source, known = left[number]
            return _to_store(_read(source, *known))

        with closing(Spread(work, len(left))) as spread:
            for (source, known), result in zip(left, spread, strict=True):
                if result:
                    self._take(source, known, result)
                    self._put(source, result)

    def _take(self, source: SourceText, known: Known, data: bytes) -> None:
        self._files[source.path] = source, (*_known_record(source, *known, data), [])

    def read(
        self, source: SourceText, model: type[P], known: Mapping[str, Any]
    ) -> tuple[P | None, Origin | None, list[Diagnostic]]:
        """The same as `read_record`; model and known values have to follow from the path."""
        if not self._is_known(source):
            self._files[source.path] = (source, self._read(source, model, known))
        record, origin, found = self._files[source.path][1]
        return record, origin, list(found)

    def _is_known(self, source: SourceText) -> bool:
        return source.path in self._files and self._files[source.path][0].data == source.data

    def _read(self, source: SourceText, model: type[Part], known: Mapping[str, Any]) -> Read:
        read = _read(source, model, known)
        if self._store is not None:
            self._put(source, _to_store(read))
        return read.record, read.origin, read.found

    def _put(self, source: SourceText, data: bytes) -> None:
        if self._store is not None and data:
            self._store.put(self._key(source), data)

    def _key(self, source: SourceText) -> bytes:
        return key_of("file", self._version, os.fsencode(source.path), source.data)


class _Reading(NamedTuple):
    value: Value
    record: Part | None
    origin: Origin | None
    found: list[Diagnostic]


def _read(source: SourceText, model: type[Part], known: Mapping[str, Any]) -> _Reading:
    tree, found = compose(source)
    if tree is None:
        return _Reading("", None, None, found)
    return _Reading(tree.value, *record_in(source, tree, found, model, known))


def _to_store(read: _Reading) -> bytes:
    """Nothing, where something is wrong with the file."""
    if read.record is None or read.origin is None or read.found:
        return b""
    return json.dumps([read.value, read.origin.mentioned, read.origin.lines]).encode()


def _known_record(
    source: SourceText, model: type[Part], known: Mapping[str, Any], stored: bytes
) -> tuple[Part, Origin]:
    """The record of a file without a fault, of which the values are known but not the places."""
    value, mentioned, lines = json.loads(stored)

    tree = _LateTree(source)
    origin = Origin(
        source.path,
        source,
        _Late(tree, "values"),
        _Late(tree, "keys"),
        mentioned=tuple(_mentioned(*one) for one in mentioned),
        lines=tuple(lines),
    )
    return model.model_validate({**value, **known}), origin


def _mentioned(target: str, reason: str, kinds: Sequence[str]) -> Mentioned:
    """Records are mentioned again and again, for few reasons: the same texts serve for all."""
    return Mentioned(intern(target), intern(reason), _shared(*kinds))


@cache
def _shared(*words: str) -> tuple[str, ...]:
    return words


class _Late(Mapping[Path, Span]):
    """The spans of a file, which is read when one of them is asked for. Few ever are."""

    __slots__ = ("_name", "_tree")

    def __init__(self, tree: "_LateTree", name: str) -> None:
        self._tree, self._name = tree, name

    @property
    def _spans(self) -> Mapping[Path, Span]:
        spans: Mapping[Path, Span] = getattr(self._tree.composed, self._name)
        return spans

    def __getitem__(self, path: Path) -> Span:
        return self._spans[path]

    def __iter__(self) -> Iterator[Path]:
        return iter(self._spans)

    def __len__(self) -> int:
        return len(self._spans)


@dataclass(frozen=True)
class _LateTree:
    source: SourceText

    @cached_property
    def composed(self) -> Tree:
        return cast(Tree, compose(self.source)[0])
