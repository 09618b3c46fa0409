"""JSON with one field or one record in a line: readable, and written by the fast part of Python's
encoder, which does not indent."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

in_one_line = json.JSONEncoder(ensure_ascii=False).encode


def fields_of(values: Mapping[str, Any]) -> list[str]:
    return [f'"{name}": {in_one_line(value)}' for name, value in values.items()]


def written(fields: Iterable[str], lists: Mapping[str, Iterable[str]] | None = None) -> bytes:
    """The file of these fields, and after them of lists, whose items are JSON already.

    It is put together as bytes: a text with one rare letter takes twice the room in each step.
    """
    lines = [field.encode() for field in fields]
    for name, items in (lists or {}).items():
        lines += _list(name, [*map(str.encode, items)] or [b""])
    lines[0] = b"{\n%b" % lines[0]
    lines[-1] += b"\n}\n"
    return b",\n".join(lines)


def _list(name: str, items: list[bytes]) -> list[bytes]:
    """The lines of a field that is a list."""
    items[0] = b'"%b": [\n%b' % (name.encode(), items[0])
    items[-1] += b"\n]"
    return items
