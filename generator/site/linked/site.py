"""The explainer as a whole: its publisher, and its site with the search."""

from generator.data.paths import HOME
from generator.kinds.linked_data import Links, Node, iso, node
from generator.query import questions
from generator.site.open_data.licence import licence_page

# Hand-written pages that tell how the publisher works, where they are there.
_POLICIES = (("publishingPrinciples", "methodology.md"), ("correctionsPolicy", "corrections.md"))


def publisher(links: Links) -> Node:
    written = links.ctx.ask(questions.content_titles)
    policies = {name: links.to(path) for name, path in _POLICIES if path in written}
    return {**links.publisher_name, **policies}


def website_name(links: Links) -> Node:
    title = links.ctx.explainer.title
    return node("WebSite", links.website, name=title, url=links.to(HOME))


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


def licence_and_date(links: Links) -> Node:
    """Under which licence the data stand, and when they last changed."""
    licence = links.ctx.explainer.licence
    return {"license": licence_page(licence) or licence, "dateModified": _newest_change(links)}


def _newest_change(links: Links) -> str:
    found = list(links.ctx.explainer.changes)
    for changes in links.ctx.ask(questions.changes).values():
        found += changes
    return iso(max((one.date for one in found), default=None))
