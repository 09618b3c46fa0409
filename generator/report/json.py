"""The format for other programs: one array, one object a finding, always with the same keys."""

import json as notation
from collections.abc import Mapping, Sequence

from generator.core.diagnostics import Diagnostic
from generator.report.paint import PLAIN, Paint


def json(found: Sequence[Diagnostic], _sources: Mapping[str, str], _paint: Paint = PLAIN) -> str:
    return as_text([_entry(one) for one in found])


def as_text(value: object) -> str:
    """JSON in ASCII, so that no terminal's or pipe's encoding can spoil a name."""
    return notation.dumps(value, indent=2, ensure_ascii=True) + "\n"


def _entry(one: Diagnostic) -> dict[str, str | int]:
    return {
        "rule": one.rule.id,
        "severity": one.rule.severity.value,
        "path": one.span.path,
        "line": one.span.line,
        "column": one.span.column,
        "message": one.message,
        "help": one.help,
    }
