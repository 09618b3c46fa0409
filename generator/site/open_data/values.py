"""Records as plain values: the words of the YAML, without what is empty."""

from functools import cache
from typing import Any

from generator.core.dates import Date
from generator.data.fields import Part
from generator.schema.models import UNPUBLISHED, fields_of


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
