"""All checks of an archive, in one visible tuple."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from generator.check import (
    addresses,
    chronology,
    content,
    drafts,
    orphans,
    prose,
    quotes,
    records,
    references,
    taken,
    vocabulary,
)
from generator.diagnostics import Diagnostic, in_order
from generator.load.archive import load_archive
from generator.load.source_text import SourceText
from generator.model.archive import Archive

CHECKS: tuple[Callable[[Archive], Iterator[Diagnostic]], ...] = (
    references.check,
    vocabulary.check,
    chronology.check,
    prose.check,
    records.check,
    quotes.check,
    content.check,
    taken.check,
    drafts.check,
    orphans.check,
    addresses.check,
)


def run_checks(archive: Archive) -> Iterator[Diagnostic]:
    for check in CHECKS:
        yield from check(archive)


def checked(
    texts: Iterable[SourceText], today: date = date.max
) -> tuple[Archive, tuple[Diagnostic, ...]]:
    """The archive of these texts, and everything that is wrong with it on that day."""
    archive, found = load_archive(texts, today)
    return archive, in_order([*found, *run_checks(archive)])
