"""The proof of a quotation: proven, or departing at a word; ellipses, insertions, excerpts."""

from datetime import date

import pytest

from generator.proof.fingerprint import Covers, fingerprint_of
from generator.proof.proof import Proof, State, proof

TEXT = """\
So tell Trump: I'm waiting for him here, along with (Russian President Vladimir) Putin and Zelensky.
We'll sit down and calmly negotiate, without noise, without shouting, and come to an agreement. If
you want to make a deal, the talks must begin tomorrow. He [the president] was calm.
"""
PRINT = fingerprint_of("news", TEXT, date(2025, 3, 5), Covers.WHOLE)
EXCERPT = fingerprint_of("news", TEXT, date(2025, 3, 5), Covers.EXCERPT)


def at(quotation: str) -> tuple[int, str, str]:
    """The word at which it departs, and the stretch that is shown."""
    found = proof(quotation, PRINT)
    assert found.state is State.DEPARTS
    return found.at, found.word, quotation[found.start : found.end]


@pytest.mark.parametrize(
    "quotation",
    [
        "I'm waiting for him here",
        "I’M WAITING FOR HIM HERE!",
        "waiting",
        "along with (Russian President Vladimir) Putin",
        "along with Russian President Vladimir Putin",
        "“We'll sit down and calmly negotiate”",
    ],
)
def test_words_of_the_source_are_proven_whatever_the_marks(quotation: str) -> None:
    assert proof(quotation, PRINT) == Proof(State.PROVEN)


@pytest.mark.parametrize("gap", ["…", "...", "[…]", "[...]", "(…)", ". . .", " … "])
def test_an_ellipsis_leaves_words_out(gap: str) -> None:
    assert proof(f"I'm waiting for him{gap}We'll sit down", PRINT).state is State.PROVEN
    assert proof(f"{gap}sit down{gap}", PRINT).state is State.PROVEN


def test_words_left_out_without_an_ellipsis_are_a_departure() -> None:
    assert at("I'm waiting for him We'll sit down") == (5, "We'll", "him We'll")


def test_each_piece_is_proven_in_itself() -> None:
    assert at("I'm waiting … We'll stand down") == (4, "stand", "stand")


@pytest.mark.parametrize(
    "quotation",
    [
        "I'm waiting for him [Trump] here",  # put in
        "I'm waiting for [Trump] here",  # put in place of a word
        "[T]he talks must begin",  # a letter in another case
        "the talk[s] must begin",
        "He [the president] was calm",  # the source's own brackets
        "waiting for him [sic] here … We'll sit [down] and [very] calmly negotiate",
        "[A note.] If you want to make a deal",
    ],
)
def test_insertions_in_square_brackets_need_not_be_in_the_source(quotation: str) -> None:
    assert proof(quotation, PRINT).state is State.PROVEN


def test_words_in_round_brackets_must_be_in_the_source() -> None:
    assert at("waiting for him (Trump) here") == (4, "(Trump)", "(Trump)")


def test_beside_an_insertion_the_fault_is_still_found_at_its_place() -> None:
    assert at("I'm waiting for him [Trump] there, along with Putin")[2] == "there,"


def test_many_insertions_do_not_make_it_slow() -> None:
    assert (
        proof("I'm [a] waiting [b] for [c] him [d] here [e] along [f] with", PRINT).state in State
    )


@pytest.mark.parametrize("quotation", ["", " ", "…", "[only ours]", "—", "“”"])
def test_nothing_is_not_proven(quotation: str) -> None:
    assert proof(quotation, PRINT).state is State.DEPARTS


@pytest.mark.parametrize(
    ("quotation", "number", "stretch"),
    [
        ("you shall want to make", 2, "shall"),
        ("sit down and quietly negotiate", 4, "quietly"),
        ("without noise, without screaming, and come", 4, "screaming,"),
        ("Tell Putin", 2, "Tell Putin"),  # either word may be the wrong one
        ("come to an agreements", 4, "agreements"),
    ],
)
def test_a_departure_is_shown_at_its_word(quotation: str, number: int, stretch: str) -> None:
    assert at(quotation)[0] == number
    assert at(quotation)[2] == stretch


@pytest.mark.parametrize(
    ("quotation", "mended"),
    [
        ("sit down and calmy negotiate", "down and calmly negotiate"),  # a slip of the pen
        (
            "sit down calmly and negotiate",
            "sit down and calmly negotiate",
        ),  # words that changed places
        ("We'll sit down and very calmly negotiate", "down and calmly negotiate"),  # one too many
        ("without noise without screaming and come", "noise without shouting and come"),  # known
        ("come to agreement if", "come to an agreement if"),  # one left out, and known
    ],
)
def test_a_single_slip_is_mended(quotation: str, mended: str) -> None:
    assert proof(quotation, PRINT, ("shouting", "an")).mended == mended


def test_what_was_not_meant_is_not_guessed() -> None:
    assert proof("nothing of the kind was said", PRINT, ("shouting", "an")).mended == ""


def test_the_words_around_a_departure_are_named() -> None:
    found = proof("We'll sit down and quietly negotiate, without noise", PRINT)
    assert (found.before, found.after) == ("We'll sit down and", "negotiate, without noise")


# -- excerpts


def test_an_excerpt_proves_what_stands_in_it() -> None:
    assert proof("I'm waiting for him here", EXCERPT).state is State.PROVEN


@pytest.mark.parametrize(
    "quotation", ["boat", "the ferry left late", "and calmly walked away at last"]
)
def test_an_excerpt_says_nothing_of_other_words(quotation: str) -> None:
    assert proof(quotation, EXCERPT).state is State.OUTSIDE


def test_an_excerpt_refutes_a_quotation_that_mostly_stands_in_it() -> None:
    assert proof("We'll sit down and quietly negotiate", EXCERPT).state is State.DEPARTS
