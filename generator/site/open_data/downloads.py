"""Every file of open data that stands once for the site: what the page about the data lists."""

from dataclasses import dataclass
from functools import partial

from generator.core.text import in_words
from generator.data.paths import ATOM, ATOM_TYPE, DATA_FILE, JSON_FEED, JSON_FEED_TYPE
from generator.site.feeds import atom_of_all, json_feed_of_all
from generator.site.open_data import calendar, citing, json_files, package, reviews
from generator.site.open_data.tables import TABLES, table_file
from generator.site.route import FileRoute


@dataclass(frozen=True, slots=True, kw_only=True)
class Download(FileRoute):
    media_type: str
    name: str
    words: str  # what it is good for, in a sentence


DOWNLOADS = (
    Download(
        path=DATA_FILE,
        make=json_files.whole_data,
        media_type="application/json",
        name="Everything (JSON)",
        words="All records with all their fields, and the explainer itself.",
    ),
    *(
        Download(
            path=table.path,
            make=partial(table_file, table=table),
            media_type="text/csv",
            name=f"{table.name.capitalize()} (CSV)",
            words=table.description,
        )
        for table in TABLES
    ),
    Download(
        path=package.PATH,
        make=package.package_file,
        media_type="application/json",
        name="Data Package",
        words=f"Describes the {in_words(len(TABLES))} tables, column by column, in the Data "
        "Package standard.",
    ),
    Download(
        path=reviews.PATH,
        make=reviews.review_file,
        media_type="application/ld+json",
        name="Fact checks (JSON-LD)",
        words="Every ClaimReview of this site in one DataFeed, in the words of schema.org.",
    ),
    Download(
        path=calendar.PATH,
        make=calendar.calendar_file,
        media_type="text/calendar",
        name="Talks (iCalendar)",
        words="The talks whose days are known, for any calendar.",
    ),
    Download(
        path=ATOM,
        make=atom_of_all,
        media_type=ATOM_TYPE,
        name="Changes (Atom)",
        words="What changes, for feed readers.",
    ),
    Download(
        path=JSON_FEED,
        make=json_feed_of_all,
        media_type=JSON_FEED_TYPE,
        name="Changes (JSON Feed)",
        words="The same in JSON.",
    ),
    Download(
        path=citing.PATH,
        make=package.citation_file,
        media_type="application/yaml",
        name="CITATION.cff",
        words="How to cite the explainer, for programs that manage references.",
    ),
)
