"""`data/claim-reviews.json`: every ClaimReview of the site in one schema.org `DataFeed`."""

from generator.data.paths import path_of
from generator.kinds.claim import Claim, claim_statuses, is_reviewed
from generator.kinds.linked_data import Links, node
from generator.kinds.registry import kind_of
from generator.query.context import PageContext
from generator.query.graph import question
from generator.site.open_data.citing import licence_and_date
from generator.site.open_data.json_files import json_fields, written
from generator.site.site import in_one_line

_BESIDE = "data.md"  # a page at the file's own address, from where its links lead


def review_file(ctx: PageContext) -> bytes:
    links = Links(ctx, _BESIDE)
    feed = node(
        "DataFeed",
        name=f"{ctx.explainer.title}: fact checks",
        publisher=links.publisher_name,
        **licence_and_date(links),
    )
    claims = (one.claim for one in claim_statuses(ctx).values())
    rows = (row for claim in claims if (row := review_line(ctx, claim)))
    fields = json_fields({"@context": "https://schema.org", **feed})
    return written(fields, {"dataFeedElement": rows})


@question
def review_line(ctx: PageContext, id: str) -> str:
    """The same node as on the claim's page; empty for one that carries no rating there."""
    claim = ctx.find(id)
    if not isinstance(claim, Claim) or not is_reviewed(ctx, claim):
        return ""
    links = Links(ctx, _BESIDE)
    item = [kind_of(claim).node(links, claim)]
    return in_one_line(node("DataFeedItem", url=links.to(path_of(claim)), item=item))
