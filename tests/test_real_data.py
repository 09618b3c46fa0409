"""The explainer that this project publishes: nothing wrong, nothing unproven, nothing left out."""

import pytest
from archives import ROOT, made_of_real_data

from generator.model.records import Claim, Source, Stance
from generator.pages.build import Settings
from generator.pages.site import Page
from generator.pipeline import make
from generator.project import read_texts

REAL = made_of_real_data()
ARTICLE = "euromaidan-press-2025-03-05"
CLAIMS = [one for one in REAL.archive.records.values() if isinstance(one, Claim)]

# Lists, and pages that people write: what they say is proven on the pages that they lead to.
LISTS = {
    "changes.md",
    "data.md",
    "timeline.md",
    "who-said-what.md",
    *(page.path for page in REAL.archive.content),
}


def pages_of_records() -> dict[str, Page]:
    assert REAL.site is not None
    return {
        path: page
        for path, page in REAL.site.pages.items()
        if path not in LISTS and not path.endswith("/index.md") and not path.startswith("topics/")
    }


def test_there_is_no_error() -> None:
    errors = [f"{one.span}: {one.message}" for one in REAL.found if one.is_error]
    assert errors == []
    assert REAL.site is not None


def test_every_record_has_a_page() -> None:
    assert len(pages_of_records()) == len(REAL.archive.published.records)


@pytest.mark.parametrize("kind", ["talk", "claim", "person", "place", "document", "event", "term"])
def test_every_page_of_a_record_ends_on_its_sources(kind: str) -> None:
    """The footnotes are the last thing on it."""
    pages = [page for page in pages_of_records().values() if page.meta.get("kind") == kind]
    assert pages
    bare = [page.path for page in pages if not _last_paragraph(page).startswith("[^")]
    assert bare == []


def test_a_page_without_footnotes_is_a_source_or_lists_the_sources_that_it_publishes() -> None:
    pages = pages_of_records().values()
    bare = [page for page in pages if not _last_paragraph(page).startswith("[^")]
    assert {page.meta.get("kind") for page in bare} <= {"source", "organisation"}
    for page in bare:
        if page.meta.get("kind") == "organisation":
            assert "../sources/" in page.body, page.path


def test_every_footnote_that_is_cited_stands_on_its_page() -> None:
    assert REAL.site is not None
    for page in REAL.site.pages.values():
        cited = {one.partition("]")[0] for one in page.body.split("[^")[1:]}
        noted = {one.partition("]:")[0] for one in page.body.split("\n[^")[1:]}
        assert cited == noted, page.path


def test_every_passage_of_the_article_is_examined_or_says_why_not() -> None:
    article = REAL.archive.records[ARTICLE]
    assert isinstance(article, Source)
    assert len(article.passages) >= 30
    left = [one.id for one in article.passages if not one.examined_by and not one.note]
    assert left == []


def test_the_page_of_the_article_shows_every_passage() -> None:
    assert REAL.site is not None
    article = REAL.archive.records[ARTICLE]
    assert isinstance(article, Source)
    body = REAL.site.pages[f"sources/{ARTICLE}.md"].body
    assert all(f'id="{passage.id}"' in body for passage in article.passages)


def test_all_claims_are_there() -> None:
    assert len(CLAIMS) == 39


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_a_claim_is_assessed_on_evidence(claim: Claim) -> None:
    assert claim.assessments
    for assessment in claim.assessments:
        assert assessment.evidence
        assert REAL.archive.explainer is not None
        assert REAL.archive.explainer.status(assessment.status).meaning


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_the_page_of_a_claim_lists_what_speaks_for_and_against_it(claim: Claim) -> None:
    """Where nothing was found, it says so."""
    assert REAL.site is not None
    body = REAL.site.pages[f"claims/{claim.id}.md"].body
    found = {one.stance for one in claim.assessments[0].evidence}
    assert "evidence-supports" in body
    assert "evidence-contradicts" in body
    assert ("Nothing for it was found." in body) == (Stance.SUPPORTS not in found)
    assert ("Nothing against it was found." in body) == (Stance.CONTRADICTS not in found)


def test_the_same_data_make_the_same_bytes() -> None:
    assert REAL.site is not None
    again = make(read_texts(ROOT), Settings())
    assert again.site is not None
    assert again.found == REAL.found
    assert list(again.site.files().items()) == list(REAL.site.files().items())


def test_nothing_on_the_site_is_left_to_be_filled_in() -> None:
    assert REAL.site is not None
    marks = ("TODO", "FIXME", "lorem ipsum", "Undefined", "None,")
    found = [
        (path, mark)
        for path, page in REAL.site.pages.items()
        for mark in marks
        if mark in page.body
    ]
    assert found == []


def _last_paragraph(page: Page) -> str:
    return page.body.strip().rpartition("\n\n")[2]
