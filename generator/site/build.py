"""All pages and files of a site, as answers to questions; and what stands at old addresses."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urljoin

from generator.data.paths import address, href
from generator.query.context import PageContext, archive, without_empty
from generator.query.graph import Key, question
from generator.query.statements import citation_statistics
from generator.site.addresses import addresses, ends, moves
from generator.site.blocks import content_page
from generator.site.chronicle import timeline_lines
from generator.site.json_ld import linked_data
from generator.site.lists import claim_cards, claim_list, number_of_claim_pages, topic_page
from generator.site.open_data.json_files import record_fields, review_line
from generator.site.open_data.tables import table_lines
from generator.site.page_meta import card_of, cards, page_meta
from generator.site.pages import record_page
from generator.site.routes import FILES, PAGES, RECORD_FILES
from generator.site.search import Found, found_by, search_files
from generator.site.site import FileRoute, Page, Site
from generator.site.writer import shown

Maker = Callable[..., Page]  # of a context, and of what it is about


@question
def site(ctx: PageContext) -> Site:
    """Everything that is published. Two sites of the same records are equal byte for byte."""
    pages, found = {}, {}
    for made in page_makers(ctx):
        page = page_by(ctx, *made)
        pages[page.path], found[page.path] = page, found_of(ctx, *made)
    pages, found = dict(sorted(pages.items())), dict(sorted(found.items()))
    known = archive(ctx)
    moved = sorted(ends(known, addresses(known)).items()) if any(moves(known)) else []
    assets = {
        **dict(redirects(ctx, pages, moved)),
        **dict(search_files(ctx.labels, found)),
        **dict(_files(ctx)),
    }
    # What is made at an old address on purpose takes the place of a page that leads on, and stays;
    # the gaps are filled with copies.
    assets = {**dict(copies(assets, moved)), **assets}
    drawn = cards(ctx) if ctx.has_cards else {}
    return Site(pages, dict(sorted(assets.items())), drawn, ctx.labels.language)


@question
def page_makers(ctx: PageContext) -> tuple[tuple[Any, ...], ...]:
    """For every page what makes it, and what that is given."""
    return (
        *((record_page, id) for id in ctx.ids),
        *((route_page, path) for path in PAGES),
        *((claim_list, number) for number in range(2, number_of_claim_pages(ctx) + 1)),
        *((topic_page, topic) for topic in ctx.explainer.topics),
        *((content_page, page.path) for page in ctx.content_pages),
    )


def route_page(ctx: PageContext, path: str) -> Page:
    return PAGES[path](ctx)


@question
def page_by(ctx: PageContext, maker: Maker, *about: Any) -> Page:
    """The page, with what its front matter says of it to machines and to other sites."""
    page = maker(ctx, *about)
    more = {"jsonld": linked_data(ctx, page), **page_meta(ctx, page)}
    return page._replace(meta={**page.meta, **without_empty(more)})


@question
def found_of(ctx: PageContext, maker: Maker, *about: Any) -> Found:
    """By what readers find a page."""
    return found_by(ctx, page_by(ctx, maker, *about))


@question
def record_files(ctx: PageContext, id: str) -> tuple[tuple[str, bytes], ...]:
    """What stands beside the page of a record, also at its former addresses."""
    record = ctx.record(id)
    folders = [f"{record.KIND.section}/{id}/" for id in (record.id, *record.formerly)]
    return tuple(
        (f"{folder}{file.path}", file.make(ctx, record, folder))
        for file in RECORD_FILES
        if file.is_made(record) and (ctx.site_url or not file.needs_site_url)
        for folder in folders
    )


@question
def file_of(ctx: PageContext, route: FileRoute) -> bytes:
    return route.make(ctx)


def _files(ctx: PageContext) -> Iterator[tuple[str, bytes]]:
    for id in ctx.ids:
        yield from record_files(ctx, id)
    for route in FILES:
        if ctx.site_url or not route.needs_site_url:
            yield route.path, file_of(ctx, route)


# What is asked of each record.
_OF_RECORDS: tuple[Callable[[PageContext, str], object], ...] = (
    citation_statistics,
    record_files,
    record_fields,
    claim_cards,
    timeline_lines,
    table_lines,
    review_line,
    card_of,
)


def answers_of(ctx: PageContext, id: str) -> list[tuple[Key, object]]:
    """All answers about a record: several processes find them at once."""
    own: list[tuple[Key, object]] = [((asked, id), asked(ctx, id)) for asked in _OF_RECORDS]
    for asked in (page_by, found_of):
        own.append(((asked, record_page, id), asked(ctx, record_page, id)))
    return own


# -- Old addresses: one that was published never dies

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={target}">
<link rel="canonical" href="{canonical}">
</head>
<body>
<main>
<h1>{moved}</h1>
<p><a href="{target}">{title}</a></p>
</main>
</body>
</html>
"""


def redirects(
    ctx: PageContext, pages: Mapping[str, Page], moved: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, bytes]]:
    """One page for each old address of a page, without a script and without a plugin."""
    titles = {f"/{address(page.path)}": page.title for page in pages.values()}
    for before, now in moved:
        if before.endswith("/"):
            target = href(before[1:], now[1:])
            page = _PAGE.format(
                language=escape(ctx.explainer.language),
                moved=shown(ctx.labels, ctx.labels.gettext("This page has moved"), escape),
                title=escape(titles.get(now, ctx.explainer.title)),
                target=escape(target),
                canonical=escape(urljoin(ctx.site_url, now[1:]) if ctx.site_url else target),
            )
            yield f"{before[1:]}index.html", page.encode()


def copies(
    assets: Mapping[str, bytes], moved: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, bytes]]:
    """The files at their old addresses: programs that ask for one follow no page."""
    for before, now in moved:
        file = assets.get(now[1:])
        if file is not None and not before.endswith("/"):
            yield before[1:], file
