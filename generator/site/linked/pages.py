"""The linked data of a page: the page itself, its place in the site, and what it is about."""

from generator.data.paths import CHANGES, DATA, HOME, path_of
from generator.data.records import Record, statements_of
from generator.kinds.linked_data import Links, Node, iso, node, quotations
from generator.kinds.registry import kind_of
from generator.query.context import PageContext
from generator.site.linked.corrections import all_corrections, corrections
from generator.site.linked.dataset import dataset
from generator.site.linked.site import publisher, website, website_name
from generator.site.site import Crumb, Page, with_meta


def with_linked_data(ctx: PageContext, page: Page) -> Page:
    """The page with its linked data in its front matter, from where the theme prints it."""
    links = Links(ctx, page.path)
    record = ctx.record(page.record) if page.record else None
    about = [*_about(links, record), *_special(links, page)]
    graph = [_page(links, page, record, about), _trail(links, page), *about, publisher(links)]
    data = {"@context": "https://schema.org", "@graph": graph}
    return with_meta(page, jsonld=data)


def _about(links: Links, record: Record | None) -> list[Node]:
    """What the page of a record is about; the main node first, then the exact words."""
    if record is None:
        return []
    said = quotations(links, path_of(record), statements_of(record))
    return [kind_of(record).node(links, record), *said]


def _special(links: Links, page: Page) -> list[Node]:
    """What a page is about that is no record's."""
    if page.path == HOME:
        return [website(links)]
    if page.path == DATA:
        return [dataset(links, page)]
    return all_corrections(links) if page.path == CHANGES else []


def _page(links: Links, page: Page, record: Record | None, about: list[Node]) -> Node:
    changes = record.changes if record else ()
    if page.path == HOME:
        changes = links.ctx.explainer.changes
    return node(
        "WebPage" if record or page.origin else "CollectionPage",
        links.to(page.path),
        url=links.to(page.path),
        name=page.title,
        description=page.description,
        inLanguage=links.ctx.explainer.language,
        isPartOf=website_name(links),
        breadcrumb={"@id": links.to(page.path, "breadcrumbs")},
        publisher={"@id": links.publisher},
        mainEntity={"@id": about[0]["@id"]} if about and page.path != CHANGES else {},
        dateModified=iso(changes[0].date) if changes else "",
        correction=corrections(changes),
    )


def _trail(links: Links, page: Page) -> Node:
    """The way that readers see above the page, and the page itself as its last step."""
    steps = [*page.crumbs, Crumb(page.title if page.crumbs else "Home", page.path)]
    return node(
        "BreadcrumbList",
        links.to(page.path, "breadcrumbs"),
        itemListElement=[
            node("ListItem", position=number, name=step.title, item=links.to(step.path))
            for number, step in enumerate(steps, start=1)
        ],
    )
