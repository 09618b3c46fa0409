"""The page of a claim, the list of all claims, and the pages of topics."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from generator.site import questions
from generator.core.dates import Date
from generator.data.records import Assessment, Claim, Evidence, Stance, Status
from generator.query.graph import Ask
from generator.site.geography import distance_map
from generator.site.page_context import PageContext
from generator.site.paths import HOME, path_of, topic_path
from generator.site.questions import first_said
from generator.site.site import Crumb, Page
from generator.site.statements import QuoteView, statement_views
from generator.labels.english import words

INDEX = "claims/index.md"
TOPICS = "topics/index.md"
_LISTS = (INDEX, TOPICS)  # what stands in one folder links alike
PER_PAGE = 200
UNASSESSED = Status(id="unassessed", label="Not assessed yet", meaning="Not yet weighed.")


@dataclass(frozen=True, slots=True)
class EvidenceView:
    source: str
    note: str
    quote: QuoteView | None


@dataclass(frozen=True, slots=True)
class EvidenceGroup:
    stance: str
    label: str
    nothing: str  # what is said where there is none
    evidence: list[EvidenceView]


@dataclass(frozen=True, slots=True)
class AssessmentView:
    as_of: Date
    status: Status
    summary: str
    groups: list[EvidenceGroup]

    @property
    def reason(self) -> str:
        """Why the claim has its status, in short: the first paragraph."""
        return self.summary.partition("\n\n")[0]

    @property
    def more(self) -> str:
        return self.summary.partition("\n\n")[2]


@dataclass(frozen=True, slots=True)
class RelationView:
    words: str
    claim: str


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """A claim in a list: its words, who said them first, when, and where it stands."""

    id: str
    path: str
    title: str
    kind: str
    status: Status
    topics: tuple[str, ...]
    speakers: tuple[str, ...]
    said: Date
    quote: QuoteView | None


def claim_page(ctx: PageContext, claim: Claim) -> Page:
    assessments = [_assessment(ctx, one) for one in claim.assessments]
    status = status_of(ctx, claim)
    statements = sorted(statement_views(ctx, claim), key=lambda one: one.quote is None)
    reasoning = ctx.plain(claim.assessments[0].summary) if assessments else ""
    return ctx.record_page(
        "claim",
        claim,
        f"{claim.title}: {status.label}. {reasoning}".rstrip(),
        status=status,
        kind=words(claim.kind),
        card=card(ctx, claim),
        statements=statements,
        assessment=assessments[0] if assessments else None,
        assessor=ctx.explainer.publisher.name,
        history=assessments[1:],
        distance=distance_map(ctx, claim, path_of(claim)),
        relations=_relations(ctx, claim),
        topics=[(topic_path(topic), ctx.explainer.topics[topic]) for topic in claim.topics],
    )


def status_of(ctx: PageContext, claim: Claim) -> Status:
    return status_called(ctx, claim.assessments[0].status if claim.assessments else "")


def status_called(ctx: PageContext, word: str) -> Status:
    """The status by its id; no word where nothing is assessed yet."""
    return ctx.explainer.status(word) if word else UNASSESSED


def _assessment(ctx: PageContext, assessment: Assessment) -> AssessmentView:
    groups = [
        EvidenceGroup(
            stance,
            words(stance),
            nothing,
            [_evidence(ctx, one) for one in assessment.evidence if one.stance is stance],
        )
        for stance, nothing in _STANCES
    ]
    return AssessmentView(
        assessment.as_of,
        ctx.explainer.status(assessment.status),
        assessment.summary,
        [group for group in groups if group.evidence or group.nothing],
    )


_STANCES = (
    (Stance.SUPPORTS, "Nothing for it was found."),
    (Stance.CONTRADICTS, "Nothing against it was found."),
    (Stance.CONTEXT, ""),
)


def _evidence(ctx: PageContext, one: Evidence) -> EvidenceView:
    quote = QuoteView.from_source(ctx, one.quote, one.source) if one.quote else None
    return EvidenceView(one.source, one.note, quote)


def _relations(ctx: PageContext, claim: Claim) -> list[RelationView]:
    """How this claim stands to others, and others to it."""
    ours = [RelationView(words(one.kind), one.claim) for one in claim.relations]
    theirs = [
        RelationView(_INVERSE[kind], other)
        for kind, other in ctx.ask(questions.relations_to, claim.id)
    ]
    return list(dict.fromkeys([*ours, *theirs]))


_INVERSE = {
    "repeats": "Repeated by",
    "contradicts": "Contradicted by",
    "narrows": "Narrowed by",
    "answers": "Answered by",
}


def card(ctx: PageContext, claim: Claim) -> ClaimCard:
    quoted = next((one for one in claim.statements if one.quote), None)
    return ClaimCard(
        id=claim.id,
        path=f"claims/{claim.id}.md",
        title=claim.title,
        kind=words(claim.kind),
        status=status_of(ctx, claim),
        topics=tuple(ctx.explainer.topics[topic] for topic in claim.topics),
        speakers=tuple(dict.fromkeys(ctx.title(one.speaker) for one in claim.statements)),
        said=first_said(claim),
        quote=QuoteView.of(quoted.quote, ctx.explainer.language)
        if quoted and quoted.quote
        else None,
    )


def claim_cards(ask: Ask, id: str) -> Mapping[str, str]:
    """A claim as the lists show it: by the path of a list, from whose folder it links."""
    ctx = PageContext(ask)
    claim = ctx.find(id)
    if not isinstance(claim, Claim):
        return {}
    shown = card(ctx, claim)
    return {path: ctx.part("card", path, one=shown) for path in _LISTS}


def number_of_claims_pages(ask: Ask) -> int:
    """The list of claims goes on on further pages beyond PER_PAGE of them."""
    return max(1, ceil(len(ask(questions.claim_statuses)) / PER_PAGE))


def claims_index(ctx: PageContext, number: int) -> Page:
    """A page of the list of all claims, by status; the first one is number 1."""
    groups = claims_by_status(ctx)
    claims = [claim for group in groups.values() for claim in group]
    part = claims[(number - 1) * PER_PAGE : number * PER_PAGE]
    paths = [_index_path(at) for at in range(1, ctx.ask(number_of_claims_pages) + 1)]
    totals = {id: len(group) for id, group in groups.items()}
    return _claims_page(ctx, part, number, paths, totals)


def claims_by_status(ctx: PageContext) -> dict[str, list[str]]:
    """The ids of all claims in the order in which they are listed."""
    claims: dict[str, list[str]] = {status.id: [] for status in _statuses(ctx)}
    for one in ctx.ask(questions.claim_statuses).values():
        claims[one.status or UNASSESSED.id].append(one.claim)
    return claims


@dataclass(frozen=True, slots=True)
class StatusCount:
    """The claims that have a status, and on which page of claims they begin."""

    status: Status
    ids: list[str]
    path: str  # empty where no claim has the status

    @property
    def number(self) -> int:
        return len(self.ids)


def tally(ctx: PageContext) -> list[StatusCount]:
    """The claims by status: all of the scale, and those not weighed yet if there are any."""
    claims = claims_by_status(ctx)
    counts = []
    before = 0
    for status in _statuses(ctx):
        ids = claims[status.id]
        if ids or status is not UNASSESSED:
            path = _index_path(before // PER_PAGE + 1) if ids else ""
            counts.append(StatusCount(status, ids, path))
        before += len(ids)
    return counts


def _index_path(number: int) -> str:
    return INDEX if number == 1 else f"claims/page-{number}.md"


def _statuses(ctx: PageContext) -> tuple[Status, ...]:
    return (*ctx.explainer.scale, UNASSESSED)


def _claims_page(
    ctx: PageContext, claims: list[str], number: int, paths: list[str], totals: dict[str, int]
) -> Page:
    total = sum(totals.values())
    standing = ctx.ask(questions.claim_statuses)
    cards: dict[str, list[str]] = {}
    for claim in claims:
        status = standing[claim].status or UNASSESSED.id
        cards.setdefault(status, []).append(ctx.ask(claim_cards, claim)[INDEX])
    crumbs = (Crumb("Home", HOME),)
    return ctx.page(
        "claims",
        paths[number - 1],
        title="Claims" if number == 1 else f"Claims, page {number}",
        description=f"All {total} claims of {ctx.explainer.title}, with who made them, "
        "when, and what the evidence says.",
        crumbs=crumbs if number == 1 else (*crumbs, Crumb("Claims", INDEX)),
        meta={"hide": ["navigation"]},
        total=total,
        totals=totals,
        pages=[(path, f"Page {at}") for at, path in enumerate(paths, start=1)],
        number=number,
        statuses=[(one, cards[one.id]) for one in _statuses(ctx) if one.id in cards],
        topics=[(topic_path(id), label) for id, label in ctx.explainer.topics.items()],
    )


def topic_page(ctx: PageContext, topic: str) -> Page:
    label = ctx.explainer.topics[topic]
    claims = ctx.ask(questions.claims_on, topic)
    return ctx.page(
        "topic",
        topic_path(topic),
        title=label,
        description=f"Claims about: {label}. Who made them, when, and what the evidence says.",
        crumbs=(Crumb("Home", HOME), Crumb("Topics", TOPICS)),
        meta={"hide": ["navigation"]},
        cards=[ctx.ask(claim_cards, claim)[TOPICS] for claim in claims],
    )


def topics_index(ctx: PageContext) -> Page:
    counts = [
        (topic_path(id), label, len(ctx.ask(questions.claims_on, id)))
        for id, label in ctx.explainer.topics.items()
    ]
    return ctx.page(
        "topics",
        TOPICS,
        title="Topics",
        description=f"The topics of {ctx.explainer.title}, with the claims on each.",
        crumbs=(Crumb("Home", HOME),),
        meta={"hide": ["navigation"]},
        topics=counts,
    )
