"""The field reference: a page on which editors look up what each file may hold."""

from collections.abc import Iterator
from typing import assert_never

from generator.core import dates, text
from generator.data.fields import Part
from generator.data.records import Explainer
from generator.kinds.registry import KINDS
from generator.schema import shapes
from generator.schema.shapes import Field, Shape, fields_of, name_of, part_in, parts_of
from generator.schema.tables import table

_INTRODUCTION = f"""\
<!-- Made by `explainer docs` from generator/data/records.py: do not edit it here. -->

# Fields

What each file of `site-data/` may hold. A field that is not marked as required may be left out
altogether; a field that is written down must have a value.

## Files

One file is one record. Its folder says what kind of record it is, and its name without `.yml` is
its **id**: lower-case words of a–z and 0–9 joined by hyphens, such as `{shapes.ID.example}`. Other
records refer to it by that id, and it is the address of its page for ever."""

_DATES = """\
## Dates

A date is written as exactly as it is known, and never more exactly."""

_PROSE = """\
## Prose

Prose is text in paragraphs (with an empty line between two of them), with lists, `*emphasis*` and
`**strong emphasis**`, but without HTML. It links and cites like this:"""

_PROSE_MARKS = (
    ("`[[istanbul]]`", "a link to the record `istanbul`, under its own name"),
    ("`[[istanbul|the city]]`", "the same link under the words “the city”"),
    ("`[@tass-2022-02-28]`", "a footnote that names the source `tass-2022-02-28`"),
    ('`[@tass-2022-02-28 "exact words"]`', "the same footnote, with the words that it rests on"),
)

_CITED = "In *cited* prose every paragraph, and every entry of a list, ends on a citation."

_PARTS = """\
## Parts

Groups of fields that stand within records."""

_FILES: tuple[tuple[str, str, type[Part]], ...] = (
    ("explainer", "site-data/explainer.yml", Explainer),
    *((kind.id, f"site-data/{kind.folder}/ID.yml", kind.model) for kind in KINDS),
)


def field_reference() -> str:
    """The page, in Markdown."""
    return "\n\n".join(_blocks()) + "\n"


def _blocks() -> Iterator[str]:
    yield _INTRODUCTION
    yield table(("kind", "file"), [(f"[{name}](#{name})", f"`{path}`") for name, path, _ in _FILES])
    yield _DATES
    shown = [(f"`{date}`", dates.parse(date).words) for date in dates.EXAMPLES]
    yield table(("write", "readers see"), shown)
    yield _PROSE
    yield table(("write", "readers see"), _PROSE_MARKS)
    yield _CITED
    for name, path, model in _FILES:
        yield f"## {name}\n\n`{path}`\n\n{_fields(model)}"
    yield _PARTS
    for part in _all_parts():
        yield f"### {name_of(part)}\n\n{_sentence(part)}\n\n{_fields(part)}"


def _all_parts() -> tuple[type[Part], ...]:
    """Every part of every kind, by its name."""
    found = {name_of(part): part for _, _, model in _FILES for part in parts_of(model)}
    return tuple(found[name] for name in sorted(found))


def _sentence(part: type[Part]) -> str:
    """What a part is, where its description says so, and where it is used."""
    return f"{part.__doc__ or ''} Used in {text.listed(_uses(part))}.".strip()


def _uses(part: type[Part]) -> Iterator[str]:
    """The fields that hold a part: `` `quote` of statement ``."""
    users: dict[str, list[str]] = {}
    for owner, model in _owners():
        for field in fields_of(model):
            if part_in(field.shape) is part:
                users.setdefault(field.name, []).append(f"[{owner}](#{owner})")
    for name, owners in users.items():
        everywhere = len(owners) == len(_FILES)
        yield f"`{name}` of {'every file' if everywhere else text.listed(owners)}"


def _owners() -> Iterator[tuple[str, type[Part]]]:
    yield from ((name, model) for name, _, model in _FILES)
    yield from ((name_of(part), part) for part in _all_parts())


def _fields(model: type[Part]) -> str:
    rows = [
        (f"`{field.name}`", "yes" if field.is_required else "", _holds(field.shape), _says(field))
        for field in fields_of(model)
    ]
    return table(("field", "required", "holds", "meaning"), rows)


def _says(field: Field) -> str:
    left_out = "" if field.default is None else f" If left out: `{field.default}`."
    return field.description + left_out


def _holds(shape: Shape) -> str:
    """What a field holds, in a phrase: `a list; each entry: a date`."""
    match shape:
        case shapes.Listed(each, least):
            some = f" of at least {text.counted(least, 'entry', 'entries')}" if least else ""
            words = f"a list{some}; each entry: {_holds(each)}"
        case shapes.Mapped(key, value):
            words = f"keys and values; each key: {_holds(key)}; each value: {_holds(value)}"
        case shapes.PartOf(model):
            words = f"the fields of [{name_of(model)}](#{name_of(model)})"
        case shapes.IdOf(kinds):
            named = text.listed((f"{_article(kind)} [{kind}](#{kind})" for kind in kinds), "or")
            words = f"the id of {named or 'any record'}"
        case shapes.Declared(vocabulary):
            words = f"an id that `{vocabulary}` of the [explainer](#explainer) lists"
        case shapes.OneOf(choices):
            words = text.listed((f"`{choice}`" for choice in choices), "or")
        case _:
            words = _scalar(shape)
    return words


def _scalar(shape: shapes.Scalar) -> str:
    match shape:
        case shapes.Plain():
            words = "a text"
        case shapes.Marked(cited):
            words = "cited [prose](#prose)" if cited else "[prose](#prose)"
        case shapes.Code(name, example):
            words = f"{_article(name)} {name} such as `{example}`"
        case shapes.Day():
            words = "a [date](#dates)"
        case shapes.TrueFalse():
            words = "`true` or `false`"
        case shapes.Number(whole, least, most):
            limits = "" if least is None or most is None else f" from {least:g} to {most:g}"
            words = f"{'a whole number' if whole else 'a number'}{limits}"
        case shapes.Address():
            words = "a web address"
        case _:
            assert_never(shape)
    return words


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"
