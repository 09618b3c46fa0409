"""JSON with one field or one record in a line: readable, and written by the fast part of Python's
encoder, which does not indent."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

_BEGIN, _PARTED, _END = b"{\n", b",\n", b"\n}\n"

# Nothing that is written holds itself; looking out for that takes a sixth of the time.
in_one_line = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def fields_of(values: Mapping[str, Any]) -> list[str]:
    return [f'"{name}": {in_one_line(value)}' for name, value in values.items()]


def written(fields: Iterable[str], lists: Mapping[str, Iterable[bytes]] | None = None) -> bytes:
    """The file of these fields, and after them of lists, whose items are JSON already.

    It is put together as bytes: a text with one rare letter takes twice the room in each step.
    """
    lines = [field.encode() for field in fields]
    for name, items in (lists or {}).items():
        lines += _list(name, [*items] or [b""])
    lines[0] = _BEGIN + lines[0]
    lines[-1] += _END
    return _PARTED.join(lines)


def fields_in(file: bytes, after: int) -> bytes:
    """The fields of a file that is `written`, but not the first ones."""
    return file.removeprefix(_BEGIN).removesuffix(_END).split(_PARTED, after)[-1]


def _list(name: str, items: list[bytes]) -> list[bytes]:
    """The lines of a field that is a list."""
    items[0] = b'"%b": [\n%b' % (name.encode(), items[0])
    items[-1] += b"\n]"
    return items
