"""All checks of an archive, in one visible tuple."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol

from generator.checks import addresses, chronology, language, prose, quotes, records, references
from generator.core.diagnostics import Diagnostic, in_order
from generator.data.archive import Archive
from generator.data.record_files import Reader, read_record
from generator.data.source_text import SourceText
from generator.kinds.registry import load_archive


class Check(Protocol):
    """A module that declares rules, and says what breaks them."""

    def check(self, archive: Archive) -> Iterator[Diagnostic]: ...


CHECKS: tuple[Check, ...] = (
    references,
    chronology,
    prose,
    records,
    quotes,
    addresses,
    language,
)


def checked(
    texts: Iterable[SourceText], today: date = date.max, read: Reader = read_record
) -> tuple[Archive, tuple[Diagnostic, ...]]:
    """The archive of these texts, and everything that is wrong with it on that day.

    Files with faults are checked, too, as far as they are sound.
    """
    archive, found = load_archive(texts, today, read)
    for check in CHECKS:
        found += check.check(archive.readable or archive)
    return archive, in_order(found)
