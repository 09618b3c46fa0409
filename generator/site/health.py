"""How sound the explainer is, in numbers counted anew at each build, for readers and editors."""

from dataclasses import dataclass
from functools import partial

from generator.core.dates import Date
from generator.core.text import listed
from generator.data.records import Status
from generator.kinds.claim import claim_statuses
from generator.kinds.kind import UNASSESSED
from generator.kinds.source import Read, Source
from generator.labels.english import words
from generator.proof.fingerprint import Covers
from generator.query.context import PageContext
from generator.query.statements import CitationStatistics, all_citation_statistics
from generator.site.pages import write_page
from generator.site.site import Page

PATH = "health.md"


@dataclass(frozen=True, slots=True)
class Share:
    """A number of things among all of their kind."""

    label: str
    number: int
    of: int

    @property
    def percent(self) -> str:
        """Rounded down, so that all but one is never shown as all; nor is one shown as none."""
        if not self.of:
            return "–"
        whole = 100 * self.number // self.of
        return "under 1 %" if self.number and not whole else f"{whole} %"


@dataclass(frozen=True, slots=True)
class OneSided:
    """A claim that the evidence is weighed of, with nothing listed on one side or on both."""

    claim: str  # an id
    status: str
    missing: str  # `nothing against`


@dataclass(frozen=True, slots=True)
class Oldest:
    """The claim whose newest assessment is the oldest of all."""

    claim: str  # an id
    as_of: Date


def health_page(ctx: PageContext) -> Page:
    of_all = all_citation_statistics(ctx)
    return write_page(
        ctx,
        "health",
        PATH,
        title="State of the explainer",
        description="How many quotations are proven, how the sources were read, how much is cited, "
        "and which claims need another look, counted at each build.",
        quotations=quotations(of_all),
        sources=sources(ctx),
        cited=cited(of_all),
        claims=claims(ctx),
        oldest=oldest(ctx),
        one_sided=one_sided(ctx),
        as_of=ctx.explainer.as_of,
    )


def quotations(of_all: CitationStatistics) -> list[Share]:
    """How many quotations are proven word for word; what else there is of them."""
    share = partial(Share, of=of_all.quotations)
    return [
        share("Proven word for word by machine", of_all.proven),
        share("Outside the excerpt that was read by machine", of_all.outside),
        share("Not machine-checked", of_all.unchecked),
    ]


def sources(ctx: PageContext) -> list[Share]:
    found = ctx.of_kind(Source)
    prints = [ctx.fingerprint(source.id) for source in found]
    share = partial(Share, of=len(found))
    return [
        *(share(words(read), sum(one.read is read for one in found)) for read in Read),
        share("With an archived copy", sum(one.archive_url is not None for one in found)),
        share(
            "With a fingerprint of the whole text",
            sum(one is not None and one.covers is Covers.WHOLE for one in prints),
        ),
        share(
            "With a fingerprint of an excerpt",
            sum(one is not None and one.covers is Covers.EXCERPT for one in prints),
        ),
    ]


def cited(of_all: CitationStatistics) -> Share:
    """Of the paragraphs that say something about the subject, those that end on a citation."""
    return Share("Paragraphs that end on a citation", of_all.cited, of_all.paragraphs)


def claims(ctx: PageContext) -> list[tuple[Status, Share]]:
    """How many claims have each status; a status that none has stays in the list."""
    found = [one.status or UNASSESSED.id for one in claim_statuses(ctx).values()]
    statuses = [*ctx.explainer.scale, *([UNASSESSED] if UNASSESSED.id in found else [])]
    return [(one, Share(one.label, found.count(one.id), len(found))) for one in statuses]


def oldest(ctx: PageContext) -> Oldest | None:
    """Which claim has gone longest without an assessment; the first by id where several have."""
    assessed = [(one.as_of, one.claim) for one in claim_statuses(ctx).values() if one.as_of]
    if not assessed:
        return None
    as_of, claim = min(assessed)
    return Oldest(claim, as_of)


def one_sided(ctx: PageContext) -> list[OneSided]:
    """Claims whose newest assessment lists no evidence for them, or none against them.

    Opinions, offers and predictions, which evidence cannot prove, are left out.
    """
    return [
        OneSided(
            one.claim,
            ctx.explainer.status(one.status).label,
            f"nothing {listed(one.missing, 'or')}",
        )
        for one in claim_statuses(ctx).values()
        if one.missing
    ]
