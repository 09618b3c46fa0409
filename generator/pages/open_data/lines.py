"""JSON with one field or one record in a line: readable, and written by the fast part of Python's
encoder, which does not indent."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

# Nothing that is written holds itself; looking out for that takes a sixth of the time.
in_one_line = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def fields_of(values: Mapping[str, Any]) -> list[str]:
    return [f'"{name}": {in_one_line(value)}' for name, value in values.items()]


def list_field(name: str, items: Iterable[str]) -> str:
    """A field that is a list, of items that are JSON already."""
    return f'"{name}": [\n{_lines(items)}\n]'


def written(fields: Iterable[str]) -> bytes:
    """The file of these fields."""
    return f"{{\n{_lines(fields)}\n}}\n".encode()


def _lines(parts: Iterable[str]) -> str:
    return ",\n".join(parts)
