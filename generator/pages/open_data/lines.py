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
    parts = [field.encode() for field in fields]
    for name, items in (lists or {}).items():
        parts.append(b'"%b": [\n%b\n]' % (name.encode(), _lines(map(str.encode, items))))
    return b"{\n%b\n}\n" % _lines(parts)


def _lines(parts: Iterable[bytes]) -> bytes:
    return b",\n".join(parts)
