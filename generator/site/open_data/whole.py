"""The data in JSON: each record beside its page, and everything in one file.

Beside the words of the YAML stand `record` (its kind), `id`, `page` (its address, also of each
statement) and `pages` (the addresses of the records that it mentions).
"""

from collections.abc import Iterable, Iterator

from generator.data.paths import HOME, address, path_of
from generator.data.records import Record, has_statements, statements_of
from generator.kinds.registry import BY_ID, KINDS
from generator.query import questions
from generator.query.context import PageContext
from generator.query.graph import Ask
from generator.query.statement_index import anchors
from generator.schema.published import WHOLE
from generator.site.open_data.lines import LINE_END, fields_of, in_one_line, written
from generator.site.open_data.schemas import SCHEMAS
from generator.site.open_data.values import values_of

DATA_FILE = "data.json"  # below the address of a record's page, and of the site


def record_data(ctx: PageContext, record: Record, folder: str) -> bytes:
    """The data of a record."""
    del folder
    schema = _schema(ctx, f"{record.KIND.id}.json")
    return written([*schema, *ctx.ask(record_fields, record.id)])


def whole_data(ctx: PageContext) -> bytes:
    """The data of all records in one file."""
    ids: dict[str, list[str]] = {kind.plural: [] for kind in KINDS}
    for id in ctx.ask(questions.ids):
        ids[BY_ID[ctx.name(id).kind].plural].append(id)
    lists = {name: _items(ctx, of_kind) for name, of_kind in ids.items()}
    explainer = ", ".join(explainer_fields(ctx))
    fields = [*_schema(ctx, WHOLE), f'"explainer": {{{explainer}}}']
    return written(fields, lists)


def _items(ctx: PageContext, ids: Iterable[str]) -> Iterator[bytes]:
    return (f"{{{LINE_END.join(ctx.ask(record_fields, id))}}}".encode() for id in ids)


def record_fields(ask: Ask, id: str) -> tuple[str, ...]:
    """The fields of a record, each as JSON."""
    ctx = PageContext(ask)
    record = ctx.record(id)
    page = ctx.whole(address(path_of(record)))
    values = values_of(record)
    if has_statements(type(record)):
        named = zip(values.get("statements", ()), anchors(statements_of(record)), strict=True)
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
