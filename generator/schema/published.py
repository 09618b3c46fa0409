"""JSON Schemas of the JSON that is published: what programs may rely on in it."""

from generator.data.fields import Part
from generator.data.records import Explainer, has_statements
from generator.kinds.registry import KINDS
from generator.schema.models import DRAFT, file_schema
from generator.schema.shapes import ID, Schema

WHOLE = "data.json"

_ADDRESS = {"type": "string", "format": "uri-reference"}
_PAGE = {
    **_ADDRESS,
    "description": "The address of its page; below the site's own where that is not known.",
}
_PAGES = {
    "type": "object",
    "propertyNames": {"pattern": ID.published["pattern"]},
    "additionalProperties": _ADDRESS,
    "description": "The address of the page of each record that is mentioned, by its id.",
}
_SCHEMA = {**_ADDRESS, "description": "The address of the schema."}


def published_schemas(base: str) -> dict[str, Schema]:
    """The schema of each kind of file, by the name of the schema's file.

    `base` is where they stand, with a slash at its end; empty where that is not known.
    """
    schemas = {f"{kind.id}.json": _record(kind.id, kind.model) for kind in KINDS}
    schemas |= {"explainer.json": _explainer(), WHOLE: _all_data()}
    if base:
        schemas = {
            name: {"$schema": DRAFT, "$id": f"{base}{name}", **schema}
            for name, schema in schemas.items()
        }
    return schemas


def _record(kind: str, model: type[Part]) -> Schema:
    schema = file_schema(model, kind, f"A {kind} as it is published.", is_published=True)
    if has_statements(model):
        _add(schema["$defs"]["statement"], {"page": _PAGE})
    first = {
        "record": {"const": kind, "description": "The kind of record."},
        "id": {**ID.published, "description": "Its id: permanent, unique over all kinds."},
        "page": _PAGE,
    }
    _add(schema, first, {"pages": _PAGES})
    schema["properties"] = {"$schema": _SCHEMA, **schema["properties"]}
    return schema


def _explainer() -> Schema:
    about = "The explainer as it is published."
    schema = file_schema(Explainer, "explainer", about, is_published=True)
    _add(schema, {"page": _PAGE}, {"pages": _PAGES})
    return schema


def _add(schema: Schema, first: Schema, last: Schema | None = None) -> None:
    """Properties that an object must have, before and after those of its model."""
    last = last or {}
    schema["properties"] = {**first, **schema["properties"], **last}
    schema["required"] = [*first, *last, *schema["required"]]


def _all_data() -> Schema:
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
