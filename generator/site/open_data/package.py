"""`datapackage.json`: what describes the tables to programs, in the Data Package standard."""

import re
from typing import Any

from generator.core.text import folded
from generator.data.paths import HOME, address
from generator.kinds.tables import Column, Table
from generator.query.context import PageContext
from generator.site.open_data.citing import is_name, licence_page
from generator.site.open_data.json_files import indented
from generator.site.open_data.tables import SEPARATOR, TABLES

_NOTE = (
    "Dates are in EDTF (ISO 8601-2), never more exact than what is known. Several values in one "
    f"cell are separated by `{SEPARATOR}`. A text that would begin like a formula of a spreadsheet "
    "has an apostrophe before it; the JSON has it without."
)


def package_file(ctx: PageContext) -> bytes:
    explainer = ctx.explainer
    home = {"homepage": ctx.full_address(address(HOME))} if ctx.site_url else {}
    publisher = {"title": explainer.publisher.name, "role": "publisher"}
    if explainer.publisher.url:
        publisher["path"] = str(explainer.publisher.url)
    package = {
        "profile": "tabular-data-package",
        "name": _name(explainer.title),
        "title": f"{explainer.title}: the data",
        "description": f"{explainer.question} {_NOTE}",
        **home,
        "licenses": [_licence(explainer.licence)],
        "contributors": [publisher],
        "keywords": list(explainer.topics.values()),
        "resources": [_resource(table) for table in TABLES],
    }
    return indented(package)


def _licence(licence: str) -> dict[str, str]:
    name = licence if is_name(licence) else "other"
    page = licence_page(licence)
    return {"name": name, "title": licence, **({"path": page} if page else {})}


def _name(title: str) -> str:
    """Names of packages are of plain letters, digits and hyphens."""
    return re.sub("[^a-z0-9]+", "-", folded(title)).strip("-") or "explainer"


def _resource(table: Table) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.path,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column, table) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [_foreign(table, one) for one in table.columns if one.refers_to],
        },
    }


def _field(column: Column, table: Table) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.is_required:
        constraints["required"] = True
    if (column.name,) == table.key:
        constraints["unique"] = True
    if column.words:
        constraints["enum"] = list(column.words)
    described = {"name": column.name, "type": column.type, "description": column.description}
    return {**described, "constraints": constraints} if constraints else described


def _foreign(table: Table, column: Column) -> dict[str, Any]:
    """A table refers to itself by an empty name."""
    resource = "" if column.refers_to == table.name else column.refers_to
    return {"fields": [column.name], "reference": {"resource": resource, "fields": ["id"]}}
