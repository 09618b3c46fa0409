"""The whole generator as one function, from texts to a site: what the shells call."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.cache import Store
from generator.check.run import KeptChecks, checked
from generator.diagnostics import Diagnostic, has_errors
from generator.load.source_text import SourceText
from generator.model.archive import Archive
from generator.pages.build import Settings, build_site
from generator.pages.products import kept_products
from generator.pages.site import Site


@dataclass(frozen=True, slots=True)
class Made:
    archive: Archive
    found: tuple[Diagnostic, ...]
    site: Site | None  # none while there are errors: nothing is published that is not sound


class Cache:
    """What makings leave for later ones, so that they do not do it again. It changes no result.

    `version` tells generators apart, whose results differ: `generator.cache.code`.
    """

    def __init__(self, store: Store | None = None, version: bytes = b"") -> None:
        self.version = version
        self.checks = KeptChecks(store, version)
        self.products = kept_products(store)


def make(texts: Iterable[SourceText], settings: Settings, cache: Cache | None = None) -> Made:
    cache = cache or Cache()
    archive, found = checked(texts, settings.today, cache.checks)
    site = None
    if not has_errors(found):
        site = build_site(archive, settings, cache.products, cache.version)
    return Made(archive, found, site)
