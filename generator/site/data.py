"""The page about the data itself: what there is of it, its licence, how to cite it."""

from generator.core.text import listed
from generator.data.paths import index_of
from generator.kinds.registry import KINDS
from generator.query.context import PageContext
from generator.schema.json_schemas import WHOLE
from generator.site.open_data.calendar import left_out
from generator.site.open_data.citing import Work, bibtex, csl_json, licence_page
from generator.site.open_data.downloads import DOWNLOADS
from generator.site.open_data.schemas import SCHEMAS, YAML_SCHEMAS
from generator.site.pages import write_page
from generator.site.site import Page


def data_page(ctx: PageContext) -> Page:
    whole = Work("explainer", ctx.explainer.title, ctx.site_url)
    return write_page(
        ctx,
        "data",
        "data.md",
        title="Data",
        description="All data of this site as files, their licence, and how to cite them.",
        explainer=ctx.explainer,
        where=ctx.site_url,
        licence_page=licence_page(ctx.explainer.licence),
        downloads=DOWNLOADS,
        with_feeds=listed(kind.plural for kind in KINDS if kind.has_feed).capitalize(),
        whole_schema=f"{SCHEMAS}{WHOLE}",
        left_out=[(talk.id, talk.span) for talk in left_out(ctx)],
        bibtex=bibtex(ctx.explainer, whole).splitlines(),
        csl=csl_json(ctx.explainer, whole),
        repository=ctx.repository,
        kinds=[
            (
                index_of(kind.names),
                kind.plural.capitalize(),
                ctx.numbers.get(kind.id, 0),
                f"site-data/{kind.folder}/",
                f"{SCHEMAS}{kind.id}.json",
                f"{YAML_SCHEMAS}{kind.id}.json",
            )
            for kind in KINDS
        ],
    )
