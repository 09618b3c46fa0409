"""`data/claim-reviews.json`: every ClaimReview of the site in one schema.org `DataFeed`."""

from collections.abc import Iterator

from generator.data.records import AnyRecord, Claim
from generator.site.linked.claims import is_reviewed, main_node
from generator.site.linked.nodes import Links, node
from generator.site.linked.site import licence_and_date, publisher_name
from generator.site.page_context import Making
from generator.site.open_data.lines import fields_of, in_one_line, written
from generator.site.paths import path_of
from generator.site.site import Asset

PATH = "data/claim-reviews.json"
_BESIDE = "data.md"  # a page at the file's own address, from where its links lead


def review_file(making: Making) -> Iterator[Asset]:
    links = Links(making, _BESIDE)
    feed = node(
        "DataFeed",
        name=f"{making.explainer.title}: fact checks",
        publisher=publisher_name(links),
        **licence_and_date(links),
    )
    claims = (one.claim for one in making.relations.claims)
    rows = (row.encode() for claim in claims for row in making.rows["reviews"][claim])
    fields = fields_of({"@context": "https://schema.org", **feed})
    yield Asset(PATH, written(fields, {"dataFeedElement": rows}))


def review_row(making: Making, record: AnyRecord) -> Iterator[str]:
    """The same node as on the claim's page; one that carries no rating there has none here."""
    if isinstance(record, Claim) and is_reviewed(making, record):
        links = Links(making, _BESIDE)
        item = [main_node(links, record)]
        yield in_one_line(node("DataFeedItem", url=links.to(path_of(record)), item=item))
