"""The page of a source: what it is, whose voice, its passages, and what rests on it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.site import questions
from generator.data.records import Passage, Source, Status
from generator.site.claims import status_called
from generator.site.context_pages import said_views
from generator.site.page_context import PageContext
from generator.site.paths import HOME
from generator.site.statement_index import Attribution
from generator.site.site import Crumb, Page
from generator.labels.english import words
from generator.site.writer import language_name
from generator.core.text import counted, initial

INDEX = "sources/index.md"


@dataclass(frozen=True, slots=True)
class Examined:
    """A record that examines a passage, with its status where it is a claim."""

    id: str
    status: str


@dataclass(frozen=True, slots=True)
class PassageView:
    id: str
    place: str
    opening: str
    says: str
    examined_by: list[Examined]
    note: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    id: str
    title: str
    publisher: str
    published: str
    language: str
    standpoint: str
    uses: str


def source_page(ctx: PageContext, source: Source) -> Page:
    said = ctx.ask(questions.statements_from, source.id)
    examiners = _examiners(source, said)
    return ctx.record_page(
        "source",
        source,
        f"{source.publisher}: {source.title}. {source.standpoint}. "
        f"{counted(len(said), 'statement')} in this explainer.",
        published=source.published.words if source.published else "",
        accessed=source.accessed.words if source.accessed else "",
        language=language_name(source.language),
        type=words(source.type),
        read=words(source.read),
        passages=[_passage(ctx, one, examiners[one.id]) for one in source.passages],
        found=_found(ctx, examiners),
        said=said_views(said),
    )


def _found(ctx: PageContext, examiners: Mapping[str, list[str]]) -> list[tuple[Status, list[str]]]:
    """The claims that examine its passages, by status, the gravest first; unrated ones last."""
    statuses = (ctx.ask(questions.status_of_claim, id) for ids in examiners.values() for id in ids)
    claims = {one.claim: one.status for one in statuses if one}
    scale = sorted(ctx.explainer.scale, key=lambda one: (one.rating is None, one.rating or 0))
    found = [(status, [id for id, its in claims.items() if its == status.id]) for status in scale]
    return [(status, ids) for status, ids in found if ids]


def _passage(ctx: PageContext, passage: Passage, examiners: list[str]) -> PassageView:
    return PassageView(
        passage.id,
        passage.place,
        passage.opening,
        passage.says or "",
        [Examined(id, _status(ctx, id)) for id in examiners],
        passage.note or "",
    )


def _examiners(source: Source, said: Iterable[Attribution]) -> Mapping[str, list[str]]:
    """All that examines a passage, by its id: what it lists itself, and what quotes from it."""
    quoting: dict[str | None, list[str]] = defaultdict(list)
    for one in said:
        quoting[one.passage].append(one.record)
    return {
        one.id: list(dict.fromkeys([*one.examined_by, *quoting[one.id]])) for one in source.passages
    }


def _status(ctx: PageContext, id: str) -> str:
    found = ctx.ask(questions.status_of_claim, id)
    return status_called(ctx, found.status).label if found else ""


def _is_latin(title: str) -> bool:
    """The list is long enough without a font for other letters; the source's page has its title."""
    return not any(letter.isalpha() and letter > "\u024f" for letter in title)


def sources_index(ctx: PageContext) -> Page:
    sources = sorted(
        ctx.of_kind(Source), key=lambda one: (one.publisher.casefold(), one.id)
    )
    rows = [
        SourceRow(
            one.id,
            one.title if _is_latin(one.title) else f"page in {language_name(one.language)}",
            one.publisher,
            one.published.words if one.published else "",
            language_name(one.language),
            one.standpoint,
            counted(len(ctx.ask(questions.backlinks, one.id)), "page"),
        )
        for one in sources
    ]
    letters: dict[str, list[SourceRow]] = {}
    for row in rows:
        letters.setdefault(initial(row.publisher), []).append(row)
    return ctx.page(
        "sources",
        INDEX,
        title="Sources",
        description=f"All {len(rows)} sources, with publisher, date, language and whose voice "
        "each of them is.",
        crumbs=(Crumb("Home", HOME),),
        meta={"hide": ["navigation"]},
        number=len(rows),
        groups=list(letters.items()),
    )
