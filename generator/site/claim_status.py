"""How claims stand: what lists and other pages need to know of a claim beside its name."""

from typing import NamedTuple

from generator.core.dates import Date
from generator.data.records import Claim, ClaimKind, Stance

_SIDES = ((Stance.SUPPORTS, "for"), (Stance.CONTRADICTS, "against"))


class ClaimStatus(NamedTuple):
    """A claim by its newest assessment."""

    claim: str  # an id
    status: str  # empty where it is not assessed yet
    as_of: Date | None
    missing: tuple[str, ...]  # sides of the evidence of which nothing is listed


def claim_status(claim: Claim) -> ClaimStatus:
    if not claim.assessments:
        return ClaimStatus(claim.id, "", None, ())
    newest = claim.assessments[0]
    return ClaimStatus(claim.id, newest.status, newest.as_of, _missing(claim))


def _missing(claim: Claim) -> tuple[str, ...]:
    """None for opinions, offers and predictions, which evidence cannot prove."""
    if claim.kind not in (ClaimKind.FACTUAL, ClaimKind.ALLEGATION):
        return ()
    stances = {one.stance for one in claim.assessments[0].evidence}
    return tuple(side for stance, side in _SIDES if stance not in stances)
