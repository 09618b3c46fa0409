"""All checks of an archive, in one visible tuple."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from generator.checks import (
    addresses,
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
from generator.checks import reserved_paths as taken
from generator.core.diagnostics import Diagnostic, in_order
from generator.data.archive import Archive
from generator.data.record_files import Reader, read_record
from generator.data.source_text import SourceText
from generator.data.walk import Marked
from generator.kinds.loading import load_archive

# What is wrong with a record.
RECORD_CHECKS: tuple[Callable[[Archive, str], Iterator[Diagnostic]], ...] = (
    chronology.check_record,
    records.check_record,
)

# The same of those that look at the marked texts of the record, which are found once for all.
MARK_CHECKS: tuple[Callable[[Archive, str, Sequence[Marked]], Iterator[Diagnostic]], ...] = (
    vocabulary.check_record,
    prose.check_record,
    quotes.check_record,
)

# What is wrong with all of them together.
CHECKS: tuple[Callable[[Archive], Iterator[Diagnostic]], ...] = (
    references.check,
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
    archive = archive.readable
    for id in archive.mentioned_by_records:
        marks = archive.marks_of(id)
        for check in RECORD_CHECKS:
            yield from check(archive, id)
        for check_marks in MARK_CHECKS:
            yield from check_marks(archive, id, marks)
    for check_all in CHECKS:
        yield from check_all(archive)


def checked(
    texts: Iterable[SourceText], today: date = date.max, read: Reader = read_record
) -> tuple[Archive, tuple[Diagnostic, ...]]:
    """The archive of these texts, and everything that is wrong with it on that day."""
    archive, found = load_archive(texts, today, read)
    return archive, in_order([*found, *run_checks(archive)])
