"""An archive as a whole: who mentions whom, what an unreadable file spares others, what stays."""

import pytest
from archives import made, minimal, texts

from generator.build.pipeline import Generation
from generator.checks.run import checked
from generator.core.text import escaped
from generator.data.archive import Archive
from generator.data.paths import HOME, anchors, path_of
from generator.data.walk import Mention, marked, mentions_by
from generator.kinds.claim import Claim
from generator.query.context import context

TAKEN = "taken-address"


def titles_of_mentioning(archive: Archive, mentions: list[Mention]) -> set[str]:
    assert archive.explainer is not None
    titles = {page.path: page.title for page in archive.content}
    titles.setdefault(HOME, archive.explainer.title)
    titles |= {id: record.heading for id, record in archive.records.items()}
    return {titles[one.record] for one in mentions}


def test_a_page_names_everything_that_mentions_its_record(real: Generation) -> None:
    """Every typed reference and every link in prose of the real data, without an exception."""
    assert real.site is not None
    archive = real.archive.published
    by_target: dict[str, list[Mention]] = {}
    for mention in archive.mentions:
        if mention.record != mention.target:
            by_target.setdefault(mention.target, []).append(mention)
    assert len(by_target) > 500, "the real data mention most of their records"
    missing = []
    for target, mentions in by_target.items():
        body = real.site.pages[path_of(archive.records[target])].body
        missing += [
            (target, title)
            for title in titles_of_mentioning(archive, mentions)
            if escaped(title) not in body
        ]
    assert missing == []


def test_each_page_leads_to_what_it_mentions(real: Generation) -> None:
    """The other way round: the page of a record links to the pages of all that it names."""
    assert real.site is not None
    archive = real.archive.published
    missing = []
    for id, record in archive.records.items():
        body = real.site.pages[path_of(record)].body
        for mention in mentions_by(id, marked(record)):
            target = path_of(archive.records[mention.target])
            if mention.target != id and f"{target.rpartition('/')[2]}" not in body:
                missing.append((id, mention.target, mention.reason))
    assert missing == []


def test_a_record_does_not_mention_itself(real: Generation) -> None:
    backlinks = context(real.archive.published).all_backlinks
    assert [id for id, links in backlinks.items() if id in {one.record for one in links}] == []


@pytest.mark.parametrize("path", sorted(minimal()))
def test_a_file_that_cannot_be_read_gives_one_finding(path: str) -> None:
    """What names it is not dangling, and what it alone names is not left without a mention."""
    _, found = checked(texts(minimal({path: b"\xff"})))
    assert [(one.span.path, one.rule.id) for one in found] == [(path, "not-utf8")]


@pytest.mark.parametrize("path", sorted(path for path in minimal() if "/context/" in path))
def test_a_file_that_is_deleted_makes_its_mentions_dangling(path: str) -> None:
    _, found = checked(texts(minimal({path: None})))
    assert "unknown-reference" in {one.rule.id for one in found}


STATEMENT = """\
  - speaker: ada-brandt
    said: 2021-05-03
    published: 2021-05-04
    paraphrase: {words}
    source: {source}
"""
OTHER = """\
title: Another report
publisher: Other Paper
language: en
type: news
standpoint: Local paper
"""


def anchors_by_words(*statements: tuple[str, str]) -> dict[str, str]:
    """The anchor of each statement, by its words, in an archive with these statements."""
    path = "site-data/claims/ferry-left-late.yml"
    head, _, rest = minimal()[path].decode().partition("statements:\n")
    written = [STATEMENT.format(words=words, source=source) for words, source in statements]
    tail = rest[rest.index("assessments:") :]
    result = made(
        minimal(
            {
                path: f"{head}statements:\n{''.join(written)}{tail}",
                "site-data/sources/other-paper.yml": OTHER,
            }
        )
    )
    claim = result.archive.records["ferry-left-late"]
    assert isinstance(claim, Claim), result.found
    assert result.site is not None
    body = result.site.pages["claims/ferry-left-late.md"].body
    assert all(f'id="{anchor}"' in body for anchor in anchors(claim.statements))
    return {
        one.paraphrase or "": anchor
        for one, anchor in zip(claim.statements, anchors(claim.statements), strict=True)
    }


def test_the_address_of_a_statement_stays_when_another_sources_is_added() -> None:
    post, other = "lake-post-2021-05-04", "other-paper"
    before = anchors_by_words(("One.", post), ("Two.", post))
    after = anchors_by_words(("New.", other), ("One.", post), ("Newer.", other), ("Two.", post))
    assert len(set(after.values())) == 4
    assert {words: after[words] for words in before} == before


def test_the_address_of_a_statement_stays_when_one_is_added_below() -> None:
    post = "lake-post-2021-05-04"
    before = anchors_by_words(("One.", post))
    assert anchors_by_words(("One.", post), ("Two.", post))["One."] == before["One."]


def test_reasons_say_how_a_record_is_mentioned() -> None:
    links = {
        one.record: one.reasons for one in context(made(minimal()).archive).backlinks("norham")
    }
    assert links == {
        "harbour-meeting": ("place of a talk",),
        "ferry-left-late": ("linked in an occasion of a statement",),
        "ada-brandt": ("linked in a summary",),
        "storm-2021": ("place of an event",),
    }


def test_no_hand_written_page_may_take_the_address_of_a_page_that_is_made() -> None:
    """Of any page: also of one that the generator learns to make later."""
    site = made(minimal()).site
    assert site is not None
    page = "---\ntitle: A page\ndescription: About it.\n---\n\nWords.\n"
    files = {f"content/{path}": page for path in site.pages if path != "index.md"}
    assert len(files) > 20
    taken = {one.span.path for one in checked(texts(minimal(files)))[1] if one.rule.id == TAKEN}
    assert taken == set(files)
