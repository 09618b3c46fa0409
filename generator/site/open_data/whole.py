"""The data in JSON: each record beside its page, and everything in one file.

Beside the words of the YAML stand `record` (its kind), `id`, `page` (its address, also of each
statement) and `pages` (the addresses of the records that it mentions).
"""

import json
from collections.abc import Iterable, Iterator

from generator.data.paths import HOME, address, addresses_of, path_of
from generator.data.records import Claim, Record, Talk
from generator.kinds.registry import BY_ID, KINDS
from generator.query import questions
from generator.query.context import PageContext
from generator.query.graph import Ask
from generator.query.statement_index import anchors
from generator.schema.objects import Schema
from generator.schema.published import WHOLE, published_schemas
from generator.schema.written import IDS, file_schemas, ids_schema
from generator.site.open_data.lines import LINE_END, fields_of, in_one_line, written
from generator.site.open_data.values import values_of
from generator.site.site import Asset, Page

DATA = "data.json"  # below the address of a record's page, and of the site
SCHEMAS = "schema/"  # of what is published
YAML_SCHEMAS = f"{SCHEMAS}yaml/"  # of what editors write


def record_data(ctx: PageContext, record: Record, page: Page) -> Iterator[Asset]:
    """The data of a record, also at its former addresses."""
    del page
    schema = _schema(ctx, f"{record.KIND.id}.json")
    data = written([*schema, *ctx.ask(record_fields, record.id)])
    yield from (Asset(f"{folder}{DATA}", data) for folder in addresses_of(record))


def whole_data(ctx: PageContext) -> Iterator[Asset]:
    """The data of all records in one file."""
    ids: dict[str, list[str]] = {kind.plural: [] for kind in KINDS}
    for id in ctx.ask(questions.ids):
        ids[BY_ID[ctx.name(id).kind].plural].append(id)
    lists = {name: _items(ctx, of_kind) for name, of_kind in ids.items()}
    explainer = ", ".join(explainer_fields(ctx))
    fields = [*_schema(ctx, WHOLE), f'"explainer": {{{explainer}}}']
    yield Asset(DATA, written(fields, lists))


def _items(ctx: PageContext, ids: Iterable[str]) -> Iterator[bytes]:
    return (f"{{{LINE_END.join(ctx.ask(record_fields, id))}}}".encode() for id in ids)


def schema_assets(ctx: PageContext) -> Iterator[Asset]:
    """Those that do not depend on the records."""
    base = ctx.whole(SCHEMAS) if ctx.site_url else ""
    for folder, schemas in ((SCHEMAS, published_schemas(base)), (YAML_SCHEMAS, file_schemas())):
        yield from (_schema_file(f"{folder}{name}", schema) for name, schema in schemas.items())


def ids_asset(ctx: PageContext) -> Iterator[Asset]:
    """The schema of the ids, for which no more is read of a record than its name."""
    titles: dict[str, dict[str, str]] = {}
    for id, name in ctx.ask(questions.names).items():
        titles.setdefault(name.kind, {})[id] = name.title
    yield _schema_file(f"{YAML_SCHEMAS}{IDS}", ids_schema(titles, ctx.explainer))


def _schema_file(path: str, schema: Schema) -> Asset:
    return Asset(path, f"{json.dumps(schema, ensure_ascii=False, indent=1)}\n".encode())


def record_fields(ask: Ask, id: str) -> tuple[str, ...]:
    """The fields of a record, each as JSON."""
    ctx = PageContext(ask)
    record = ctx.record(id)
    page = ctx.whole(address(path_of(record)))
    values = values_of(record)
    if isinstance(record, Claim | Talk):
        named = zip(values.get("statements", ()), anchors(record.statements), strict=True)
        values["statements"] = [
            {"page": f"{page}#{anchor}", **statement} for statement, anchor in named
        ]
    own = {"record": record.KIND.id, "id": record.id, "page": page}
    return tuple(fields_of({**own, **values, "pages": _pages(ctx, record.id)}))


def explainer_fields(ctx: PageContext) -> list[str]:
    own = {"page": ctx.whole(address(HOME))}
    return fields_of({**own, **values_of(ctx.explainer), "pages": _pages(ctx, HOME)})


def _pages(ctx: PageContext, by: str) -> dict[str, str]:
    """Where the records are found that a record mentions, or the explainer."""
    ids = sorted({one.target for one in ctx.ask(questions.mentioned, by)})
    return {id: ctx.whole(address(ctx.name(id).path)) for id in ids}


def _schema(ctx: PageContext, name: str) -> list[str]:
    return [f'"$schema": {in_one_line(ctx.whole(SCHEMAS + name))}'] if ctx.site_url else []
