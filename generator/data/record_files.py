"""Giving the values of a file the types of its model; each fault gets the span of its value."""

from collections.abc import Callable, Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar, get_args, get_origin

from pydantic import AnyUrl, ValidationError
from pydantic_core import ErrorDetails

from generator.core.dates import Date
from generator.core.diagnostics import Diagnostic
from generator.data import rules
from generator.data.archive import Origin
from generator.data.fields import Part, Wikidata
from generator.data.mentions import HOME, Mention, mentions_by
from generator.data.records import Record, statements_of
from generator.data.source_text import SourceText
from generator.data.values import causes, faults, meant_by, unknown_field
from generator.data.walk import Path, bare, hint_at, hints_of, is_part, marked, may_mention
from generator.data.yaml import Tree, compose

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

Read = tuple[Any, Origin | None, list[Diagnostic]]
# How a file is read: its text, its model, and the id that does not stand in it.
Reader = Callable[[SourceText, type[Part], str], Read]


def read_record(
    source: SourceText, model: type[P], id: str = ""
) -> tuple[P | None, Origin | None, list[Diagnostic]]:
    """The record of a file, where its values were written, and what is wrong with it.

    The id is not among the file's own values; the explainer has none. Where something is found, the
    record is only as far right as `Origin.is_sound` says; there is none of a file that cannot be
    read, and none without fields and values.
    """
    tree, found = compose(source)
    if tree is None:
        return None, None, found
    origin = Origin(source.path, source.data, tree.values, tree.keys)
    if not isinstance(tree.value, dict):
        message = "the file is not a mapping of fields and values"
        help_text = "begin each line with a field's name, a colon and a space"
        return None, origin, [*found, rules.WRONG_TYPE.found(origin.at(), message, help_text)]
    found += _blank_values(tree)
    if id and "id" in tree.value:
        found.append(unknown_field(origin, ("id",), model))
    told = [*tree.blank, *tree.refused]  # what is wrong there is said already
    values = {**tree.value, "id": id} if id else tree.value
    record, refused, faulty = _as_far_as_sound(model, values, told)
    found += faults(refused, origin, model, told)
    hides = any(may_mention(hint_at(model, path)) for path in faulty)
    origin = replace(origin, faulty=faulty, hides_mentions=hides)
    lines = tuple(origin.at("statements", at).line for at in range(len(statements_of(record))))
    return record, replace(origin, mentions=mentions_in(record, origin), lines=lines), found


def mentions_in(record: Part, origin: Origin) -> tuple[Mention, ...]:
    """Those of a record that are sound; the explainer is known as the home page."""
    name = record.id if isinstance(record, Record) else HOME
    return tuple(mentions_by(name, origin.sound(marked(record))))


def _blank_values(tree: Tree) -> Iterator[Diagnostic]:
    for path in tree.blank:
        name = next((part for part in reversed(path) if isinstance(part, str)), "")
        span = tree.keys.get(path) or tree.values[path]
        yield rules.EMPTY_VALUE.found(
            span, f"`{name}` has no value", "fill it in, or delete the line"
        )


def _as_far_as_sound(
    model: type[P], values: Mapping[str, Any], blank: Collection[Path]
) -> tuple[P, list[ErrorDetails], frozenset[Path]]:
    """The record of these values, what is refused, and where a value is refused or missing.

    What is refused gives way to a stand-in, so that one fault does not hide others. A stand-in has
    the type of its field and says nothing: all of time for a date, no word for a text. `blank` are
    the paths at which nothing is written.
    """
    refused: list[ErrorDetails] = []
    try:
        record = model.model_validate(values)
        if not blank:
            return record, [], frozenset()
    except ValidationError as error:
        refused = causes(error)
    faulty = {_without_key(error["loc"]) for error in refused} | {*blank}
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
