"""The line that ends a report: how much was found, and in how many files."""

from collections.abc import Sequence

from generator.core.diagnostics import Diagnostic
from generator.core.text import counted, listed


def summary(found: Sequence[Diagnostic], files: int) -> str:
    """`3 errors and 1 warning in 2 files`, or `no findings in 620 files` that were read."""
    errors = sum(1 for finding in found if finding.is_error)
    numbers = {"error": errors, "warning": len(found) - errors}
    words = [counted(number, name) for name, number in numbers.items() if number]
    if not words:
        return f"no findings in {counted(files, 'file')}"
    return f"{listed(words)} in {counted(len({finding.span.path for finding in found}), 'file')}"
