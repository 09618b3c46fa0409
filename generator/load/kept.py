"""What files held when they were read before: a file of the same bytes is not read again."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar, cast

from generator.cache import Store, key_of
from generator.diagnostics import Diagnostic, Span
from generator.load.records import record_in
from generator.load.source_text import SourceText
from generator.load.yaml import Tree, compose
from generator.model.archive import Origin
from generator.model.fields import Part
from generator.model.mentions import Mentioned
from generator.model.walk import Path
from generator.traces import Memo

P = TypeVar("P", bound=Part)
Read = tuple[Any, Origin | None, list[Diagnostic]]


class KeptFiles:
    """This process's last files in memory; in the store, what stands in files without a fault."""

    def __init__(self, store: Store | None = None, version: bytes = b"") -> None:
        self._store = store
        self._version = version
        self._files: dict[str, tuple[bytes, Read]] = {}  # by path
        self._stored: Mapping[bytes, bytes] = {}
        self.derived = Memo()

    def look_up(self, sources: Iterable[SourceText]) -> None:
        """Takes from the store what it has of these files."""
        if self._store is not None:
            new = (one for one in sources if not self._is_known(one))
            self._stored = self._store.get_many(map(self._key, new))

    def read(
        self, source: SourceText, model: type[P], known: Mapping[str, Any]
    ) -> tuple[P | None, Origin | None, list[Diagnostic]]:
        """The same as `read_record`; model and known values have to follow from the path."""
        if not self._is_known(source):
            self._files[source.path] = (source.data, self._read(source, model, known))
        record, origin, found = self._files[source.path][1]
        return record, origin, list(found)

    def _is_known(self, source: SourceText) -> bool:
        return source.path in self._files and self._files[source.path][0] == source.data

    def _read(self, source: SourceText, model: type[Part], known: Mapping[str, Any]) -> Read:
        key = self._key(source)
        if key in self._stored:
            return *_known_record(source, model, known, self._stored[key]), []
        tree, found = compose(source)
        if tree is None:
            return None, None, found
        record, origin, found = record_in(source, tree, found, model, known)
        if self._store is not None and record is not None and not found:
            self._store.put(key, json.dumps([tree.value, origin.mentioned]).encode())
        return record, origin, found

    def _key(self, source: SourceText) -> bytes:
        return key_of("file", self._version, os.fsencode(source.path), source.data)


def _known_record(
    source: SourceText, model: type[Part], known: Mapping[str, Any], stored: bytes
) -> tuple[Part, Origin]:
    """The record of a file without a fault, of which the values are known but not the places."""
    value, mentioned = json.loads(stored)

    @cache
    def tree() -> Tree:
        return cast(Tree, compose(source)[0])

    origin = Origin(
        source.path,
        source.text,
        _Late(lambda: tree().values),
        _Late(lambda: tree().keys),
        mentioned=tuple(Mentioned(target, why, tuple(kinds)) for target, why, kinds in mentioned),
    )
    return model.model_validate({**value, **known}), origin


class _Late(Mapping[Path, Span]):
    """The spans of a file, which is read when one of them is asked for. Few ever are."""

    def __init__(self, spans: Callable[[], Mapping[Path, Span]]) -> None:
        self._spans = spans

    def __getitem__(self, path: Path) -> Span:
        return self._spans()[path]

    def __iter__(self) -> Iterator[Path]:
        return iter(self._spans())

    def __len__(self) -> int:
        return len(self._spans())
