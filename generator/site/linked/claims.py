"""Claims as nodes: what is asserted and where, the exact words, and the review where one is due.

A rating stands only where search engines may take it for a verdict on a fact: see `is_reviewed`.
"""

from generator.data.records import Claim, ClaimKind, Quote, Statement, Status
from generator.site.claims import status_of
from generator.site.linked.nodes import Links, Node, iso, node, one_or_all
from generator.site.linked.site import publisher_name
from generator.site.linked.things import reference, references
from generator.site.page_context import PageContext
from generator.site.paths import path_of
from generator.site.questions import own_statements
from generator.site.statement_index import anchors

WORST, BEST = 1, 5  # the ends of the declared scale


def is_reviewed(ctx: PageContext, claim: Claim) -> bool:
    """Is it a published claim of fact, with a status that has a rating on the declared scale?"""
    is_rated = status_of(ctx, claim).rating is not None
    return claim.kind is ClaimKind.FACTUAL and is_rated and not ctx.is_held(claim)


def claim_nodes(links: Links, claim: Claim) -> list[Node]:
    """The main node first; then the exact words."""
    return [main_node(links, claim), *quotations(links, path_of(claim), claim.statements)]


def main_node(links: Links, claim: Claim) -> Node:
    asserted = _claim(links, claim)
    return _review(links, claim, asserted) if is_reviewed(links.ctx, claim) else asserted


def quotations(links: Links, path: str, statements: tuple[Statement, ...]) -> list[Node]:
    """The exact words of each statement, named by its permanent address."""
    return [
        _quotation(links, links.to(path, anchor), statement, statement.quote)
        for statement, anchor in zip(statements, anchors(statements), strict=True)
        if statement.quote is not None
    ]


def _claim(links: Links, claim: Claim) -> Node:
    """The claim as its first speaker's."""
    own = own_statements(claim)
    evidence = [one.source for one in claim.assessments[0].evidence] if claim.assessments else []
    topics = links.ctx.explainer.topics
    return node(
        "Claim",
        links.thing(claim),
        name=claim.title,
        author=reference(links, own[0].speaker),
        datePublished=iso(min(one.said for one in own)),
        appearance=one_or_all(references(links, [one.source for one in own])),
        citation=one_or_all(references(links, evidence)),
        about=references(links, claim.about),
        keywords=", ".join(topics[topic] for topic in claim.topics),
    )


def _review(links: Links, claim: Claim, asserted: Node) -> Node:
    """The newest assessment, in words that stand on the page as well."""
    newest = claim.assessments[0]
    return node(
        "ClaimReview",
        links.to(path_of(claim), "review"),
        url=links.to(path_of(claim)),
        claimReviewed=claim.title,
        datePublished=iso(newest.as_of),
        author=publisher_name(links),
        reviewRating=_rating(links.ctx.explainer.status(newest.status)),
        reviewBody=links.ctx.plain(newest.summary),
        itemReviewed=asserted,
    )


def _rating(status: Status) -> Node:
    return node(
        "Rating",
        ratingValue=status.rating,
        bestRating=BEST,
        worstRating=WORST,
        alternateName=status.label,
    )


def _quotation(links: Links, address: str, statement: Statement, quote: Quote) -> Node:
    translation: Node = {}
    if quote.translation:
        language = links.ctx.explainer.language
        translation = node("Quotation", text=quote.translation, inLanguage=language)
    return node(
        "Quotation",
        address,
        url=address,
        text=quote.text,
        inLanguage=quote.lang,
        spokenByCharacter=reference(links, statement.speaker),
        dateCreated=iso(statement.said),
        datePublished=iso(statement.published),
        isBasedOn=reference(links, statement.source),
        workTranslation=translation,
    )
