"""How well a record is cited and proven, in numbers that add up to those of the explainer."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from generator.core import prose
from generator.data.fields import Prose
from generator.data.walk import Marked
from generator.proof.proof import State


class CitationStatistics(NamedTuple):
    """Quotations by what is known of them, and paragraphs that must end on a citation."""

    proven: int
    outside: int  # the excerpt that was read by machine
    unchecked: int
    cited: int  # paragraphs that do end on one
    paragraphs: int

    @property
    def quotations(self) -> int:
        return self.proven + self.outside + self.unchecked


def total(statistics: Iterable[CitationStatistics]) -> CitationStatistics:
    return CitationStatistics(*map(sum, zip(*statistics, strict=True)))


def counted_in(states: Iterable[State], marks: Iterable[Marked]) -> CitationStatistics:
    """Of quotations, by what is known of each, and of the marked texts of a record."""
    numbers = Counter(states)
    paragraphs = [
        paragraph
        for marked in marks
        if isinstance(marked.mark, Prose) and marked.mark.cited
        for _, paragraph in prose.paragraphs(marked.text)
    ]
    return CitationStatistics(
        numbers[State.PROVEN],
        numbers[State.OUTSIDE],
        numbers[State.UNCHECKED],
        sum(map(prose.is_cited, paragraphs)),
        len(paragraphs),
    )
