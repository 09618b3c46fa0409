"""The page of a claim, the list of all claims, and the pages of topics."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.core.dates import Date
from generator.data.records import AnyRecord, Assessment, Claim, Evidence, Stance, Status
from generator.site.geography import distance_map
from generator.site.page_context import Making
from generator.site.paths import HOME, path_of, topic_path
from generator.site.relations import first_said
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


def claim_page(making: Making, claim: Claim) -> Page:
    assessments = [_assessment(making, one) for one in claim.assessments]
    status = status_of(making, claim)
    statements = sorted(statement_views(making, claim), key=lambda one: one.quote is None)
    reasoning = making.plain(claim.assessments[0].summary) if assessments else ""
    return making.record_page(
        "claim",
        claim,
        f"{claim.title}: {status.label}. {reasoning}".rstrip(),
        status=status,
        kind=words(claim.kind),
        card=card(making, claim),
        statements=statements,
        assessment=assessments[0] if assessments else None,
        assessor=making.explainer.publisher.name,
        history=assessments[1:],
        distance=distance_map(making, claim, path_of(claim)),
        relations=_relations(making, claim),
        topics=[(topic_path(topic), making.explainer.topics[topic]) for topic in claim.topics],
    )


def status_of(making: Making, claim: Claim) -> Status:
    return status_called(making, claim.assessments[0].status if claim.assessments else "")


def status_called(making: Making, word: str) -> Status:
    """The status by its id; no word where nothing is assessed yet."""
    return making.explainer.status(word) if word else UNASSESSED


def _assessment(making: Making, assessment: Assessment) -> AssessmentView:
    groups = [
        EvidenceGroup(
            stance,
            words(stance),
            nothing,
            [_evidence(making, one) for one in assessment.evidence if one.stance is stance],
        )
        for stance, nothing in _STANCES
    ]
    return AssessmentView(
        assessment.as_of,
        making.explainer.status(assessment.status),
        assessment.summary,
        [group for group in groups if group.evidence or group.nothing],
    )


_STANCES = (
    (Stance.SUPPORTS, "Nothing for it was found."),
    (Stance.CONTRADICTS, "Nothing against it was found."),
    (Stance.CONTEXT, ""),
)


def _evidence(making: Making, one: Evidence) -> EvidenceView:
    quote = QuoteView.from_source(making, one.quote, one.source) if one.quote else None
    return EvidenceView(one.source, one.note, quote)


def _relations(making: Making, claim: Claim) -> list[RelationView]:
    """How this claim stands to others, and others to it."""
    ours = [RelationView(words(one.kind), one.claim) for one in claim.relations]
    theirs = [
        RelationView(_INVERSE[kind], other)
        for kind, other in making.relations.relations_to.get(claim.id, ())
    ]
    return list(dict.fromkeys([*ours, *theirs]))


_INVERSE = {
    "repeats": "Repeated by",
    "contradicts": "Contradicted by",
    "narrows": "Narrowed by",
    "answers": "Answered by",
}


def card(making: Making, claim: Claim) -> ClaimCard:
    quoted = next((one for one in claim.statements if one.quote), None)
    return ClaimCard(
        id=claim.id,
        path=f"claims/{claim.id}.md",
        title=claim.title,
        kind=words(claim.kind),
        status=status_of(making, claim),
        topics=tuple(making.explainer.topics[topic] for topic in claim.topics),
        speakers=tuple(dict.fromkeys(making.title(one.speaker) for one in claim.statements)),
        said=first_said(claim),
        quote=QuoteView.of(quoted.quote, making.explainer.language)
        if quoted and quoted.quote
        else None,
    )


def card_rows(making: Making, record: AnyRecord) -> Iterator[str]:
    """A claim as the lists of claims show it: those in its own folder, and those of topics."""
    if isinstance(record, Claim):
        shown = card(making, record)
        yield from (making.part("card", path, one=shown) for path in _LISTS)


def _card_in(making: Making, claim: str, path: str) -> str:
    return making.rows["cards"][claim][_LISTS.index(path)]


def claims_index(making: Making) -> Iterator[Page]:
    """All claims by status; beyond PER_PAGE of them, on several pages."""
    groups = claims_by_status(making)
    claims = [claim for group in groups.values() for claim in group]
    parts = [claims[at : at + PER_PAGE] for at in range(0, len(claims), PER_PAGE)] or [[]]
    paths = [_index_path(number) for number in range(1, len(parts) + 1)]
    totals = {id: len(group) for id, group in groups.items()}
    return (
        _claims_page(making, part, number, paths, totals)
        for number, part in enumerate(parts, start=1)
    )


def claims_by_status(making: Making) -> dict[str, list[str]]:
    """The ids of all claims in the order in which they are listed."""
    claims: dict[str, list[str]] = {status.id: [] for status in _statuses(making)}
    for one in making.relations.claims:
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


def tally(making: Making) -> list[StatusCount]:
    """The claims by status: all of the scale, and those not weighed yet if there are any."""
    claims = claims_by_status(making)
    counts = []
    before = 0
    for status in _statuses(making):
        ids = claims[status.id]
        if ids or status is not UNASSESSED:
            path = _index_path(before // PER_PAGE + 1) if ids else ""
            counts.append(StatusCount(status, ids, path))
        before += len(ids)
    return counts


def _index_path(number: int) -> str:
    return INDEX if number == 1 else f"claims/page-{number}.md"


def _statuses(making: Making) -> tuple[Status, ...]:
    return (*making.explainer.scale, UNASSESSED)


def _claims_page(
    making: Making, claims: list[str], number: int, paths: list[str], totals: dict[str, int]
) -> Page:
    total = sum(totals.values())
    cards: dict[str, list[str]] = {}
    for claim in claims:
        status = making.relations.standings[claim].status or UNASSESSED.id
        cards.setdefault(status, []).append(_card_in(making, claim, INDEX))
    crumbs = (Crumb("Home", HOME),)
    return making.page(
        "claims",
        paths[number - 1],
        title="Claims" if number == 1 else f"Claims, page {number}",
        description=f"All {total} claims of {making.explainer.title}, with who made them, "
        "when, and what the evidence says.",
        crumbs=crumbs if number == 1 else (*crumbs, Crumb("Claims", INDEX)),
        meta={"hide": ["navigation"]},
        total=total,
        totals=totals,
        pages=[(path, f"Page {at}") for at, path in enumerate(paths, start=1)],
        number=number,
        statuses=[(one, cards[one.id]) for one in _statuses(making) if one.id in cards],
        topics=[(topic_path(id), label) for id, label in making.explainer.topics.items()],
    )


def topic_page(making: Making, topic: str) -> Page:
    label = making.explainer.topics[topic]
    claims = making.relations.claims_by_topic.get(topic, ())
    return making.page(
        "topic",
        topic_path(topic),
        title=label,
        description=f"Claims about: {label}. Who made them, when, and what the evidence says.",
        crumbs=(Crumb("Home", HOME), Crumb("Topics", TOPICS)),
        meta={"hide": ["navigation"]},
        cards=[_card_in(making, claim, TOPICS) for claim in claims],
    )


def topics_index(making: Making) -> Page:
    counts = [
        (topic_path(id), label, len(making.relations.claims_by_topic.get(id, ())))
        for id, label in making.explainer.topics.items()
    ]
    return making.page(
        "topics",
        TOPICS,
        title="Topics",
        description=f"The topics of {making.explainer.title}, with the claims on each.",
        crumbs=(Crumb("Home", HOME),),
        meta={"hide": ["navigation"]},
        topics=counts,
    )
