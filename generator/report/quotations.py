"""Quotations in print: what is known of each, and how many there are of each sort."""

from collections.abc import Mapping

from generator.core.text import counted
from generator.proof.proof import State

KNOWN = {
    State.PROVEN: "proven",
    State.DEPARTS: "not as in the source",
    State.OUTSIDE: "outside the excerpt that was read",
    State.UNCHECKED: "from a source without fingerprint",
}


def quotation_summary(numbers: Mapping[State, int]) -> str:
    """`12 quotations: 9 proven, 3 from a source without fingerprint`."""
    parts = [f"{numbers[state]:,} {words}" for state, words in KNOWN.items() if numbers[state]]
    total = sum(numbers.values())
    return f"{counted(total, 'quotation')}: {', '.join(parts)}" if parts else ""
