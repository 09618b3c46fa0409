"""Loading an archive of all kinds of record that there are."""

from collections.abc import Iterable
from datetime import date

from generator.core.diagnostics import Diagnostic
from generator.data.archive import Archive
from generator.data.loading import load
from generator.data.record_files import Reader, read_record
from generator.data.source_text import SourceText
from generator.kinds.registry import KINDS

MODELS = tuple(kind.model for kind in KINDS)


def load_archive(
    sources: Iterable[SourceText], today: date = date.max, read: Reader = read_record
) -> tuple[Archive, list[Diagnostic]]:
    """See `generator.data.loading.load`."""
    return load(MODELS, sources, today, read)
