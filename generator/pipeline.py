"""The whole generator as one function, from texts to a site: what the shells call."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.check.run import checked
from generator.diagnostics import Diagnostic, has_errors
from generator.load.source_text import SourceText
from generator.model.archive import Archive
from generator.pages.build import Settings, build_site
from generator.pages.site import Site


@dataclass(frozen=True, slots=True)
class Made:
    archive: Archive
    found: tuple[Diagnostic, ...]
    site: Site | None  # none while there are errors: nothing is published that is not sound


def make(texts: Iterable[SourceText], settings: Settings) -> Made:
    archive, found = checked(texts, settings.today)
    site = None if has_errors(found) else build_site(archive, settings)
    return Made(archive, found, site)
