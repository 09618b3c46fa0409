"""What a field may hold, in the few shapes that an editor meets.

A single value says of itself what the field reference, new records and the two JSON Schemas need:
the schema of the YAML that editors write, and that of the JSON that is published.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import AnyUrl, StringConstraints

from generator.core import dates
from generator.core.text import counted, listed, with_article
from generator.data import fields, rules
from generator.data.fields import Mark, Part, Prose, Reference, Word
from generator.kinds.registry import KINDS

Schema = dict[str, Any]

# The ids of the data stand in one file, so that a new record changes one file and not ten.
IDS = "ids.json"

# The form of a date only: whether it is a day of the calendar, `generator.core.dates` knows.
_POINT = r"(?:[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?[~?%]?|\.\.)"
_DATE = f"^{_POINT}(?:/{_POINT})?$"
_NUMBER = r"^[-+]?[0-9]+(?:\.[0-9]+)?$"


class Sort(Enum):
    TEXT = auto()  # printed as it stands
    PROSE = auto()  # with links to records and citations
    CODE = auto()  # text of a fixed form
    DATE = auto()
    BOOLEAN = auto()
    NUMBER = auto()
    ADDRESS = auto()  # on the web
    CHOICE = auto()  # one of the words that the model lists
    DECLARED = auto()  # one of the words that `explainer.yml` lists
    ID = auto()  # of a record


@dataclass(frozen=True)
class Single:
    sort: Sort
    phrase: str  # in the field reference
    published: Schema
    written: Schema
    hint: str = ""  # in a new record, what may be written there
    choices: tuple[str, ...] = ()
    vocabulary: str = ""  # the field of `explainer.yml` that declares the words


@dataclass(frozen=True)
class PartOf:
    """Fields of their own, described by another model."""

    model: type[Part]


@dataclass(frozen=True)
class Listed:
    each: "Shape"
    least: int


@dataclass(frozen=True)
class Mapped:
    key: "Shape"
    value: "Shape"


Shape = Single | PartOf | Listed | Mapped


def name_of(part: type[Part]) -> str:
    """The word for a part in schemas and pages: `statement`."""
    return part.__name__.lower()


def phrase(shape: Shape) -> str:
    """What a field holds: `a list; each entry: a date`."""
    match shape:
        case Single():
            return shape.phrase
        case PartOf(model):
            return f"the fields of [{name_of(model)}](#{name_of(model)})"
        case Listed(each, least):
            some = f" of at least {counted(least, 'entry', 'entries')}" if least else ""
            return f"a list{some}; each entry: {phrase(each)}"
        case Mapped(key, value):
            return f"keys and values; each key: {phrase(key)}; each value: {phrase(value)}"


def json_schema(shape: Shape, is_published: bool) -> Schema:
    match shape:
        case Single():
            return dict(shape.published if is_published else shape.written)
        case PartOf(model):
            return {"$ref": f"#/$defs/{name_of(model)}"}
        case Listed(each, least):
            limit = {"minItems": least} if least else {}
            return {"type": "array", "items": json_schema(each, is_published), **limit}
        case Mapped(key, value):
            names = json_schema(key, is_published)
            del names["type"]
            values = json_schema(value, is_published)
            return {"type": "object", "propertyNames": names, "additionalProperties": values}


def shape_of(hint: Any, extras: Iterable[Any]) -> Shape:
    """The shape of a type; `extras` are the marks and limits that were put on it."""
    marks = tuple(extras)
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return shape_of(inner[0], (*inner[1:], *marks))
    if origin in (Union, UnionType):  # `… | None`: the field may be left out
        return shape_of(inner[0], marks)
    if origin is tuple:
        return Listed(shape_of(inner[0], ()), int(_limit(marks, "min_length") or 0))
    if origin is dict:
        return Mapped(shape_of(inner[0], ()), shape_of(inner[1], ()))
    return PartOf(hint) if issubclass(hint, Part) else _single(hint, marks)


def _single(kind: type, marks: tuple[Any, ...]) -> Single:
    if issubclass(kind, StrEnum):
        words, schema = tuple(kind), {"enum": [*kind]}
        shown = listed((f"`{word}`" for word in words), "or")
        return Single(Sort.CHOICE, shown, schema, schema, choices=words)
    if issubclass(kind, int | float) and kind is not bool:
        return _number(issubclass(kind, int), _limit(marks, "ge"), _limit(marks, "le"))
    for mark in marks:
        if isinstance(mark, Mark):
            return _marked(mark)
        if isinstance(mark, StringConstraints) and mark.pattern:
            return _CODES[str(mark.pattern)]
    return _PLAIN[kind]


def _limit(marks: tuple[Any, ...], name: str) -> float | None:
    found = (getattr(mark, name, None) for mark in marks)
    return next((value for value in found if value is not None), None)


def _form(types: list[str], pattern: str, message: str) -> Schema:
    """A scalar whose text has a form; the editor shows the message where it has another."""
    return {"type": types, "pattern": pattern, "patternErrorMessage": message}


def _number(is_integer: bool, least: float | None, most: float | None) -> Single:
    limits = {"minimum": least, "maximum": most}
    given = {name: limit for name, limit in limits.items() if limit is not None}
    words = "a whole number" if is_integer else "a number"
    words += f" from {least:g} to {most:g}" if len(given) == len(limits) else ""
    kind = "integer" if is_integer else "number"
    written = _form([kind, "string"], _NUMBER, "Write a number.")
    return Single(Sort.NUMBER, words, {"type": kind, **given}, {**written, **given})


def _code(alias: Any, name: str, example: str, message: str = "") -> Single:
    form = get_args(alias)[1]
    # A word of digits alone is a number to editors.
    types = ["string", "integer"] if re.fullmatch(form.pattern, "1") else ["string"]
    written = _form(types, form.pattern, message or f"Write a {name} such as {example}.")
    return Single(
        Sort.CODE,
        f"{with_article(name)} such as `{example}`",
        published={"type": "string", "pattern": form.pattern},
        written=written | ({"maxLength": form.max_length} if form.max_length else {}),
        hint=f"For example {example}.",
    )


ID_EXAMPLE = "istanbul-2022-03-29"
ID = _code(fields.Id, "id", ID_EXAMPLE, rules.BAD_ID.summary)
_CODES = {
    str(code.published["pattern"]): code
    for code in (
        ID,
        _code(fields.Language, "language code", "uk"),
        _code(fields.Wikidata, "Wikidata id", "Q1899"),
    )
}
_TEXTS = {"type": "string", "minLength": 1}, {"type": ["string", "number"], "minLength": 1}
_PLAIN = {
    str: Single(Sort.TEXT, "a text", *_TEXTS),
    bool: Single(
        Sort.BOOLEAN,
        "`true` or `false`",
        {"type": "boolean"},
        _form(["boolean", "string"], "^(?:true|false)$", "Write true or false."),
        "Write true or false.",
    ),
    AnyUrl: Single(
        Sort.ADDRESS,
        "a web address",
        {"type": "string", "format": "uri"},
        _form(["string"], r"^https?://\S+$", rules.BAD_URL.summary),
    ),
    dates.Date: Single(
        Sort.DATE,
        "a [date](#dates)",
        {"type": "string", "pattern": _DATE},
        _form(["string", "integer"], _DATE, f"Write a date such as {listed(dates.EXAMPLES, 'or')}.")
        | {"examples": [*dates.EXAMPLES]},
        f"For example {listed(dates.EXAMPLES[:4], 'or')}.",
    ),
}


def _marked(mark: Mark) -> Single:
    """A text that stands for something else than itself."""
    match mark:
        case Prose(cited=is_cited):
            return Single(Sort.PROSE, f"{'cited ' if is_cited else ''}[prose](#prose)", *_TEXTS)
        case Word(vocabulary):
            words = f"an id that `{vocabulary}` of the [explainer](#explainer) lists"
            known = _known([vocabulary])
            return Single(Sort.DECLARED, words, ID.published, known, vocabulary=vocabulary)
        case Reference(kinds=kinds):
            links = (with_article(kind).replace(kind, f"[{kind}](#{kind})") for kind in kinds)
            return Single(
                Sort.ID,
                f"the id of {listed(links, 'or') or 'any record'}",
                ID.published,
                _known(kinds or [kind.id for kind in KINDS]),
                f"Names {listed(map(with_article, kinds), 'or') or 'a record'} by its id.",
            )


def _known(names: Iterable[str]) -> Schema:
    """One of the ids that exist, or one that may be made later."""
    return {"anyOf": [{"$ref": f"{IDS}#/$defs/{name}"} for name in (*names, "new")]}
