"""The synthetic explainers that benchmarks measure: like the real one, and always the same."""

from datetime import date

import pytest
from archives import ROOT, texts

from benchmarks.synthetic import project
from generator.build.pipeline import Generation, make
from generator.kinds.claim import Claim
from generator.query.context import Settings

CLAIMS = 30


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return project(ROOT, CLAIMS)


@pytest.fixture(scope="module")
def synthetic(files: dict[str, bytes]) -> Generation:
    return make(texts(files), Settings(today=date(2027, 1, 1)))


def test_the_same_number_and_seed_give_the_same_bytes(files: dict[str, bytes]) -> None:
    assert project(ROOT, CLAIMS) == files


def test_another_seed_gives_another_explainer(files: dict[str, bytes]) -> None:
    assert (
        not project(ROOT, CLAIMS, seed=2).items()
        & {
            path: data for path, data in files.items() if path.startswith("site-data/claims/")
        }.items()
    )


def test_it_has_no_findings_and_as_many_claims_as_were_asked_for(synthetic: Generation) -> None:
    assert synthetic.found == ()
    assert len(synthetic.archive.of_kind(Claim)) == CLAIMS


def test_its_claims_are_as_long_as_the_real_ones(synthetic: Generation, real: Generation) -> None:
    """Each is made after a real one, so that pages, links and citations are as many as there."""
    for number in (_statements, _evidence, _mentions):
        ours, theirs = number(synthetic), number(real)
        assert ours == pytest.approx(theirs, rel=0.2), number.__name__


def _statements(made: Generation) -> float:
    claims = made.archive.of_kind(Claim)
    return sum(len(claim.statements) for claim in claims) / len(claims)


def _evidence(made: Generation) -> float:
    claims = made.archive.of_kind(Claim)
    found = [one for claim in claims for one in claim.assessments]
    return sum(len(one.evidence) for one in found) / len(claims)


def _mentions(made: Generation) -> float:
    claims = {claim.id for claim in made.archive.of_kind(Claim)}
    return sum(one.record in claims for one in made.archive.mentions) / len(claims)
