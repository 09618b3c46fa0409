"""JSON Schemas of the YAML, by which editors complete and check records as they are typed.

A schema may know less than `explainer check`, but it refuses nothing for being new: an id that no
record has yet may be written down. Editors give YAML's scalars types, so a year may come as a
number; where YAML is read without types, `true` comes as a text.
"""

import json
from collections.abc import Mapping

from generator.data.archive import Archive
from generator.data.fields import Part
from generator.data.records import Explainer
from generator.kinds.registry import KINDS
from generator.schema.models import DRAFT, file_schema
from generator.schema.shapes import ID, IDS, Schema

FOLDER = ".schema"
# Each kind of file: its name, where it lies, and its model.
FILES: tuple[tuple[str, str, type[Part]], ...] = (
    ("explainer", "site-data/explainer.yml", Explainer),
    *((kind.id, f"site-data/{kind.folder}/ID.yml", kind.model) for kind in KINDS),
)


def file_schemas() -> dict[str, Schema]:
    """The schema of each kind of file: the same for all explainers."""
    return {
        f"{name}.json": file_schema(model, name, f"The fields of {path}.", is_published=False)
        for name, path, model in FILES
    }


def schema_files(archive: Archive) -> dict[str, str]:
    """The text of each schema's file, and that of the ids, by its path in a project."""
    titles = {
        kind.id: {record.id: record.heading for record in archive.of_kind(kind.model)}
        for kind in KINDS
    }
    schemas = {**file_schemas(), IDS: ids_schema(titles, archive.explainer)}
    return {f"{FOLDER}/{name}": schema_text(schema) for name, schema in schemas.items()}


def schema_text(schema: Schema) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def ids_schema(titles: Mapping[str, Mapping[str, str]], explainer: Explainer | None) -> Schema:
    """The ids and words that exist, each with what an editor is shown beside it.

    `titles` are those of the records: by kind, and there by id.
    """
    known = {kind.id: titles.get(kind.id, {}) for kind in KINDS}
    scale = explainer.scale if explainer else ()
    known["topics"] = explainer.topics if explainer else {}
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
