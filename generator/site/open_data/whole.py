"""The data in JSON: each record beside its page, and everything in one file.

Beside the words of the YAML stand `record` (its kind), `id`, `page` (its address, also of each
statement) and `pages` (the addresses of the records that it mentions).
"""

import json
from collections.abc import Iterable, Iterator

from generator.data.archive import Origin
from generator.data.kinds import BY_ID, KINDS, kind_of
from generator.data.records import AnyRecord, Claim, Talk
from generator.site.page_context import Making
from generator.site.open_data.lines import fields_in, fields_of, in_one_line, written
from generator.site.open_data.values import values_of
from generator.site.paths import HOME, address, addresses_of, path_of
from generator.site.products import Written
from generator.site.statement_index import anchors
from generator.site.site import Asset
from generator.schema.objects import Schema
from generator.schema.published import WHOLE, published_schemas
from generator.schema.written import IDS, file_schemas, ids_schema

DATA = "data.json"  # below the address of a record's page, and of the site
SCHEMAS = "schema/"  # of what is published
YAML_SCHEMAS = f"{SCHEMAS}yaml/"  # of what editors write


def record_data(making: Making, record: AnyRecord, made: Written) -> Iterator[Asset]:
    """The data of a record, also at its former addresses."""
    del made
    schema = _schema(making, f"{kind_of(record).id}.json")
    data = written([*schema, *_record_fields(making, record)])
    yield from (Asset(f"{folder}{DATA}", data) for folder in addresses_of(record))


def data_file(record: AnyRecord) -> str:
    return f"{addresses_of(record)[0]}{DATA}"


def whole_data(making: Making) -> Iterator[Asset]:
    """The data of all records in one file."""
    ids: dict[str, list[str]] = {kind.plural: [] for kind in KINDS}
    for id in making.data:
        kind = BY_ID[making.relations.names[id].kind]
        ids[kind.plural].append(id)
    lists = {name: _items(making, its) for name, its in ids.items()}
    explainer = ", ".join(explainer_fields(making))
    fields = [*_schema(making, WHOLE), f'"explainer": {{{explainer}}}']
    yield Asset(DATA, written(fields, lists))


def _items(making: Making, ids: Iterable[str]) -> Iterator[bytes]:
    at_its_place = len(_schema(making, WHOLE))  # each file names its own schema
    return (b"{%b}" % fields_in(making.data[id].data, at_its_place) for id in ids)


def schema_assets(making: Making) -> Iterator[Asset]:
    """Those that do not depend on the records."""
    base = making.whole(SCHEMAS) if making.site_url else ""
    for folder, schemas in ((SCHEMAS, published_schemas(base)), (YAML_SCHEMAS, file_schemas())):
        yield from (_schema_file(f"{folder}{name}", schema) for name, schema in schemas.items())


def ids_asset(making: Making) -> Iterator[Asset]:
    """The schema of the ids, for which no more is read of a record than its name."""
    titles: dict[str, dict[str, str]] = {}
    for id, name in making.relations.names.items():
        titles.setdefault(name.kind, {})[id] = name.title
    yield _schema_file(f"{YAML_SCHEMAS}{IDS}", ids_schema(titles, making.explainer))


def _schema_file(path: str, schema: Schema) -> Asset:
    return Asset(path, f"{json.dumps(schema, ensure_ascii=False, indent=1)}\n".encode())


def _record_fields(making: Making, record: AnyRecord) -> list[str]:
    page = making.whole(address(path_of(record)))
    values = values_of(record)
    if isinstance(record, Claim | Talk):
        named = zip(values.get("statements", ()), anchors(record.statements), strict=True)
        values["statements"] = [
            {"page": f"{page}#{anchor}", **statement} for statement, anchor in named
        ]
    own = {"record": kind_of(record).id, "id": record.id, "page": page}
    origin = making.archive.origins[record.id]
    return fields_of({**own, **values, "pages": _pages(making, origin)})


def explainer_fields(making: Making) -> list[str]:
    origin = making.archive.explainer_origin
    assert origin is not None
    own = {"page": making.whole(address(HOME))}
    return fields_of({**own, **values_of(making.explainer), "pages": _pages(making, origin)})


def _pages(making: Making, origin: Origin) -> dict[str, str]:
    """Where the records are found that are mentioned."""
    names = making.relations.names
    ids = sorted({one.target for one in origin.mentioned})
    return {id: making.whole(address(names[id].path)) for id in ids}


def _schema(making: Making, name: str) -> list[str]:
    return [f'"$schema": {in_one_line(making.whole(SCHEMAS + name))}'] if making.site_url else []
