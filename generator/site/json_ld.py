"""JSON-LD: every page once more in the words of schema.org, made from the same records."""

from generator.data.paths import CHANGES, DATA, HOME
from generator.data.records import Change, ChangeKind, Record, statements_of
from generator.kinds.linked_data import Links, Node, iso, node, quotations
from generator.kinds.registry import kind_of
from generator.query.context import PageContext
from generator.site.open_data.citing import licence_and_date, licence_page
from generator.site.open_data.downloads import DOWNLOADS
from generator.site.site import Crumb, Page

# Hand-written pages that tell how the publisher works, where they are there.
_POLICIES = (("publishingPrinciples", "methodology.md"), ("correctionsPolicy", "corrections.md"))


def publisher(links: Links) -> Node:
    written = links.ctx.content_titles
    policies = {name: links.to(path) for name, path in _POLICIES if path in written}
    return {**links.publisher_name, **policies}


def website_name(links: Links) -> Node:
    title = links.ctx.explainer.title
    return node("WebSite", links.to(HOME, "website"), name=title, url=links.to(HOME))


def website(links: Links) -> Node:
    explainer = links.ctx.explainer
    action = node(
        "SearchAction",
        target=node("EntryPoint", urlTemplate=f"{links.to(HOME)}?q={{search_term_string}}"),
        **{"query-input": "required name=search_term_string"},
    )
    return {
        **website_name(links),
        "description": explainer.question,
        "inLanguage": explainer.language,
        "license": licence_page(explainer.licence) or explainer.licence,
        "publisher": {"@id": links.publisher},
        "potentialAction": action,
    }


def corrections(changes: tuple[Change, ...], about: Node | None = None) -> list[Node]:
    """The corrections among the changes of a record, or of the explainer."""
    return [
        node("CorrectionComment", text=change.note, datePublished=iso(change.date), about=about)
        for change in changes
        if change.kind is ChangeKind.CORRECTION
    ]


def all_corrections(links: Links) -> list[Node]:
    """Every correction, each with the page that it is about."""
    explainer = links.ctx.explainer
    found = corrections(explainer.changes, _page_named(links, HOME, explainer.title))
    for id, changes in links.ctx.changes.items():
        title, path, _ = links.ctx.name(id)
        found += corrections(changes, _page_named(links, path, title))
    return found


def _page_named(links: Links, path: str, title: str) -> Node:
    return node("WebPage", links.to(path), name=title)


def dataset(links: Links, page: Page) -> Node:
    explainer, _ = links.ctx.explainer, links.ctx.labels.gettext
    return node(
        "Dataset",
        links.to(page.path, "dataset"),
        url=links.to(page.path),
        name=_("{explainer}: the data", explainer=explainer.title),
        description=_(
            "Talks, claims, statements, sources and context on the question: {question}",
            question=f"{explainer.question} {page.description}",
        ),
        **licence_and_date(links),
        distribution=[
            node(
                "DataDownload",
                name=_(file.name),
                description=_(file.words),
                contentUrl=links.file(file.path),
                encodingFormat=file.media_type,
            )
            for file in DOWNLOADS
        ],
        creator={"@id": links.publisher},
        inLanguage=explainer.language,
        isAccessibleForFree=True,
        keywords=list(explainer.topics.values()),
        sameAs=links.ctx.repository,
    )


def linked_data(ctx: PageContext, page: Page) -> Node:
    """The linked data of a page."""
    links = Links(ctx, page.path)
    record = ctx.record(page.record) if page.record else None
    about = _about(links, page, record)
    graph = [_page(links, page, record, about), _trail(links, page), *about, publisher(links)]
    return {"@context": "https://schema.org", "@graph": graph}


def _about(links: Links, page: Page, record: Record | None) -> list[Node]:
    """What a page is about; of a record the main node first, then the exact words."""
    if record:
        said = quotations(links, page.path, statements_of(record))
        return [kind_of(record).node(links, record), *said]
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
    home = links.ctx.labels.gettext("Home")
    steps = [*page.crumbs, Crumb(page.title if page.crumbs else home, page.path)]
    return node(
        "BreadcrumbList",
        links.to(page.path, "breadcrumbs"),
        itemListElement=[
            node("ListItem", position=number, name=step.title, item=links.to(step.path))
            for number, step in enumerate(steps, start=1)
        ],
    )
