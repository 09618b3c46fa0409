"""Quotations in the data: each that can be proven is, and a wrong word in any is found in place."""

from dataclasses import replace

import pytest
from archives import ROOT, made, minimal, real_archive, texts

from generator.checks import quotes
from generator.checks.run import checked
from generator.core.diagnostics import Diagnostic, Span
from generator.data.archive import Archive
from generator.data.loading import read_content
from generator.data.project import read_texts
from generator.data.quotations import Quotation, quotations, states
from generator.data.record_files import read_record
from generator.data.records import Explainer
from generator.data.source_text import SourceText
from generator.kinds.registry import load_archive
from generator.proof.fingerprint import FOLDER, Covers, fingerprint_of, serialised, words
from generator.proof.proof import State, proof

ARTICLE = "euromaidan-press-2025-03-05"
SOURCE = "lake-post-2021-05-04"
CLAIM = "site-data/claims/ferry-left-late.yml"
NEWS = "The ferry left late. “We left an hour late,” said Ada Brandt. It was the storm."


PROVABLE = [one for one in quotations(real_archive()) if one.source in real_archive().fingerprints]


def name(one: Quotation) -> str:
    return "-".join([one.record, *map(str, one.path), str(one.start)])


def state_of(one: Quotation) -> State:
    return proof(one.words, real_archive().fingerprints.get(one.source)).state


# -- the data of this repository


def test_the_article_has_a_fingerprint_of_its_whole_text() -> None:
    assert real_archive().fingerprints[ARTICLE].covers is Covers.WHOLE
    assert sum(one.source == ARTICLE for one in PROVABLE) >= 60


@pytest.mark.parametrize("one", PROVABLE, ids=name)
def test_every_quotation_of_a_source_with_a_fingerprint_is_proven(one: Quotation) -> None:
    assert state_of(one) in (State.PROVEN, State.OUTSIDE)


@pytest.mark.sample(24)
@pytest.mark.parametrize("one", PROVABLE, ids=name)
def test_changing_any_word_of_a_quotation_is_an_error_at_that_word(one: Quotation) -> None:
    if state_of(one) is not State.PROVEN:
        pytest.skip("outside an excerpt: not machine-checked")
    for word in words(one.words):
        span = quotes.span_of(real_archive(), one, word.start, word.end)
        found = errors_after_altering(one, span)
        assert any(covers(error.span, span) for error in found), (span, found)


@pytest.mark.sample(2)
@pytest.mark.parametrize("one", PROVABLE[::20], ids=name)
def test_the_command_finds_it_too(one: Quotation) -> None:
    """The whole way, over all files; more of them would only take longer."""
    span = quotes.span_of(real_archive(), one, *middle(one))
    files = [altered(text, span) if text.path == span.path else text for text in read_texts(ROOT)]
    found = [error for error in checked(files)[1] if error.rule.id == "quote-not-in-source"]
    assert len(found) == 1
    assert covers(found[0].span, span)


def middle(one: Quotation) -> tuple[int, int]:
    found = words(one.words)
    word = found[len(found) // 2]
    return word.start, word.end


def errors_after_altering(one: Quotation, span: Span) -> list[Diagnostic]:
    """What the check finds once the word at this place is another, read anew from its file.

    The archive is cut down to what the quotation needs: some thousand words are altered.
    """
    sources = {id: real_archive().records[id] for id in real_archive().fingerprints}
    archive = replace(real_archive(), records=sources, explainer=None, content=())
    source = altered(SourceText(span.path, (ROOT / span.path).read_bytes()), span)
    if one.record in real_archive().records:
        record, origin, found = read_record(
            source, type(real_archive().records[one.record]), one.record
        )
        assert record is not None and origin is not None, found
        then = replace(
            archive,
            records={**archive.records, one.record: record},
            origins={**archive.origins, one.record: origin},
        )
    elif span.path.startswith("content/"):
        page, found = read_content(source)
        assert page is not None, found
        then = replace(archive, content=(page,))
    else:
        explainer, origin, found = read_record(source, Explainer)
        assert explainer is not None, found
        then = replace(archive, explainer=explainer, explainer_origin=origin)
    return found_in(then)


def found_in(archive: Archive) -> list[Diagnostic]:
    """What is wrong with any quotation, of records and of all else."""
    return list(quotes.check(archive))


def altered(source: SourceText, span: Span) -> SourceText:
    """The file with a letter put into the word."""
    at = source.offset(span.line, span.column)
    while not source.text[at].isalnum():
        at += 1
    return SourceText(source.path, f"{source.text[:at]}q{source.text[at:]}".encode())


def covers(found: Span, wanted: Span) -> bool:
    """Does the finding show the word, and at most one more beside it?"""
    begins = (found.path, found.line, found.column) <= (wanted.path, wanted.line, wanted.column)
    return begins and (found.end_line, found.end_column) > (wanted.line, wanted.column)


# -- which words count as quotations


def archive_of(overlay: dict[str, str]) -> Archive:
    made_of_news = fingerprint_of(
        SOURCE, NEWS, real_archive().fingerprints[ARTICLE].date, Covers.WHOLE
    )
    files = {f"{FOLDER}{SOURCE}.txt": serialised(made_of_news), **overlay}
    return load_archive(texts(minimal(files)))[0]


def claim(summary: str = "The paper saw it.", paraphrase: str = "They left late.") -> str:
    return f"""\
title: The ferry left an hour late
kind: factual
topics: [ferry]
about: [storm-2021, slack-water]
statements:
  - speaker: ada-brandt
    said: 2021-05-03
    published: 2021-05-04
    paraphrase: >-
      {paraphrase}
    source: {SOURCE}
    passage: p1
summary: >-
  {summary}
"""


def taken(archive: Archive) -> list[tuple[str, State]]:
    """The quotations of the claim, and what is known of them."""
    return [(one.words, state) for one, state in states(archive) if one.record == "ferry-left-late"]


@pytest.mark.parametrize(
    ("summary", "quoted"),
    [
        (f'It "left late" [@{SOURCE}].', "left late"),
        (f'It "left late." [@{SOURCE}]', "left late."),
        (f"It “left late”. [@{SOURCE}]", "left late"),
        (f"It „left late“, [@{SOURCE}]", "left late"),
        (f"It «left late» [@{SOURCE}]", "left late"),
        (f'It *"left late"* [@{SOURCE}]', "left late"),
        (f'It left. [@{SOURCE} "left late"]', "left late"),
        (f'It "left\n  late" [@{SOURCE}]', "left late"),
        (f'One "said" and it "left late" [@{SOURCE}]', "left late"),
    ],
)
def test_words_in_double_quotation_marks_before_a_citation_are_a_quotation(
    summary: str, quoted: str
) -> None:
    archive = archive_of({CLAIM: claim(summary)})
    assert taken(archive) == [(quoted, State.PROVEN)]


@pytest.mark.parametrize(
    "summary",
    [
        f'The "boat" left late. [@{SOURCE}]',
        f"It 'sank' [@{SOURCE}]",
        f'It sank" [@{SOURCE}]',
        f'A "boat" [[norham]] [@{SOURCE}]',
    ],
)
def test_other_words_are_none(summary: str) -> None:
    assert taken(archive_of({CLAIM: claim(summary)})) == []


def test_links_inside_a_quotation_count_as_the_words_that_readers_see() -> None:
    """`[[id|words]]` as these words, `[[id]]` as the title of the record."""
    summary = (
        f'"said [[ada-brandt]]" [@{SOURCE}] and "[[storm-2021|It was]] the storm". [@{SOURCE}]'
    )
    archive = archive_of({CLAIM: claim(summary)})
    assert [state for _, state in taken(archive)] == [State.PROVEN, State.PROVEN]


def test_a_fault_beside_a_link_is_shown_at_its_word() -> None:
    summary = f'"[[storm-2021|It was]] a storm". [@{SOURCE}]'
    (found,) = found_in(archive_of({CLAIM: claim(summary)}))
    line = claim(summary).splitlines()[found.span.line - 1]
    assert line[found.span.column - 1 : found.span.end_column - 1] == "a"


def test_words_quoted_in_a_paraphrase_are_those_of_the_statements_source() -> None:
    archive = archive_of({CLAIM: claim(paraphrase="They left “an hour late”, she said.")})
    assert taken(archive) == [("an hour late", State.PROVEN)]


def test_of_two_citations_in_a_row_the_first_is_quoted() -> None:
    archive = archive_of({CLAIM: claim(f'It "left late". [@{SOURCE}] [@{SOURCE}]')})
    assert len(taken(archive)) == 1


def test_the_same_words_twice_are_told_apart() -> None:
    """The finding stands at the second, which is the quotation."""
    summary = f'The boat and "the boat". [@{SOURCE}]'
    (found,) = found_in(archive_of({CLAIM: claim(summary)}))
    line = claim(summary).splitlines()[found.span.line - 1]
    assert found.span.column > line.index('"')


# -- what is said of them


def test_words_of_another_source_are_found_there() -> None:
    other = "site-data/sources/other-paper.yml"
    words_of_other = fingerprint_of(
        "other-paper",
        "Quite another report.",
        real_archive().fingerprints[ARTICLE].date,
        Covers.WHOLE,
    )
    archive = archive_of(
        {
            CLAIM: claim(f'"Quite another report". [@{SOURCE}]'),
            other: "title: A\npublisher: Other\nlanguage: en\ntype: news\nstandpoint: Local\n",
            f"{FOLDER}other-paper.txt": serialised(words_of_other),
        }
    )
    (found,) = found_in(archive)
    assert found.help == "these words stand in `other-paper`: name that source"


def test_a_source_without_fingerprint_is_counted_and_no_error() -> None:
    archive, found = load_archive(texts(minimal()))
    assert proof("whatever", archive.fingerprints.get(SOURCE)).state is State.UNCHECKED
    number = len(list(quotations(archive)))
    assert [state for _, state in states(archive)] == [State.UNCHECKED] * number
    assert number > 0
    assert [*found, *found_in(archive)] == []


def test_a_damaged_fingerprint_is_one_error_and_the_quotations_are_not_blamed() -> None:
    path = f"{FOLDER}{SOURCE}.txt"
    found = made(minimal({path: "explainer fingerprint 1\nsource: x\n"})).found
    assert [one.rule.id for one in found] == ["bad-fingerprint"]


def test_a_fingerprint_goes_with_a_source_that_is_renamed() -> None:
    """`explainer rename` leaves the file's text as it is: the header names the former id."""
    files = minimal()
    renamed = {
        path.replace(SOURCE, "lake-post"): data.replace(SOURCE.encode(), b"lake-post")
        for path, data in files.items()
    }
    renamed["site-data/sources/lake-post.yml"] += f"formerly: [{SOURCE}]\n".encode()
    text = serialised(
        fingerprint_of(SOURCE, NEWS, real_archive().fingerprints[ARTICLE].date, Covers.WHOLE)
    )
    renamed[f"{FOLDER}lake-post.txt"] = text.encode()
    assert made(renamed).found == ()
