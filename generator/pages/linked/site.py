"""The explainer as a whole: its publisher, its site with the search, and its data."""

from generator.pages.linked.nodes import Links, Node, iso, node
from generator.pages.paths import HOME
from generator.pages.site import Page

# Hand-written pages that tell how the publisher works, where they are there.
_POLICIES = (("publishingPrinciples", "methodology.md"), ("correctionsPolicy", "corrections.md"))


def publisher_name(links: Links) -> Node:
    publisher = links.making.explainer.publisher
    url = str(publisher.url or links.to(HOME))
    return node("Organization", links.publisher, name=publisher.name, url=url)


def publisher(links: Links) -> Node:
    written = links.making.relations.written
    policies = {name: links.to(path) for name, path in _POLICIES if path in written}
    return {**publisher_name(links), **policies}


def website_name(links: Links) -> Node:
    title = links.making.explainer.title
    return node("WebSite", links.website, name=title, url=links.to(HOME))


def website(links: Links) -> Node:
    explainer = links.making.explainer
    action = node(
        "SearchAction",
        target=node("EntryPoint", urlTemplate=f"{links.to(HOME)}?q={{search_term_string}}"),
        **{"query-input": "required name=search_term_string"},
    )
    return {
        **website_name(links),
        "description": explainer.question,
        "inLanguage": explainer.language,
        "license": _licence(explainer.licence),
        "publisher": {"@id": links.publisher},
        "potentialAction": action,
    }


def dataset(links: Links, page: Page) -> Node:
    explainer = links.making.explainer
    return node(
        "Dataset",
        links.to(page.path, "dataset"),
        url=links.to(page.path),
        name=f"{explainer.title}: the data",
        description="Talks, claims, statements, sources and context on the question: "
        f"{explainer.question} {page.description}",
        license=_licence(explainer.licence),
        creator={"@id": links.publisher},
        inLanguage=explainer.language,
        isAccessibleForFree=True,
        keywords=list(explainer.topics.values()),
        dateModified=_newest_change(links),
        sameAs=links.making.repository,
    )


def _licence(name: str) -> str:
    """Names of licences are SPDX's, which has a page for each."""
    return name if "/" in name else f"https://spdx.org/licenses/{name}"


def _newest_change(links: Links) -> str:
    found = list(links.making.explainer.changes)
    for record in links.making.archive.records.values():
        found += record.changes
    return iso(max((one.date for one in found), default=None))
