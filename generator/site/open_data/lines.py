"""JSON with one field or one record in a line: readable, and written by the fast part of Python's
encoder, which does not indent."""

import json
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

LINE_END = ",\n"
_BEGIN, _PARTED, _END = b"{\n", LINE_END.encode(), b"\n}\n"

# Nothing that is written holds itself; looking out for that takes a sixth of the time.
in_one_line = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def fields_of(values: Mapping[str, Any]) -> list[str]:
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
