"""The whole generator as one function, from texts to a site: what the shells call."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.cache import Store, code
from generator.checks.run import KeptChecks, checked
from generator.core.diagnostics import Diagnostic, has_errors
from generator.data.archive import Archive
from generator.data.source_text import SourceText
from generator.site.build import Settings, build_site
from generator.site.products import KeptProducts
from generator.site.site import Site
from generator.spool import Spool


@dataclass(frozen=True, slots=True)
class Made:
    archive: Archive
    found: tuple[Diagnostic, ...]
    site: Site | None  # none while there are errors: nothing is published that is not sound


# The packages beside the generator itself on which it depends what a page looks like.
_PACKAGES = ("babel", "jinja2", "markupsafe", "pydantic", "pydantic-core", "pyyaml")


class Cache:
    """What makings leave for later ones, so that they need not do it again. It changes no result.

    `version` tells generators apart that come to different results. `spool` is given for the one
    and only making of a process: all texts are put away there, and no more is remembered.
    """

    def __init__(
        self, store: Store | None = None, version: bytes = b"", spool: Spool | None = None
    ) -> None:
        self.version = version
        self.checks = KeptChecks(store, version, spool)
        self.products = KeptProducts(store, spool)


def cache_over(store: Store, spool: Spool | None = None) -> Cache:
    """A cache of this generator in this store."""
    return Cache(store, code(*_PACKAGES), spool)


def make(texts: Iterable[SourceText], settings: Settings, cache: Cache | None = None) -> Made:
    cache = cache or Cache()
    archive, found = checked(texts, settings.today, cache.checks)
    site = None
    if not has_errors(found):
        site = build_site(archive, settings, cache.products, cache.version)
    return Made(archive, found, site)


class Generator:
    """ADAPTER, to be thrown away: makes a site again and again, from what the last one left."""

    def __init__(self) -> None:
        self._cache = Cache()

    def make(self, texts: Iterable[SourceText], settings: Settings) -> Made:
        return make(texts, settings, self._cache)
