"""All pages of a site, from an archive without errors."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from generator.cache import key_of
from generator.data.archive import Archive
from generator.data.quotations import quotations_in, states
from generator.data.records import AnyRecord, Claim, Source, Talk
from generator.data.walk import marked
from generator.geodata.world import load_outlines
from generator.packed import NO_LINES, Lines, packed
from generator.site.alternates import with_alternates
from generator.site.blocks import content_page
from generator.site.cards import card_row, cards
from generator.site.chronicle import (
    changes_page,
    said_rows,
    timeline,
    timeline_rows,
    who_said_what,
)
from generator.site.claims import card_rows, claim_page, claims_index, topic_page, topics_index
from generator.site.context_pages import CONTEXT_KINDS, context_index, context_page
from generator.site.data import data_page
from generator.site.embeds import claim_embed, timeline_embed
from generator.site.feeds import feeds, record_feeds
from generator.site.health import health_page
from generator.site.linked.pages import with_linked_data
from generator.site.page_context import Making
from generator.site.open_data.calendar import calendar_file
from generator.site.open_data.package import descriptions
from generator.site.open_data.reviews import review_file, review_row
from generator.site.open_data.tables import TABLES, table_files, table_rows
from generator.site.open_data.whole import (
    data_file,
    ids_asset,
    record_data,
    schema_assets,
    whole_data,
)
from generator.site.products import (
    KeptProducts,
    Product,
    ProductTask,
    Written,
    product_of,
)
from generator.site.reads import digests, noted, with_rows
from generator.site.redirects import copies, led_on, redirects
from generator.site.relations import Relations
from generator.site.search import found_by
from generator.site.sharing import with_sharing
from generator.site.site import Asset, Page, Site, plain_page
from generator.site.citation_statistics import soundness
from generator.site.sources import source_page, sources_index
from generator.site.talks import talk_page, talks_index
from generator.site.writer import load_templates
from generator.traces import Digests, Kept, Task, results_of


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

# What is published beside the page of each record; made anew only when something changed of what
# it reads.
RECORD_ASSETS: tuple[Callable[[Making, AnyRecord, Written], Iterable[Asset]], ...] = (
    record_data,
    record_feeds,
    claim_embed,
)

# What lists and files of all records have of each, made with its page. The names are those in
# `Making.rows`.
ROWS: Mapping[str, Callable[[Making, AnyRecord], Iterable[str]]] = {
    "cards": card_rows,
    "shared": card_row,
    "timeline": timeline_rows,
    "said": said_rows,
    "reviews": review_row,
    **{table.name: partial(table_rows, table=table) for table in TABLES},
}

# What is published beside a list.
HUB_ASSETS: Mapping[Callable[[Making], Page], Callable[[Making, Page], Iterable[Asset]]] = {
    timeline: timeline_embed,
}

# What is published beside all pages.
Assets = Callable[[Making], Iterable[Asset]]
ASSETS: tuple[Assets, ...] = (
    feeds,
    whole_data,
    schema_assets,
    ids_asset,
    table_files,
    review_file,
    calendar_file,
    descriptions,
)


def build_site(
    archive: Archive, settings: Settings, kept: KeptProducts | None = None, version: bytes = b""
) -> Site:
    """The site of an archive. Two builds of the same archive are equal byte for byte.

    `kept` is what other builds made, of which only time is saved; `version` tells the generators
    apart that made it.
    """
    assert archive.explainer is not None, "an archive without errors has an explainer"
    assert archive.explainer_origin is not None
    kept = kept or KeptProducts()
    shown = archive if settings.is_preview else archive.published
    making = Making(
        archive=shown,
        explainer=archive.explainer,
        relations=Relations(shown, kept.derived),
        repository=settings.repository.rstrip("/"),
        site_url=settings.site_url and settings.site_url.rstrip("/") + "/",
        has_cards=settings.has_cards and settings.site_url != "",
    )
    epoch = key_of(
        "epoch",
        version,
        settings.repository,
        settings.site_url,
        f"{settings.is_preview} {settings.has_cards}",
        archive.explainer_origin.text,
    )
    read = digests(making)
    of_records = _products(list(_record_tasks(making)), making, read, epoch, kept.of_records)
    by_id = dict(zip(shown.records, of_records.values(), strict=True))
    making = replace(
        making,
        soundness={id: one.soundness for id, one in by_id.items() if one.soundness is not None},
        rows={
            name: {id: one.rows.get(name, NO_LINES) for id, one in by_id.items()} for name in ROWS
        },
        data={id: one.assets[data_file(shown.records[id])] for id, one in by_id.items()},
    )
    read = with_rows(read, making)
    others = _products(list(_other_tasks(making)), making, read, epoch, kept.others)
    return _site(making, [*of_records.values(), *others.values()], kept)


def _products(
    tasks: Sequence[ProductTask],
    making: Making,
    read: Digests,
    epoch: bytes,
    kept: Kept[Product],
) -> Mapping[bytes, Product]:
    return results_of(tasks, partial(noted, making), read, epoch, kept, _prepare)


def _prepare() -> None:
    load_templates()
    load_outlines()


def _site(making: Making, products: Collection[Product], kept: KeptProducts) -> Site:
    pages = {page.path: page for product in products for page in product.pages}
    found = {
        page.path: found
        for product in products
        for page, found in zip(product.pages, product.found, strict=True)
    }
    pages, found = dict(sorted(pages.items())), dict(sorted(found.items()))
    moved = led_on(making.archive)
    assets = {
        **{asset.path: packed(asset.data) for asset in redirects(making, pages, moved)},
        **kept.search.of(found),
        **{path: asset for product in products for path, asset in product.assets.items()},
    }
    # What is made at an old address on purpose takes the place of a page that leads on, and stays;
    # the gaps are filled with copies.
    assets = {**dict(copies(assets, moved)), **assets}
    drawn = cards(making) if making.has_cards else {}
    # ADAPTER, to be thrown away: what the products hold packed, as plain pages and bytes.
    plain = {path: plain_page(page) for path, page in pages.items()}
    return Site(plain, {path: one.data for path, one in sorted(assets.items())}, drawn)


def _record_tasks(making: Making) -> Iterator[ProductTask]:
    for id in making.archive.records:
        yield Task(f"record {id}", partial(_of_record, id))


def _of_record(id: str, making: Making) -> Product:
    record = making.archive.records[id]
    marks = marked(record)
    known = states(making.archive, quotations_in(making.archive, record, marks))
    proofs = {(one.source, one.words): state for one, state in known}
    making = replace(making, proofs=proofs)
    page = _finished(making, _record_page(making, record))
    made = {name: tuple(its(making, record)) for name, its in ROWS.items()}
    rows = {name: Lines.of(lines) for name, lines in made.items() if lines}
    written = Written(page, rows)
    assets = (asset for its in RECORD_ASSETS for asset in its(making, record, written))
    its_soundness = soundness(known, marks)
    return product_of([(page, found_by(making, page))], assets, its_soundness, rows)


def _other_tasks(making: Making) -> Iterator[ProductTask]:
    yield Task("claims", lambda making: _product(making, claims_index(making)))
    for hub in HUBS:
        yield Task(hub.__name__, partial(_hub, hub))
    for kind in CONTEXT_KINDS:
        yield _page_task(f"list {kind.id}", partial(context_index, kind=kind))
    for topic in making.explainer.topics:
        yield _page_task(f"topic {topic}", partial(topic_page, topic=topic))
    for page in making.archive.content:
        make = partial(content_page, page=page)
        yield _page_task(f"content {page.path}", make, page.body, page.origin.text)

    for assets in ASSETS:
        yield Task(f"files {assets.__name__}", partial(_files, assets))


def _files(assets: Assets, making: Making) -> Product:
    return product_of((), assets(making))


def _hub(make: Callable[[Making], Page], making: Making) -> Product:
    page = _finished(making, make(making))
    beside = HUB_ASSETS.get(make)
    assets = beside(making, page) if beside else ()
    return product_of([(page, found_by(making, page))], assets)


def _page_task(
    name: str, make: Callable[[Making], Page], text: str = "", given: str = ""
) -> ProductTask:
    return Task(name, lambda making: _product(making, [make(making)], text), given)


def _product(making: Making, pages: Iterable[Page], text: str = "") -> Product:
    done = (_finished(making, page) for page in pages)
    return product_of((page, found_by(making, page, text)) for page in done)


def _finished(making: Making, page: Page) -> Page:
    """The page with what its front matter says of it to machines and to other sites."""
    return with_sharing(making, with_alternates(making, with_linked_data(making, page)))


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
