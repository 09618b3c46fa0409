"""Every quotation of a source in an archive, where it is written, and what is known of it.

Quotations are the `quote` of a statement or of evidence, words in double quotation marks in a
statement's paraphrase, the opening of a source's passage, and in prose `[@source "exact words"]`
and words in double quotation marks right before a citation.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.core import prose
from generator.data.archive import Archive, ContentPage
from generator.data.fields import Prose
from generator.data.paths import HOME
from generator.data.records import Explainer, Record, Statement, statements_of
from generator.data.walk import Marked, Path, marked
from generator.proof.proof import State, proof

_PAIRS = {"”": "“„”", '"': '"', "“": "„", "»": "«"}  # closing mark: those that may open
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|„[^„“”]*[“”]|«[^«»]*»")
_BEFORE_CITATION = " \n.,;:!?)*_"  # what may stand between a closing mark and its citation

Title = Callable[[str], str | None]  # of a record, by its id


class Quotation(NamedTuple):
    record: str  # who quotes: a record's id, or the path of a hand-written page
    path: Path  # the field that holds it; empty for a hand-written page
    source: str  # the id of the source that it is taken from
    words: str  # as the source is to have them
    written: str  # as the editor wrote them: longer only where a link names no words of its own
    value: str  # the text of the field
    start: int  # where in that text they begin


def states(archive: Archive) -> list[tuple[Quotation, State]]:
    """All quotations of the archive, each with what is known of it."""
    return [
        (quoted, proof(quoted.words, archive.fingerprints.get(quoted.source)).state)
        for quoted in quotations(archive)
    ]


def quotations(archive: Archive) -> Iterator[Quotation]:
    """All quotations in the order of records and fields; those of hand-written pages last."""
    for id, record in archive.records.items():
        yield from quotations_in(record, archive.origins[id].marks, archive.title)
    yield from quotations_outside(archive.explainer, archive.content, archive.title)


def quotations_in(record: Record, marks: Sequence[Marked], title: Title) -> Iterator[Quotation]:
    """Those of one record, of which these are the marked texts."""
    id = record.id
    yield from _in_statements(id, statements_of(record))
    for path, source, words in record.quoted():
        yield Quotation(id, path, source, words, words, words, 0)
    yield from _in_marks(id, marks, title)


def quotations_outside(
    explainer: Explainer | None, content: Iterable[ContentPage], title: Title
) -> Iterator[Quotation]:
    """Those of the explainer itself and of hand-written pages."""
    if explainer is not None:
        yield from _in_marks(HOME, marked(explainer), title)
    for page in content:
        yield from _in_prose(page.path, (), page.body, title)


def _in_statements(id: str, statements: tuple[Statement, ...]) -> Iterator[Quotation]:
    for index, statement in enumerate(statements):
        source, path = statement.source, ("statements", index)
        if statement.quote:
            words = statement.quote.text
            yield Quotation(id, (*path, "quote", "text"), source, words, words, words, 0)
        for found in _QUOTED.finditer(statement.paraphrase or ""):
            if "[" not in found[0]:
                words, value, start = found[0][1:-1], found.string, found.start() + 1
                yield Quotation(id, (*path, "paraphrase"), source, words, words, value, start)


def _in_marks(id: str, marks: Iterable[Marked], title: Title) -> Iterator[Quotation]:
    for path, mark, text in marks:
        is_paraphrase = path[-1] == "paraphrase"  # its quotations are taken already
        if isinstance(mark, Prose) and not is_paraphrase:
            yield from _in_prose(id, path, text, title)


def _in_prose(id: str, path: Path, text: str, title: Title) -> Iterator[Quotation]:
    for token in prose.tokens(text) if "[@" in text else ():
        if isinstance(token, prose.Citation):
            if token.passage:
                words = token.passage
                start = text.index(words, token.start + len(token.source))
                yield Quotation(id, path, token.source, words, words, text, start)
            if found := _right_before(text, token.start):
                written = text[slice(*found)]
                words = _as_shown(written, title)
                yield Quotation(id, path, token.source, words, written, text, found[0])


def _right_before(text: str, citation: int) -> tuple[int, int] | None:
    """Where the words in double quotation marks begin and end that a citation follows."""
    end = len(text[:citation].rstrip(_BEFORE_CITATION)) - 1
    if end < 0 or text[end] not in _PAIRS:
        return None
    start = max(text.rfind(mark, 0, end) for mark in _PAIRS[text[end]]) + 1
    quoted = text[start:end]
    is_quotation = start > 0 and "[@" not in quoted and not re.search(r"\n[ \t]*\n", quoted)
    return (start, end) if is_quotation and quoted.strip() else None


def _as_shown(quoted: str, title: Title) -> str:
    """The words as readers see them, with links as their words; if possible in the same places."""

    def shown(link: re.Match[str]) -> str:
        if link["words"]:
            # Invisible characters in place of what is not shown: a proof leaves them out.
            return "\u200b" * (len(link["target"]) + 3) + link["words"] + "\u200b" * 2
        return title(link["target"].strip()) or str(link["target"])

    return prose.LINK.sub(shown, quoted)
