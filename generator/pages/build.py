"""All pages of a site, from an archive without errors."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.model.archive import Archive
from generator.model.records import AnyRecord, Claim, Source, Talk
from generator.pages.alternates import with_alternates
from generator.pages.blocks import content_page
from generator.pages.cards import cards
from generator.pages.chronicle import changes_page, timeline, who_said_what
from generator.pages.claims import claim_page, claims_index, topic_page, topics_index
from generator.pages.context import CONTEXT_KINDS, context_index, context_page
from generator.pages.data import data_page
from generator.pages.embeds import embeds
from generator.pages.feeds import feeds
from generator.pages.health import health_page
from generator.pages.linked.pages import with_linked_data
from generator.pages.making import Making
from generator.pages.open_data.calendar import calendar_file
from generator.pages.open_data.package import descriptions
from generator.pages.open_data.reviews import review_file
from generator.pages.open_data.tables import table_files
from generator.pages.open_data.whole import json_files, schema_assets
from generator.pages.redirects import copies, redirects
from generator.pages.relations import Relations
from generator.pages.search import search_assets
from generator.pages.sharing import with_sharing
from generator.pages.site import Asset, Page, Site
from generator.pages.sources import source_page, sources_index
from generator.pages.talks import talk_page, talks_index


@dataclass(frozen=True, slots=True)
class Settings:
    """What a site knows from outside its data."""

    repository: str = ""  # for links that edit a page or report an error; empty: no such links
    site_url: str = ""  # where the site will stand, for links that leave it
    today: date = date.max  # the day for which it is built
    is_preview: bool = False  # shows what is held back too, and marks it
    has_cards: bool = True  # pages name their cards, which somebody draws


HUBS: tuple[Callable[[Making], Page], ...] = (
    talks_index,
    timeline,
    topics_index,
    who_said_what,
    sources_index,
    changes_page,
    data_page,
    health_page,
)

# What is published beside the pages, each made from the archive and from all pages by path.
ASSETS: tuple[Callable[[Making, Mapping[str, Page]], Iterable[Asset]], ...] = (
    search_assets,
    redirects,
    feeds,
    json_files,
    schema_assets,
    table_files,
    descriptions,
    review_file,
    calendar_file,
    embeds,
)


def build_site(archive: Archive, settings: Settings) -> Site:
    """The site of an archive. Two builds of the same archive are equal byte for byte."""
    assert archive.explainer is not None, "an archive without errors has an explainer"
    shown = archive if settings.is_preview else archive.published
    making = Making(
        archive=shown,
        explainer=archive.explainer,
        relations=Relations(shown),
        repository=settings.repository.rstrip("/"),
        site_url=settings.site_url and settings.site_url.rstrip("/") + "/",
    )
    drawn = cards(making) if making.site_url and settings.has_cards else {}
    pages = {
        page.path: with_sharing(
            making, with_alternates(making, with_linked_data(making, page)), drawn
        )
        for page in _pages(making)
    }
    assets = {asset.path: asset for made in ASSETS for asset in made(making, pages)}
    # What is made at an old address on purpose stays; the gaps are filled with copies.
    assets = {asset.path: asset for asset in copies(shown, assets)} | assets
    return Site(dict(sorted(pages.items())), dict(sorted(assets.items())), drawn)


def _pages(making: Making) -> Iterator[Page]:
    for record in making.archive.records.values():
        yield _record_page(making, record)
    yield from claims_index(making)
    for hub in HUBS:
        yield hub(making)
    for kind in CONTEXT_KINDS:
        yield context_index(making, kind)
    for topic in making.explainer.topics:
        yield topic_page(making, topic)
    for page in making.archive.content:
        yield content_page(making, page)


def _record_page(making: Making, record: AnyRecord) -> Page:
    match record:
        case Claim():
            return claim_page(making, record)
        case Talk():
            return talk_page(making, record)
        case Source():
            return source_page(making, record)
        case _:
            return context_page(making, record)
