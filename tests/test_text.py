"""Plain text: escaped, folded, listed, counted, shortened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.suggestions import slips
from generator.core.text import (
    ID,
    counted,
    escaped,
    folded,
    initial,
    is_id,
    listed,
    shortened,
    with_article,
)


@pytest.mark.parametrize(
    ("words", "result"),
    [
        ("plain words, really; yes (so).", "plain words, really; yes (so)."),
        ("*a* _b_", "&#42;a&#42; &#95;b&#95;"),
        ("<b>&amp;", "&#60;b&#62;&#38;amp;"),
        ("\\(x\\)", "&#92;(x&#92;)"),
        ("{{ x }}", "&#123;&#123; x &#125;&#125;"),
        ("a | b", "a &#124; b"),
        (" two\n lines ", "two lines"),
        ("- dash", "&#45; dash"),
        ("a - dash", "a - dash"),
        ("1. one", "1&#46; one"),
        ("12) twelve", "12&#41; twelve"),
        ("1.5 hours", "1&#46;5 hours"),
        ("in 1. place", "in 1. place"),
        ("Кириллица, 中文, العربية", "Кириллица, 中文, العربية"),
        ("", ""),
    ],
)
def test_markup_is_escaped_by_number_and_nothing_else_is(words: str, result: str) -> None:
    assert escaped(words) == result


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zełenski", "zelenski"),
        ("Erdoğan", "ERDOGAN"),
        ("Türkiye", "turkiye"),
        ("İstanbul", "istanbul"),
        ("Ilıca", "ilica"),
        ("Straße", "strasse"),
        ("Пушча", "пушча"),
        ("Ёлка", "елка"),
        ("harbour-office", "Harbour Office"),
        ("  two   words ", "two words"),
        ("ﬁne", "fine"),
    ],
)
def test_spellings_of_one_word_fold_to_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_different_words_do_not_fold_to_the_same() -> None:
    assert len({folded(word) for word in ("Minsk", "Минск", "Mińsk-2", "Omsk")}) == 4


@pytest.mark.parametrize(
    ("words", "result"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_is_said_as_people_say_it(words: list[str], result: str) -> None:
    assert listed(words) == result


def test_a_list_may_be_of_choices() -> None:
    assert listed(("a", "b"), "or") == "a or b"


@pytest.mark.parametrize(
    ("title", "letter"),
    [
        ("Évian", "E"),
        ("łódź", "L"),
        ("Яд", "Я"),
        ("2022", "0–9"),
        ("½", "0–9"),
        ("<b>", "B"),
        ("“Quoted”", "Q"),
        ("…", "#"),
        ("", "#"),
        ("中", "中"),
    ],
)
def test_titles_are_listed_under_their_first_letter(title: str, letter: str) -> None:
    assert initial(title) == letter


@pytest.mark.parametrize("word", ["index", "con", "com1", "lpt9", "nul", "embed", "x" * 81])
def test_some_words_of_an_id_s_form_are_none(word: str) -> None:
    assert not is_id(word)
    assert is_id(f"a-{word}"[:80])


def test_counts_agree_with_their_noun() -> None:
    assert [counted(number, "claim") for number in (0, 1, 2)] == ["0 claims", "1 claim", "2 claims"]
    assert counted(1200, "entry", "entries") == "1,200 entries"


def test_nouns_get_their_article() -> None:
    assert [with_article("claim"), with_article("organisation")] == ["a claim", "an organisation"]


def test_what_fits_is_not_shortened() -> None:
    assert shortened("exactly", 7) == "exactly"
    assert shortened("two  words\n", 9) == "two words"


@pytest.mark.parametrize(
    ("words", "length", "result"),
    [
        ("one two three", 12, "one two…"),
        ("one two, three", 10, "one two…"),
        ("unbreakable", 5, "unbr…"),
    ],
)
def test_what_does_not_fit_is_cut_between_words(words: str, length: int, result: str) -> None:
    assert shortened(words, length) == result
    assert len(result) <= length


@pytest.mark.parametrize("id", ["a", "istanbul-2022-03-29", "p6-s1b", "1"])
def test_ids_are_words_joined_by_hyphens(id: str) -> None:
    assert ID.fullmatch(id)


@pytest.mark.parametrize("id", ["", "-a", "a-", "a--b", "A", "a_b", "а", "a b", "a\n", "é", "٣"])
def test_nothing_else_is_an_id(id: str) -> None:
    assert not ID.fullmatch(id)


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_is_folded_alone_as_beside_other_letters(text: str) -> None:
    assert folded(f"{text} ж") == f"{folded(text)} ж".lstrip()


@pytest.mark.parametrize(
    ("word", "other", "number"),
    [
        ("ferry", "ferry", 0),
        ("ferry", "fery", 1),
        ("ferry", "fferry", 1),
        ("ferry", "berry", 1),
        ("ferry", "frery", 1),
        ("ferry", "fary", 2),
        ("talk-2022", "talk-2023", 2),
        ("talk-2022", "talk-222", 2),
        ("talk-2021", "talk-2012", 2),
        ("talk-2022", "tlak-2023", 3),
    ],
)
def test_a_slip_is_a_letter_left_out_added_mistaken_or_swapped_and_counts_twice_in_a_number(
    word: str, other: str, number: int
) -> None:
    assert slips(word, other) == slips(other, word) == number
