"""JSON Schemas of the YAML, by which editors complete and check records as they are typed.

A schema may know less than `explainer check`, but it refuses nothing for being new: an id that no
record has yet may be written down. Editors give YAML's scalars types, so a year may come as a
number; where YAML is read without types, `true` comes as a text.
"""

import json
import re
from collections.abc import Mapping
from typing import assert_never

from generator.core import dates, text
from generator.data import rules
from generator.data.archive import Archive
from generator.data.fields import Part
from generator.data.records import Explainer
from generator.kinds.registry import KINDS
from generator.schema import shapes
from generator.schema.objects import DATE, DRAFT, Schema, file_schema
from generator.schema.shapes import Single

FOLDER = ".schema"
# The ids of the data stand in one file, so that a new record changes one file and not ten.
IDS = "ids.json"

_NUMBER = r"^[-+]?[0-9]+(?:\.[0-9]+)?$"


def json_schemas(archive: Archive) -> dict[str, Schema]:
    """The schema of each kind of file, and that of the ids, by the name of the schema's file."""
    titles = {
        kind.id: {record.id: record.heading for record in archive.of_kind(kind.model)}
        for kind in KINDS
    }
    return {**file_schemas(), IDS: ids_schema(titles, archive.explainer)}


def file_schemas() -> dict[str, Schema]:
    """The schema of each kind of file: the same for all explainers."""
    schemas = {
        f"{kind.id}.json": _file(kind.model, kind.id, f"site-data/{kind.folder}/ID.yml")
        for kind in KINDS
    }
    schemas["explainer.json"] = _file(Explainer, "explainer", "site-data/explainer.yml")
    return schemas


def schema_files(archive: Archive) -> dict[str, str]:
    """The text of each schema's file, by its path in a project."""
    return {
        f"{FOLDER}/{name}": json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for name, schema in json_schemas(archive).items()
    }


def _file(model: type[Part], title: str, path: str) -> Schema:
    return file_schema(model, _leaf, title, f"The fields of {path}.")


def _leaf(shape: Single) -> Schema:
    match shape:
        case shapes.IdOf(kinds):
            return _known(*(kinds or (kind.id for kind in KINDS)))
        case shapes.Declared(vocabulary):
            return _known(vocabulary)
        case _:
            return _scalar(shape)


def _scalar(shape: shapes.Scalar) -> Schema:
    schema: Schema
    match shape:
        case shapes.Plain() | shapes.Marked():
            schema = {"type": ["string", "number"], "minLength": 1}
        case shapes.Code():
            schema = _code(shape)
        case shapes.Day():
            message = f"Write a date such as {text.listed(dates.EXAMPLES, 'or')}."
            schema = _form(["string", "integer"], DATE, message)
            schema["examples"] = list(dates.EXAMPLES)
        case shapes.TrueFalse():
            schema = _form(["boolean", "string"], "^(?:true|false)$", "Write true or false.")
        case shapes.Number(whole, least, most):
            kind = "integer" if whole else "number"
            schema = _form([kind, "string"], _NUMBER, "Write a number.")
            limits = {"minimum": least, "maximum": most}
            schema |= {name: limit for name, limit in limits.items() if limit is not None}
        case shapes.Address():
            schema = _form(["string"], r"^https?://\S+$", rules.BAD_URL.summary)
        case _:
            assert_never(shape)
    return schema


def _form(types: list[str], pattern: str, message: str) -> Schema:
    """A scalar whose text has a form; the editor shows the message where it has another."""
    return {"type": types, "pattern": pattern, "patternErrorMessage": message}


def _code(code: shapes.Code) -> Schema:
    # A word of digits alone is a number to editors.
    types = ["string", "integer"] if re.fullmatch(code.pattern, "1") else ["string"]
    own = rules.BAD_ID.summary if code is shapes.ID else ""
    message = own or f"Write a {code.name} such as {code.example}."
    longest = {"maxLength": code.longest} if code.longest else {}
    return _form(types, code.pattern, message) | longest


def _known(*names: str) -> Schema:
    """One of the ids that exist, or one that may be made later."""
    return {"anyOf": [{"$ref": f"{IDS}#/$defs/{name}"} for name in (*names, "new")]}


def ids_schema(titles: Mapping[str, Mapping[str, str]], explainer: Explainer | None) -> Schema:
    """The ids and words that exist, each with what an editor is shown beside it.

    `titles` are those of the records: by kind, and there by id.
    """
    known = {kind.id: _enum(titles.get(kind.id, {})) for kind in KINDS}
    known["topics"] = _enum(explainer.topics if explainer else {})
    scale = explainer.scale if explainer else ()
    known["scale"] = _enum({one.id: f"{one.label}: {one.meaning}" for one in scale})
    return {
        "$schema": DRAFT,
        "title": "ids",
        "description": "The ids that exist, to choose from.",
        "$defs": {**known, "new": _code(shapes.ID)},
    }


def _enum(titles: Mapping[str, str]) -> Schema:
    return {"enum": list(titles), "enumDescriptions": list(titles.values())}
