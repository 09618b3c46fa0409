"""All pages and files of a site, as answers to questions."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from generator.data.archive import ContentPage
from generator.data.records import Record
from generator.kinds.kind import EntityKind
from generator.kinds.registry import ENTITY_KINDS
from generator.query import questions
from generator.query.context import PageContext
from generator.query.graph import Ask, Key
from generator.site.alternates import with_alternates
from generator.site.blocks import content_page
from generator.site.cards import card_of, cards
from generator.site.chronicle import (
    changes_page,
    timeline,
    timeline_lines,
    who_said_what,
)
from generator.site.claim_lists import (
    claim_cards,
    claim_list,
    number_of_claim_pages,
    topic_list,
    topic_page,
)
from generator.site.data import data_page
from generator.site.embeds import claim_embed, timeline_embed
from generator.site.feeds import feeds, record_feeds
from generator.site.health import health_page
from generator.site.linked.pages import with_linked_data
from generator.site.lists import entity_list, source_list, talk_list
from generator.site.open_data.calendar import calendar_file
from generator.site.open_data.package import descriptions
from generator.site.open_data.reviews import review_file, review_line
from generator.site.open_data.tables import table_files, table_lines
from generator.site.open_data.whole import (
    ids_asset,
    record_data,
    record_fields,
    schema_assets,
    whole_data,
)
from generator.site.pages import write_record_page
from generator.site.redirects import copies, led_on, redirects
from generator.site.search import Found, found_by, search_files
from generator.site.sharing import with_sharing
from generator.site.site import Asset, Page, Site

LISTS: tuple[Callable[[PageContext], Page], ...] = (
    talk_list,
    timeline,
    topic_list,
    who_said_what,
    source_list,
    changes_page,
    data_page,
    health_page,
)

# What is published beside the page of each record.
RECORD_FILES: tuple[Callable[[PageContext, Record, Page], Iterable[Asset]], ...] = (
    record_data,
    record_feeds,
    claim_embed,
)

# What is published beside a list.
LIST_FILES: Mapping[Callable[[PageContext], Page], Callable[[PageContext, Page], Iterable[Asset]]]
LIST_FILES = {timeline: timeline_embed}

# What is published beside all pages.
Files = Callable[[PageContext], Iterable[Asset]]
FILES: tuple[Files, ...] = (
    feeds,
    whole_data,
    schema_assets,
    ids_asset,
    table_files,
    review_file,
    calendar_file,
    descriptions,
)


PageQuestion = Callable[[Ask, Any], Page]


def site(ask: Ask) -> Site:
    """Everything that is published. Two sites of the same records are equal byte for byte."""
    pages, found = {}, {}
    for question, about in ask(page_questions):
        page = ask(question, about)
        pages[page.path] = page
        found[page.path] = ask(found_of, question, about)
    pages, found = dict(sorted(pages.items())), dict(sorted(found.items()))
    moved = led_on(ask(questions.ARCHIVE))
    ctx = PageContext(ask)
    assets = {
        **_by_path(redirects(ctx, pages, moved)),
        **_by_path(search_files(found)),
        **_by_path(_files(ask)),
    }
    # What is made at an old address on purpose takes the place of a page that leads on, and stays;
    # the gaps are filled with copies.
    assets = {**dict(copies(assets, moved)), **assets}
    drawn = cards(ctx) if ctx.has_cards else {}
    return Site(pages, dict(sorted(assets.items())), drawn)


def _by_path(assets: Iterable[Asset]) -> dict[str, bytes]:
    return {asset.path: asset.data for asset in assets}


def page_questions(ask: Ask) -> tuple[tuple[PageQuestion, Any], ...]:
    """Every page as a question and what it is about."""
    return (
        *((record_page, id) for id in ask(questions.ids)),
        *((claims_page, number) for number in range(1, ask(number_of_claim_pages) + 1)),
        *((list_page, make) for make in LISTS),
        *((kind_page, kind) for kind in ENTITY_KINDS),
        *((page_of_topic, topic) for topic in ask(questions.explainer).topics),
        *((page_by_hand, page.path) for page in ask(questions.content_pages)),
    )


def record_page(ask: Ask, id: str) -> Page:
    ctx = PageContext(ask)
    return _finished(ctx, write_record_page(ctx, ctx.record(id)))


def claims_page(ask: Ask, number: int) -> Page:
    ctx = PageContext(ask)
    return _finished(ctx, claim_list(ctx, number))


def list_page(ask: Ask, make: Callable[[PageContext], Page]) -> Page:
    ctx = PageContext(ask)
    return _finished(ctx, make(ctx))


def kind_page(ask: Ask, kind: EntityKind[Any]) -> Page:
    ctx = PageContext(ask)
    return _finished(ctx, entity_list(ctx, kind))


def page_of_topic(ask: Ask, topic: str) -> Page:
    ctx = PageContext(ask)
    return _finished(ctx, topic_page(ctx, topic))


def page_by_hand(ask: Ask, path: str) -> Page:
    ctx = PageContext(ask)
    return _finished(ctx, content_page(ctx, _by_hand(ctx, path)))


def _by_hand(ctx: PageContext, path: str) -> ContentPage:
    return next(page for page in ctx.content_pages if page.path == path)


def _finished(ctx: PageContext, page: Page) -> Page:
    """The page with what its front matter says of it to machines and to other sites."""
    return with_sharing(ctx, with_alternates(ctx, with_linked_data(ctx, page)))


def found_of(ask: Ask, question: PageQuestion, about: Any) -> Found:
    """By what readers find a page."""
    ctx = PageContext(ask)
    text = _by_hand(ctx, about).body if question is page_by_hand else ""
    return found_by(ctx, ask(question, about), text)


def record_files(ask: Ask, id: str) -> tuple[Asset, ...]:
    ctx = PageContext(ask)
    page = ask(record_page, id)
    return tuple(asset for make in RECORD_FILES for asset in make(ctx, ctx.record(id), page))


def list_files(ask: Ask, make: Callable[[PageContext], Page]) -> tuple[Asset, ...]:
    return tuple(LIST_FILES[make](PageContext(ask), ask(list_page, make)))


def files(ask: Ask, make: Files) -> tuple[Asset, ...]:
    return tuple(make(PageContext(ask)))


def _files(ask: Ask) -> Iterator[Asset]:
    for id in ask(questions.ids):
        yield from ask(record_files, id)
    for page in LIST_FILES:
        yield from ask(list_files, page)
    for make in FILES:
        yield from ask(files, make)


# What is answered of each record; several processes answer these at once.
OF_RECORDS: tuple[Callable[[Ask, str], object], ...] = (
    questions.citation_statistics,
    record_page,
    record_files,
    record_fields,
    claim_cards,
    timeline_lines,
    table_lines,
    review_line,
    card_of,
)


def answers_of(ask: Ask, id: str) -> list[tuple[Key, object]]:
    """All answers of a record, for another process."""
    found = (found_of, record_page, id)
    own = [((question, id), ask(question, id)) for question in OF_RECORDS]
    return [*own, (found, ask(found_of, record_page, id))]
