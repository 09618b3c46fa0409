"""Finding the marked values of a record: its references, its prose, its words of a vocabulary."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from generator.model.fields import Mark, Part, Prose, Reference, Word

Path = tuple[str | int, ...]  # from the record to a value: ("statements", 0, "speaker")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with what it stands for and its path in the record."""

    path: Path
    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class _Step:
    name: str
    mark: Mark | None
    is_part: bool


def marked(part: Part) -> tuple[Marked, ...]:
    """Every marked text of a record, in the order of its fields."""
    found: list[Marked] = []
    _mark(part, (), found)
    return tuple(found)


def _mark(part: Part, path: Path, found: list[Marked]) -> None:
    for step in _plan(type(part)):
        value: Any = getattr(part, step.name)
        if value is None or value == ():
            continue
        entries = enumerate(value) if isinstance(value, tuple) else ((None, value),)
        for index, entry in entries:
            here: Path = (*path, step.name) if index is None else (*path, step.name, index)
            if step.is_part:
                _mark(entry, here, found)
            elif step.mark is not None:
                found.append(Marked(here, step.mark, entry))


@cache
def _plan(model: type[Part]) -> tuple[_Step, ...]:
    """The fields of a model that hold marked texts or further parts."""
    steps = []
    for name, hint in get_type_hints(model, include_extras=True).items():
        if name in model.model_fields:
            mark, kind = _unwrapped(hint)
            is_part = isinstance(kind, type) and issubclass(kind, Part)
            if mark is not None or is_part:
                steps.append(_Step(name, mark, is_part))
    return tuple(steps)


def _unwrapped(hint: Any) -> tuple[Mark | None, Any]:
    """What is left of a type without `tuple`, `| None` and `Annotated`, and its mark."""
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *extras = get_args(hint)
        mark, kind = _unwrapped(inner)
        own = next((one for one in extras if isinstance(one, Reference | Prose | Word)), None)
        return own or mark, kind
    if origin in (Union, UnionType, tuple):
        return _unwrapped(get_args(hint)[0])
    if origin is not None and issubclass(origin, Mapping):
        return None, None
    return None, hint


def part_type(model: type[Part], field: str) -> type[Part] | None:
    """The model of the parts that a field holds, if it holds any."""
    hint = get_type_hints(model, include_extras=True).get(field)
    kind = _unwrapped(hint)[1] if hint is not None else None
    return kind if isinstance(kind, type) and issubclass(kind, Part) else None
