"""How sound a record is, in numbers that add up to those of the whole explainer."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.core import prose
from generator.data.archive import Archive
from generator.data.fields import Prose
from generator.data.quotations import Quotation, quotations_outside, tally
from generator.data.walk import Marked, marked
from generator.proof.proof import State


class Soundness(NamedTuple):
    """Quotations by what is known of them, and paragraphs that must end on a citation."""

    proven: int
    outside: int  # the excerpt that was read by machine
    unchecked: int
    cited: int  # paragraphs that do end on one
    paragraphs: int

    @property
    def quotations(self) -> int:
        return self.proven + self.outside + self.unchecked


def soundness(known: Iterable[tuple[Quotation, State]], marks: Iterable[Marked]) -> Soundness:
    """That of a record: of its quotations, with what is known of them, and of its marked texts."""
    return _counted(Counter(state for _, state in known), marks)


def soundness_outside(archive: Archive) -> Soundness:
    """That of the explainer itself, with the quotations of hand-written pages."""
    assert archive.explainer is not None
    return _counted(tally(archive, quotations_outside(archive)), marked(archive.explainer))


def total(all_of_them: Iterable[Soundness]) -> Soundness:
    return Soundness(*map(sum, zip(*all_of_them, strict=True)))


def _counted(states: Mapping[State, int], marks: Iterable[Marked]) -> Soundness:
    paragraphs = [
        paragraph
        for one in marks
        if isinstance(one.mark, Prose) and one.mark.cited
        for _, paragraph in prose.paragraphs(one.text)
    ]
    return Soundness(
        states.get(State.PROVEN, 0),
        states.get(State.OUTSIDE, 0),
        states.get(State.UNCHECKED, 0),
        sum(map(prose.is_cited, paragraphs)),
        len(paragraphs),
    )
