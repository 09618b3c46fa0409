"""The field reference: a page on which editors look up what each file may hold."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from generator import dates, text
from generator.derived.shapes import (
    ID,
    Address,
    Code,
    Day,
    Declared,
    Field,
    IdOf,
    Listed,
    Mapped,
    Marked,
    Number,
    OneOf,
    PartOf,
    Plain,
    Shape,
    TrueFalse,
    fields_of,
    name_of,
    part_in,
    parts_of,
)
from generator.model.fields import Part
from generator.model.kinds import KINDS
from generator.model.records import Explainer

_INTRODUCTION = f"""\
<!-- Made by `explainer docs` from generator/model/records.py: do not edit it here. -->

# Fields

What each file of `site-data/` may hold. A field that is not marked as required may be left out
altogether; a field that is written down must have a value.

## Files

One file is one record. Its folder says what kind of record it is, and its name without `.yml` is
its **id**: lower-case words of a–z and 0–9 joined by hyphens, such as `{ID.example}`. Other
records refer to it by that id, and its page keeps the address for ever."""

_DATES = """\
## Dates

A date is written as exactly as it is known, and never more exactly.

| write | readers see |
|---|---|"""

_PROSE = """\
## Prose

Prose is text with paragraphs (a blank line between two of them), lists, `*emphasis*` and
`**strong emphasis**`, but without HTML. Three marks lead further:

| write | readers see |
|---|---|
| `[[istanbul]]` | a link to the record `istanbul`, under its own name |
| `[[istanbul\\|the city]]` | the same link under the words “the city” |
| `[@tass-2022-02-28]` | a footnote that names the source |
| `[@tass-2022-02-28 "exact words"]` | a footnote that also quotes the words of the source |

*Cited* prose ends every paragraph and every entry of a list on a citation."""

_PARTS = """\
## Parts

Groups of fields that stand within records."""


def field_reference() -> str:
    """The page, in Markdown."""
    blocks = [
        _INTRODUCTION,
        _table(("kind", "file"), ((f"[{name}](#{name})", f"`{path}`") for name, path, _ in _FILES)),
        f"{_DATES}\n"
        + "\n".join(f"| `{one}` | {dates.parse(one).words} |" for one in dates.EXAMPLES),
        _PROSE,
    ]
    for name, path, model in _FILES:
        blocks += [f"## {name}", f"`{path}`", _fields(model)]
    blocks.append(_PARTS)
    for part in _all_parts():
        blocks += [f"### {name_of(part)}", _sentence(part), _fields(part)]
    return "\n\n".join(block for block in blocks if block) + "\n"


_FILES: tuple[tuple[str, str, type[Part]], ...] = (
    ("explainer", "site-data/explainer.yml", Explainer),
    *((kind.id, f"site-data/{kind.folder}/ID.yml", kind.model) for kind in KINDS),
)


def _all_parts() -> tuple[type[Part], ...]:
    """Every part of every kind, by its name."""
    found = {name_of(part): part for _, _, model in _FILES for part in parts_of(model)}
    return tuple(found[name] for name in sorted(found))


def _sentence(part: type[Part]) -> str:
    """What a part is, where its description says so, and where it is used."""
    uses = text.listed(_uses(part))
    return f"{part.__doc__ or ''} Used in {uses}.".strip()


def _uses(part: type[Part]) -> Iterator[str]:
    owners = [(name, model) for name, _, model in _FILES]
    owners += [(name_of(owner), owner) for owner in _all_parts()]
    for field in sorted(
        {f.name for _, m in owners for f in fields_of(m) if part_in(f.shape) is part}
    ):
        users = [name for name, model in owners if _has(model, field, part)]
        # All records have `changes`: a list of all kinds would say less.
        everywhere = len(users) == len(_FILES)
        shown = "every file" if everywhere else text.listed(f"[{name}](#{name})" for name in users)
        yield f"`{field}` of {shown}"


def _has(model: type[Part], name: str, part: type[Part]) -> bool:
    return any(field.name == name and part_in(field.shape) is part for field in fields_of(model))


def _fields(model: type[Part]) -> str:
    rows = (
        (f"`{field.name}`", "yes" if field.is_required else "", _holds(field.shape), _says(field))
        for field in fields_of(model)
    )
    return _table(("field", "required", "holds", "meaning"), rows)


def _says(field: Field) -> str:
    left_out = "" if field.default is None else f" If left out: `{field.default}`."
    return field.description + left_out


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *(tuple(map(_cell, row)) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(words: str) -> str:
    return " ".join(words.replace("|", r"\|").split())


def _holds(shape: Shape) -> str:
    """What a field holds, in a phrase with an article: `a list; each entry is a date`."""
    match shape:
        case Listed(each, least):
            most = f" of at least {text.counted(least, 'entry', 'entries')}" if least else ""
            return f"a list{most}; each entry is {_holds(each)}"
        case Mapped(key, value):
            return f"a mapping; each key is {_holds(key)}, each value {_holds(value)}"
        case PartOf(model):
            return f"{_a(name_of(model))}, with [fields of its own](#{name_of(model)})"
        case IdOf(kinds):
            named = (f"{_a(kind)[: -len(kind)]}[{kind}](#{kind})" for kind in kinds)
            return f"the id of {text.listed(named, 'or') if kinds else 'any record'}"
        case Declared(vocabulary):
            return f"an id that `{vocabulary}` of the [explainer](#explainer) lists"
        case OneOf(words):
            return f"one of {text.listed((f'`{word}`' for word in words), 'or')}"
        case _:
            return _scalar(shape)


def _scalar(shape: Plain | Marked | Code | Day | TrueFalse | Number | Address) -> str:
    match shape:
        case Plain():
            return "a text"
        case Marked(cited):
            return "cited [prose](#prose)" if cited else "[prose](#prose)"
        case Code(name, example):
            return f"{_a(name)} such as `{example}`"
        case Day():
            return "a [date](#dates)"
        case TrueFalse():
            return "`true` or `false`"
        case Number(whole, least, most):
            limits = "" if least is None or most is None else f" from {least:g} to {most:g}"
            return f"{'a whole number' if whole else 'a number'}{limits}"
        case Address():
            return "a web address that begins with `https://` or `http://`"
        case _:
            assert_never(shape)


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
