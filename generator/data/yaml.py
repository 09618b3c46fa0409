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
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from generator.core.diagnostics import Diagnostic, Note, Rule, Span
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
    text = _ODD.sub(_HOLE, source.text) if odd else source.text
    composer = _Composer(source, has_holes=bool(odd))
    try:
        for event in iter(yaml.CBaseLoader(text).get_event, None):
            composer.take(event)
            if composer.is_hopeless:
                break
    except yaml.YAMLError as error:
        composer.found.append(syntax_error(source, error))
        composer.is_hopeless = True
    if odd:  # between values, such a character breaks all that follows
        composer.found = odd if composer.is_hopeless else [*odd, *composer.found]
    if not composer.is_hopeless and composer.tree.is_empty:
        help_text = "fill it in, or delete it"
        empty = rules.EMPTY_FILE.found(Span(source.path), "the file is empty", help_text)
        return None, [*composer.found, empty]
    return (None if composer.is_hopeless else composer.tree), composer.found


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
    first: dict[str, int] = {}
    for odd in _ODD.finditer(source.text):
        first.setdefault(odd[0], odd.start())
    for char, start in first.items():
        name = unicodedata.name(char, "control character").lower()
        message = f"the character U+{ord(char):04X} does not belong in a text"
        help_text = f"delete the {name}, which no editor shows"
        span = source.span(start)
        yield rules.ODD_CHARACTER.found(span, message + _others(source, char), help_text)


def too_large(source: SourceText, most: int) -> Diagnostic:
    message = f"the file has more than {most:,} bytes"
    return rules.TOO_LARGE.found(Span(source.path), message, "split it into several")


def _others(source: SourceText, char: str) -> str:
    """How often else it stands there: one cause, one finding."""
    number = source.text.replace("\r\n", "").count(char) - 1
    return f"; it stands there {counted(number, 'more time')}" if number else ""


@dataclass(slots=True)
class _Open:
    """A collection that has begun and not ended."""

    value: list[Any] | dict[str, Any]
    path: Path
    key: str | None = None
    first: dict[str, Span] = field(default_factory=dict)  # where each key stood first

    @property
    def expects_key(self) -> bool:
        return isinstance(self.value, dict) and self.key is None


class _Composer:
    """Builds one tree from events, without recursion: nesting cannot exhaust the stack."""

    def __init__(self, source: SourceText, has_holes: bool) -> None:
        self.path = source.path
        self._has_holes = has_holes
        self.tree = Tree()
        self.found: list[Diagnostic] = []
        self.is_hopeless = False
        self._stack: list[_Open] = []
        self._documents = 0
        self._values = 0
        self._anchors: set[str | None] = set()
        self._is_refused = False  # is the value that comes next not what was meant?

    def take(self, event: Event) -> None:
        match event:  # what there is most of goes first
            case ScalarEvent():
                self._begin_value(event)
                self._scalar(event)
            case CollectionEndEvent():
                self._stack.pop()
            case CollectionStartEvent():
                self._begin_value(event)
                self._begin_collection(event)
            case AliasEvent():
                self._count(event)
                self._alias(event)
            case DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    message = "a second document begins here"
                    help_text = "move it to a file of its own"
                    self._give_up(rules.SEVERAL_DOCUMENTS, event, message, help_text)

    def _give_up(self, rule: Rule, event: Event, message: str, help_text: str) -> None:
        self.found.append(rule.found(self._span(event), message, help_text))
        self.is_hopeless = True

    def _begin_value(self, event: ScalarEvent | CollectionStartEvent) -> None:
        self._count(event)
        if event.anchor or event.tag:
            self._refuse_feature(event, "an anchor" if event.anchor else "a tag")
            self._anchors.add(event.anchor)
            self._is_refused = True

    def _count(self, event: NodeEvent) -> None:
        """Refuses what would take long to look through; nobody writes so much by hand."""
        self._values += 1
        help_text = "split it into several records"
        if self._values > MAX_VALUES:
            message = f"the file has more than {MAX_VALUES:,} keys and values"
            self._give_up(rules.TOO_LARGE, event, message, help_text)
        elif isinstance(event, ScalarEvent) and len(event.value) > MAX_TEXT:
            message = f"the text has {len(event.value):,} characters, more than {MAX_TEXT:,}"
            self._give_up(rules.TOO_LARGE, event, message, help_text)

    def _alias(self, event: AliasEvent) -> None:
        self._refuse_feature(event, "an alias")
        if event.anchor in self._anchors:  # YAML of its own kind: the first place says so
            features = [finding for finding in self.found if finding.rule is rules.YAML_FEATURE]
            self.found = [finding for finding in self.found if finding not in features[1:]]
            self.is_hopeless = True
            return
        parent = self._stack[-1] if self._stack else None
        # As a key, or where it brings fields along, it leaves nothing to be sure of.
        if parent is None or parent.expects_key or parent.key == "<<":
            self.is_hopeless = True
        else:
            self._is_refused = True
            self._put("", self._span(event))

    def _refuse_feature(self, event: Event, what: str) -> None:
        help_text = "write the value out, in quotation marks if it begins with `&`, `*` or `!`"
        message = f"{what} stands here"
        self.found.append(rules.YAML_FEATURE.found(self._span(event), message, help_text))

    def _scalar(self, event: ScalarEvent) -> None:
        span = self._span(event)
        if event.style == '"':
            self._refuse_escapes(event.value, span)
        parent = self._stack[-1] if self._stack else None
        has_hole = self._has_holes and _HOLE in event.value
        if parent and parent.expects_key:
            self.is_hopeless = self.is_hopeless or has_hole
            self._is_refused = False
            self._key(parent, event.value, span)
            return
        is_refused = self._is_refused = self._is_refused or has_hole
        # YAML folds one blank line to a line break; in prose a blank line parts paragraphs.
        value = _BREAKS.sub("\n\n", event.value) if event.style == ">" else event.value
        path = self._put(value, span)
        is_blank = not value.strip(_NO_SHAPE) and not is_refused
        if is_blank and path and self.tree.values[path] is span:
            self.tree.blank.append(path)
        if event.value or event.style or parent:
            self.tree.is_empty = False

    def _refuse_escapes(self, value: str, span: Span) -> None:
        """`"\\u202e"` is as odd as the character itself, and not seen before YAML has read it."""
        for char in dict.fromkeys(_ODD.findall(value)):
            message = f"the character U+{ord(char):04X} does not belong in a text"
            help_text = "delete it: it is written with a backslash"
            self.found.append(rules.ODD_CHARACTER.found(span, message, help_text))

    def _key(self, parent: _Open, key: str, span: Span) -> None:
        if key in parent.first:
            message, help_text = f"`{key}` stands here a second time", "join the two, or delete one"
            notes = (Note(parent.first[key], "first here"),)
            self.found.append(rules.DUPLICATE_KEY.found(span, message, help_text, notes))
        parent.first.setdefault(key, span)
        parent.key = key
        self.tree.keys[(*parent.path, key)] = span

    def _begin_collection(self, event: CollectionStartEvent) -> None:
        if self._stack and self._stack[-1].expects_key:
            message = "a list or mapping stands where a key is expected"
            help_text = "put the text into quotation marks"
            self._give_up(rules.YAML_SYNTAX, event, message, help_text)
        elif len(self._stack) >= MAX_DEPTH:
            message = f"this is nested more than {MAX_DEPTH} levels deep"
            help_text = "records are flat: look for brackets or indentation too many"
            self._give_up(rules.TOO_DEEP, event, message, help_text)
        else:
            value: list[Any] | dict[str, Any] = {} if isinstance(event, MappingStartEvent) else []
            path = self._put(value, self._span(event))
            self._stack.append(_Open(value, path))
            self.tree.is_empty = False

    def _put(self, value: Value, span: Span) -> Path:
        """Puts a value into the collection that is open; returns its path."""
        path: Path = ()
        if not self._stack:
            self.tree.value = value
        else:
            parent = self._stack[-1]
            if isinstance(parent.value, list):
                path = (*parent.path, len(parent.value))
                parent.value.append(value)
            else:
                assert parent.key is not None
                path = (*parent.path, parent.key)
                parent.value.setdefault(parent.key, value)
                parent.key = None
        self.tree.values.setdefault(path, span)
        if self._is_refused:
            self.tree.refused.append(path)
            self._is_refused = False
        return path

    def _span(self, event: Event) -> Span:
        begin, end = event.start_mark, event.end_mark
        assert begin and end, "libyaml marks every event"
        return Span(self.path, begin.line + 1, begin.column + 1, end.line + 1, end.column + 1)
