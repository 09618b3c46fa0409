"""The data in JSON: each record beside its page, and everything in one file.

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
from generator.kinds.registry import BY_ID, KINDS
from generator.query.context import PageContext
from generator.query.graph import question
from generator.schema.json_schemas import WHOLE
from generator.schema.models import UNPUBLISHED, fields_of
from generator.site.open_data.schemas import SCHEMAS

LINE_END = ",\n"
_BEGIN, _PARTED, _END = b"{\n", LINE_END.encode(), b"\n}\n"

# Nothing that is written holds itself; looking out for that takes a sixth of the time.
in_one_line = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def json_fields(values: Mapping[str, Any]) -> list[str]:
    return [f'"{name}": {in_one_line(value)}' for name, value in values.items()]


def written(fields: Iterable[str], lists: Mapping[str, Iterable[bytes]] | None = None) -> bytes:
    """The file of these fields, and after them of lists, whose items are JSON already.

    It is put together as bytes: a text with one rare letter takes twice the room in each step. No
    more than one item is asked for at a time, because together they may be large.
    """
    file = BytesIO()
    before = _BEGIN
    for field in fields:
        file.write(before + field.encode())
        before = _PARTED
    for name, items in (lists or {}).items():
        file.write(b'%b"%b": [\n' % (before, name.encode()))
        _write_list(file, items)
        before = _PARTED
    file.write(_END)
    return file.getvalue()


def _write_list(file: BytesIO, items: Iterable[bytes]) -> None:
    before = b""
    for item in items:
        file.write(before)
        file.write(item)
        before = _PARTED
    file.write(b"\n]")


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
        return [_value(one) for one in value]
    if isinstance(value, Part):
        return values_of(value)
    if isinstance(value, Date):
        return value.text
    return dict(value) if isinstance(value, dict) else str(value)


@cache
def _names(model: type[Part]) -> tuple[str, ...]:
    return tuple(field.name for field in fields_of(model) if field.name not in UNPUBLISHED)


def record_data(ctx: PageContext, record: Record, folder: str) -> bytes:
    """The data of a record."""
    del folder
    schema = _schema(ctx, f"{record.KIND.id}.json")
    return written([*schema, *record_fields(ctx, record.id)])


def whole_data(ctx: PageContext) -> bytes:
    """The data of all records in one file."""
    ids: dict[str, list[str]] = {kind.plural: [] for kind in KINDS}
    for id in ctx.ids:
        ids[BY_ID[ctx.name(id).kind].plural].append(id)
    lists = {name: _items(ctx, of_kind) for name, of_kind in ids.items()}
    explainer = ", ".join(explainer_fields(ctx))
    fields = [*_schema(ctx, WHOLE), f'"explainer": {{{explainer}}}']
    return written(fields, lists)


def _items(ctx: PageContext, ids: Iterable[str]) -> Iterator[bytes]:
    return (f"{{{LINE_END.join(record_fields(ctx, id))}}}".encode() for id in ids)


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


def explainer_fields(ctx: PageContext) -> list[str]:
    own = {"page": ctx.full_address(address(HOME))}
    return json_fields({**own, **values_of(ctx.explainer), "pages": _pages(ctx, HOME)})


def _pages(ctx: PageContext, by: str) -> dict[str, str]:
    """Where the records are found that a record mentions, or the explainer."""
    ids = sorted({one.target for one in ctx.mentioned(by)})
    return {id: ctx.full_address(address(ctx.name(id).path)) for id in ids}


def _schema(ctx: PageContext, name: str) -> list[str]:
    return [f'"$schema": {in_one_line(ctx.full_address(SCHEMAS + name))}'] if ctx.site_url else []
