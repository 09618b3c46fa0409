"""Giving the values of a file the types of its model; each fault gets the span of its value."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator import rules
from generator.diagnostics import Diagnostic, Rule, Span
from generator.load.source_text import SourceText
from generator.load.yaml import Tree, compose
from generator.model.archive import Origin
from generator.model.fields import Part
from generator.model.walk import Path, part_type
from generator.suggest import did_you_mean
from generator.text import MAX_ID

P = TypeVar("P", bound=Part)

_TYPES = {
    "string_type": "a text",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping of keys and values",
    "model_type": "a mapping of keys and values",
    "model_attributes_type": "a mapping of keys and values",
    "date_type": "a date",
    "float_type": "a number",
    "float_parsing": "a number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a whole number",
    "int_type": "a whole number",
    "true_or_false": "`true` or `false`",
    "url_type": "an address",
}


def read_record(
    source: SourceText, model: type[P], known: Mapping[str, Any]
) -> tuple[P | None, Origin | None, list[Diagnostic]]:
    """The record of a file, where its values were written, and what is wrong with it.

    `known` are values that come from elsewhere, such as the id. No record is returned for a file
    with an error; its origin is returned whenever its YAML could be read.
    """
    tree, found = compose(source)
    if tree is None:
        return None, None, found
    origin = Origin(source.path, source.text, tree.values, tree.keys)
    if not isinstance(tree.value, dict):
        found.append(
            Diagnostic(
                rule=rules.WRONG_TYPE,
                span=origin.at(),
                message="the file is not a mapping of fields and values",
                help="begin each line with a field's name, a colon and a space",
            )
        )
        return None, origin, found
    found += _empty_values(tree)
    value = {key: entry for key, entry in tree.value.items() if entry != ""}
    for key in known:
        if key in value:
            found.append(_unknown_field(origin, (key,), model))
    try:
        record = model.model_validate({**value, **known})
    except ValidationError as error:
        details = [one for one in error.errors() if not _is_reported(tree, one)]
        found += [_diagnostic(one, origin, model) for one in details]
        return None, origin, found
    return (None if found else record), origin, found


def _empty_values(tree: Tree) -> Iterator[Diagnostic]:
    for path, value in _scalars(tree.value, ()):
        if value == "" and path in tree.values:
            name = next((part for part in reversed(path) if isinstance(part, str)), "")
            yield Diagnostic(
                rule=rules.EMPTY_VALUE,
                span=tree.keys.get(path) or tree.values[path],
                message=f"`{name}` has no value",
                help="fill it in, or delete the line",
            )


def _scalars(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | list):
        entries = value.items() if isinstance(value, dict) else enumerate(value)
        for key, entry in entries:
            yield from _scalars(entry, (*path, key))


def _is_reported(tree: Tree, error: ErrorDetails) -> bool:
    """Is this the second complaint about a value: that it is empty, or that a list is too short
    whose entries are faulty?"""
    if error["type"] == "too_short" and error["input"]:
        return True
    path = tuple(error["loc"])
    value: Any = tree.value
    for part in path:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return False
    return bool(value == "")


def _diagnostic(error: ErrorDetails, origin: Origin, model: type[Part]) -> Diagnostic:
    path = tuple(part for part in error["loc"] if part != "[key]")
    is_key = len(path) != len(error["loc"])
    name = next((part for part in reversed(path) if isinstance(part, str)), "the record")
    kind = error["type"]
    if kind == "extra_forbidden":
        return _unknown_field(origin, path, model)
    if kind == "missing":
        around = path[:-1]
        return Diagnostic(
            rule=rules.MISSING_FIELD,
            span=_head(origin, around),
            message=f"`{name}` is missing",
            help=f"add a line `{name}: …`",
        )
    make = _MAKERS.get(kind, _wrong_value)
    if is_key:
        name = str(path[-2])
    rule, message, help_text = make(str(name), error)
    span = origin.key_at(*path) if is_key else origin.at(*path)
    return Diagnostic(rule=rule, span=span, message=message, help=help_text)


def _head(origin: Origin, path: Path) -> Span:
    """The first line of a mapping: the place to say that something in it is missing."""
    span = origin.keys.get(path) or origin.at(*path)
    return Span(span.path, span.line, span.column, span.line, span.column + 1)


def _unknown_field(origin: Origin, path: Path, model: type[Part]) -> Diagnostic:
    fields = [name for name in _model_at(model, path[:-1]).model_fields if name != "id"]
    name = str(path[-1])
    return Diagnostic(
        rule=rules.UNKNOWN_FIELD,
        span=origin.key_at(*path),
        message=f"there is no field `{name}` here",
        help=did_you_mean(name, fields, f"the fields here are {', '.join(fields)}"),
    )


def _model_at(model: type[Part], path: Path) -> type[Part]:
    """The model of the part that a path leads to."""
    for step in path:
        if isinstance(step, str):
            model = part_type(model, step) or model
    return model


Made = tuple[Rule, str, str]


def _shown(value: Any) -> str:
    text = str(value)
    return f"`{text if len(text) <= 60 else text[:59] + '…'}`"


def _wrong_type(name: str, error: ErrorDetails) -> Made:
    wanted = _TYPES[error["type"]]
    shapes: dict[type, str] = {dict: "a mapping", list: "a list", str: "a text"}
    got = shapes.get(type(error["input"]), "a value")
    example = (
        f"write `{name}: [{error['input']}]`" if wanted == "a list" and got == "a text" else ""
    )
    if got == "a text" and wanted != "a list":
        got = _shown(error["input"])
    return rules.WRONG_TYPE, f"`{name}` should be {wanted}, not {got}", example


def _wrong_value(name: str, error: ErrorDetails) -> Made:
    message = error["msg"].removeprefix("Input ").removeprefix("Value error, ")
    return rules.WRONG_VALUE, f"`{name}`: {_shown(error['input'])} {message}", ""


def _choice(name: str, error: ErrorDetails) -> Made:
    words = [word.strip(" '") for word in error["ctx"]["expected"].replace(" or ", ", ").split(",")]
    return (
        rules.WRONG_VALUE,
        f"{_shown(error['input'])} is not a value of `{name}`",
        did_you_mean(str(error["input"]), words, f"use one of {', '.join(words)}"),
    )


def _edtf(name: str, error: ErrorDetails) -> Made:
    return rules.BAD_DATE, f"`{name}`: {error['msg']}", "write 2022-02-28, 2022-02 or 2022"


def _url(name: str, error: ErrorDetails) -> Made:
    return (
        rules.BAD_URL,
        f"`{name}`: {_shown(error['input'])} is not a web address",
        "write the whole address, beginning with https://",
    )


def _range(name: str, error: ErrorDetails) -> Made:
    rule = rules.BAD_COORDINATES if name in ("latitude", "longitude") else rules.WRONG_VALUE
    limits = error["msg"].removeprefix("Input should be ")
    return rule, f"`{name}` should be {limits}, not {_shown(error['input'])}", ""


def _custom(rule: Rule, help_text: str) -> Callable[[str, ErrorDetails], Made]:
    return lambda _name, error: (rule, error["msg"], help_text)


def _pattern(name: str, error: ErrorDetails) -> Made:
    if name in ("formerly", "id", "topics"):
        help_text = f"use a–z, 0–9 and hyphens, at most {MAX_ID} characters"
        return rules.BAD_ID, f"{_shown(error['input'])} is not an id", help_text
    return rules.WRONG_VALUE, f"{_shown(error['input'])} is not a value of `{name}`", ""


def _too_short(name: str, _error: ErrorDetails) -> Made:
    return rules.MISSING_FIELD, f"`{name}` is empty", "add at least one entry"


def _blank(name: str, _error: ErrorDetails) -> Made:
    return rules.EMPTY_VALUE, f"`{name}` has no value", "fill it in, or delete the line"


_MAKERS: dict[str, Callable[[str, ErrorDetails], Made]] = {
    **dict.fromkeys(_TYPES, _wrong_type),
    "enum": _choice,
    "literal_error": _choice,
    "edtf": _edtf,
    "url_parsing": _url,
    "url_scheme": _url,
    "url_syntax_violation": _url,
    "url_too_long": _url,
    "greater_than_equal": _range,
    "less_than_equal": _range,
    "finite_number": _range,
    "coordinates": _custom(rules.BAD_COORDINATES, "give both, or neither"),
    "quote_or_paraphrase": _custom(rules.QUOTE_OR_PARAPHRASE, "give exactly one of the two"),
    "string_pattern_mismatch": _pattern,
    "too_short": _too_short,
    "string_too_short": _blank,
    "string_too_long": _pattern,
}
