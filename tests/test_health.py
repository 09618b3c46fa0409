"""The page on the state of the explainer: every number on it is counted from the data."""

import re

import pytest
from archives import TODAY, Files, archive, made_of_real_data, minimal, texts

from generator.build.pipeline import make
from generator.data.archive import Archive
from generator.data.paths import HEALTH
from generator.data.quotations import quotations
from generator.kinds.claim import Claim
from generator.kinds.source import Source
from generator.labels.labels import ENGLISH, labels_in
from generator.query.context import Settings

CLAIM = "site-data/claims/ferry-left-late.yml"
SECOND = """\
title: The tide was low
kind: {kind}
topics: [ferry]
statements:
  - speaker: ada-brandt
    said: 2021-05-03
    published: 2021-05-04
    paraphrase: The tide was low.
    source: lake-post-2021-05-04
assessments:
  - as_of: {as_of}
    status: unverified
    summary: Nothing settles it. [@lake-post-2021-05-04]
{evidence}"""
BOTH = """\
    evidence:
      - {stance: supports, source: lake-post-2021-05-04, note: A note.}
      - {stance: contradicts, source: lake-post-2021-05-04, note: A note.}
"""


def page(files: Files) -> str:
    done = make(texts(files), Settings(today=TODAY))
    assert done.site is not None, done.found
    return done.site.pages[HEALTH].body


def second(kind: str = "factual", as_of: str = "2021-06-29", evidence: str = BOTH) -> Files:
    text = SECOND.format(kind=kind, as_of=as_of, evidence=evidence)
    return minimal({"site-data/claims/low-tide.yml": text})


def rows(body: str, section: str) -> dict[str, tuple[int, str]]:
    """The lines of a section's table: what is counted, how many, and their share."""
    part = body.partition(f"{{ #{section} }}")[2].partition("\n## ")[0]
    found = re.findall(r"^\| (.*?) \| ([\d,]+) \| (.*?) ?\|$", part, re.MULTILINE)
    return {re.sub(r"<[^>]*>|\[|\]\(.*?\)", "", one): (int(n), share) for one, n, share in found}


def one_sided(body: str) -> list[tuple[str, str]]:
    """The claims that are listed, by path, with what they lack."""
    return re.findall(r"^- \[.*?\]\((.*?)\) .*?, (nothing .*?)</span>$", body, re.MULTILINE)


@pytest.fixture(scope="module")
def real() -> tuple[Archive, str]:
    done = made_of_real_data()
    assert done.site is not None
    return done.archive.published, done.site.pages[HEALTH].body


# -- The real data


def test_each_table_adds_up(real: tuple[Archive, str]) -> None:
    published, body = real
    quoted = rows(body, "quotations")
    assert quoted["All"][0] == len(list(quotations(published)))
    assert (
        sum(number for label, (number, _) in quoted.items() if label != "All") == quoted["All"][0]
    )
    statuses = rows(body, "claims")
    assert sum(number for number, _ in statuses.values()) == len(published.of_kind(Claim))
    sources = rows(body, "sources")
    read = [number for label, (number, _) in sources.items() if "ead" in label]
    assert sum(read) == sources["All"][0] == len(published.of_kind(Source))


def test_every_claim_of_fact_with_nothing_on_one_side_is_listed(
    real: tuple[Archive, str],
) -> None:
    published, body = real
    wanted = set()
    for claim in published.of_kind(Claim):
        if claim.kind in ("factual", "allegation") and claim.assessments:
            stances = {one.stance.value for one in claim.assessments[0].evidence}
            if not {"supports", "contradicts"} <= stances:
                wanted.add(f"claims/{claim.id}.md")
    assert {path for path, _ in one_sided(body)} == wanted


def test_quotations_of_the_fingerprinted_article_are_proven(real: tuple[Archive, str]) -> None:
    published, body = real
    proven = rows(body, "quotations")["Proven word for word by machine"][0]
    assert published.fingerprints and proven > 0


# -- Small archives


def test_the_numbers_follow_the_data() -> None:
    before, after = rows(page(minimal()), "claims"), rows(page(second()), "claims")
    assert (before["Supported"][0], before["Unverified"][0]) == (1, 0)
    assert (after["Supported"][0], after["Unverified"][0]) == (1, 1)
    assert after["Supported"][1] == "50%"


def test_an_archived_copy_counts() -> None:
    files = minimal()
    source = "site-data/sources/lake-post-2021-05-04.yml"
    assert rows(page(files), "sources")["With an archived copy"] == (0, "0%")
    files[source] += b"archive_url: https://web.archive.org/web/2021/https://example.org/\n"
    assert rows(page(files), "sources")["With an archived copy"] == (1, "100%")


def test_every_paragraph_is_counted() -> None:
    """That all of them are cited, the check sees to; how many there are, the data."""
    found = re.search(r"\*\*(\d+)\*\* of (\d+) paragraphs", page(minimal()))
    more = re.search(r"\*\*(\d+)\*\* of (\d+) paragraphs", page(second()))
    assert found is not None and more is not None
    assert found[1] == found[2]
    assert int(more[2]) == int(found[2]) + 1


def test_the_oldest_assessment_that_still_stands_is_named() -> None:
    assert "as of 30 June 2021. The explainer" in page(minimal())
    older = page(second(as_of="2021-06-28"))
    assert "[The tide was low](claims/low-tide.md), as of 28 June 2021" in older


def test_an_overruled_assessment_is_not_the_oldest() -> None:
    files = minimal()
    files[CLAIM] += (
        b"  - as_of: 2020-01-01\n    status: unverified\n"
        b"    summary: Not known yet. [@lake-post-2021-05-04]\n"
    )
    assert "as of 30 June 2021. The explainer" in page(files)


@pytest.mark.parametrize(
    ("evidence", "missing"),
    [
        (BOTH, []),
        ("", ["nothing for or against"]),
        (re.sub(r".*contradicts.*\n", "", BOTH), ["nothing against"]),
        (re.sub(r".*supports.*\n", "", BOTH), ["nothing for"]),
        (BOTH.replace("supports", "context"), ["nothing for"]),
    ],
)
def test_what_is_missing_on_one_side_is_said(evidence: str, missing: list[str]) -> None:
    found = [what for path, what in one_sided(page(second(evidence=evidence))) if "low" in path]
    assert found == missing


def test_opinions_need_no_evidence() -> None:
    found = one_sided(page(second(kind="opinion", evidence="")))
    assert not [path for path, _ in found if "low" in path]


def test_an_explainer_without_claims_has_a_page_too() -> None:
    files = archive("minimal")
    files[CLAIM] = files[CLAIM][: files[CLAIM].index(b"assessments:")]
    assert "No claim has been assessed yet." in page(files)
    assert rows(page(files), "claims")["Not assessed yet"] == (1, "100%")


def test_shares_do_not_flatter() -> None:
    assert labels_in(ENGLISH).share(299, 300) == "99%"
    assert labels_in(ENGLISH).share(300, 300) == "100%"
    assert labels_in(ENGLISH).share(1, 300) == "under 1%"
    assert labels_in(ENGLISH).share(0, 300) == "0%"
    assert labels_in(ENGLISH).share(0, 0) == "–"


# -- The chain of a statement


def claim_page(files: Files) -> str:
    done = make(texts(files), Settings(today=TODAY))
    assert done.site is not None, done.found
    return done.site.pages["claims/ferry-left-late.md"].body


def test_a_statement_says_through_how_many_hands_it_went() -> None:
    files = minimal()
    assert "one pair of hands between the speaker and this page" in claim_page(files)
    via = b"    via: [Lake Radio, '[[harbour-office]]']\n    source:"
    files[CLAIM] = files[CLAIM].replace(b"    source:", via, 1)
    assert "3 pairs of hands between the speaker and this page" in claim_page(files)


def test_a_channel_says_whose_voice_it_is() -> None:
    files = minimal()
    office = "site-data/context/organisations/harbour-office.yml"
    files[office] += b"standpoint: voice of the harbour's owners\n"
    before = claim_page(files)
    via = b"    via: ['[[harbour-office]]']\n    source:"
    files[CLAIM] = files[CLAIM].replace(b"    source:", via, 1)
    assert "voice of the harbour" not in before
    assert re.search(r"^1\. \[Harbour Office\].*voice of the harbour", claim_page(files), re.M)


def test_the_page_that_is_cited_says_whose_voice_it_is(real: tuple[Archive, str]) -> None:
    """The last step of each chain is the source, with its standpoint."""
    site = made_of_real_data().site
    assert site is not None
    for claim in real[0].of_kind(Claim):
        body = site.pages[f"claims/{claim.id}.md"].body
        assert body.count('class="x-chain"') == len(claim.statements)
        assert body.count("x-hands") == len(claim.statements)
        assert body.count("x-voice") >= len(claim.statements)
