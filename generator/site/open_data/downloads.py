"""The page about the data, and the files of open data that it lists: each stands once in a site."""

from dataclasses import dataclass
from functools import partial

from generator.data.paths import (
    ATOM,
    ATOM_TYPE,
    DATA,
    DATA_FILE,
    JSON_FEED,
    JSON_FEED_TYPE,
)
from generator.kinds.registry import KINDS
from generator.query.context import PageContext
from generator.schema.json_schemas import WHOLE
from generator.site.feeds import atom, json_feed
from generator.site.open_data.calendar import calendar_file, left_out
from generator.site.open_data.citing import (
    CITATION,
    Work,
    bibtex,
    citation_file,
    csl_json,
    licence_page,
)
from generator.site.open_data.json_files import SCHEMAS, YAML_SCHEMAS, review_file, whole_data
from generator.site.open_data.tables import TABLES, package_file, table_file
from generator.site.pages import write_page
from generator.site.site import FileRoute, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Download(FileRoute):
    media_type: str
    name: str
    words: str  # what it is good for, in a sentence; both are messages


DOWNLOADS = (
    Download(
        path=DATA_FILE,
        make=whole_data,
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
        path="datapackage.json",
        make=package_file,
        media_type="application/json",
        name="Data Package",
        words="Describes the tables, column by column, in the Data Package standard.",
    ),
    Download(
        path="data/claim-reviews.json",
        make=review_file,
        media_type="application/ld+json",
        name="Fact checks (JSON-LD)",
        words="Every ClaimReview of this site in one DataFeed, in the words of schema.org.",
    ),
    Download(
        path="talks.ics",
        make=calendar_file,
        media_type="text/calendar",
        name="Talks (iCalendar)",
        words="The talks whose days are known, for any calendar.",
    ),
    Download(
        path=ATOM,
        make=atom,
        media_type=ATOM_TYPE,
        name="Changes (Atom)",
        words="What changes, for feed readers.",
    ),
    Download(
        path=JSON_FEED,
        make=json_feed,
        media_type=JSON_FEED_TYPE,
        name="Changes (JSON Feed)",
        words="The same in JSON.",
    ),
    Download(
        path=CITATION,
        make=citation_file,
        media_type="application/yaml",
        name="CITATION.cff",
        words="How to cite the explainer, for programs that manage references.",
    ),
)


def data_page(ctx: PageContext) -> Page:
    """What there is of the data, their licence, how to cite them."""
    explainer, _ = ctx.explainer, ctx.labels.gettext
    work = Work("explainer", explainer.title, ctx.site_url)
    return write_page(
        ctx,
        "data",
        DATA,
        title=_("Data"),
        description=_("All data of this site as files, their licence, and how to cite them."),
        licence_page=licence_page(explainer.licence),
        downloads=DOWNLOADS,
        with_feeds=[_(kind.names.label) for kind in KINDS if kind.has_feed],
        schemas=SCHEMAS,
        yaml_schemas=YAML_SCHEMAS,
        whole_schema=f"{SCHEMAS}{WHOLE}",
        left_out=left_out(ctx),
        bibtex=bibtex(ctx, work).splitlines(),
        csl=csl_json(ctx, work),
    )
