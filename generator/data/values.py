"""What pydantic refuses, in an editor's words and at the place of the value."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.core.diagnostics import Diagnostic, Rule
from generator.core.suggestions import asked, date_meant, did_you_mean, nearest
from generator.core.text import shortened
from generator.data import rules
from generator.data.archive import Origin
from generator.data.fields import ID_LETTERS, Part
from generator.data.walk import Path, field_at, fields_of

Words = tuple[Rule, str, str]  # which rule is broken, what is wrong, what to do


def refusals(
    error: ValidationError, origin: Origin, model: type[Part], told: Collection[Path]
) -> tuple[list[Diagnostic], set[Path]]:
    """What is wrong, one finding for each cause, and where values are faulty or missing.

    A misspelt field is not missing too, a list is not too short because of its faulty entries, and
    what is told already, such as a blank value, is not told again.
    """
    found = error.errors()
    details = [detail for detail in found if detail["type"] != "too_short" or not detail["input"]]
    meant = {path for path in _meant_by(details, model) if path not in origin.keys}
    new = [detail for detail in details if detail["loc"] not in told]
    return list(_findings(new, origin, model)), {*map(_path_of, details), *meant}


def _findings(
    details: Sequence[ErrorDetails], origin: Origin, model: type[Part]
) -> Iterator[Diagnostic]:
    meant = _meant_by(details, model)
    for error in details:
        if error["type"] == "extra_forbidden":
            yield unknown_field(origin, error["loc"], model)
        elif error["type"] != "missing":
            yield _refused(error, origin)
        elif error["loc"] not in meant:
            *around, name = error["loc"]
            span = origin.beginning(*around)  # of what lacks it
            yield rules.MISSING_FIELD.found(span, f"`{name}` is missing", f"add a line `{name}: …`")


def _path_of(error: ErrorDetails) -> Path:
    """Of the value that is refused, or of the value whose key is."""
    return tuple(step for step in error["loc"] if step != "[key]")


def _meant_by(details: Iterable[ErrorDetails], model: type[Part]) -> set[Path]:
    """The fields that misspelt ones may be."""
    unknown = [error["loc"] for error in details if error["type"] == "extra_forbidden"]
    return {
        (*path[:-1], name)
        for path in unknown
        for name in nearest(str(path[-1]), _fields_at(model, path[:-1]))
    }


def unknown_field(origin: Origin, path: Path, model: type[Part]) -> Diagnostic:
    fields, name = _fields_at(model, path[:-1]), str(path[-1])
    help_text = did_you_mean(name, fields, f"the fields here are {', '.join(fields)}")
    span, message = origin.key_at(*path), f"there is no field `{name}` here"
    return rules.UNKNOWN_FIELD.found(span, message, help_text)


def _fields_at(model: type[Part], path: Path) -> list[str]:
    """The fields of the part that a path leads to, the required ones first."""
    part = field_at(model, path)
    fields = fields_of(part.kind) if part else {}
    return sorted(fields, key=lambda name: not fields[name].is_required)


def _refused(error: ErrorDetails, origin: Origin) -> Diagnostic:
    path = _path_of(error)
    is_key = len(path) != len(error["loc"])
    names = [step for step in path[: -1 if is_key else None] if isinstance(step, str)]
    name = names[-1] if names else "the record"
    rule, message, help_text = _words(name, error)
    return rule.found(origin.key_at(*path) if is_key else origin.at(*path), message, help_text)


def _words(name: str, error: ErrorDetails) -> Words:
    shown = _shown(error["input"])
    match error["type"]:
        case "enum":
            return _choice(name, error)
        case "edtf":
            return _edtf(name, error)
        case "greater_than_equal" | "less_than_equal":
            return _range(name, error)
        case "string_pattern_mismatch" | "string_too_long" | "reserved_id":
            return _pattern(name, error)
        case "url_parsing" | "url_scheme" | "url_too_long":
            help_text = "write the whole address, beginning with https://"
            return rules.BAD_URL, f"`{name}`: {shown} is not a web address", help_text
        case "too_short":
            return rules.MISSING_FIELD, f"`{name}` is empty", "add at least one entry"
        case given if given in _WANTED:
            return _wrong_type(name, error)
    return rules.WRONG_VALUE, f"{shown} is not a value of `{name}`", "mend it"


def _shown(value: Any) -> str:
    return f"`{shortened(str(value), 60)}`"


_SHAPES: dict[type, str] = {dict: "a mapping", list: "a list", str: "a text"}

_A_MAPPING = ("a mapping", "write its fields below it, one a line: name, colon, value")
_A_NUMBER = ("a number", "write digits and a point, such as `53.9`")
_A_WHOLE_NUMBER = ("a whole number", "write digits only")
_WANTED = {
    "string_type": ("a text", "write one text, without brackets and hyphens"),
    "tuple_type": ("a list", "begin each entry with a hyphen and a space"),
    "dict_type": _A_MAPPING,
    "model_type": _A_MAPPING,
    "date_type": ("a date", "write one date, such as `2022-02-28`"),
    "float_type": _A_NUMBER,
    "float_parsing": _A_NUMBER,
    "int_parsing": _A_WHOLE_NUMBER,
    "int_parsing_size": _A_WHOLE_NUMBER,
    "int_type": _A_WHOLE_NUMBER,
    "true_or_false": ("`true` or `false`", "write `true`, or delete the line"),
    "url_type": ("an address", "write one address, beginning with https://"),
}


def _wrong_type(name: str, error: ErrorDetails) -> Words:
    wanted, help_text = _WANTED[error["type"]]
    given = error["input"]
    got = _SHAPES[type(given)]
    if isinstance(given, str):
        if wanted != "a list":
            got = _shown(given)
        elif given.startswith("-"):
            help_text = "put a space after each hyphen"
        elif len(given.split()) == 1:
            help_text = f"write `{name}: [{given}]`"
    elif isinstance(given, dict) and wanted == "a text":
        help_text = "if the colon belongs to the text, put the text into quotation marks"
    subject = f"an entry of `{name}`" if isinstance(error["loc"][-1], int) else f"`{name}`"
    return rules.WRONG_TYPE, f"{subject} should be {wanted}, not {got}", help_text


def _choice(name: str, error: ErrorDetails) -> Words:
    words = [word.strip(" '") for word in error["ctx"]["expected"].replace(" or ", ", ").split(",")]
    given, help_text = error["input"], f"use one of {', '.join(words)}"
    if not isinstance(given, str):
        message = f"`{name}` should be one word, not {_SHAPES[type(given)]}"
        return rules.WRONG_TYPE, message, help_text
    message = f"{_shown(given)} is not a value of `{name}`"
    return rules.WRONG_VALUE, message, did_you_mean(given, words, help_text)


def _edtf(name: str, error: ErrorDetails) -> Words:
    reason = error["msg"]
    if "before it begins" in reason:
        help_text = "put the earlier date first, or mend one of the two"
    elif "calendar" in reason:
        help_text = "look the day up again, or leave it out"
    else:
        meant = date_meant(error["input"])
        help_text = asked([meant]) if meant else "write `2022-02-28`, `2022-02` or `2022`"
    return rules.BAD_DATE, f"`{name}`: {reason}", help_text


def _range(name: str, error: ErrorDetails) -> Words:
    limits = error["ctx"]
    limit = f"at least {limits['ge']:g}" if "ge" in limits else f"at most {limits['le']:g}"
    message = f"`{name}` should be {limit}, not {_shown(error['input'])}"
    if name in ("latitude", "longitude"):
        return rules.BAD_COORDINATES, message, "write decimal degrees, such as `53.9`"
    return rules.WRONG_VALUE, message, "mend the number"


def _pattern(name: str, error: ErrorDetails) -> Words:
    shown = _shown(error["input"])
    if error["type"] == "reserved_id":
        return rules.BAD_ID, f"{shown} is a reserved word, not an id", "add a word to it"
    if name in ("language", "lang", "names"):
        return rules.WRONG_VALUE, f"{shown} is not a language's code", "write a code such as `en`"
    if name == "wikidata":
        return rules.WRONG_VALUE, f"{shown} is not an id of Wikidata", "write it as in `Q184`"
    return rules.BAD_ID, f"{shown} is not an id", ID_LETTERS
