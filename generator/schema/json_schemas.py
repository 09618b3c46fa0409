"""JSON Schemas of both ends: of the YAML that editors write, and of the JSON that is published.

By the first, editors complete and check records as they are typed. It may know less than `explainer
check`, but it refuses nothing for being new: an id that no record has yet may be written down.
Editors give YAML's scalars types, so a year may come as a number; where YAML is read without types,
`true` comes as a text. The second says what programs may rely on.
"""

import json
from collections.abc import Iterable

from generator.core.text import with_article
from generator.data.archive import Archive
from generator.data.fields import Part
from generator.data.records import Explainer, has_statements
from generator.data.walk import Field
from generator.kinds.registry import KINDS
from generator.schema.models import (
    ID,
    IDS,
    UNPUBLISHED,
    Schema,
    fields_of,
    name_of,
    parts_of,
    shape_of,
)

DRAFT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = ".schema"
WHOLE = "data.json"
# Each kind of file that editors write: its name, where it lies, and its model.
FILES: tuple[tuple[str, str, type[Part]], ...] = (
    ("explainer", "site-data/explainer.yml", Explainer),
    *((kind.id, f"site-data/{kind.folder}/ID.yml", kind.model) for kind in KINDS),
)

_ADDRESS = {"type": "string", "format": "uri-reference"}
_SCHEMA = {**_ADDRESS, "description": "The address of the schema."}
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


def schema_files(archive: Archive) -> dict[str, str]:
    """The text of each schema's file, and that of the ids, by its path in a project."""
    titles = ((record.KIND.id, id, record.heading) for id, record in archive.records.items())
    schemas = {**file_schemas(), IDS: ids_schema(titles, archive.explainer)}
    return {
        f"{FOLDER}/{name}": json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for name, schema in schemas.items()
    }


def file_schemas() -> dict[str, Schema]:
    """The schema of each kind of file: the same for all explainers."""
    return {
        f"{name}.json": _file_schema(model, name, f"The fields of {path}.", is_published=False)
        for name, path, model in FILES
    }


def ids_schema(titles: Iterable[tuple[str, str, str]], explainer: Explainer | None) -> Schema:
    """The ids and words that exist, each with what an editor is shown beside it.

    `titles` are those of the records, behind the kind and the id of each.
    """
    known: dict[str, dict[str, str]] = {kind.id: {} for kind in KINDS}
    for kind, id, title in titles:
        known[kind][id] = title
    known["topics"] = explainer.topics if explainer else {}
    scale = explainer.scale if explainer else ()
    known["scale"] = {status.id: f"{status.label}: {status.meaning}" for status in scale}
    offered = {
        name: {"enum": [*words], "enumDescriptions": [*words.values()]}
        for name, words in known.items()
    }
    return {
        "$schema": DRAFT,
        "title": "ids",
        "description": "The ids that exist, to choose from.",
        "$defs": {**offered, "new": ID.written},
    }


def published_schemas(base: str) -> dict[str, Schema]:
    """The schema of each kind of file, by the name of the schema's file.

    `base` is where they stand, with a slash at its end; empty where that is not known.
    """
    schemas = {f"{name}.json": _published(name, model) for name, _, model in FILES}
    schemas[WHOLE] = _whole()
    if base:
        return {name: {"$id": f"{base}{name}", **schema} for name, schema in schemas.items()}
    return schemas


def _published(name: str, model: type[Part]) -> Schema:
    what = "the explainer" if model is Explainer else with_article(name)
    words = f"{what.capitalize()} as it is published."
    schema = _file_schema(model, name, words, is_published=True)
    _add(schema, {"page": _PAGE, "pages": _PAGES})
    if has_statements(model):
        _add(schema["$defs"]["statement"], {"page": _PAGE})
    if model is not Explainer:  # that stands in the file of all data alone
        own = {
            "record": {"const": name, "description": "The kind of record."},
            "id": {**ID.published, "description": "Its id: permanent, unique over all kinds."},
        }
        _add(schema, own)
        schema["properties"]["$schema"] = _SCHEMA
    return schema


def _add(schema: Schema, properties: Schema) -> None:
    """Properties that an object must have beside those of its model."""
    schema["properties"] = {**properties, **schema["properties"]}
    schema["required"] = [*properties, *schema["required"]]


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


def _file_schema(model: type[Part], title: str, description: str, *, is_published: bool) -> Schema:
    """The schema of a file that holds one part, with the parts within it as definitions."""
    parts = {name_of(part): _object(part, is_published) for part in parts_of(model)}
    return {
        "$schema": DRAFT,
        "title": title,
        **_object(model, is_published),
        "description": description,
        "$defs": parts,
    }


def _object(model: type[Part], is_published: bool) -> Schema:
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
    schema = shape_of(field).schema(is_published)
    if field.is_list:
        least = {"minItems": field.least} if field.least else {}
        schema = {"type": "array", "items": schema, **least}
    elif field.key:
        names = shape_of(field.key).schema(is_published)
        del names["type"]
        schema = {"type": "object", "propertyNames": names, "additionalProperties": schema}
    default = {} if field.default is None else {"default": field.default}
    return {"description": field.description, **schema, **default}
