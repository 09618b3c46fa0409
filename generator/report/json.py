"""The format for other programs: one array, one object a finding, always with the same keys."""

import json as notation
from collections.abc import Mapping, Sequence

from generator.core.diagnostics import Diagnostic
from generator.report.paint import PLAIN, Paint


def json(found: Sequence[Diagnostic], _sources: Mapping[str, str], _paint: Paint = PLAIN) -> str:
    return as_text([_entry(finding) for finding in found])


def as_text(value: object) -> str:
    """JSON in ASCII, so that no terminal's or pipe's encoding can spoil a name."""
    return notation.dumps(value, indent=2, ensure_ascii=True) + "\n"


def _entry(finding: Diagnostic) -> dict[str, str | int]:
    return {
        "rule": finding.rule.id,
        "severity": finding.rule.severity.value,
        "path": finding.span.path,
        "line": finding.span.line,
        "column": finding.span.column,
        "message": finding.message,
        "help": finding.help,
    }
