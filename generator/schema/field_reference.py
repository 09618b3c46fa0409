"""The field reference: a page on which editors look up what each file may hold."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from generator.core import dates
from generator.core.text import counted, listed, table
from generator.data.fields import Part
from generator.data.walk import Field
from generator.labels.labels import ENGLISH, labels_in
from generator.schema.json_schemas import FILES
from generator.schema.models import ID_EXAMPLE, fields_of, link, name_of, parts_of, shape_of

_PAGE = """\
<!-- Made by `explainer docs` from the models in generator/: do not edit it here. -->

# Fields

What each file of `site-data/` may hold. A field that is not marked as required may be left out
altogether; a field that is written down must have a value.

## Files

One file is one record. Its folder says what kind of record it is, and its name without `.yml` is
its **id**: lower-case words of a–z and 0–9 joined by hyphens, such as `{example}`. Other
records refer to it by that id, and it is the address of its page for ever.

{files}

## Dates

A date is written as exactly as it is known, and never more exactly.

{dates}

## Prose

Prose is text in paragraphs (with an empty line between two of them), with lists, `*emphasis*` and
`**strong emphasis**`, but without HTML. It links and cites like this:

| write | readers see |
| --- | --- |
| `[[istanbul]]` | a link to the record `istanbul`, under its own name |
| `[[istanbul\\|the city]]` | the same link under the words “the city” |
| `[@tass-2022-02-28]` | a footnote that names the source `tass-2022-02-28` |
| `[@tass-2022-02-28 "exact words"]` | the same footnote, with the words that it rests on |

In *cited* prose every paragraph, and every entry of a list, ends on a citation.

{kinds}

## Parts

Groups of fields that stand within records.

{parts}
"""


def field_reference() -> str:
    """The page, in Markdown."""
    models = {name: model for name, _, model in FILES}
    found = {name_of(part): part for model in models.values() for part in parts_of(model)}
    parts = dict(sorted(found.items()))
    return _PAGE.format(
        example=ID_EXAMPLE,
        files=table(("kind", "file"), ((link(name), f"`{path}`") for name, path, _ in FILES)),
        dates=table(
            ("write", "readers see"),
            ((f"`{date}`", labels_in(ENGLISH).date(dates.parse(date))) for date in dates.EXAMPLES),
        ),
        kinds="\n\n".join(
            f"## {name}\n\n`{path}`\n\n{_fields(model)}" for name, path, model in FILES
        ),
        parts="\n\n".join(_part(name, part, models | parts) for name, part in parts.items()),
    )


def _part(name: str, part: type[Part], owners: Mapping[str, type[Part]]) -> str:
    """What it is, where its description says so, where it is used, and its fields."""
    about = f"{part.__doc__ or ''} Used in {listed(_uses(part, owners))}.".strip()
    return f"### {name}\n\n{about}\n\n{_fields(part)}"


def _uses(part: type[Part], owners: Mapping[str, type[Part]]) -> Iterator[str]:
    """The fields that hold a part: `` `quote` of statement ``."""
    users: dict[str, list[str]] = defaultdict(list)
    for owner, model in owners.items():
        for field in fields_of(model):
            if shape_of(field).part is part:
                users[field.name].append(link(owner))
    for name, links in users.items():
        yield f"`{name}` of {'every file' if len(links) == len(FILES) else listed(links)}"


def _fields(model: type[Part]) -> str:
    rows = [
        (f"`{field.name}`", "yes" if field.is_required else "", _holds(field), _says(field))
        for field in fields_of(model)
    ]
    return table(("field", "required", "holds", "meaning"), rows)


def _holds(field: Field) -> str:
    """`a list; each entry: a date`."""
    words = shape_of(field).phrase
    if field.key:
        return f"keys and values; each key: {shape_of(field.key).phrase}; each value: {words}"
    if field.is_list:
        some = f" of at least {counted(field.least, 'entry', 'entries')}" if field.least else ""
        return f"a list{some}; each entry: {words}"
    return words


def _says(field: Field) -> str:
    left_out = "" if field.default is None else f" If left out: `{field.default}`."
    return field.description + left_out
