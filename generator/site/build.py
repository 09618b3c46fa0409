"""All pages and files of a site, as answers to questions."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from generator.data.archive import ContentPage
from generator.data.paths import addresses_of
from generator.query import questions
from generator.query.context import PageContext
from generator.query.graph import Ask, Key
from generator.site.blocks import content_page
from generator.site.chronicle import timeline_lines
from generator.site.claim_lists import claim_cards, claim_list, number_of_claim_pages, topic_page
from generator.site.json_ld import linked_data
from generator.site.open_data.json_files import record_fields
from generator.site.open_data.reviews import review_line
from generator.site.open_data.tables import table_lines
from generator.site.page_meta import alternates, card_of, cards, sharing
from generator.site.pages import with_meta, write_record_page
from generator.site.redirects import copies, led_on, redirects
from generator.site.route import FileRoute, PageRoute
from generator.site.routes import FILES, PAGES, RECORD_FILES
from generator.site.search import Found, found_by, search_files
from generator.site.site import Asset, Page, Site

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
        *((route_page, route) for route in PAGES),
        *((claims_page, number) for number in range(2, ask(number_of_claim_pages) + 1)),
        *((page_of_topic, topic) for topic in ask(questions.explainer).topics),
        *((page_by_hand, page.path) for page in ask(questions.content_pages)),
    )


def record_page(ask: Ask, id: str) -> Page:
    ctx = PageContext(ask)
    return _finished(ctx, write_record_page(ctx, ctx.record(id)))


def claims_page(ask: Ask, number: int) -> Page:
    ctx = PageContext(ask)
    return _finished(ctx, claim_list(ctx, number))


def route_page(ask: Ask, route: PageRoute) -> Page:
    ctx = PageContext(ask)
    return _finished(ctx, route.make(ctx))


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
    meta = {"jsonld": linked_data(ctx, page), "alternates": alternates(ctx, page)}
    return with_meta(page, **meta, **sharing(ctx, page))


def found_of(ask: Ask, question: PageQuestion, about: Any) -> Found:
    """By what readers find a page."""
    ctx = PageContext(ask)
    text = _by_hand(ctx, about).body if question is page_by_hand else ""
    return found_by(ctx, ask(question, about), text)


def record_files(ask: Ask, id: str) -> tuple[Asset, ...]:
    """What stands beside the page of a record, also at its former addresses."""
    ctx = PageContext(ask)
    record = ctx.record(id)
    return tuple(
        Asset(f"{folder}{file.path}", file.make(ctx, record, folder))
        for file in RECORD_FILES
        if file.is_made(record) and (ctx.site_url or not file.needs_site_url)
        for folder in addresses_of(record)
    )


def file_of(ask: Ask, route: FileRoute) -> bytes:
    return route.make(PageContext(ask))


def _files(ask: Ask) -> Iterator[Asset]:
    for id in ask(questions.ids):
        yield from ask(record_files, id)
    for route in FILES:
        if ask(questions.settings).site_url or not route.needs_site_url:
            yield Asset(route.path, ask(file_of, route))


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
