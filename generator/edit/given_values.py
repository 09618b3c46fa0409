"""The values for a new record that are given on the command line, as FIELD=VALUE."""

from collections.abc import Sequence
from typing import Any

from generator.core.suggestions import did_you_mean
from generator.edit.refusal import Refusal
from generator.kinds.kind import Kind
from generator.schema.shapes import Listed, Shape, Single, Sort
from generator.schema.skeleton import settable


def given_values(
    kind: Kind[Any], settings: Sequence[str]
) -> tuple[dict[str, list[str]], list[Refusal]]:
    """The values by path. A path that is repeated adds to a list; ids may be parted by commas."""
    values: dict[str, list[str]] = {}
    refusals = []
    for setting in settings:
        path, equals, value = setting.partition("=")
        shape = _shape(kind, path)
        if not equals or not value.strip():
            refusals.append(Refusal(f"`--set {setting}` gives no value", "write FIELD=VALUE"))
        elif shape is None:
            known = settable(kind.model)
            simple = ", ".join(field for field in known if "." not in field)
            advice = did_you_mean(path, known, f"among the fields are {simple}")
            refusals.append(Refusal(f"a {kind.id} has no field `{path}`", advice))
        elif path in values and not isinstance(shape, Listed):
            refusals.append(Refusal(f"`{path}` is set twice", "it holds one value"))
        else:
            values.setdefault(path, []).extend(_split(shape, value))
    return values, refusals


def _shape(kind: Kind[Any], path: str) -> Shape | None:
    known = settable(kind.model)
    return known.get(path) or known.get(f"{path.rpartition('.')[0]}.*")


def _split(shape: Shape, value: str) -> list[str]:
    match shape:
        case Listed(Single(sort=Sort.ID | Sort.DECLARED | Sort.CODE)):
            return [entry.strip() for entry in value.split(",") if entry.strip()]
    return [value.strip()]
