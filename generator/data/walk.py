"""Finding the marked values of a record: its references, its prose, its words of a vocabulary.

References and prose mention other records: here is every mention of one by another, and its reason.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from generator.core import prose
from generator.core.text import with_article
from generator.data.fields import Mark, Part, Prose, Reference

CITED = ("source",)  # what a citation has to name

Path = tuple[str | int, ...]  # from the record to a value: ("statements", 0, "speaker")


class Marked(NamedTuple):
    """A text with what it stands for and its path in the record."""

    path: Path
    mark: Mark
    text: str


class Mention(NamedTuple):
    record: str  # who mentions: a record's id, or the path of a hand-written page
    target: str  # the id that is mentioned
    reason: str  # "speaker of a statement", "cited in a summary"
    kinds: tuple[str, ...]  # what the target may be; none given: any kind
    path: Path  # where in the record; empty for a hand-written page
    text: str  # what stands there: the id itself, or prose
    start: int = 0  # where in the prose the mention begins


class Field(NamedTuple):
    """What a model says of a field: its type without `tuple`, `Mapping`, `| None`, `Annotated`."""

    kind: Any  # the type of the value, or of each entry
    mark: Mark | None = None
    is_list: bool = False
    is_required: bool = False
    limits: tuple[Any, ...] = ()  # what else was put on the type
    key: "Field | None" = None  # of a mapping
    least: int = 0  # entries of the list
    name: str = ""
    description: str = ""
    default: Any = None  # what holds if the field is left out; none for an empty value


def marked(part: Part, path: Path = ()) -> Iterator[Marked]:
    """Every marked text of a record, or of a part of it, in the order of its fields."""
    for name, field in _marked_fields(type(part)):
        value: Any = getattr(part, name)
        if value is None:
            continue
        places: list[tuple[Path, Any]] = [((*path, name), value)]
        if field.is_list:
            places = [((*path, name, index), entry) for index, entry in enumerate(value)]
        for place, entry in places:
            if field.mark:
                yield Marked(place, field.mark, entry)
            else:
                yield from marked(entry, place)


@cache
def _marked_fields(model: type[Part]) -> tuple[tuple[str, Field], ...]:
    """The fields of a model that hold marked texts or further parts."""
    fields = fields_of(model).items()
    return tuple((name, field) for name, field in fields if field.mark or fields_of(field.kind))


@cache
def fields_of(kind: Any) -> Mapping[str, Field]:
    """The fields of a part that stand in files; nothing else has any."""
    if not (isinstance(kind, type) and issubclass(kind, Part)):
        return {}
    hints = get_type_hints(kind, include_extras=True)
    found = {}
    for name, info in kind.model_fields.items():
        if not info.exclude:
            field = _field(hints[name])
            least = [limit.min_length for limit in info.metadata if hasattr(limit, "min_length")]
            found[name] = field._replace(
                name=name,
                description=info.description or "",
                is_required=info.is_required(),
                default=None if info.is_required() else info.default or None,
                limits=(*field.limits, *info.metadata),
                least=least[0] if field.is_list and least else 0,
            )
    return found


def _field(hint: Any) -> Field:
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        mark = next((extra for extra in inner[1:] if isinstance(extra, Mark)), None)
        field = _field(inner[0])
        return field._replace(mark=mark or field.mark, limits=(*inner[1:], *field.limits))
    if origin in (Union, UnionType):
        return _field(inner[0])
    if origin is tuple:
        return _field(inner[0])._replace(is_list=True)
    if inner:  # a mapping has two
        return _field(inner[1])._replace(key=_field(inner[0]))
    return Field(hint)


def field_at(model: type[Part], path: Path) -> Field | None:
    """That of the value at a path; none for unknown fields and for entries of mappings."""
    field: Field | None = Field(model)
    for step in path:
        if field and isinstance(step, str):
            field = fields_of(field.kind).get(step)
        elif field:
            field = field._replace(is_list=False, is_required=True)
    return field


def may_mention(field: Field | None) -> bool:
    """Can its value name a record? One of an unknown field can."""
    if field is None or isinstance(field.mark, Reference | Prose):
        return True
    return any(may_mention(inner) for inner in fields_of(field.kind).values())


def mentions_by(record: str, marks: Iterable[Marked]) -> Iterator[Mention]:
    """All mentions by a record, in the order of its fields."""
    for path, mark, text in marks:
        if isinstance(mark, Reference):
            yield Mention(record, text, mark.reason, mark.kinds, path, text)
        elif isinstance(mark, Prose):
            yield from mentions_in_prose(record, text, mark.reason, path)


def mentions_in_prose(record: str, text: str, reason: str, path: Path) -> Iterator[Mention]:
    if "[" not in text:
        return
    named = with_article(reason)
    for token in prose.tokens(text):
        match token:
            case prose.Link(target) if target:
                yield Mention(record, target, f"linked in {named}", (), path, text, token.start)
            case prose.Citation(target) if target:
                yield Mention(record, target, f"cited in {named}", CITED, path, text, token.start)
