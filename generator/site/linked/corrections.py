"""Corrections as `CorrectionComment`s: on the page that was corrected, and all on one page."""

from generator.data.paths import HOME
from generator.data.records import Change, ChangeKind
from generator.kinds.linked_data import Links, Node, iso, node
from generator.query import questions


def corrections(changes: tuple[Change, ...], about: Node | None = None) -> list[Node]:
    """The corrections among the changes of a record, or of the explainer."""
    return [
        node("CorrectionComment", text=one.note, datePublished=iso(one.date), about=about)
        for one in changes
        if one.kind is ChangeKind.CORRECTION
    ]


def all_corrections(links: Links) -> list[Node]:
    """Every correction, each with the page that it is about."""
    explainer = links.ctx.explainer
    found = corrections(explainer.changes, _page(links, HOME, explainer.title))
    for id, changes in links.ctx.ask(questions.changes).items():
        title, path, _ = links.ctx.name(id)
        found += corrections(changes, _page(links, path, title))
    return found


def _page(links: Links, path: str, title: str) -> Node:
    return node("WebPage", links.to(path), name=title)
