"""The formats of findings by the name that editors give, and the line that ends a report.

Formats for people are coloured always: where there is no terminal, click takes the colours away.
"""

import json as notation
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import quote

from click import style

from generator.core.diagnostics import Diagnostic, Rule, Severity, Span
from generator.core.text import counted, listed
from generator.report.terminal import visible, width

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT = "%SRCROOT%"
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})
# Longer lines are cut around the words: a line that wraps leaves its marks far behind.
_LONGEST = 110
_BEFORE = 40  # characters that are kept in front of the words

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}
_bold = partial(style, bold=True)


def concise(found: Sequence[Diagnostic], _sources: Mapping[str, str]) -> str:
    """One line a finding, as editors and other tools read it."""
    return "".join(f"{_headline(finding)}{_advice(finding)}\n" for finding in found)


def _headline(finding: Diagnostic) -> str:
    """`path:line:column: error[rule-id] message`."""
    rule = finding.rule
    name = _bold(f"{rule.severity}[{rule.id}]", fg=_COLOURS[rule.severity])
    return f"{_bold(visible(str(finding.span)))}: {name} {visible(finding.message)}"


def _advice(finding: Diagnostic) -> str:
    return _bold(f" ({visible(finding.help)})", fg="cyan") if finding.help else ""


def full(found: Sequence[Diagnostic], sources: Mapping[str, str]) -> str:
    """For people: with the words in the source, other places and what to do; then a blank line."""
    blocks = (_block(finding, sources.get(finding.span.path, "")) for finding in found)
    return "".join("\n".join(block) + "\n\n" for block in blocks)


def _block(finding: Diagnostic, text: str) -> Iterator[str]:
    yield _headline(finding)
    yield from _excerpt(finding.span, text, _COLOURS[finding.rule.severity])
    for note in finding.notes:
        place = _bold(visible(str(note.span)))
        yield f"  {_bold('note:', fg='blue')} {place}: {visible(note.message)}"
    if finding.help:
        yield f"  {_bold('help:', fg='cyan')} {visible(finding.help)}"


def _excerpt(span: Span, text: str, colour: str) -> Iterator[str]:
    """The first line of the span, with `^^^` under the exact words.

    Nothing where the span means the file as a whole, or lies outside the text.
    """
    lines = text.split("\n")
    if span == Span(span.path) or span.line > len(lines):
        return
    chars = lines[span.line - 1].removesuffix("\r")
    line = ["    " if char == "\t" else visible(char) for char in chars]  # as it is printed
    begin = _at_letter(line, min(span.column - 1, len(line)))
    end = len(line) if span.end_line > span.line else min(span.end_column - 1, len(line))
    first, last = 0, len(line)
    if last > _LONGEST:
        first = _at_letter(line, max(0, min(begin - _BEFORE, last - _LONGEST)))
        last = min(last, first + _LONGEST)
    front, back = "…" if first else "", "…" if last < len(line) else ""
    indent = " " * width(front + "".join(line[first:begin]))
    marks = "^" * max(width("".join(line[begin : min(end, last)])), 1)
    number, bar = str(span.line), style("|", fg="blue")
    yield f"  {style(number, fg='blue')} {bar} {front}{''.join(line[first:last])}{back}".rstrip()
    yield f"  {' ' * len(number)} {bar} {indent}{_bold(marks, fg=colour)}"


def _at_letter(shown: list[str], at: int) -> int:
    """The place of the letter that an accent at this place is drawn on."""
    while 0 < at < len(shown) and width(shown[at]) == 0:
        at -= 1
    return at


def github(found: Sequence[Diagnostic], _sources: Mapping[str, str]) -> str:
    """What GitHub Actions turns into annotations on the changed lines of a pull request."""
    return "".join(f"{_command(finding)}\n" for finding in found)


def _command(finding: Diagnostic) -> str:
    """The message has the place, too, since the log of a run shows nothing but the message."""
    span = finding.span
    place: dict[str, object] = {"file": span.path, "line": span.line}
    if span.end_line == span.line:
        place |= {"col": span.column, "endLine": span.end_line, "endColumn": span.end_column}
    else:  # GitHub drops the columns of what runs over several lines
        place |= {"endLine": span.end_line}
    place |= {"title": finding.rule.id}
    written = ",".join(f"{key}={str(value).translate(_PROPERTY)}" for key, value in place.items())
    notes = "".join(f"\nnote: {note.span}: {note.message}" for note in finding.notes)
    advice = f"\nhelp: {finding.help}" if finding.help else ""
    message = f"{span}: {finding.message}{notes}{advice}"
    return f"::{finding.rule.severity} {written}::{message.translate(_DATA)}"


def json(found: Sequence[Diagnostic], _sources: Mapping[str, str]) -> str:
    """One array, one object a finding, always with the same keys."""
    entries = [
        {
            "rule": finding.rule.id,
            "severity": finding.rule.severity,
            "path": finding.span.path,
            "line": finding.span.line,
            "column": finding.span.column,
            "message": finding.message,
            "help": finding.help,
        }
        for finding in found
    ]
    return _as_text(entries)


def _as_text(value: object) -> str:
    """JSON in ASCII, so that no terminal's or pipe's encoding can spoil a name."""
    return notation.dumps(value, indent=2, ensure_ascii=True) + "\n"


def sarif(found: Sequence[Diagnostic], _sources: Mapping[str, str]) -> str:
    """SARIF 2.1.0, the format of code scanning: the rules that were broken, and where."""
    rules = sorted({finding.rule for finding in found}, key=lambda rule: rule.id)
    run = {
        "tool": {"driver": {"name": "explainer", "rules": [_descriptor(rule) for rule in rules]}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder of the project."}}},
        "results": [_result(finding, rules.index(finding.rule)) for finding in found],
    }
    return _as_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _descriptor(rule: Rule) -> dict[str, Any]:
    lines = [rule.why, *(f"{word}: {example}" for word, example in rule.examples)]
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": f"{rule.summary} {rule.why}"},
        "help": {"text": "\n".join(lines)},
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(finding: Diagnostic, rule_index: int) -> dict[str, Any]:
    message = f"{finding.message}\n{finding.help}" if finding.help else finding.message
    notes = [
        {"id": number, **_location(note.span), "message": {"text": note.message}}
        for number, note in enumerate(finding.notes)
    ]
    return {
        "ruleId": finding.rule.id,
        "ruleIndex": rule_index,
        "level": finding.rule.severity,
        "message": {"text": message},
        "locations": [_location(finding.span)],
        **({"relatedLocations": notes} if notes else {}),
    }


def _location(span: Span) -> dict[str, Any]:
    # A name that is not UTF-8 on disk goes into the address as its bytes.
    uri = quote(span.path, errors="surrogateescape")
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    file = {"uri": uri, "uriBaseId": _ROOT}
    return {"physicalLocation": {"artifactLocation": file, "region": region}}


# The report as a text, of the findings and the texts of the files by path.
FORMATS = {report.__name__: report for report in (full, concise, github, json, sarif)}


def summary(found: Sequence[Diagnostic], files: int) -> str:
    """`3 errors and 1 warning in 2 files`, or `no findings in 620 files` that were read."""
    errors = sum(finding.is_error for finding in found)
    numbers = {"error": errors, "warning": len(found) - errors}
    words = [counted(number, name) for name, number in numbers.items() if number]
    if not words:
        return f"no findings in {counted(files, 'file')}"
    return f"{listed(words)} in {counted(len({finding.span.path for finding in found}), 'file')}"
