"""Giving the values of a file the types of its model; each fault gets the span of its value."""

from collections.abc import Callable, Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from enum import StrEnum
from typing import Any

from pydantic import AnyUrl, ValidationError

from generator.core.dates import Date
from generator.core.diagnostics import Diagnostic
from generator.data import rules
from generator.data.archive import Origin
from generator.data.fields import Part
from generator.data.paths import HOME
from generator.data.records import statements_of
from generator.data.source_text import SourceText
from generator.data.values import refusals, unknown_field
from generator.data.walk import (
    Field,
    Path,
    field_at,
    fields_of,
    marked,
    may_mention,
    mentions_by,
)
from generator.data.yaml import Tree, compose

# As they would be written in YAML.
_STAND_INS: Mapping[Any, str] = {
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


def read_record(source: SourceText, model: type[Part], id: str = "") -> Read:
    """The record of a file, where its values were written, and what is wrong with it.

    The id is not among the file's own values; the explainer has none, and mentions others as the
    home page. Where something is found, the record is only as far right as `Origin.is_sound` says;
    there is none of a file that cannot be read, and none without fields and values.
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
    own = {"id": id} if id else {}
    if own.keys() & tree.value.keys():
        found.append(unknown_field(origin, ("id",), model))
    told = [*tree.blank, *tree.refused]  # what is wrong there is said already
    faulty = frozenset(told)
    try:
        record = model.model_validate({**tree.value, **own})
    except ValidationError as error:
        refused, places = refusals(error, origin, model, told)
        found += refused
        faulty |= places
    if faulty:
        record = model.model_validate({**_with_stand_ins(model, tree.value, faulty), **own})
    hides = any(may_mention(field_at(model, path)) for path in faulty)
    origin = replace(origin, faulty=faulty, hides_mentions=hides)
    lines = tuple(origin.at("statements", at).line for at in range(len(statements_of(record))))
    marks = tuple(mark for mark in marked(record) if not faulty or origin.is_sound(*mark.path))
    mentions = tuple(mentions_by(id or HOME, marks))
    return record, replace(origin, marks=marks, mentions=mentions, lines=lines), found


def _blank_values(tree: Tree) -> Iterator[Diagnostic]:
    for path in tree.blank:
        name = next((step for step in reversed(path) if isinstance(step, str)), "")
        span, message = tree.keys.get(path) or tree.values[path], f"`{name}` has no value"
        yield rules.EMPTY_VALUE.found(span, message, "fill it in, or delete the line")


def _with_stand_ins(
    model: type[Part], values: Mapping[str, Any], faulty: Collection[Path]
) -> dict[str, Any]:
    """The values without what is refused, so that one fault does not hide others.

    Where something must stand, a stand-in does. It has the type of its field and says nothing: all
    of time for a date, no word for a text.
    """
    sound = deepcopy(dict(values))
    for path in sorted(faulty, key=len, reverse=True):  # what holds another comes after it
        holder: Any = sound
        for step in path[:-1]:
            holder = holder[step]
        field = field_at(model, path)
        if field and field.is_required:
            holder[path[-1]] = _stand_in(field)
        elif isinstance(holder, dict):  # a list where none may be is refused as a whole
            holder.pop(path[-1], None)
    return sound


def _stand_in(field: Field) -> Any:
    if field.is_list:
        return [_stand_in(field._replace(is_list=False))]
    if field.key:
        return {}
    if issubclass(field.kind, Part):
        fields = fields_of(field.kind).items()
        return {name: _stand_in(inner) for name, inner in fields if inner.is_required}
    if issubclass(field.kind, StrEnum):
        return next(iter(field.kind)).value
    return _STAND_INS[field.kind]
