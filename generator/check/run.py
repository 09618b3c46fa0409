"""All checks of an archive, in one visible tuple."""

from collections.abc import Callable, Iterator

from generator.check import (
    chronology,
    content,
    drafts,
    orphans,
    prose,
    quotes,
    records,
    references,
    vocabulary,
)
from generator.diagnostics import Diagnostic
from generator.model.archive import Archive

CHECKS: tuple[Callable[[Archive], Iterator[Diagnostic]], ...] = (
    references.check,
    vocabulary.check,
    chronology.check,
    prose.check,
    records.check,
    quotes.check,
    content.check,
    drafts.check,
    orphans.check,
)


def run_checks(archive: Archive) -> Iterator[Diagnostic]:
    for check in CHECKS:
        yield from check(archive)
