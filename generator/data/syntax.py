"""Faults of YAML's syntax in an editor's words, at the place where the editor can mend them."""

import re
from typing import Any

import yaml

from generator.core.diagnostics import Diagnostic, Note
from generator.data import rules
from generator.data.source_text import SourceText

_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?:[ \n]|$)", re.MULTILINE)
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)
_TAB = re.compile(r"^ *(?P<tab>\t)[ \t]*\S", re.MULTILINE)
_FIELD = re.compile(r":(?:\s|$)")

_INDENTATION = "indent the line like its neighbours"
_QUOTE_IT = "put the text into quotation marks"

# What libyaml says, what it means, and what is to be done. The first that fits counts.
_MEANINGS = (
    ("end of stream", "the quotation mark is not closed", "close it where the text ends"),
    ("unexpected document indicator", "the quotation mark is not closed", "close it"),
    ("mapping values are not allowed", "a colon stands in the middle of a text", _QUOTE_IT),
    ("could not find expected ':'", "the line names no field", "write a colon after its name"),
    ("cannot start any token", "a text cannot begin with this character", _QUOTE_IT),
    ("sequence entries", "a list begins in the middle of a line", "begin it on the next line"),
    ("unknown escape", "a backslash stands before a letter", "double it, or use single quotes"),
    ("hexdecimal", "a backslash stands before a letter", "double it, or use single quotes"),
    ("',' or ']'", "a comma or `]` is missing", "close the list, or part its entries by commas"),
    ("',' or '}'", "a comma or `}` is missing", "close the braces, or part the entries by commas"),
    ("'-' indicator", "a list ends where another entry should stand", _INDENTATION),
    ("expected key", "the line does not fit those above it", _INDENTATION),
    ("comment or line", "something stands after `>` or `|`", "begin the text on the next line"),
    ("<document start>", "something stands after the end of the record", "delete it"),
    ("alphabetic or numeric", "a text cannot begin with `*` or `&`", _QUOTE_IT),
    ("tag", "a text cannot begin with `!`", _QUOTE_IT),
    ("node content", "a value is missing", "write it, or delete what stands before it"),
)
# Where what began is at fault, rather than the place at which it could not go on.
_BEGINNINGS = ("simple key", "an alias", "an anchor", "a tag", "a node")


def syntax_error(source: SourceText, error: yaml.MarkedYAMLError) -> Diagnostic:
    """The finding for an error of libyaml; what an editor can recognise goes first."""
    if conflict := _CONFLICT.search(source.text):
        help_text = "choose one of the two versions and delete the other and the marks"
        span, message = source.span(conflict.start()), "git has left a conflict here"
        return rules.YAML_SYNTAX.found(span, message, help_text)
    at = error.problem_mark or error.context_mark
    assert at, "libyaml marks what its scanner and parser refuse"
    return _tab_near(source, at.line) or _mistake(source, error, at)


def _mistake(source: SourceText, error: yaml.MarkedYAMLError, at: Any) -> Diagnostic:
    problem = error.problem or ""
    notes: tuple[Note, ...] = ()
    place = source.offset(at.line + 1, at.column + 1)
    message, help_text = next(
        ((message, help_text) for words, message, help_text in _MEANINGS if words in problem),
        ("this is not YAML", "look at this line and the one before it"),
    )
    if "mapping values" in problem and (line := _nameless_line(source.text, at.line)) is not None:
        place, message = line, "the line names no field"
        help_text = "write a colon and a space after its name"
    elif "<document start>" in problem and (directive := _DIRECTIVE.search(source.text)):
        place, message, help_text = directive.start(), "a text cannot begin with `%`", _QUOTE_IT
    elif begun := _began_wrong(error, at):
        notes = (Note(source.span(place), "here it ends at the latest"),)
        place = source.offset(begun.line + 1, begun.column + 1)
    return rules.YAML_SYNTAX.found(source.span(place), message, help_text, notes)


def _began_wrong(error: yaml.MarkedYAMLError, at: Any) -> Any:
    """Where a bracket or a quotation mark stands that was never closed, or what cannot begin so."""
    context, begun = error.context or "", error.context_mark
    if "quoted scalar" in context:
        is_open = "unexpected" in (error.problem or "")
    else:
        is_open = "flow" in context and begun is not None and begun.line != at.line
    return begun if is_open or any(word in context for word in _BEGINNINGS) else None


def _nameless_line(text: str, index: int) -> int | None:
    """Where the line above begins, if it is there that a colon is missing; lines count from 0.

    YAML takes `publisher The Times` and the line below it for one text, and complains of the colon
    below. A text that goes on over several lines is indented further than its field.
    """
    lines = text.split("\n")[: index + 1]
    above = next((i for i in range(index - 1, -1, -1) if lines[i].strip()), None)
    if above is None or _FIELD.search(lines[above]) or _FIELD.search(lines[index]) is None:
        return None
    field = next((line for line in reversed(lines[:above]) if _FIELD.search(line)), None)
    if field and not field.rstrip().endswith(":") and _indent(field) < _indent(lines[above]):
        return None
    return sum(len(line) + 1 for line in lines[:above]) + _indent(lines[above])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _tab_near(source: SourceText, line: int) -> Diagnostic | None:
    """The tab before the first word of this line or of one beside it."""
    begin, end = source.offset(max(line, 1), 1), source.offset(line + 3, 1)
    found = _TAB.search(source.text, begin, end)
    if found is None:
        return None
    message, help_text = "the line is indented with a tab", "indent with two spaces"
    return rules.TAB.found(source.span(found.start("tab")), message, help_text)
