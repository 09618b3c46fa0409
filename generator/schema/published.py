"""JSON Schemas of the JSON that is published: what programs may rely on in it."""

from typing import Any, assert_never

from generator.data.fields import Part
from generator.data.records import Explainer, has_statements
from generator.kinds.registry import KINDS
from generator.schema import shapes
from generator.schema.objects import DATE, DRAFT, Schema, file_schema
from generator.schema.shapes import Single

WHOLE = "data.json"
# They say when a record is published, not what it is about, and hold nothing once it is.
WITHOUT = frozenset({"draft", "embargo"})

_PAGE = {
    "type": "string",
    "format": "uri-reference",
    "description": "The address of its page; below the site's own where that is not known.",
}
_PAGES = {
    "type": "object",
    "propertyNames": {"pattern": shapes.ID.pattern},
    "additionalProperties": {"type": "string", "format": "uri-reference"},
    "description": "The address of the page of each record that is mentioned, by its id.",
}
_SCHEMA = {"type": "string", "format": "uri-reference", "description": "The address of the schema."}


def published_schemas(base: str) -> dict[str, Schema]:
    """The schema of each kind of file, by the name of the schema's file.

    `base` is where they stand, with a slash at its end; empty where that is not known.
    """
    schemas = {f"{kind.id}.json": _record(kind.id, kind.model) for kind in KINDS}
    schemas["explainer.json"] = _explainer()
    schemas[WHOLE] = _whole()
    return {
        name: _named(schema, f"{base}{name}" if base else "") for name, schema in schemas.items()
    }


def _named(schema: Schema, address: str) -> Schema:
    return {"$schema": DRAFT, "$id": address, **schema} if address else schema


def _record(kind: str, model: type[Part]) -> Schema:
    schema = file_schema(model, _leaf, kind, f"A {kind} as it is published.", WITHOUT)
    own = {
        "$schema": _SCHEMA,
        "record": {"const": kind, "description": "The kind of record."},
        "id": {**_code(shapes.ID), "description": "Its id: permanent, unique over all kinds."},
        "page": _PAGE,
    }
    if has_statements(model):
        _add(schema["$defs"]["statement"], {"page": _PAGE}, ("page",))
    return _add(schema, own, ("record", "id", "page", "pages"), {"pages": _PAGES})


def _explainer() -> Schema:
    schema = file_schema(Explainer, _leaf, "explainer", "The explainer as it is published.")
    return _add(schema, {"page": _PAGE}, ("page", "pages"), {"pages": _PAGES})


def _add(
    schema: Schema, first: Schema, required: tuple[str, ...], last: Schema | None = None
) -> Schema:
    """The schema of an object that holds more than its model, before it and after it."""
    schema["properties"] = {**first, **schema["properties"], **(last or {})}
    schema["required"] = [*required, *schema["required"]]
    return schema


def _whole() -> Schema:
    lists = {kind.plural: {"type": "array", "items": {"$ref": f"{kind.id}.json"}} for kind in KINDS}
    return {
        "$schema": DRAFT,
        "title": "data",
        "description": "Everything that is published, in one file.",
        "type": "object",
        "properties": {"$schema": _SCHEMA, "explainer": {"$ref": "explainer.json"}, **lists},
        "required": ["explainer", *lists],
        "additionalProperties": False,
    }


def _leaf(shape: Single) -> Schema:
    match shape:
        case shapes.Plain() | shapes.Marked():
            return {"type": "string", "minLength": 1}
        case shapes.Code():
            return _code(shape)
        case shapes.IdOf() | shapes.Declared():
            return _code(shapes.ID)
        case shapes.Day():
            return {"type": "string", "pattern": DATE}
        case shapes.TrueFalse():
            return {"type": "boolean"}
        case shapes.Number(whole, least, most):
            limits: dict[str, Any] = {"minimum": least, "maximum": most}
            given = {name: limit for name, limit in limits.items() if limit is not None}
            return {"type": "integer" if whole else "number", **given}
        case shapes.Address():
            return {"type": "string", "format": "uri"}
        case _:
            assert_never(shape)


def _code(code: shapes.Code) -> Schema:
    return {"type": "string", "pattern": code.pattern}
