"""The fields of a model as they are written in files, and the JSON Schema of a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import get_type_hints

from generator.data.fields import Part
from generator.schema.shapes import Listed, PartOf, Schema, Shape, json_schema, name_of, shape_of

DRAFT = "https://json-schema.org/draft/2020-12/schema"
# They say when a record is published, not what it is about, and hold nothing once it is.
UNPUBLISHED = frozenset({"draft", "embargo"})


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    description: str
    is_required: bool
    default: str | None  # what holds if the field is left out; none for an empty value
    shape: Shape


@cache
def fields_of(model: type[Part]) -> tuple[Field, ...]:
    """The fields that are written in a file: a model's own first, then those that it inherits."""
    return tuple(sorted(_fields(model), key=lambda field: _inheritance(model, field.name)))


def _fields(model: type[Part]) -> Iterator[Field]:
    hints = get_type_hints(model, include_extras=True)
    for name, info in model.model_fields.items():
        if not info.exclude:
            is_empty = info.is_required() or not info.default
            default = None if is_empty else _in_yaml(info.default)
            shape = shape_of(hints[name], info.metadata)
            yield Field(name, info.description or "", info.is_required(), default, shape)


def _in_yaml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _inheritance(model: type[Part], name: str) -> int:
    """From how far above a field comes; fields keep the order of their model."""
    above = (base for base in model.__mro__[1:] if issubclass(base, Part))
    return sum(name in base.model_fields for base in above)


def part_in(shape: Shape) -> type[Part] | None:
    """The model of the parts that a field holds, if it holds any."""
    inner = shape.each if isinstance(shape, Listed) else shape
    return inner.model if isinstance(inner, PartOf) else None


def parts_of(model: type[Part]) -> tuple[type[Part], ...]:
    """The models of all parts within a model, at any depth, in the order of their first use."""
    found: dict[type[Part], None] = {}
    for field in fields_of(model):
        if part := part_in(field.shape):
            found |= dict.fromkeys((part, *parts_of(part)))
    return tuple(found)


def file_schema(model: type[Part], title: str, description: str, *, is_published: bool) -> Schema:
    """The schema of a file that holds one part, with the parts within it as definitions."""
    parts = {name_of(part): _object_schema(part, is_published) for part in parts_of(model)}
    return {
        "$schema": DRAFT,
        "title": title,
        **_object_schema(model, is_published),
        "description": description,
        "$defs": parts,
    }


def _object_schema(model: type[Part], is_published: bool) -> Schema:
    left_out = UNPUBLISHED if is_published else ()
    fields = [field for field in fields_of(model) if field.name not in left_out]
    return {
        **({"description": model.__doc__} if model.__doc__ else {}),
        "type": "object",
        "properties": {field.name: _property(field, is_published) for field in fields},
        "required": [field.name for field in fields if field.is_required],
        "additionalProperties": False,
    }


def _property(field: Field, is_published: bool) -> Schema:
    default = {} if field.default is None else {"default": field.default}
    return {
        "description": field.description,
        **json_schema(field.shape, is_published),
        **default,
    }
