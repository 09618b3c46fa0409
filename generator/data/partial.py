"""A record with faults as far as it is sound: what is refused gives way to a stand-in.

So that one run finds everything: a fault in one value does not hide what is wrong with the others.
A stand-in has the type of its field and says nothing: all of time for a date, no word for a text.
Its path is among the faulty ones, so that no check speaks of it.
"""

from collections.abc import Collection, Mapping
from copy import deepcopy
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, Generic, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import AnyUrl, ValidationError
from pydantic_core import ErrorDetails

from generator.core.dates import Date
from generator.data.fields import PARTIAL, Part, Wikidata
from generator.data.values import OF_SEVERAL, causes, meant_by
from generator.data.walk import Path, hints_of

P = TypeVar("P", bound=Part)

_WRAPPED = (Annotated, Union, UnionType)
_STAND_INS: Mapping[Any, str] = {
    Wikidata: "Q1",
    str: "zz",
    Date: "0001/9999",
    AnyUrl: "https://example.org/",
    bool: "false",
    float: "1",
    int: "1",
}


class AsFarAsSound(NamedTuple, Generic[P]):
    record: P
    refused: list[ErrorDetails]
    faulty: frozenset[Path]  # where a value is refused or missing


def as_far_as_sound(
    model: type[P], values: Mapping[str, Any], blank: Collection[Path]
) -> AsFarAsSound[P]:
    """The record of these values; `blank` are the paths at which nothing is written."""
    try:
        record = model.model_validate(values)
        if not blank:
            return AsFarAsSound(record, [], frozenset())
        errors = []
    except ValidationError as error:
        errors = causes(error)
    refused = [one for one in errors if one["type"] not in OF_SEVERAL]
    paths = {_without_key(one["loc"]) for one in refused} | {*blank}
    faulty = paths | {one for one in meant_by(refused, model) if not _is_written(values, one)}
    sound = _with_stand_ins(model, values, faulty)
    laws = [one for one in _broken_laws(model, sound) if not _concerns(one, faulty)]
    record = model.model_validate(sound, context=PARTIAL)
    return AsFarAsSound(record, [*refused, *laws], frozenset(faulty))


def _is_written(values: Any, path: Path) -> bool:
    for step in path[:-1]:
        values = values[step]
    return path[-1] in values


def _without_key(path: Path) -> Path:
    return path[:-1] if path[-1:] == ("[key]",) else path


def _broken_laws(model: type[Part], values: Mapping[str, Any]) -> list[ErrorDetails]:
    """Laws about several fields: pydantic looks at them where each field by itself is sound."""
    try:
        model.model_validate(values)
    except ValidationError as error:
        return causes(error)
    return []


def _concerns(law: ErrorDetails, faulty: Collection[Path]) -> bool:
    """Is the law broken only by a field that is faulty, or because of one?"""
    paths = [(*law["loc"], name) for name in OF_SEVERAL[law["type"]]]
    return any(path[: len(one)] == one for path in paths for one in faulty)


def _with_stand_ins(
    model: type[Part], values: Mapping[str, Any], faulty: Collection[Path]
) -> dict[str, Any]:
    sound = deepcopy(dict(values))
    for path in sorted(faulty, key=len, reverse=True):  # what holds another comes after it
        holder: Any = sound
        for step in path[:-1]:
            holder = holder[step]
        hint = hint_at(model, path)
        if hint is not None:
            holder[path[-1]] = stand_in(hint)
        elif isinstance(holder, dict):  # a list where none may be is refused as a whole
            holder.pop(path[-1], None)
    return sound


def hint_at(model: type[Part], path: Path) -> Any:
    """The type of the value at a path; none for unknown fields and for entries of mappings."""
    hint: Any = model
    for step in path:
        kind = _bare(hint)
        if isinstance(step, int):
            hint = get_args(kind)[0] if get_origin(kind) is tuple else None
        else:
            hint = hints_of(kind).get(step) if _is_part(kind) else None
    return hint


def stand_in(hint: Any) -> Any:
    """As it would be written in YAML."""
    if hint in _STAND_INS:
        return _STAND_INS[hint]
    if get_origin(hint) in _WRAPPED:
        return stand_in(get_args(hint)[0])
    if get_origin(hint) is tuple:
        return [stand_in(get_args(hint)[0])]
    if _is_part(hint):
        fields = hint.model_fields.items()
        return {name: stand_in(hints_of(hint)[name]) for name, one in fields if one.is_required()}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return next(iter(hint)).value
    return {}


def _bare(hint: Any) -> Any:
    """A type without `| None` and what is annotated to it."""
    while get_origin(hint) in _WRAPPED:
        hint = get_args(hint)[0]
    return hint


def _is_part(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Part)
