"""A record with faults as far as it is sound: what is refused gives way to a stand-in.

So that one run finds everything: a fault in one value does not hide what is wrong with the others.
A stand-in has the type of its field and says nothing: all of time for a date, no word for a text.
Its path is among the faulty ones, so that no check speaks of it.
"""

from collections.abc import Collection, Mapping
from copy import deepcopy
from enum import StrEnum
from typing import Any, TypeVar, get_args, get_origin

from pydantic import AnyUrl, ValidationError
from pydantic_core import ErrorDetails

from generator.core.dates import Date
from generator.data.fields import Part, Wikidata
from generator.data.values import causes, meant_by
from generator.data.walk import Path, bare, hint_at, hints_of, is_part

P = TypeVar("P", bound=Part)

_STAND_INS: Mapping[Any, str] = {
    Wikidata: "Q1",
    str: "zz",
    Date: "0001/9999",
    AnyUrl: "https://example.org/",
    bool: "false",
    float: "1",
    int: "1",
}


def as_far_as_sound(
    model: type[P], values: Mapping[str, Any], blank: Collection[Path]
) -> tuple[P, list[ErrorDetails], frozenset[Path]]:
    """The record of these values, what is refused, and where a value is refused or missing.

    `blank` are the paths at which nothing is written.
    """
    refused: list[ErrorDetails] = []
    try:
        record = model.model_validate(values)
        if not blank:
            return record, [], frozenset()
    except ValidationError as error:
        refused = causes(error)
    faulty = {_without_key(one["loc"]) for one in refused} | {*blank}
    faulty |= {path for path in meant_by(refused, model) if not _is_written(values, path)}
    record = model.model_validate(_with_stand_ins(model, values, faulty))
    return record, refused, frozenset(faulty)


def _is_written(values: Any, path: Path) -> bool:
    for step in path[:-1]:
        values = values[step]
    return path[-1] in values


def _without_key(path: Path) -> Path:
    return path[:-1] if path[-1:] == ("[key]",) else path


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
            holder[path[-1]] = _stand_in(hint)
        elif isinstance(holder, dict):  # a list where none may be is refused as a whole
            holder.pop(path[-1], None)
    return sound


def _stand_in(hint: Any) -> Any:
    """As it would be written in YAML."""
    if hint in _STAND_INS:
        return _STAND_INS[hint]
    if bare(hint) is not hint:
        return _stand_in(get_args(hint)[0])
    if get_origin(hint) is tuple:
        return [_stand_in(get_args(hint)[0])]
    if is_part(hint):
        fields = hint.model_fields.items()
        return {name: _stand_in(hints_of(hint)[name]) for name, one in fields if one.is_required()}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return next(iter(hint)).value
    return {}
