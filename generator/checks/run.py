"""All checks of an archive, in one visible tuple."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial

from generator.cache import Store, key_of
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
from generator.data.kept import KeptFiles
from generator.data.loading import load_archive
from generator.data.source_text import SourceText
from generator.data.views import Digests, noted_archive
from generator.data.walk import Marked
from generator.spool import Spool
from generator.traces import Kept, Task, results_of

# What is wrong with a record, found out anew only if something changed of what it takes to see it.
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

# What is wrong with all of them together: found out in each run, so it has to be quick.
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

Found = tuple[Diagnostic, ...]


def kept_findings(store: Store | None = None, spool: Spool | None = None) -> Kept[Found]:
    """In the store there is only of which records nothing is to be said."""
    return Kept("findings", lambda found: None if found else b"", lambda *_: (), store, spool)


class KeptChecks:
    """What earlier runs read and found, of which only time is saved."""

    def __init__(
        self, store: Store | None = None, version: bytes = b"", spool: Spool | None = None
    ) -> None:
        self.version = version  # tells the generators apart that ran
        self.files = KeptFiles(store, version)
        self.findings = kept_findings(store, spool)


def run_checks(archive: Archive, kept: KeptChecks | None = None) -> Iterator[Diagnostic]:
    kept = kept or KeptChecks()
    archive = archive.readable
    tasks = [Task(id, partial(_of_record, id)) for id in archive.mentioned_by_records]
    explainer = archive.explainer_origin.text if archive.explainer_origin else ""
    epoch = key_of("epoch", kept.version, explainer, os.fsencode(" ".join(sorted(archive.unread))))
    view = partial(noted_archive, archive)
    found = results_of(tasks, view, Digests(archive), epoch, kept.findings)
    for its in found.values():
        yield from its
    for check in CHECKS:
        yield from check(archive)


def _of_record(id: str, archive: Archive) -> Found:
    marks = archive.marks_of(id)
    return (
        *(one for check in RECORD_CHECKS for one in check(archive, id)),
        *(one for check in MARK_CHECKS for one in check(archive, id, marks)),
    )


def checked(
    texts: Iterable[SourceText], today: date = date.max, kept: KeptChecks | None = None
) -> tuple[Archive, Found]:
    """The archive of these texts, and everything that is wrong with it on that day."""
    kept = kept or KeptChecks()
    archive, found = load_archive(texts, today, kept.files)
    return archive, in_order([*found, *run_checks(archive, kept)])
