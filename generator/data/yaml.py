"""YAML composed from libyaml's events, so that each value keeps its span and stays a text.

The base loader guesses no types: `no`, `1944`, `03:15` and `2022-02-28` are what the editor wrote
until a field says what they are. Odd characters are looked for first, because libyaml takes some of
them for line breaks and would give every later position wrongly.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.core.diagnostics import Diagnostic, Note, Span
from generator.core.text import counted
from generator.data import rules
from generator.data.source_text import MAX_BYTES, SourceText
from generator.data.syntax import syntax_error
from generator.data.walk import Path

MAX_DEPTH = 12
MAX_VALUES = 5_000  # keys and values of a file
MAX_TEXT = 100_000  # characters of a value

Value = str | list[Any] | dict[str, Any]

# Control characters, line breaks of other systems, and what no editor shows: letters without a
# shape, tags, and changes of the direction of writing, which make a text look other than it is.
# Scripts need the joiners and the marks of direction (U+200C to U+200F), words the soft hyphen.
_ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u115f\u1160\u180e\u200b\u2028-\u202e\u2060-\u206f\u3164"
    "\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]|\r(?!\n)"
)
# What remains of the characters without a shape: a value of nothing else looks empty.
_NO_SHAPE = " \t\n\r\xa0\xad\u034f\u061c\u200c\u200d\u200e\u200f\u2800\ufe0e\ufe0f"
_BREAKS = re.compile(r"\n+")
_SPLIT = "split it into several"
_HOLE = "\ue000"  # takes the place of an odd character, so that every other keeps its own


@dataclass(slots=True)
class Tree:
    """A composed file: its value, and the span of each value and key by path."""

    value: Value = ""
    values: dict[Path, Span] = field(default_factory=dict)
    keys: dict[Path, Span] = field(default_factory=dict)
    blank: list[Path] = field(default_factory=list)  # keys and entries without a value
    refused: list[Path] = field(default_factory=list)  # values that are not what was meant
    is_empty: bool = True


def compose(source: SourceText) -> tuple[Tree | None, list[Diagnostic]]:
    """The tree of a file and what is wrong with its YAML; no tree where it cannot be read."""
    odd = list(unreadable(source))
    if any(finding.rule is not rules.ODD_CHARACTER for finding in odd):
        return None, odd
    composer = _Composer(source.path, has_holes=bool(odd))
    try:
        composer.take(_ODD.sub(_HOLE, source.text) if odd else source.text)
    except _HopelessError as error:  # between values, an odd character breaks all else
        return None, odd or [*composer.found, *error.args]
    except yaml.MarkedYAMLError as error:
        return None, odd or [*composer.found, syntax_error(source, error)]
    found = [*odd, *composer.found]
    if composer.tree.is_empty:
        help_text = "fill it in, or delete it"
        empty = rules.EMPTY_FILE.found(Span(source.path), "the file is empty", help_text)
        return None, [*found, empty]
    return composer.tree, found


def unreadable(source: SourceText) -> Iterator[Diagnostic]:
    """Faults because of which libyaml is not even asked."""
    if len(source.data) > MAX_BYTES:
        yield too_large(source, MAX_BYTES)
        return
    try:
        source.data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = source.data[: error.start].decode("utf-8")
        message = f"byte 0x{source.data[error.start]:02x} is not UTF-8"
        help_text = "save the file in the encoding UTF-8"
        yield rules.NOT_UTF8.found(source.span(len(before)), message, help_text)
        return
    places: dict[str, list[int]] = {}
    for odd in _ODD.finditer(source.text):
        places.setdefault(odd[0], []).append(odd.start())
    for char, (first, *others) in places.items():
        name = unicodedata.name(char, "control character").lower()
        message = f"the character U+{ord(char):04X} does not belong in a text"
        if others:  # one cause, one finding
            message += f"; it stands there {counted(len(others), 'more time')}"
        help_text = f"delete the {name}, which no editor shows"
        yield rules.ODD_CHARACTER.found(source.span(first), message, help_text)


def too_large(source: SourceText, most: int) -> Diagnostic:
    message = f"the file has more than {most:,} bytes"
    return rules.TOO_LARGE.found(Span(source.path), message, _SPLIT)


class _HopelessError(Exception):
    """Nothing can be said of the file beyond what was found so far, and the finding given here."""


class _Composer:
    """Builds one tree from events. Nesting cannot exhaust the stack: it ends at `MAX_DEPTH`."""

    def __init__(self, path: str, has_holes: bool) -> None:
        self.tree = Tree()
        self.found: list[Diagnostic] = []
        self._path = path
        self._has_holes = has_holes
        self._events: Iterator[Any] = iter(())
        self._number = 0  # of keys and values
        self._anchors: set[str | None] = set()

    def take(self, text: str) -> None:
        """Takes in a whole file. Raises what libyaml raises, and `_HopelessError`."""
        self._events = iter(yaml.CBaseLoader(text).get_event, None)
        documents = (event for event in self._events if isinstance(event, yaml.DocumentStartEvent))
        for number, document in enumerate(documents):
            if number > 0:
                message, help_text = "a second document begins here", "move it to a file of its own"
                span = self._span(document)
                raise _HopelessError(rules.SEVERAL_DOCUMENTS.found(span, message, help_text))
            root = next(self._events)
            self.tree.value = self._value(root, ())
            is_text = isinstance(root, yaml.ScalarEvent)
            self.tree.is_empty = is_text and not (root.value or root.style)

    def _value(self, event: yaml.NodeEvent, path: Path) -> Value:
        """The value that an event begins, with all within it."""
        span, is_refused = self._begin(event)
        self.tree.values[path] = span
        value: Value = ""
        if isinstance(event, yaml.ScalarEvent):
            value = self._text(event, span)
            is_refused = is_refused or (self._has_holes and _HOLE in value)
            if path and not is_refused and not value.strip(_NO_SHAPE):
                self.tree.blank.append(path)
        elif isinstance(event, yaml.AliasEvent):
            if path[-1:] in ((), ("<<",)):  # the whole file, or fields that are merged in
                raise _HopelessError
        elif len(path) >= MAX_DEPTH:
            message = f"this is nested more than {MAX_DEPTH} levels deep"
            help_text = "records are flat: look for brackets or indentation too many"
            raise _HopelessError(rules.TOO_DEEP.found(span, message, help_text))
        else:
            is_mapping = isinstance(event, yaml.MappingStartEvent)
            value = self._mapping(path) if is_mapping else self._list(path)
        if is_refused and path:  # the fields of a file that is tagged as a whole are sound
            self.tree.refused.append(path)
        return value

    def _list(self, path: Path) -> Value:
        entries: list[Value] = []
        for event in self._events:
            if isinstance(event, yaml.CollectionEndEvent):
                break
            entries.append(self._value(event, (*path, len(entries))))
        return entries

    def _mapping(self, path: Path) -> Value:
        fields: dict[str, Value] = {}
        for event in self._events:
            if isinstance(event, yaml.CollectionEndEvent):
                break
            key, span = self._key(event)
            here = (*path, key)
            if key in fields:
                message = f"`{key}` stands here a second time"
                notes = (Note(self.tree.keys[here], "first here"),)
                help_text = "join the two, or delete one"
                self.found.append(rules.DUPLICATE_KEY.found(span, message, help_text, notes))
                kept, self.tree = self.tree, Tree()  # the first is the one that counts
                self._value(next(self._events), here)
                self.tree = kept
            else:
                self.tree.keys[here] = span
                fields[key] = self._value(next(self._events), here)
        return fields

    def _key(self, event: yaml.NodeEvent) -> tuple[str, Span]:
        span, _ = self._begin(event)
        if isinstance(event, yaml.CollectionStartEvent):
            message = "a list or mapping stands where a key is expected"
            help_text = "put the text into quotation marks"
            raise _HopelessError(rules.YAML_SYNTAX.found(span, message, help_text))
        if not isinstance(event, yaml.ScalarEvent) or (self._has_holes and _HOLE in event.value):
            raise _HopelessError  # it leaves nothing to be sure of
        return self._text(event, span), span

    def _begin(self, event: Any) -> tuple[Span, bool]:
        """Where a key or value stands, and whether it is refused as YAML that records do not use.

        Gives up where there are more than anybody writes by hand.
        """
        span = self._span(event)
        self._number += 1
        if self._number > MAX_VALUES:
            message = f"the file has more than {MAX_VALUES:,} keys and values"
            raise _HopelessError(rules.TOO_LARGE.found(span, message, f"{_SPLIT} records"))
        is_alias = isinstance(event, yaml.AliasEvent)
        if not (is_alias or event.anchor or event.tag):
            return span, False
        if not is_alias:
            self._anchors.add(event.anchor)
        elif event.anchor in self._anchors:  # so both are meant as YAML: one finding is enough
            features = [finding for finding in self.found if finding.rule is rules.YAML_FEATURE]
            self.found = [finding for finding in self.found if finding not in features[1:]]
            raise _HopelessError
        what = "an alias" if is_alias else "an anchor" if event.anchor else "a tag"
        help_text = "write the value out, in quotation marks if it begins with `&`, `*` or `!`"
        self.found.append(rules.YAML_FEATURE.found(span, f"{what} stands here", help_text))
        return span, True

    def _text(self, event: yaml.ScalarEvent, span: Span) -> str:
        text: str = event.value
        if len(text) > MAX_TEXT:
            message = f"the text has {len(text):,} characters, more than {MAX_TEXT:,}"
            raise _HopelessError(rules.TOO_LARGE.found(span, message, f"{_SPLIT} records"))
        if event.style == '"':
            # `"\u202e"` is as odd as the character itself, and not seen before YAML has read it.
            for char in dict.fromkeys(_ODD.findall(text)):
                message = f"the character U+{ord(char):04X} does not belong in a text"
                help_text = "delete it: it is written with a backslash"
                self.found.append(rules.ODD_CHARACTER.found(span, message, help_text))
        # YAML folds one blank line to a line break; in prose a blank line parts paragraphs.
        return _BREAKS.sub("\n\n", text) if event.style == ">" else text

    def _span(self, event: yaml.Event) -> Span:
        begin, end = event.start_mark, event.end_mark
        assert begin and end, "libyaml marks every event"
        return Span(self._path, begin.line + 1, begin.column + 1, end.line + 1, end.column + 1)
