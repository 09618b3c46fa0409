"""Records with every field of their model filled in, found by walking the models.

A field that is added to a model is filled by itself, or refused here with the advice to say how.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from generator.data import fields, records
from generator.data.fields import Part, Prose, Reference, Word
from generator.data.walk import Path

Sort = Literal["line", "text", "prose", "closed"]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value of a record, by the names of the fields that lead to it: `statements.quote.text`."""

    name: str
    sort: Sort
    good: Any  # for a closed leaf: a value that its type allows
    mark: Reference | Word | None = None


Fill = Callable[[Leaf], Any]

# Values of types that hold no free text.
_CLOSED: tuple[tuple[Any, Any], ...] = (
    (fields.Id, "word"),
    (fields.Language, "uk"),
    (fields.Wikidata, "Q184"),
    (fields.Edtf, "2021-05-04"),
    (fields.Boolean, "false"),
    (fields.WebAddress, "https://example.org/page"),
    (float, "10"),
    (int, "3"),
)
# Old addresses of the site by new ones, whose form a check demands.
_ADDRESSES = ("moved",)
_OPEN: tuple[tuple[Any, Sort], ...] = ((fields.Line, "line"), (fields.Text, "text"))


def filled(model: type[Part], fill: Fill, above: str = "") -> dict[str, Any]:
    """Every field of a model but the record's own id; of each list one entry."""
    hints = get_type_hints(model, include_extras=True)
    names = [
        name for name in model.model_fields if name != "id" or not issubclass(model, records.Record)
    ]
    return {name: _value(hints[name], fill, f"{above}.{name}".lstrip(".")) for name in names}


def leaves(model: type[Part]) -> list[Leaf]:
    found: list[Leaf] = []

    def take(leaf: Leaf) -> Any:
        found.append(leaf)
        return leaf.good

    filled(model, take)
    return found


def _value(hint: Any, fill: Fill, name: str, mark: Any = None) -> Any:  # noqa: PLR0911
    for kind, good in _CLOSED:
        if hint == kind:
            return fill(Leaf(name, "closed", good))
    for kind, sort in _OPEN:
        if hint == kind:
            return fill(Leaf(name, "prose" if isinstance(mark, Prose) else sort, "Words"))
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _annotated(hint, fill, name)
    if origin in (Union, UnionType):
        return _value(inner[0], fill, name, mark)
    if origin is tuple:
        return [_value(inner[0], fill, name, mark)]
    if name in _ADDRESSES:
        former = fill(Leaf(f"{name}.[key]", "closed", "/topics/former/"))
        return {former: fill(Leaf(name, "closed", "/topics/word/"))}
    if origin is dict:
        key = fill(Leaf(f"{name}.[key]", "closed", _value(inner[0], lambda leaf: leaf.good, name)))
        return {key: _value(inner[1], fill, name, mark)}
    if isinstance(hint, type) and issubclass(hint, Part):
        return filled(hint, fill, name)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return fill(Leaf(name, "closed", next(iter(hint)).value))
    if hint is str:  # an id that a check looks up
        return fill(Leaf(name, "closed", "word", mark))
    raise AssertionError(
        f"`{name}` is of a type that tests/hostile/filling.py does not know: {hint}"
    )


def _annotated(hint: Any, fill: Fill, name: str) -> Any:
    """A type without its mark: marks come last, so that what is left is a type of `fields`."""
    inner, *extras = get_args(hint)
    marks = [one for one in extras if isinstance(one, Prose | Reference | Word)]
    assert len(marks) == 1, f"`{name}` should have one mark"
    rest = [one for one in extras if one is not marks[0]]
    bare = Annotated[(inner, *rest)] if rest else inner
    return _value(bare, fill, name, marks[0])


def values(record: Mapping[str, Any]) -> Iterator[tuple[Path, str, Any]]:
    """Each value of a filled record: its path, the name of its leaf, and the value."""

    def walk(value: Any, path: Path) -> Iterator[tuple[Path, str, Any]]:
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from walk(inner, (*path, key))
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                yield from walk(inner, (*path, index))
        else:
            name = ".".join(str(step) for step in path if isinstance(step, str))
            yield path, name, value

    yield from walk(record, ())
