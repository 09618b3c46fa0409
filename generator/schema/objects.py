"""The parts of a JSON Schema that all of ours share: objects, lists, mappings and their fields."""

from collections.abc import Callable, Container
from typing import Any

from generator.data.fields import Part
from generator.schema import shapes
from generator.schema.shapes import Field, Shape, Single, fields_of, name_of, parts_of

Schema = dict[str, Any]
Leaf = Callable[[Single], Schema]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
# The form of a date only: whether it is a day of the calendar, `generator.core.dates` knows.
_POINT = r"(?:[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?[~?%]?|\.\.)"
DATE = f"^{_POINT}(?:/{_POINT})?$"


def file_schema(
    model: type[Part], leaf: Leaf, title: str, description: str, without: Container[str] = ()
) -> Schema:
    """The schema of a file that holds one part, with the parts within it as definitions."""
    return {
        "$schema": DRAFT,
        "title": title,
        **object_schema(model, leaf, without),
        "description": description,
        "$defs": {name_of(part): object_schema(part, leaf) for part in parts_of(model)},
    }


def object_schema(model: type[Part], leaf: Leaf, without: Container[str] = ()) -> Schema:
    fields = [field for field in fields_of(model) if field.name not in without]
    described = {"description": model.__doc__} if model.__doc__ else {}
    return {
        **described,
        "type": "object",
        "properties": {field.name: _property(field, leaf) for field in fields},
        "required": [field.name for field in fields if field.is_required],
        "additionalProperties": False,
    }


def _property(field: Field, leaf: Leaf) -> Schema:
    schema = {"description": field.description, **_schema(field.shape, leaf)}
    if field.default is not None:
        schema["default"] = field.default
    return schema


def _schema(shape: Shape, leaf: Leaf) -> Schema:
    match shape:
        case shapes.Listed(each, least):
            limit = {"minItems": least} if least else {}
            return {"type": "array", "items": _schema(each, leaf), **limit}
        case shapes.Mapped(key, value):
            names = {name: rule for name, rule in _schema(key, leaf).items() if name != "type"}
            values = _schema(value, leaf)
            return {"type": "object", "propertyNames": names, "additionalProperties": values}
        case shapes.PartOf(model):
            return {"$ref": f"#/$defs/{name_of(model)}"}
        case shapes.OneOf(words):
            return {"enum": list(words)}
        case _:
            return leaf(shape)
