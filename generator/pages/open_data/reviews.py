"""`data/claim-reviews.json`: every ClaimReview of the site in one schema.org `DataFeed`."""

import json
from collections.abc import Iterator, Mapping

from generator.pages.linked.claims import claim_nodes, is_reviewed
from generator.pages.linked.nodes import Links, Node, node
from generator.pages.linked.site import licence_and_date, publisher_name
from generator.pages.making import Making
from generator.pages.paths import path_of
from generator.pages.site import Asset, Page

PATH = "data/claim-reviews.json"
_BESIDE = "data.md"  # a page at the file's own address, from where its links lead


def review_file(making: Making, pages: Mapping[str, Page]) -> Iterator[Asset]:
    del pages
    text = json.dumps(data_feed(making), ensure_ascii=False, indent=1)
    yield Asset(PATH, f"{text}\n".encode())


def data_feed(making: Making) -> Node:
    """The same nodes as on the pages; a claim that carries no rating there is not among them."""
    links = Links(making, _BESIDE)
    claims = [claim for claim in making.relations.claims if is_reviewed(making, claim)]
    items = [
        node(
            "DataFeedItem",
            url=links.to(path_of(claim)),
            item=[claim_nodes(links, claim)[0]],
        )
        for claim in claims
    ]
    feed = node(
        "DataFeed",
        name=f"{making.explainer.title}: fact checks",
        publisher=publisher_name(links),
        **licence_and_date(links),
        dataFeedElement=items,
    )
    return {"@context": "https://schema.org", **feed}
