"""How sound the explainer is, in numbers counted anew at each build, for readers and editors."""

from collections.abc import Mapping

from generator.core.text import listed
from generator.data.paths import HEALTH
from generator.kinds.claim import claim_statuses
from generator.kinds.source import Read, Source
from generator.labels.english import words
from generator.proof.fingerprint import Covers
from generator.query.context import PageContext
from generator.query.statements import all_citation_statistics
from generator.site.claim_lists import tally
from generator.site.pages import write_page
from generator.site.site import Page


def health_page(ctx: PageContext) -> Page:
    assessed = [claim for claim in claim_statuses(ctx).values() if claim.as_of]
    return write_page(
        ctx,
        "health",
        HEALTH,
        title="State of the explainer",
        description="How many quotations are proven, how the sources were read, how much is cited, "
        "and which claims need another look, counted at each build.",
        share=share,
        statistics=all_citation_statistics(ctx),
        sources=_sources(ctx),
        number_of_sources=len(ctx.of_kind(Source)),
        claims=tally(ctx),
        number_of_claims=len(claim_statuses(ctx)),
        # Which claim has gone longest without an assessment; the first by id where several have.
        oldest=min(assessed, key=lambda claim: (claim.as_of, claim.claim), default=None),
        one_sided=_one_sided(ctx),
        as_of=ctx.explainer.as_of,
    )


def share(number: int, of: int) -> str:
    """Rounded down, so that all but one is never shown as all; nor is one shown as none."""
    if not of:
        return "–"
    whole = 100 * number // of
    return "under 1 %" if number and not whole else f"{whole} %"


def _sources(ctx: PageContext) -> Mapping[str, int]:
    """How many were read and kept in which way, by the words for it."""
    sources = ctx.of_kind(Source)
    prints = [ctx.fingerprint(source.id) for source in sources]
    covers = [fingerprint.covers for fingerprint in prints if fingerprint]
    return {
        **{words(read): sum(source.read is read for source in sources) for read in Read},
        "With an archived copy": sum(source.archive_url is not None for source in sources),
        "With a fingerprint of the whole text": covers.count(Covers.WHOLE),
        "With a fingerprint of an excerpt": covers.count(Covers.EXCERPT),
    }


def _one_sided(ctx: PageContext) -> list[tuple[str, str]]:
    """Claims whose newest assessment lists no evidence for them, or none against them, with that.

    Opinions, offers and predictions, which evidence cannot prove, are left out.
    """
    return [
        (
            claim.claim,
            f"{ctx.explainer.status(claim.status).label}, nothing {listed(claim.missing, 'or')}",
        )
        for claim in claim_statuses(ctx).values()
        if claim.missing
    ]
