"""What each field of a model may hold, in the few shapes that an editor meets.

The JSON Schema and the field reference are both written from these shapes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import AnyUrl, StringConstraints
from pydantic.fields import FieldInfo

from generator.core.dates import Date
from generator.data import fields
from generator.data.fields import Part, Prose, Reference, Word


@dataclass(frozen=True, slots=True)
class Plain:
    """Text that is printed as it stands."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Prose: text with links to records and citations."""

    cited: bool  # must each paragraph end on a citation?


@dataclass(frozen=True, slots=True)
class Code:
    """Text of a fixed form, such as an id."""

    name: str
    example: str
    pattern: str
    longest: int | None


@dataclass(frozen=True, slots=True)
class Day:
    """A date, as exact as it is known."""


@dataclass(frozen=True, slots=True)
class TrueFalse:
    pass


@dataclass(frozen=True, slots=True)
class Number:
    whole: bool
    least: float | None
    most: float | None


@dataclass(frozen=True, slots=True)
class Address:
    """An address on the web."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of the words that the model lists."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Declared:
    """One of the words that `explainer.yml` lists."""

    vocabulary: str


@dataclass(frozen=True, slots=True)
class IdOf:
    """The id of a record of one of these kinds (none given: of any kind)."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartOf:
    """Fields of their own, described by another model."""

    model: type[Part]


@dataclass(frozen=True, slots=True)
class Listed:
    each: "Shape"
    least: int


@dataclass(frozen=True, slots=True)
class Mapped:
    key: "Shape"
    value: "Shape"


Scalar = Plain | Marked | Code | Day | TrueFalse | Number | Address
Single = Scalar | Declared | IdOf  # what each JSON Schema describes in its own way
Shape = Single | OneOf | PartOf | Listed | Mapped


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    description: str
    is_required: bool
    default: str | None  # what holds if the field is left out; none for an empty value
    shape: Shape


@cache
def fields_of(model: type[Part]) -> tuple[Field, ...]:
    """The fields that are written in a file: a model's own first, then those that it inherits."""
    hints = get_type_hints(model, include_extras=True)
    written = [(name, info) for name, info in model.model_fields.items() if not info.exclude]
    written.sort(key=lambda field: _inheritance(model, field[0]))
    return tuple(_field(name, info, hints[name]) for name, info in written)


def parts_of(model: type[Part]) -> tuple[type[Part], ...]:
    """The models of all parts within a model, at any depth, in the order of their first use."""
    found: dict[type[Part], None] = {}
    for field in fields_of(model):
        part = part_in(field.shape)
        if part is not None:
            found |= dict.fromkeys((part, *parts_of(part)))
    return tuple(found)


def part_in(shape: Shape) -> type[Part] | None:
    """The model of the parts that a field holds, if it holds any."""
    inner = shape.each if isinstance(shape, Listed) else shape
    return inner.model if isinstance(inner, PartOf) else None


def name_of(part: type[Part]) -> str:
    """The word for a part in schemas and pages: `statement`."""
    return part.__name__.lower()


def _inheritance(model: type[Part], name: str) -> int:
    """From how far above a field comes; fields keep the order of their model."""
    above = (base for base in model.__mro__[1:] if issubclass(base, Part))
    return sum(name in base.model_fields for base in above)


def _field(name: str, info: FieldInfo, hint: Any) -> Field:
    default = None if info.is_required() or not info.default else _written(info.default)
    shape = _shape(hint, info.metadata)
    return Field(name, info.description or "", info.is_required(), default, shape)


def _written(value: Any) -> str:
    """A default in the words of YAML."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shape(hint: Any, extras: Iterable[Any]) -> Shape:
    """The shape of a type; `extras` are the marks and limits that were put on it."""
    marks = tuple(extras)
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _shape(inner[0], (*inner[1:], *marks))
    if origin in (Union, UnionType):  # `… | None`: the field may be left out
        return _shape(inner[0], marks)
    if origin is tuple:
        return Listed(_shape(inner[0], ()), int(_limit(marks, "min_length") or 0))
    if origin is dict:
        return Mapped(_shape(inner[0], ()), _shape(inner[1], ()))
    return _scalar(hint, marks)


def _scalar(kind: type, marks: tuple[Any, ...]) -> Shape:
    if issubclass(kind, Part):
        return PartOf(kind)
    if issubclass(kind, StrEnum):
        return OneOf(tuple(kind))
    if issubclass(kind, int | float) and kind is not bool:
        return Number(issubclass(kind, int), _limit(marks, "ge"), _limit(marks, "le"))
    if kind is str:
        return next(_texts(marks), Plain())
    return _SINGLE[kind]


def _texts(marks: tuple[Any, ...]) -> Iterator[Shape]:
    """What the marks of a text say that it is."""
    for mark in marks:
        match mark:
            case Reference(kinds=kinds):
                yield IdOf(kinds)
            case Word(vocabulary):
                yield Declared(vocabulary)
            case Prose(cited=cited):
                yield Marked(cited)
            case StringConstraints(pattern=str(pattern)):
                yield _CODES[pattern]


def _limit(marks: tuple[Any, ...], name: str) -> float | None:
    found = (getattr(mark, name, None) for mark in marks)
    return next((value for value in found if value is not None), None)


def _code(alias: Any, name: str, example: str) -> Code:
    constraints = get_args(alias)[1]
    return Code(name, example, constraints.pattern, constraints.max_length)


_SINGLE: dict[type, Shape] = {bool: TrueFalse(), AnyUrl: Address(), Date: Day()}

ID = _code(fields.Id, "id", "istanbul-2022-03-29")
_CODES = {
    code.pattern: code
    for code in (
        ID,
        _code(fields.Language, "language code", "uk"),
        _code(fields.Wikidata, "Wikidata id", "Q1899"),
    )
}
