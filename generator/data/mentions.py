"""Every mention of one record by another, from typed fields and from prose, with its reason."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from generator.core import prose
from generator.core.text import with_article
from generator.data.fields import Prose, Reference
from generator.data.walk import Marked, Path

HOME = "index.md"

_CITED = ("source",)  # what a citation has to name


class Mention(NamedTuple):
    record: str  # who mentions: a record's id, or the path of a hand-written page
    target: str  # the id that is mentioned
    reason: str  # "speaker of a statement", "cited in a summary"
    kinds: tuple[str, ...]  # what the target may be; none given: any kind
    path: Path  # where in the record
    words: str  # as the mention is written
    mark: str = ""  # what stands before the words: `[[` or `[@` in prose
    nth: int = 0  # which occurrence of mark and words in the value


class Mentioned(NamedTuple):
    """What is told of a mention where its place does not matter."""

    target: str
    reason: str
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Mentions:
    """All mentions of an archive in sum: who is mentioned, and by what sort of field."""

    of_kinds: AbstractSet[tuple[str, tuple[str, ...]]]  # what is mentioned, and what it has to be
    by_others: AbstractSet[str]
    publishers: AbstractSet[str]
    citing: AbstractSet[str]  # records and pages that cite a source


def summed(by_name: Iterable[Mapping[str, Sequence[Mentioned]]]) -> Mentions:
    of_kinds, by_others, publishers, citing = set(), set(), set(), set()
    for name, found in chain.from_iterable(by.items() for by in by_name):
        for target, reason, kinds in found:
            of_kinds.add((target, kinds))
            if target != name:
                by_others.add(target)
            if reason == "publisher":
                publishers.add(target)
            if kinds == _CITED:
                citing.add(name)
    return Mentions(of_kinds, by_others, publishers, citing)


def mentioned(mentions: Iterable[Mention]) -> tuple[Mentioned, ...]:
    """The same without places and repeats."""
    return tuple(dict.fromkeys(Mentioned(one.target, one.reason, one.kinds) for one in mentions))


def mentions_by(record: str, marks: Iterable[Marked]) -> Iterator[Mention]:
    """All mentions by a record, in the order of its fields."""
    for one in marks:
        if isinstance(one.mark, Reference):
            yield Mention(record, one.text, one.mark.reason, one.mark.kinds, one.path, one.text)
        elif isinstance(one.mark, Prose):
            yield from mentions_in_prose(record, one.text, one.mark.reason, one.path)


def mentions_in_prose(record: str, text: str, reason: str, path: Path) -> Iterator[Mention]:
    if "[" not in text:
        return
    seen: dict[tuple[str, str], int] = {}
    named = with_article(reason)
    linked, cited = f"linked in {named}", f"cited in {named}"
    for token in prose.tokens(text):
        if isinstance(token, prose.Link) and token.target:
            target = token.target
            nth = seen["[[", target] = seen.get(("[[", target), -1) + 1
            yield Mention(record, target, linked, (), path, target, "[[", nth)
        elif isinstance(token, prose.Citation) and token.source:
            source = token.source
            nth = seen["[@", source] = seen.get(("[@", source), -1) + 1
            yield Mention(record, source, cited, _CITED, path, source, "[@", nth)
