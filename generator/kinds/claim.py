"""Claims: what is asserted, by whom, and what the evidence says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Any, NamedTuple

from pydantic import Field

from generator.core.dates import Date
from generator.data.fields import Edtf, Line, Part, Prose, Reference, Text, WebAddress, Word
from generator.data.paths import path_of, topic_path
from generator.data.records import KindNames, Quote, Record, Statement, Status
from generator.data.walk import Path
from generator.kinds.kind import CardWords, Kind, status_called, style_of
from generator.kinds.linked_data import Links, Node, iso, node, one_or_all, reference, references
from generator.kinds.maps import distance_map
from generator.kinds.statements import statement_views
from generator.kinds.tables import Cell, Column, fields, table_of
from generator.labels.labels import N_
from generator.query.context import PageContext, grouped
from generator.query.graph import question


class ClaimKind(StrEnum):
    FACTUAL = "factual"
    PREDICTION = "prediction"
    OPINION = "opinion"
    OFFER = "offer"
    ALLEGATION = "allegation"


class Stance(StrEnum):
    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"


class Evidence(Part):
    stance: Stance = Field(description="Does it speak for the claim, against it, or beside it?")
    source: Annotated[str, Reference("evidence", ("source",))] = Field(
        description="Where it stands."
    )
    quote: Quote | None = Field(None, description="The exact words that matter.")
    note: Annotated[Text, Prose("evidence", cited=False)] = Field(
        description="What this source shows, in our own words."
    )


class Assessment(Part):
    """What the evidence says of a claim as of a day. Never overwritten: a newer one goes above."""

    as_of: Edtf = Field(description="The day up to which the evidence was weighed.")
    status: Annotated[str, Word("scale")] = Field(description="A status of the declared scale.")
    summary: Annotated[Text, Prose("assessment")] = Field(
        description="The reasoning, cited. Its first paragraph, the short reason, opens the page."
    )
    evidence: tuple[Evidence, ...] = Field((), description="Evidence for and against.")

    @property
    def sides(self) -> Mapping[Stance, Sequence[Evidence]]:
        """The evidence for and against, and what stands beside the claim where there is any."""
        found = grouped((evidence.stance, evidence) for evidence in self.evidence)
        return {Stance.SUPPORTS: (), Stance.CONTRADICTS: (), **found}


class Review(Part):
    """A verdict that someone else published."""

    organisation: Line = Field(description="Who reviewed the claim.")
    verdict: Line = Field(description="The verdict, in their words.")
    url: WebAddress = Field(description="Where it was published.")


class RelationKind(StrEnum):
    REPEATS = "repeats"
    CONTRADICTS = "contradicts"
    NARROWS = "narrows"
    ANSWERS = "answers"


class Relation(Part):
    kind: RelationKind = Field(description="How this claim stands to the other.")
    claim: Annotated[str, Reference("related claim", ("claim",))] = Field(description="Which.")


class Claim(Record):
    KIND = KindNames("claim", "claims", "claims", "claims")
    schema_type = "Claim"
    RELIED_ON = ("kind",)

    title: Line = Field(description="What is asserted, neutrally, in under 75 characters.")
    kind: ClaimKind = Field(description="What sort of assertion it is.")
    topics: tuple[Annotated[str, Word("topics")], ...] = Field(
        min_length=1, description="Topics of the explainer."
    )
    about: tuple[Annotated[str, Reference("what a claim is about")], ...] = Field(
        (), description="The records that the claim is about."
    )
    summary: Annotated[Text, Prose("summary")] | None = Field(
        None, description="What a reader must know beforehand, cited."
    )
    statements: tuple[Statement, ...] = Field(
        min_length=1, description="The occasions on which it was asserted."
    )
    assessments: tuple[Assessment, ...] = Field((), description="Newest first.")
    reviewed_by: tuple[Review, ...] = Field((), description="Verdicts that others published.")
    relations: tuple[Relation, ...] = Field((), description="How it stands to other claims.")

    @property
    def newest(self) -> Assessment | None:
        """The assessment that stands."""
        return self.assessments[0] if self.assessments else None

    @property
    def verdict(self) -> str:
        return self.newest.status if self.newest else ""

    @property
    def own(self) -> list[Statement]:
        """The statements of the first speaker, whose claim it is; others may have repeated or
        denied it."""
        first = self.statements[0].speaker
        return [statement for statement in self.statements if statement.speaker == first]

    @property
    def speakers(self) -> list[str]:
        """The ids of all who spoke of it."""
        return list(dict.fromkeys(statement.speaker for statement in self.statements))

    def quoted(self) -> Iterator[tuple[Path, str, str]]:
        for number, assessment in enumerate(self.assessments):
            for index, evidence in enumerate(assessment.evidence):
                if evidence.quote:
                    path = ("assessments", number, "evidence", index, "quote", "text")
                    yield path, evidence.source, evidence.quote.text


_INVERSE = {
    RelationKind.REPEATS: N_("Repeated by"),
    RelationKind.CONTRADICTS: N_("Contradicted by"),
    RelationKind.NARROWS: N_("Narrowed by"),
    RelationKind.ANSWERS: N_("Answered by"),
}


class ClaimStatus(NamedTuple):
    """How a claim stands by its newest assessment: what others need to know beside its name."""

    claim: str  # an id
    status: str  # empty where it is not assessed yet
    as_of: Date | None
    missing: tuple[Stance, ...]  # sides of the evidence of which nothing is listed


# Questions about claims


@question
def claims_in_order(ctx: PageContext) -> Sequence[Claim]:
    """In the order in which they were first asserted."""
    found = ctx.of_kind(Claim)
    return tuple(sorted(found, key=lambda claim: (first_said(claim).order, claim.title)))


@question
def claim_statuses(ctx: PageContext) -> Mapping[str, ClaimStatus]:
    """How claims stand, by their ids, in the order in which they were first asserted."""
    return {claim.id: claim_status(claim) for claim in claims_in_order(ctx)}


@question
def claims_on(ctx: PageContext, topic: str) -> tuple[str, ...]:
    """Their ids, in the order in which they were first asserted."""
    return tuple(claim.id for claim in claims_in_order(ctx) if topic in claim.topics)


@question
def _relations_to(ctx: PageContext) -> Mapping[str, tuple[tuple[RelationKind, str], ...]]:
    return grouped(
        (relation.claim, (relation.kind, claim.id))
        for claim in claims_in_order(ctx)
        for relation in claim.relations
    )


@question
def relations_to(ctx: PageContext, claim: str) -> tuple[tuple[RelationKind, str], ...]:
    """How other claims stand to a claim: the kind and the other's id."""
    return _relations_to(ctx).get(claim, ())


def claim_status(claim: Claim) -> ClaimStatus:
    if claim.newest is None:
        return ClaimStatus(claim.id, "", None, ())
    sides = claim.newest.sides.items()
    # Evidence cannot prove opinions, offers and predictions.
    is_provable = claim.kind in (ClaimKind.FACTUAL, ClaimKind.ALLEGATION)
    missing = tuple(side for side, found in sides if is_provable and not found)
    return ClaimStatus(claim.id, claim.verdict, claim.newest.as_of, missing)


def _newest(column: Column) -> Column:
    """A column of a claim's newest assessment; empty where there is none."""

    def cell(ctx: PageContext, claim: Claim) -> Cell:
        return column.cell(ctx, claim.newest) if claim.newest else None

    description = f"{column.description} Of the newest assessment."
    return replace(column, cell=cell, description=description, is_required=False)


class Claims(Kind[Claim]):
    model = Claim
    template = "claim"
    rank = 1.0
    boost = 4
    stands_alone = True
    has_feed = True
    table = table_of(
        Claim,
        "Claims in the order in which they were first asserted, with their newest assessment.",
        claims_in_order,
        (
            *fields(Claim, "title", "kind", "topics", "about"),
            *map(_newest, fields(Assessment, "status", "as_of", "summary")),
        ),
    )

    def describe(self, ctx: PageContext, record: Claim) -> str:
        reasoning = ctx.plain(record.newest.summary) if record.newest else ""
        return f"{record.title}: {status_of(ctx, record).label}. {reasoning}".rstrip()

    def values(self, ctx: PageContext, record: Claim) -> dict[str, Any]:
        views = statement_views(ctx, record)
        return {
            "status": status_of(ctx, record),
            "statements": sorted(views, key=lambda view: view["statement"].quote is None),
            "distance": distance_map(ctx, record.about, path_of(record)),
            "relations": _relations(ctx, record),
            "topics": [(topic_path(id), ctx.explainer.topics[id]) for id in record.topics],
        }

    def card(self, ctx: PageContext, record: Claim) -> CardWords:
        speaker, status = ctx.title(record.own[0].speaker), status_of(ctx, record)
        said = min(statement.said for statement in record.own)
        return CardWords(
            ctx.labels.word(record.kind), speaker, said, status.label, style_of(status)
        )

    def found_as(self, ctx: PageContext, record: Claim, description: str) -> str:
        return ", ".join(map(ctx.title, record.speakers))

    def state(self, ctx: PageContext, record: Claim) -> tuple[Date | None, tuple[str, ...]]:
        status = status_of(ctx, record)
        return first_said(record), (status.id, status.label)

    def node(self, links: Links, record: Claim) -> Node:
        """The claim as its first speaker's; with a rating only where search engines may take that
        for a verdict on a fact."""
        topics, newest = links.ctx.explainer.topics, record.newest
        evidence = newest.evidence if newest else ()
        asserted = node(
            "Claim",
            links.record_id(record),
            name=record.title,
            author=reference(links, record.own[0].speaker),
            datePublished=iso(min(statement.said for statement in record.own)),
            appearance=one_or_all(references(links, [said.source for said in record.own])),
            citation=one_or_all(references(links, [piece.source for piece in evidence])),
            about=references(links, record.about),
            keywords=", ".join(topics[topic] for topic in record.topics),
        )
        if newest and is_reviewed(links.ctx, record):
            return _review(links, record, newest, asserted)
        return asserted


def first_said(claim: Claim) -> Date:
    return min(statement.said for statement in claim.statements)


def status_of(ctx: PageContext, claim: Claim) -> Status:
    return status_called(ctx, claim.verdict)


# The page


def claim_card(ctx: PageContext, claim: Claim) -> dict[str, Any]:
    """A claim in a list, with where it stands, who said it, when first, and the exact words."""
    return {
        "claim": claim,
        "status": status_of(ctx, claim),
        "topics": [ctx.explainer.topics[topic] for topic in claim.topics],
        "speakers": list(dict.fromkeys(map(ctx.title, claim.speakers))),
        "said": first_said(claim),
        "quote": next((said.quote for said in claim.statements if said.quote), None),
    }


def _relations(ctx: PageContext, claim: Claim) -> list[tuple[str, str]]:
    """How this claim stands to others, and others to it: in words, with the other's id."""
    labels = ctx.labels
    ours = [(labels.word(relation.kind), relation.claim) for relation in claim.relations]
    theirs = [(labels.gettext(_INVERSE[kind]), by) for kind, by in relations_to(ctx, claim.id)]
    return list(dict.fromkeys([*ours, *theirs]))


# In the words of schema.org


def is_reviewed(ctx: PageContext, claim: Claim) -> bool:
    """Is it a published claim of fact, with a status that has a rating on the declared scale?"""
    is_rated = status_of(ctx, claim).rating is not None
    return claim.kind is ClaimKind.FACTUAL and is_rated and not ctx.is_held(claim.id)


def _review(links: Links, claim: Claim, newest: Assessment, asserted: Node) -> Node:
    """The newest assessment, in words that stand on the page as well."""
    status = links.ctx.explainer.status(newest.status)
    return node(
        "ClaimReview",
        links.to(path_of(claim), "review"),
        url=links.to(path_of(claim)),
        claimReviewed=claim.title,
        datePublished=iso(newest.as_of),
        author=links.publisher_name,
        reviewRating=node(
            "Rating",
            ratingValue=status.rating,
            bestRating=5,
            worstRating=1,
            alternateName=status.label,
        ),
        reviewBody=links.ctx.plain(newest.summary),
        itemReviewed=asserted,
    )
