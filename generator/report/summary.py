"""The lines that end a report: what was found in how many files, and the state of quotations."""

from collections.abc import Mapping, Sequence

from generator.core.diagnostics import Diagnostic
from generator.core.text import counted, listed
from generator.proof.proof import State

KNOWN = {
    State.PROVEN: "proven",
    State.DEPARTS: "not as in the source",
    State.OUTSIDE: "outside the excerpt that was read",
    State.UNCHECKED: "from a source without fingerprint",
}


def summary(found: Sequence[Diagnostic], files: int) -> str:
    """`3 errors and 1 warning in 2 files`, or `no findings in 620 files` that were read."""
    errors = sum(finding.is_error for finding in found)
    numbers = {"error": errors, "warning": len(found) - errors}
    words = [counted(number, name) for name, number in numbers.items() if number]
    if not words:
        return f"no findings in {counted(files, 'file')}"
    return f"{listed(words)} in {counted(len({finding.span.path for finding in found}), 'file')}"


def quotation_summary(numbers: Mapping[State, int]) -> str:
    """`12 quotations: 9 proven, 3 from a source without fingerprint`."""
    parts = [f"{numbers[state]:,} {words}" for state, words in KNOWN.items() if numbers[state]]
    return f"{counted(sum(numbers.values()), 'quotation')}: {', '.join(parts)}" if parts else ""
