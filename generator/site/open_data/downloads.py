"""Every file of open data that stands once for the site: what the page about the data lists."""

from dataclasses import dataclass

from generator.site.feeds import ATOM, ATOM_TYPE, JSON_FEED, JSON_FEED_TYPE
from generator.site.open_data import calendar, citation_file, package, reviews, whole
from generator.site.open_data.tables import TABLES


@dataclass(frozen=True, slots=True)
class Download:
    path: str  # below the site's address
    media_type: str
    name: str
    words: str  # what it is good for, in a sentence


DOWNLOADS = (
    Download(
        whole.DATA,
        "application/json",
        "Everything (JSON)",
        "All records with all their fields, and the explainer itself.",
    ),
    *(
        Download(table.path, "text/csv", f"{table.name.capitalize()} (CSV)", table.description)
        for table in TABLES
    ),
    Download(
        package.PATH,
        "application/json",
        "Data Package",
        "Describes the four tables, column by column, in the Data Package standard.",
    ),
    Download(
        reviews.PATH,
        "application/ld+json",
        "Fact checks (JSON-LD)",
        "Every ClaimReview of this site in one DataFeed, in the words of schema.org.",
    ),
    Download(
        calendar.PATH,
        "text/calendar",
        "Talks (iCalendar)",
        "The talks whose days are known, for any calendar.",
    ),
    Download(ATOM, ATOM_TYPE, "Changes (Atom)", "What changes, for feed readers."),
    Download(JSON_FEED, JSON_FEED_TYPE, "Changes (JSON Feed)", "The same in JSON."),
    Download(
        citation_file.PATH,
        "application/yaml",
        "CITATION.cff",
        "How to cite the explainer, for programs that manage references.",
    ),
)
