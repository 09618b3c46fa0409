"""The formats of findings by the name that editors give; here those for programs are written."""

import json as notation
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from generator.core.diagnostics import Diagnostic, Rule, Span
from generator.report.terminal import Paint
from generator.report.text_formats import concise, full

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT = "%SRCROOT%"
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def github(found: Sequence[Diagnostic], _sources: Mapping[str, str], _paint: Paint) -> str:
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


def json(found: Sequence[Diagnostic], _sources: Mapping[str, str], _paint: Paint) -> str:
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


def sarif(found: Sequence[Diagnostic], _sources: Mapping[str, str], _paint: Paint) -> str:
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
    examples = {"Wrong": rule.wrong, "Right": rule.right}
    lines = [rule.why, *(f"{word}: {value}" for word, value in examples.items() if value)]
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
Format = Callable[[Sequence[Diagnostic], Mapping[str, str], Paint], str]

FORMATS: dict[str, Format] = {
    "full": full,
    "concise": concise,
    "github": github,
    "json": json,
    "sarif": sarif,
}
