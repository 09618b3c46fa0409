"""The lists of all records of a kind: talks side by side, sources, and those of the context."""

from typing import Any

from generator.core.text import initial
from generator.data.paths import index_of
from generator.kinds.kind import Kind
from generator.kinds.place import Place
from generator.kinds.source import Source
from generator.kinds.talk import Talk, talks
from generator.labels.english import language_name
from generator.query.context import PageContext, grouped
from generator.site.geography import places_map
from generator.site.pages import write_page
from generator.site.site import Page


def entity_list(ctx: PageContext, kind: Kind[Any]) -> Page:
    """All records of a kind, in groups, with what readers may filter them by."""
    path = index_of(kind.names)
    return write_page(
        ctx,
        "entity_list",
        path,
        title=kind.title,
        description=kind.description,
        intro=kind.description,
        map=places_map(ctx, path) if kind.model is Place else None,
        facets=kind.facets,
        kind=kind,
        groups=grouped((kind.group(record), record) for record in kind.in_order(ctx)),
    )


def talk_list(ctx: PageContext) -> Page:
    return write_page(
        ctx,
        "talks",
        index_of(Talk.KIND),
        title="Talks",
        description=f"All {len(talks(ctx))} rounds, calls and offers side by side: when, where, "
        "who, and what came of them.",
        meta={"hide": ["navigation", "toc"]},
        talks=talks(ctx),
    )


def source_list(ctx: PageContext) -> Page:
    sources = sorted(
        ctx.of_kind(Source), key=lambda source: (source.publisher.casefold(), source.id)
    )
    return write_page(
        ctx,
        "sources",
        index_of(Source.KIND),
        title="Sources",
        description=f"All {len(sources)} sources, with publisher, date, language and whose voice "
        "each of them is.",
        number=len(sources),
        # By initial, each with its title and how many pages mention it.
        groups=grouped(
            (initial(source.publisher), (source, _title(source), len(ctx.backlinks(source.id))))
            for source in sources
        ),
    )


def _title(source: Source) -> str:
    """The list is long enough without a font for other letters; the source's page has its title."""
    is_latin = not any(letter.isalpha() and letter > "\u024f" for letter in source.title)
    return source.title if is_latin else f"page in {language_name(source.language)}"
