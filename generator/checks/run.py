"""All checks of an archive, in one visible tuple."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from generator.cache import Store
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
    reserved_paths,
    vocabulary,
)
from generator.core.diagnostics import Diagnostic, in_order
from generator.data.archive import Archive
from generator.data.kept import KeptFiles
from generator.data.loading import load_archive
from generator.data.source_text import SourceText
from generator.spool import Spool

Check = Callable[[Archive], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    references.check,
    chronology.check,
    vocabulary.check,
    prose.check,
    records.check,
    quotes.check,
    content.check,
    reserved_paths.check,
    drafts.check,
    orphans.check,
    addresses.check,
)


class KeptChecks:
    """What earlier runs read, of which only time is saved."""

    def __init__(
        self, store: Store | None = None, version: bytes = b"", spool: Spool | None = None
    ) -> None:
        del spool
        self.files = KeptFiles(store, version)


def run_checks(archive: Archive) -> Iterator[Diagnostic]:
    """Files with faults are looked at, too, as far as they are sound."""
    readable = archive.readable
    for check in CHECKS:
        yield from check(readable)


def checked(
    texts: Iterable[SourceText], today: date = date.max, kept: KeptChecks | None = None
) -> tuple[Archive, tuple[Diagnostic, ...]]:
    """The archive of these texts, and everything that is wrong with it on that day."""
    archive, found = load_archive(texts, today, kept.files if kept else None)
    return archive, in_order([*found, *run_checks(archive)])
