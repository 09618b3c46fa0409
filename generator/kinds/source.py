"""Sources: what each is, whose voice, its passages, and what rests on it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from generator.data.fields import Edtf, Id, Language, Line, Part, Prose, Reference, Text, WebAddress
from generator.data.records import KindNames, Record, Status
from generator.data.walk import Path
from generator.kinds.kind import CardWords, Kind, by_matter_and_day, status_called
from generator.kinds.linked_data import Links, Node, iso, node, reference
from generator.kinds.tables import fields, table_of
from generator.labels.labels import joined
from generator.query.context import PageContext, grouped
from generator.query.statements import Attribution, statements_from


class SourceType(StrEnum):
    NEWS = "news"
    OFFICIAL = "official"
    INTERVIEW = "interview"
    TRANSCRIPT = "transcript"
    REFERENCE = "reference"
    DATASET = "dataset"
    SOCIAL = "social"
    ANALYSIS = "analysis"


class Read(StrEnum):
    FULL = "full"
    EXCERPT = "excerpt"
    NOT_READ = "not-read"


class Passage(Part):
    """A place in a source, in the source's own order."""

    id: Id = Field(description="Names the passage within its source: `p8-s1`.")
    place: Line = Field(description="Where it stands, in words: `Paragraph 8, sentence 1`.")
    opening: Line = Field(description="Its opening words, never more.")
    says: Annotated[Text, Prose("passage", cited=False)] | None = Field(
        None, description="What it says, in our own words."
    )
    examined_by: tuple[Annotated[str, Reference("examines a passage")], ...] = Field(
        (), description="The claims, talks, events and terms that examine it."
    )
    note: Line | None = Field(None, description="Why nothing examines it, or a remark.")


_SOURCES = {
    SourceType.NEWS: "NewsArticle",
    SourceType.INTERVIEW: "NewsArticle",
    SourceType.ANALYSIS: "AnalysisNewsArticle",
    SourceType.SOCIAL: "SocialMediaPosting",
}


class Source(Record):
    KIND = KindNames("source", "sources", "sources", "sources")
    schema_type = "CreativeWork"
    narrower_types = ("type", _SOURCES)
    RELIED_ON = ("published",)

    title: Line = Field(description="Its own title; a description in [square brackets] if none.")
    publisher: Line = Field(description="Who published it.")
    organisation: Annotated[str, Reference("publisher", ("organisation",))] | None = Field(
        None, description="The publisher's own record, if there is one."
    )
    authors: tuple[Line, ...] = Field((), description="People or agencies named as authors.")
    published: Edtf | None = Field(None, description="When it was published, as far as known.")
    accessed: Edtf | None = Field(None, description="When it was read for this explainer.")
    url: WebAddress | None = Field(None, description="Its address (http or https).")
    archive_url: WebAddress | None = Field(None, description="An archived copy.")
    language: Language = Field(description="The language that it is written in.")
    type: SourceType = Field(description="What kind of source it is.")
    standpoint: Line = Field(description="Whose voice it is, in a short phrase.")
    read: Read = Field(Read.EXCERPT, description="How much of it was read for this explainer.")
    note: Line | None = Field(None, description="A remark for readers.")
    passages: tuple[Passage, ...] = Field((), description="Its passages, in order.")

    def quoted(self) -> Iterator[tuple[Path, str, str]]:
        for index, passage in enumerate(self.passages):
            yield ("passages", index, "opening"), self.id, passage.opening


class Sources(Kind[Source]):
    model = Source
    template = "source"
    rank = -6.0
    boost = 0.5
    table = table_of(
        Source,
        "Sources by id, with whose voice each of them is.",
        lambda ctx: ctx.of_kind(Source),
        (
            *fields(Source, "title", "publisher", "organisation", "authors", "published"),
            *fields(Source, "accessed", "url", "archive_url", "language", "type", "standpoint"),
            *fields(Source, "read", "note"),
        ),
    )

    def describe(self, ctx: PageContext, record: Source) -> str:
        said = ctx.labels.ngettext(
            "{number} statement in this explainer.",
            "{number} statements in this explainer.",
            len(statements_from(ctx, record.id)),
        )
        return f"{record.publisher}: {record.title}. {record.standpoint}. {said}"

    def values(self, ctx: PageContext, record: Source) -> dict[str, Any]:
        said = statements_from(ctx, record.id)
        examiners = _examiners(record, said)
        verdicts = {id: ctx.verdict(id) for ids in examiners.values() for id in ids}
        statuses = {
            id: status_called(ctx, word) for id, word in verdicts.items() if word is not None
        }
        read = [ctx.labels.word(record.read)]
        read += [ctx.labels.date(record.accessed)] if record.accessed else []
        return {
            "read": joined(", ", read),
            "examiners": examiners,
            "statuses": statuses,
            "found": _found(ctx, statuses),
            "said": by_matter_and_day(said),
        }

    def distinct_title(self, ctx: PageContext, record: Source) -> str:
        return f"{record.title} ({record.publisher})"

    def card(self, ctx: PageContext, record: Source) -> CardWords:
        return CardWords(ctx.labels.word(record.type), record.publisher, record.published)

    def found_as(self, ctx: PageContext, record: Source, description: str) -> str:
        return f"{record.publisher}: {record.standpoint}"

    def node(self, links: Links, record: Source) -> Node:
        publisher = (
            reference(links, record.organisation)
            if record.organisation
            else node("Organization", name=record.publisher)
        )
        return node(
            record.linked_type,
            links.record_id(record),
            name=record.title,
            headline=record.title if "Article" in record.linked_type else "",
            url=str(record.url or ""),
            archivedAt=str(record.archive_url or ""),
            datePublished=iso(record.published),
            inLanguage=record.language,
            publisher=publisher,
            creditText=", ".join(record.authors),
        )


def _examiners(source: Source, said: Iterable[Attribution]) -> Mapping[str, Sequence[str]]:
    """All that examines a passage, by its id: what it lists itself, and what quotes from it."""
    quoting = grouped((attribution.passage, attribution.record) for attribution in said)
    return {
        passage.id: list(dict.fromkeys([*passage.examined_by, *quoting.get(passage.id, ())]))
        for passage in source.passages
    }


def _found(ctx: PageContext, statuses: Mapping[str, Status]) -> list[tuple[Status, Sequence[str]]]:
    """The claims that examine its passages, by status, the gravest first; unrated ones last."""
    ids = grouped((status.id, id) for id, status in statuses.items())
    scale = [status for status in ctx.explainer.scale if status.id in ids]
    scale.sort(key=lambda status: (status.rating is None, status.rating or 0))
    return [(status, ids[status.id]) for status in scale]
