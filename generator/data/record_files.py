"""Giving the values of a file the types of its model; each fault gets the span of its value."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from generator.core.diagnostics import Diagnostic
from generator.data import rules
from generator.data.archive import Origin
from generator.data.fields import Part
from generator.data.mentions import HOME, Mention, mentions_by
from generator.data.partial import as_far_as_sound
from generator.data.records import Record, statements_of
from generator.data.source_text import SourceText
from generator.data.values import faults, unknown_field
from generator.data.walk import hint_at, marked, may_mention
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
    origin = Origin(source.path, source.data, tree.values, tree.keys)
    if not isinstance(tree.value, dict):
        message = "the file is not a mapping of fields and values"
        help_text = "begin each line with a field's name, a colon and a space"
        return None, origin, [*found, rules.WRONG_TYPE.found(origin.at(), message, help_text)]
    found += _blank_values(tree)
    if id and "id" in tree.value:
        found.append(unknown_field(origin, ("id",), model))
    told = [*tree.blank, *tree.refused]  # what is wrong there is said already
    values = {**tree.value, "id": id} if id else tree.value
    record, refused, faulty = as_far_as_sound(model, values, told)
    found += faults(refused, origin, model, told)
    hides = any(may_mention(hint_at(model, path)) for path in faulty)
    origin = replace(origin, faulty=faulty, hides_mentions=hides)
    lines = tuple(origin.at("statements", at).line for at in range(len(statements_of(record))))
    return record, replace(origin, mentions=mentions_in(record, origin), lines=lines), found


def mentions_in(record: Part, origin: Origin) -> tuple[Mention, ...]:
    """Those of a record that are sound; the explainer is known as the home page."""
    name = record.id if isinstance(record, Record) else HOME
    return tuple(mentions_by(name, origin.sound(marked(record))))


def _blank_values(tree: Tree) -> Iterator[Diagnostic]:
    for path in tree.blank:
        name = next((part for part in reversed(path) if isinstance(part, str)), "")
        span = tree.keys.get(path) or tree.values[path]
        yield rules.EMPTY_VALUE.found(
            span, f"`{name}` has no value", "fill it in, or delete the line"
        )
