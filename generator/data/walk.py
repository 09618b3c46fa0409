"""Finding the marked values of a record: its references, its prose, its words of a vocabulary."""

from collections.abc import Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from generator.data.fields import Mark, Part, Prose, Reference, Word

Path = tuple[str | int, ...]  # from the record to a value: ("statements", 0, "speaker")


class Marked(NamedTuple):
    """A text with what it stands for and its path in the record."""

    path: Path
    mark: Mark
    text: str


class _Step(NamedTuple):
    name: str
    mark: Mark | None
    part: type[Part] | None


def marked(part: Part) -> tuple[Marked, ...]:
    """Every marked text of a record, in the order of its fields."""
    found: list[Marked] = []
    _mark(part, (), found)
    return tuple(found)


def _mark(part: Part, path: Path, found: list[Marked]) -> None:
    for name, mark, model in _plan(type(part)):
        value: Any = getattr(part, name)
        if value is None or value == ():
            continue
        here = (*path, name)
        if model and isinstance(value, tuple):
            for index, entry in enumerate(value):
                _mark(entry, (*here, index), found)
        elif model:
            _mark(value, here, found)
        elif mark and isinstance(value, tuple):
            found += [Marked((*here, index), mark, entry) for index, entry in enumerate(value)]
        elif mark:
            found.append(Marked(here, mark, value))


@cache
def _plan(model: type[Part]) -> tuple[_Step, ...]:
    """The fields of a model that hold marked texts or further parts."""
    steps = []
    for name, hint in hints_of(model).items():
        mark, kind = unwrapped(hint)
        part = kind if is_part(kind) else None
        if mark is not None or part is not None:
            steps.append(_Step(name, mark, part))
    return tuple(steps)


@cache
def hints_of(model: type[Part]) -> Mapping[str, Any]:
    """The types of a model's fields, with what is annotated to them."""
    hints = get_type_hints(model, include_extras=True)
    return {name: hint for name, hint in hints.items() if name in model.model_fields}


def may_mention(hint: Any) -> bool:
    """Can a value of this type name a record? One of an unknown type can."""
    if hint is None:
        return True
    mark, kind = unwrapped(hint)
    if is_part(kind):
        return any(may_mention(inner) for inner in hints_of(kind).values())
    return isinstance(mark, Reference | Prose)


def unwrapped(hint: Any) -> tuple[Mark | None, Any]:
    """What is left of a type without `tuple`, `| None` and `Annotated`, and its mark."""
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *extras = get_args(hint)
        mark, kind = unwrapped(inner)
        own = next((mark for mark in extras if isinstance(mark, Reference | Prose | Word)), None)
        return own or mark, kind
    if origin in (Union, UnionType, tuple):
        return unwrapped(get_args(hint)[0])
    if origin is not None and issubclass(origin, Mapping):
        return None, None
    return None, hint


def hint_at(model: type[Part], path: Path) -> Any:
    """The type of the value at a path; none for unknown fields and for entries of mappings."""
    hint: Any = model
    for step in path:
        kind = bare(hint)
        if isinstance(step, int):
            hint = get_args(kind)[0] if get_origin(kind) is tuple else None
        else:
            hint = hints_of(kind).get(step) if is_part(kind) else None
    return hint


def bare(hint: Any) -> Any:
    """A type without `| None` and what is annotated to it."""
    while get_origin(hint) in (Annotated, Union, UnionType):
        hint = get_args(hint)[0]
    return hint


def is_part(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Part)
