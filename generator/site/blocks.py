"""Hand-written pages, and the blocks that the generator fills in where a comment names them.

<!-- answer -->
"""

from generator.data.archive import BLOCK
from generator.data.paths import HOME
from generator.kinds.talk import talks
from generator.query.context import PageContext
from generator.site.chronicle import all_changes, overview
from generator.site.geography import venues_map
from generator.site.lists import tally
from generator.site.pages import home_crumb, write_page
from generator.site.site import Page


def content_page(ctx: PageContext, path: str) -> Page:
    """A hand-written page with its blocks, links and citations."""
    page = ctx.content_page(path)
    return write_page(
        ctx,
        "content",
        path,
        title=page.title,
        description=page.description,
        origin=page.origin.path,
        crumbs=() if path == HOME else (home_crumb(ctx),),
        meta={
            "edit": ctx.edit_link(page.origin.path, page.first_line),
            "hide": ["navigation"],
        },
        parts_of_page=BLOCK.split(page.body),  # prose and, between, the names of blocks
        is_home=path == HOME,
        # What blocks ask for beside what a page may ask for anyway:
        all_changes=all_changes,
        overview=overview,
        tally=tally,
        talks=talks,
        venues_map=venues_map,
    )
