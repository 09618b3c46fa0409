"""Every mention of one record by another, from typed fields and from prose, with its reason."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.core import prose
from generator.core.text import with_article
from generator.data.fields import Prose, Reference
from generator.data.walk import Marked, Path

CITED = ("source",)  # what a citation has to name


class Mention(NamedTuple):
    record: str  # who mentions: a record's id, or the path of a hand-written page
    target: str  # the id that is mentioned
    reason: str  # "speaker of a statement", "cited in a summary"
    kinds: tuple[str, ...]  # what the target may be; none given: any kind
    path: Path  # where in the record; empty for a hand-written page
    text: str  # what stands there: the id itself, or prose
    start: int = 0  # where in the prose the mention begins


class Mentioned(NamedTuple):
    """What is told of a mention where its place does not matter."""

    target: str
    reason: str


def mentions_by(record: str, marks: Iterable[Marked]) -> Iterator[Mention]:
    """All mentions by a record, in the order of its fields."""
    for path, mark, text in marks:
        if isinstance(mark, Reference):
            yield Mention(record, text, mark.reason, mark.kinds, path, text)
        elif isinstance(mark, Prose):
            yield from mentions_in_prose(record, text, mark.reason, path)


def mentions_in_prose(record: str, text: str, reason: str, path: Path) -> Iterator[Mention]:
    if "[" not in text:
        return
    kinds: tuple[str, ...]
    named = with_article(reason)
    for token in prose.tokens(text):
        match token:
            case prose.Link(target) if target:
                why, kinds = f"linked in {named}", ()
            case prose.Citation(target) if target:
                why, kinds = f"cited in {named}", CITED
            case _:
                continue
        yield Mention(record, target, why, kinds, path, text, token.start)
