"""Giving the values of a file the types of its model; each fault gets the span of its value."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from generator.core.diagnostics import Diagnostic
from generator.data import rules
from generator.data.archive import Origin
from generator.data.fields import Part
from generator.data.mentions import mentioned, mentions_by
from generator.data.partial import as_far_as_sound, hint_at
from generator.data.records import statements_of
from generator.data.source_text import SourceText
from generator.data.values import faults, unknown_field
from generator.data.walk import marked, may_mention
from generator.data.yaml import Tree, compose

P = TypeVar("P", bound=Part)

Read = tuple[Any, Origin | None, list[Diagnostic]]
# How a file is read: its text, its model, and the id that does not stand in it.
Reader = Callable[[SourceText, type[Part], str], Read]


def read_record(
    source: SourceText, model: type[P], id: str = ""
) -> tuple[P | None, Origin | None, list[Diagnostic]]:
    """The record of a file, where its values were written, and what is wrong with it.

    The id is not among the file's own values; the explainer has none. Where something is found, the
    record is only as far right as `Origin.is_sound` says; there is none of a file that cannot be
    read, and none without fields and values.
    """
    tree, found = compose(source)
    if tree is None:
        return None, None, found
    known = {"id": id} if id else {}
    origin = Origin(source.path, source.data, tree.values, tree.keys)
    if not isinstance(tree.value, dict):
        found.append(
            rules.WRONG_TYPE.found(
                origin.at(),
                "the file is not a mapping of fields and values",
                "begin each line with a field's name, a colon and a space",
            )
        )
        return None, origin, found
    found += _blank_values(tree)
    for key in known:
        if key in tree.value:
            found.append(unknown_field(origin, (key,), model))
    told = [*tree.blank, *tree.refused]  # what is wrong there is said already
    record, refused, faulty = as_far_as_sound(model, {**tree.value, **known}, told)
    found += faults(refused, origin, model, told)
    hides = any(may_mention(hint_at(model, path)) for path in faulty)
    origin = replace(origin, faulty=faulty, hides_mentions=hides)
    named = mentioned(mentions_by("", origin.sound(marked(record))))
    return record, replace(origin, mentioned=named, lines=_lines(origin, record)), found


def _lines(origin: Origin, record: Part) -> tuple[int, ...]:
    number = len(statements_of(record))
    return tuple(origin.at("statements", index).line for index in range(number))


def _blank_values(tree: Tree) -> Iterator[Diagnostic]:
    for path in tree.blank:
        name = next((part for part in reversed(path) if isinstance(part, str)), "")
        yield rules.EMPTY_VALUE.found(
            tree.keys.get(path) or tree.values[path],
            f"`{name}` has no value",
            "fill it in, or delete the line",
        )
