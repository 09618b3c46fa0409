"""The explainer that this project publishes: nothing wrong, nothing unproven, nothing left out."""

import pytest
from archives import ROOT

from generator.build.pipeline import Generation, make
from generator.data.project import read_texts
from generator.kinds.claim import Claim, Stance
from generator.kinds.source import Source
from generator.query.context import Settings
from generator.site.site import Page, Site

ARTICLE = "euromaidan-press-2025-03-05"
CLAIMS = sorted(path.stem for path in (ROOT / "site-data" / "claims").glob("*.yml"))


@pytest.fixture
def site(real: Generation) -> Site:
    assert real.site is not None
    return real.site


@pytest.fixture
def pages(site: Site) -> list[Page]:
    """The pages of records; the other ones are lists, or are written by hand."""
    return [page for page in site.pages.values() if "record" in page.meta]


def test_there_is_no_error(real: Generation) -> None:
    errors = [f"{one.span}: {one.message}" for one in real.found if one.is_error]
    assert errors == []
    assert real.site is not None


def test_every_record_has_a_page(real: Generation, pages: list[Page]) -> None:
    assert {page.meta["record"] for page in pages} == set(real.archive.published.records)


@pytest.mark.parametrize("kind", ["talk", "claim", "person", "place", "document", "event", "term"])
def test_every_page_of_a_record_ends_on_its_sources(kind: str, pages: list[Page]) -> None:
    """The footnotes are the last thing on it."""
    of_kind = [page for page in pages if page.meta["kind"] == kind]
    assert of_kind
    bare = [page.path for page in of_kind if not _last_paragraph(page).startswith("[^")]
    assert bare == []


def test_a_page_without_footnotes_is_a_source_or_lists_the_sources_that_it_publishes(
    pages: list[Page],
) -> None:
    bare = [page for page in pages if not _last_paragraph(page).startswith("[^")]
    assert {page.meta["kind"] for page in bare} <= {"source", "organisation"}
    for page in bare:
        if page.meta["kind"] == "organisation":
            assert "../sources/" in page.body, page.path


def test_every_footnote_that_is_cited_stands_on_its_page(site: Site) -> None:
    for page in site.pages.values():
        cited = {one.partition("]")[0] for one in page.body.split("[^")[1:]}
        noted = {one.partition("]:")[0] for one in page.body.split("\n[^")[1:]}
        assert cited == noted, page.path


def test_every_passage_of_the_article_is_examined_or_says_why_not(real: Generation) -> None:
    article = real.archive.records[ARTICLE]
    assert isinstance(article, Source)
    assert len(article.passages) >= 30
    left = [one.id for one in article.passages if not one.examined_by and not one.note]
    assert left == []


def test_the_page_of_the_article_shows_every_passage(real: Generation, site: Site) -> None:
    article = real.archive.records[ARTICLE]
    assert isinstance(article, Source)
    body = site.pages[f"sources/{ARTICLE}.md"].body
    assert all(f'id="{passage.id}"' in body for passage in article.passages)


def test_all_claims_are_there(real: Generation) -> None:
    assert len(CLAIMS) == len(real.archive.of_kind(Claim)) == 39


@pytest.mark.parametrize("id", CLAIMS)
def test_a_claim_is_assessed_on_evidence(id: str, real: Generation) -> None:
    claim = real.archive.records[id]
    assert isinstance(claim, Claim)
    assert claim.assessments
    for assessment in claim.assessments:
        assert assessment.evidence
        assert real.archive.explainer is not None
        assert real.archive.explainer.status(assessment.status).meaning


@pytest.mark.parametrize("id", CLAIMS)
def test_the_page_of_a_claim_lists_what_speaks_for_and_against_it(
    id: str, real: Generation, site: Site
) -> None:
    """Where nothing was found, it says so."""
    claim = real.archive.records[id]
    assert isinstance(claim, Claim)
    body = site.pages[f"claims/{id}.md"].body
    found = {one.stance for one in claim.assessments[0].evidence}
    assert "evidence-supports" in body
    assert "evidence-contradicts" in body
    assert ("Nothing for it was found." in body) == (Stance.SUPPORTS not in found)
    assert ("Nothing against it was found." in body) == (Stance.CONTRADICTS not in found)


def test_the_same_data_make_the_same_bytes(real: Generation, site: Site) -> None:
    again = make(read_texts(ROOT), Settings())
    assert again.site is not None
    assert again.found == real.found
    assert list(again.site.files().items()) == list(site.files().items())


def test_nothing_on_the_site_is_left_to_be_filled_in(site: Site) -> None:
    marks = ("TODO", "FIXME", "lorem ipsum", "Undefined", "None,")
    found = [
        (path, mark) for path, page in site.pages.items() for mark in marks if mark in page.body
    ]
    assert found == []


def _last_paragraph(page: Page) -> str:
    return page.body.strip().rpartition("\n\n")[2]
