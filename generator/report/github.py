"""The format that GitHub Actions turns into annotations on the changed lines of a pull request."""

from collections.abc import Mapping, Sequence

from generator.core.diagnostics import Diagnostic, Span
from generator.report.paint import PLAIN, Paint

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def github(found: Sequence[Diagnostic], _sources: Mapping[str, str], _paint: Paint = PLAIN) -> str:
    return "".join(f"{_command(finding)}\n" for finding in found)


def _command(finding: Diagnostic) -> str:
    properties = {"file": finding.span.path, **_region(finding.span), "title": finding.rule.id}
    written = ",".join(f"{key}={value.translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{finding.rule.severity} {written}::{_message(finding).translate(_DATA)}"


def _region(span: Span) -> dict[str, str]:
    """GitHub drops the columns of an annotation that runs over several lines, so none are given."""
    if span.end_line != span.line:
        return {"line": str(span.line), "endLine": str(span.end_line)}
    return {
        "line": str(span.line),
        "col": str(span.column),
        "endLine": str(span.end_line),
        "endColumn": str(span.end_column),
    }


def _message(finding: Diagnostic) -> str:
    """With the place, since the log of a run shows nothing but the message."""
    notes = "".join(f"\nnote: {note.span}: {note.message}" for note in finding.notes)
    advice = f"\nhelp: {finding.help}" if finding.help else ""
    return f"{finding.span}: {finding.message}{notes}{advice}"
