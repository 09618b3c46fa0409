"""JSON Schemas as files of the site: of what is published, and of what editors write."""

from generator.query.context import PageContext
from generator.schema.json_schemas import (
    file_schemas,
    ids_schema,
    published_schemas,
    schema_text,
)
from generator.schema.models import Schema

SCHEMAS = "schema/"  # of what is published
YAML_SCHEMAS = f"{SCHEMAS}yaml/"  # of what editors write


def schema_file(ctx: PageContext, folder: str, name: str) -> bytes:
    """One that does not depend on the records."""
    if folder == YAML_SCHEMAS:
        return _written(file_schemas()[name])
    return _written(published_schemas(ctx.full_address(SCHEMAS) if ctx.site_url else "")[name])


def ids_file(ctx: PageContext) -> bytes:
    """The schema of the ids, for which no more is read of a record than its name."""
    titles: dict[str, dict[str, str]] = {}
    for id, name in ctx.names.items():
        titles.setdefault(name.kind, {})[id] = name.title
    return _written(ids_schema(titles, ctx.explainer))


def _written(schema: Schema) -> bytes:
    return schema_text(schema).encode()
