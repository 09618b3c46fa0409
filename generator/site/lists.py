"""The lists of all records of a kind: talks side by side, sources, and those of the context."""

from dataclasses import dataclass
from typing import Any

from generator.core.dates import Date
from generator.core.text import counted, initial
from generator.data.paths import index_of, path_of
from generator.kinds.kind import Kind
from generator.kinds.place import Place
from generator.kinds.source import Source
from generator.kinds.talk import Talk, talks
from generator.labels.english import language_name, words
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


@dataclass(frozen=True, slots=True)
class TalkRow:
    """A talk in the list of all talks."""

    id: str
    path: str
    title: str
    when: Date
    year: int
    place: str  # an id; empty for calls and video links
    format: str
    status: str
    status_id: str
    sides: tuple[str, ...]
    outcome: str  # prose


def talk_row(talk: Talk) -> TalkRow:
    return TalkRow(
        id=talk.id,
        path=path_of(talk),
        title=talk.title,
        when=talk.span,
        year=talk.start.listed.year,
        place=talk.place or "",
        format=words(talk.format),
        status=words(talk.status),
        status_id=talk.status.value,
        sides=tuple(side.organisation for side in talk.parties),
        outcome=talk.outcomes[0].text if talk.outcomes else "",
    )


def talk_list(ctx: PageContext) -> Page:
    rows = [talk_row(talk) for talk in talks(ctx)]
    years = dict.fromkeys(row.year for row in rows)
    return write_page(
        ctx,
        "talks",
        index_of(Talk.KIND),
        title="Talks",
        description=f"All {len(rows)} rounds, calls and offers side by side: when, where, who, "
        "and what came of them.",
        meta={"hide": ["navigation", "toc"]},
        years=[(year, [row for row in rows if row.year == year]) for year in years],
    )


@dataclass(frozen=True, slots=True)
class SourceRow:
    id: str
    title: str
    publisher: str
    published: str
    language: str
    standpoint: str
    uses: str


def source_list(ctx: PageContext) -> Page:
    sources = sorted(ctx.of_kind(Source), key=lambda one: (one.publisher.casefold(), one.id))
    groups: dict[str, list[SourceRow]] = {}
    for source in sources:
        row = _source_row(ctx, source)
        groups.setdefault(initial(row.publisher), []).append(row)
    return write_page(
        ctx,
        "sources",
        index_of(Source.KIND),
        title="Sources",
        description=f"All {len(sources)} sources, with publisher, date, language and whose voice "
        "each of them is.",
        number=len(sources),
        groups=list(groups.items()),
    )


def _source_row(ctx: PageContext, source: Source) -> SourceRow:
    language = language_name(source.language)
    return SourceRow(
        source.id,
        source.title if _is_latin(source.title) else f"page in {language}",
        source.publisher,
        source.published.words if source.published else "",
        language,
        source.standpoint,
        counted(len(ctx.backlinks(source.id)), "page"),
    )


def _is_latin(title: str) -> bool:
    """The list is long enough without a font for other letters; the source's page has its title."""
    return not any(letter.isalpha() and letter > "\u024f" for letter in title)
