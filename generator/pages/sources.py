"""The page of a source: what it is, whose voice, its passages, and what rests on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from generator.model.records import Claim, Passage, Source, Status
from generator.pages.claims import status_of
from generator.pages.context import said_views
from generator.pages.making import Making
from generator.pages.paths import HOME
from generator.pages.said import Said
from generator.pages.site import Crumb, Page
from generator.pages.words import words
from generator.pages.writer import language_name
from generator.text import counted, initial

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
    publisher: str
    published: str
    language: str
    standpoint: str
    uses: str


def source_page(making: Making, source: Source) -> Page:
    said = making.relations.statements_by_source.get(source.id, ())
    examiners = _examiners(source, said)
    return making.record_page(
        "source",
        source,
        f"{source.publisher}: {source.title}. {source.standpoint}. "
        f"{counted(len(said), 'statement')} in this explainer.",
        published=source.published.words if source.published else "",
        accessed=source.accessed.words if source.accessed else "",
        language=language_name(source.language),
        type=words(source.type),
        read=words(source.read),
        passages=[_passage(making, one, examiners[one.id]) for one in source.passages],
        found=_found(making, chain.from_iterable(examiners.values())),
        said=said_views(said),
    )


def _found(making: Making, examiners: Iterable[str]) -> list[tuple[Status, list[str]]]:
    """The claims that examine its passages, by status, the gravest first; unrated ones last."""
    records = (making.archive.records[id] for id in dict.fromkeys(examiners))
    claims = [one for one in records if isinstance(one, Claim)]
    scale = sorted(making.explainer.scale, key=lambda one: (one.rating is None, one.rating or 0))
    found = [
        (status, [one.id for one in claims if status_of(making, one).id == status.id])
        for status in scale
    ]
    return [(status, ids) for status, ids in found if ids]


def _passage(making: Making, passage: Passage, examiners: Iterable[str]) -> PassageView:
    return PassageView(
        passage.id,
        passage.place,
        passage.opening,
        passage.says or "",
        [Examined(id, _status(making, id)) for id in examiners],
        passage.note or "",
    )


def _examiners(source: Source, said: Iterable[Said]) -> Mapping[str, Iterable[str]]:
    """All that examines each passage: what it lists itself, and claims that quote from it."""
    found = {one.id: dict.fromkeys(one.examined_by) for one in source.passages}
    for one in said if found else ():
        if one.statement.passage in found:
            found[one.statement.passage][one.record.id] = None
    return found


def _status(making: Making, id: str) -> str:
    record = making.archive.records[id]
    return status_of(making, record).label if isinstance(record, Claim) else ""


def sources_index(making: Making) -> Page:
    sources = sorted(
        making.archive.of_kind(Source), key=lambda one: (one.publisher.casefold(), one.id)
    )
    rows = [
        SourceRow(
            one.id,
            one.publisher,
            one.published.words if one.published else "",
            language_name(one.language),
            one.standpoint,
            counted(len(making.relations.backlinks.get(one.id, ())), "page"),
        )
        for one in sources
    ]
    letters: dict[str, list[SourceRow]] = {}
    for row in rows:
        letters.setdefault(initial(row.publisher), []).append(row)
    return making.page(
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
