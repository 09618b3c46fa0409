"""Prose: its links and citations, its paragraphs, and what does not belong in it."""

import pytest

from generator.core.prose import (
    FOREIGN_LINK,
    HTML,
    Citation,
    Link,
    Words,
    is_cited,
    paragraphs,
    places,
    tokens,
)


def test_prose_is_cut_into_words_links_and_citations() -> None:
    assert list(
        tokens('In [[istanbul]], [[ada-brandt|she]] said "no". [@post "said no"] [@b]')
    ) == [
        Words("In ", 0),
        Link("istanbul", "", 3, 15),
        Words(", ", 15),
        Link("ada-brandt", "she", 17, 35),
        Words(' said "no". ', 35),
        Citation("post", "said no", 47, 64),
        Words(" ", 64),
        Citation("b", "", 65, 69),
    ]


@pytest.mark.parametrize(
    ("written", "token"),
    [
        ("[[ id | more words ]]", Link("id", "more words", 0, 21)),
        ("[[id|]]", Link("id", "", 0, 7)),
        ("[[]]", Link("", "", 0, 4)),
        ("[@]", Citation("", "", 0, 3)),
        ("[@id “curly quotes”]", Citation("id", "curly quotes", 0, 20)),
        ('[@id\n"over lines" ]', Citation("id", "over lines", 0, 19)),
    ],
)
def test_a_token_may_be_written_like_this(written: str, token: Link | Citation) -> None:
    assert list(tokens(written)) == [token]


@pytest.mark.parametrize("written", ["[x]", "[[a]", "[@a b]", "[ [a]]", "@a", "[[a|b|c]]"])
def test_other_brackets_are_words(written: str) -> None:
    assert not [one for one in tokens(written) if isinstance(one, Citation)]
    assert "".join(one.text for one in tokens(written) if isinstance(one, Words)) in written


def test_paragraphs_are_parted_by_blank_lines_and_items_count_as_paragraphs() -> None:
    text = "First\nstill first.\n\n  Second.\n \n- one\n  goes on\n- two\n1. three\n"
    found = list(paragraphs(text))
    assert [words for _, words in found] == [
        "First\nstill first.",
        "Second.",
        "- one\n  goes on",
        "- two",
        "1. three",
    ]
    assert all(text[start:].startswith(words) for start, words in found)


def test_a_lead_before_a_list_is_a_paragraph_of_its_own() -> None:
    assert [words for _, words in paragraphs("They agreed:\n- one\n- two")] == [
        "They agreed:",
        "- one",
        "- two",
    ]


@pytest.mark.parametrize("words", ["So. [@a]", "So [@a].", "So [@a] [@b].", 'So. [@a "b c"]'])
def test_a_paragraph_that_ends_on_a_citation_is_cited(words: str) -> None:
    assert is_cited(words)


@pytest.mark.parametrize("words", ["", "So.", "So [@a] it was.", "So [[a]].", "So @a", "[@a]]"])
def test_any_other_paragraph_is_not(words: str) -> None:
    assert not is_cited(words)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("a <b>c</b>", [(2, "<b>"), (6, "</b>")]),
        ("<!-- x -->", [(0, "<!--")]),
        ("<?php", [(0, "<?")]),
        ("<https://a.b>", [(0, "<https://a.b>")]),
        ("<a\nhref=x>", [(0, "<a\nhref=x>")]),
        ("3 < 4 > 2, a<3", []),
        ("[[a|<b>]]", []),
    ],
)
def test_html_is_found_where_it_stands(words: str, found: list[tuple[int, str]]) -> None:
    assert list(places(HTML, words)) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("[a](b)", [(0, "[a](b)")]),
        ("so ![a](b)", [(3, "![a](b)")]),
        ("[a][b]", [(0, "[a][b]")]),
        ("[a]: b", [(0, "[a]:")]),
        ("at https://a.b/c now", [(3, "https://a.b/c")]),
        ("[[a]](b)", []),
        ("[@a] [[b]] [c]", []),
    ],
)
def test_links_to_elsewhere_are_found_where_they_stand(
    words: str, found: list[tuple[int, str]]
) -> None:
    assert list(places(FOREIGN_LINK, words)) == found
