"""The data in JSON: each record beside its page, everything in one file; and the schemas.

Beside the words of the YAML stand `record` (its kind), `id`, `page` (its address, also of each
statement) and `pages` (the addresses of the records that it mentions). One field or one record
stands in a line: readable, and written by the fast part of Python's encoder, which does not indent.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from io import BytesIO
from typing import Any

from generator.core.dates import Date
from generator.data.fields import Part
from generator.data.paths import HOME, address, anchors, path_of
from generator.data.records import Record, has_statements, statements_of
from generator.kinds.claim import Claim, claim_statuses, is_reviewed
from generator.kinds.linked_data import Links, node
from generator.kinds.registry import KINDS, kind_of
from generator.query.context import PageContext
from generator.query.graph import question
from generator.schema.json_schemas import WHOLE, file_schemas, ids_schema, published_schemas
from generator.schema.models import UNPUBLISHED, fields_of
from generator.site.open_data.citing import licence_and_date
from generator.site.site import in_one_line

SCHEMAS = "schema/"  # of what is published
YAML_SCHEMAS = f"{SCHEMAS}yaml/"  # of what editors write

_LINE_END = ",\n"


def indented(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def json_fields(values: Mapping[str, Any]) -> list[str]:
    return [f'"{name}": {in_one_line(value)}' for name, value in values.items()]


def written(fields: Iterable[str], lists: Mapping[str, Iterable[str]] | None = None) -> bytes:
    """The file of these fields, and after them of lists, whose items are JSON already.

    It is put together as bytes: a text with one rare letter takes twice the room in each step. No
    more than one item is asked for at a time, because together they may be large.
    """
    file = BytesIO()
    file.write(b"{\n")
    file.writelines(_parted(fields))
    for name, items in (lists or {}).items():
        file.write(f'{_LINE_END}"{name}": [\n'.encode())
        file.writelines(_parted(items))
        file.write(b"\n]")
    file.write(b"\n}\n")
    return file.getvalue()


def _parted(items: Iterable[str]) -> Iterator[bytes]:
    before = ""
    for item in items:
        yield f"{before}{item}".encode()
        before = _LINE_END


def values_of(part: Part) -> dict[str, Any]:
    """What a record or a part of one holds, in the order of the reference of fields.

    Values that hold if a field is left out stand there as well.
    """
    written = {}
    for name in _names(type(part)):
        value = getattr(part, name)
        if value is not None and value not in ((), {}):
            written[name] = _value(value)
    return written


def _value(value: Any) -> Any:
    if isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    if isinstance(value, Part):
        return values_of(value)
    if isinstance(value, Date):
        return value.text
    return dict(value) if isinstance(value, dict) else str(value)


@cache
def _names(model: type[Part]) -> tuple[str, ...]:
    return tuple(field.name for field in fields_of(model) if field.name not in UNPUBLISHED)


def record_data(ctx: PageContext, record: Record, _folder: str) -> bytes:
    """The data of a record."""
    return written([*_schema(ctx, f"{record.KIND.id}.json"), *record_fields(ctx, record.id)])


def whole_data(ctx: PageContext) -> bytes:
    """The data of all records in one file."""
    own = {"page": ctx.full_address(address(HOME))}
    about = {**own, **values_of(ctx.explainer), "pages": _pages(ctx, HOME)}
    explainer = ", ".join(json_fields(about))
    lists = {kind.plural: _items(ctx, kind.id) for kind in KINDS}
    return written([*_schema(ctx, WHOLE), f'"explainer": {{{explainer}}}'], lists)


def _items(ctx: PageContext, kind: str) -> Iterator[str]:
    for id, name in ctx.names.items():
        if name.kind == kind:
            yield f"{{{_LINE_END.join(record_fields(ctx, id))}}}"


@question
def record_fields(ctx: PageContext, id: str) -> tuple[str, ...]:
    """The fields of a record, each as JSON."""
    record = ctx.record(id)
    page = ctx.full_address(address(path_of(record)))
    values = values_of(record)
    if has_statements(type(record)):
        named = zip(values.get("statements", ()), anchors(statements_of(record)), strict=True)
        values["statements"] = [
            {"page": f"{page}#{anchor}", **statement} for statement, anchor in named
        ]
    own = {"record": record.KIND.id, "id": record.id, "page": page}
    return tuple(json_fields({**own, **values, "pages": _pages(ctx, record.id)}))


def _pages(ctx: PageContext, by: str) -> dict[str, str]:
    """Where the records are found that a record mentions, or the explainer."""
    ids = sorted({target for target, _ in ctx.mentioned(by)})
    return {id: ctx.full_address(address(ctx.name(id).path)) for id in ids}


def _schema(ctx: PageContext, name: str) -> list[str]:
    return json_fields({"$schema": ctx.full_address(SCHEMAS + name)}) if ctx.site_url else []


def schema_file(ctx: PageContext, folder: str, name: str) -> bytes:
    """A JSON Schema that does not depend on the records."""
    if folder == YAML_SCHEMAS:
        return indented(file_schemas()[name])
    return indented(published_schemas(ctx.full_address(SCHEMAS) if ctx.site_url else "")[name])


def ids_file(ctx: PageContext) -> bytes:
    """The schema of the ids, for which no more is read of a record than its name."""
    titles = ((name.kind, id, name.title) for id, name in ctx.names.items())
    return indented(ids_schema(titles, ctx.explainer))


_BESIDE = "data.md"  # a page at the file's own address, from where its links lead


def review_file(ctx: PageContext) -> bytes:
    """`data/claim-reviews.json`: every ClaimReview of the site in one schema.org `DataFeed`."""
    links = Links(ctx, _BESIDE)
    feed = node(
        "DataFeed",
        name=f"{ctx.explainer.title}: fact checks",
        publisher=links.publisher_name,
        **licence_and_date(links),
    )
    claims = (status.claim for status in claim_statuses(ctx).values())
    rows = (row for claim in claims if (row := review_line(ctx, claim)))
    fields = json_fields({"@context": "https://schema.org", **feed})
    return written(fields, {"dataFeedElement": rows})


@question
def review_line(ctx: PageContext, id: str) -> str:
    """The same node as on the claim's page; empty for one that carries no rating there."""
    claim = ctx.find(id)
    if not isinstance(claim, Claim) or not is_reviewed(ctx, claim):
        return ""
    links = Links(ctx, _BESIDE)
    item = [kind_of(claim).node(links, claim)]
    return in_one_line(node("DataFeedItem", url=links.to(path_of(claim)), item=item))
