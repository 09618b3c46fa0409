"""What the models say of each field of a file: its words, and the shape of what it holds.

A shape says of itself what the field reference, new records and the two JSON Schemas need: the
schema of the YAML that editors write, and that of the JSON that is published.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from functools import cache
from typing import Any, get_args

from pydantic import AnyUrl

from generator.core import dates
from generator.core.text import listed, with_article
from generator.data import fields, rules, walk
from generator.data.fields import Part, Prose, Reference, Word
from generator.data.walk import Field
from generator.kinds.registry import KINDS

Schema = dict[str, Any]

# The ids of the data stand in one file, so that a new record changes one file and not ten.
IDS = "ids.json"
# They say when a record is published, not what it is about, and hold nothing once it is.
UNPUBLISHED = frozenset({"draft", "embargo"})

# The form of a date only: whether it is a day of the calendar, `generator.core.dates` knows.
_POINT = r"(?:[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?[~?%]?|\.\.)"
_DATE = f"^{_POINT}(?:/{_POINT})?$"
_NUMBER = r"^[-+]?[0-9]+(?:\.[0-9]+)?$"


class Sort(Enum):
    """How a value is written in YAML."""

    TEXT = auto()
    PROSE = auto()  # text in paragraphs
    WORD = auto()  # a text without blanks and commas
    TYPED = auto()  # no text: a date, a number, `true` or `false`


@dataclass(frozen=True)
class Shape:
    phrase: str  # in the field reference
    published: Schema
    written: Schema
    sort: Sort = Sort.TEXT
    hint: str = ""  # in a new record, what may be written there
    choices: tuple[str, ...] = ()
    vocabulary: str = ""  # the field of `explainer.yml` that declares the words
    part: type[Part] | None = None  # the model of its fields, where it is no single value

    def schema(self, is_published: bool) -> Schema:
        return dict(self.published if is_published else self.written)


@cache
def fields_of(model: type[Part]) -> tuple[Field, ...]:
    """The fields that are written in a file: a model's own first, then those that it inherits."""
    above = [base.model_fields for base in model.__mro__[1:] if issubclass(base, Part)]
    fields = walk.fields_of(model).values()
    return tuple(sorted(fields, key=lambda field: sum(field.name in base for base in above)))


def parts_of(model: type[Part]) -> tuple[type[Part], ...]:
    """The models of all parts within a model, at any depth, in the order of their first use."""
    found: dict[type[Part], None] = {}
    for field in fields_of(model):
        if part := shape_of(field).part:
            found |= dict.fromkeys((part, *parts_of(part)))
    return tuple(found)


def name_of(part: type[Part]) -> str:
    """The word for a part in schemas and pages: `statement`."""
    return part.__name__.lower()


def link(name: str) -> str:
    """To a kind or part within the field reference."""
    return f"[{name}](#{name})"


def shape_of(field: Field) -> Shape:
    """The shape of what a field holds, or of each entry of it."""
    kind, limits = field.kind, field.limits
    match field.mark:
        case Prose(cited=is_cited):
            words = f"{'cited ' if is_cited else ''}[prose](#prose)"
            return Shape(words, *_TEXTS, Sort.PROSE)
        case Word(vocabulary):
            words = f"an id that `{vocabulary}` of the [explainer](#explainer) lists"
            known = _known([vocabulary])
            return Shape(words, ID.published, known, Sort.WORD, vocabulary=vocabulary)
        case Reference(kinds=kinds):
            links = (with_article(kind).replace(kind, link(kind)) for kind in kinds)
            return Shape(
                f"the id of {listed(links, 'or') or 'any record'}",
                ID.published,
                _known(kinds or [kind.id for kind in KINDS]),
                Sort.WORD,
                f"Names {listed(map(with_article, kinds), 'or') or 'a record'} by its id.",
            )
    if pattern := _limit(limits, "pattern"):
        return _CODES[pattern]
    if issubclass(kind, Part):
        schema: Schema = {"$ref": f"#/$defs/{name_of(kind)}"}
        return Shape(f"the fields of {link(name_of(kind))}", schema, schema, part=kind)
    if issubclass(kind, StrEnum):
        schema = {"enum": [*kind]}
        shown = listed((f"`{word}`" for word in kind), "or")
        return Shape(shown, schema, schema, choices=tuple(kind))
    return _PLAIN[kind] if kind in _PLAIN else _number(kind, limits)


def _limit(limits: Iterable[Any], name: str) -> Any:
    found = (getattr(limit, name, None) for limit in limits)
    return next((value for value in found if value is not None), None)


def _known(names: Iterable[str]) -> Schema:
    """One of the ids that exist, or one that may be made later."""
    return {"anyOf": [{"$ref": f"{IDS}#/$defs/{name}"} for name in (*names, "new")]}


def _form(types: list[str], pattern: str, message: str) -> Schema:
    """A scalar whose text has a form; the editor shows the message where it has another."""
    return {"type": types, "pattern": pattern, "patternErrorMessage": message}


def _number(kind: type, limits: tuple[Any, ...]) -> Shape:
    name, words = ("integer", "a whole number") if kind is int else ("number", "a number")
    found = {"minimum": _limit(limits, "ge"), "maximum": _limit(limits, "le")}
    given = {name: limit for name, limit in found.items() if limit is not None}
    if len(given) == len(found):
        words += f" from {given['minimum']:g} to {given['maximum']:g}"
    written = _form([name, "string"], _NUMBER, "Write a number.")
    return Shape(words, {"type": name, **given}, {**written, **given}, Sort.TYPED)


def _code(alias: Any, name: str, example: str, message: str = "") -> Shape:
    form = get_args(alias)[1]
    # A word of digits alone is a number to editors.
    types = ["string", "integer"] if re.fullmatch(form.pattern, "1") else ["string"]
    written = _form(types, form.pattern, message or f"Write a {name} such as {example}.")
    return Shape(
        f"{with_article(name)} such as `{example}`",
        {"type": "string", "pattern": form.pattern},
        written | ({"maxLength": form.max_length} if form.max_length else {}),
        Sort.WORD,
        f"For example {example}.",
    )


ID_EXAMPLE = "istanbul-2022-03-29"
ID = _code(fields.Id, "id", ID_EXAMPLE, rules.BAD_ID.summary)
_CODES = {
    code.published["pattern"]: code
    for code in (
        ID,
        _code(fields.Language, "language code", "uk"),
        _code(fields.Wikidata, "Wikidata id", "Q1899"),
    )
}
_TEXTS = {"type": "string", "minLength": 1}, {"type": ["string", "number"], "minLength": 1}
_PLAIN: dict[type, Shape] = {
    str: Shape("a text", *_TEXTS),
    bool: Shape(
        "`true` or `false`",
        {"type": "boolean"},
        _form(["boolean", "string"], "^(?:true|false)$", "Write true or false."),
        Sort.TYPED,
        "Write true or false.",
    ),
    AnyUrl: Shape(
        "a web address",
        {"type": "string", "format": "uri"},
        _form(["string"], r"^https?://\S+$", rules.BAD_URL.summary),
    ),
    dates.Date: Shape(
        "a [date](#dates)",
        {"type": "string", "pattern": _DATE},
        _form(["string", "integer"], _DATE, f"Write a date such as {listed(dates.EXAMPLES, 'or')}.")
        | {"examples": [*dates.EXAMPLES]},
        Sort.TYPED,
        f"For example {listed(dates.EXAMPLES[:4], 'or')}.",
    ),
}
