"""Fingerprints: they prove every stretch of a text, hold nothing to read, and show any damage."""

import random
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from archives import ROOT
from hypothesis import given
from hypothesis import strategies as st

from generator.proof.fingerprint import (
    FOLDER,
    LENGTHS,
    MARGIN,
    Covers,
    Fingerprint,
    bare_words,
    fingerprint_of,
    normal,
    parsed,
    serialised,
    words,
)
from generator.proof.proof import State, proof

DAY = date(2021, 6, 1)
TEXT = """\
The ferry waited for the storm to pass. “We left an hour late,” said Ada Brandt, who has steered
the ferry of Norham for 12 years; she didn’t expect the wind—force 9.5—to turn so early.
The harbour office refunded 1,250 € to those on board: a third of the day’s takings.
"""
WORDS = bare_words(TEXT)
PRINT = fingerprint_of("lake-post", TEXT, DAY, Covers.WHOLE)
FILE = f"{FOLDER}lake-post.txt"
ARTICLE = ROOT / FOLDER / "euromaidan-press-2025-03-05.txt"


def is_proven(quotation: str, fingerprint: Fingerprint = PRINT) -> bool:
    return proof(quotation, fingerprint).state is State.PROVEN


# -- what counts as the same words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We left", "WE  LEFT"),
        ("“We left,” she said", "«We left» – she said"),
        ("didn’t", "didn't"),
        ("wind—force", "wind – force"),
        ("full-scale", "full\u2011scale"),
        ("har\u00adbour", "harbour"),
        ("har\u200bbour", "harbour"),
        ("Cafe\u0301", "café"),
        ("\ufb01nal", "final"),
        ("за\u0301мок", "замок"),
        ("п’ять", "п'ять"),
        ("an\u00a0hour", "an hour"),
        ("STRASSE", "Straße"),
    ],
)
def test_two_printings_of_the_same_words_are_equal(one: str, other: str) -> None:
    assert bare_words(one) == bare_words(other) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("café", "cafe"),
        ("1,250", "1250"),
        ("5 €", "5 $"),
        ("9.5", "9 5"),
        ("its", "it's"),
        ("Київ", "Киев"),
    ],
)
def test_what_changes_the_meaning_is_not_the_same(one: str, other: str) -> None:
    assert bare_words(one) != bare_words(other)


@given(st.text())
def test_each_word_lies_where_it_says(text: str) -> None:
    """Any text can be cut into words, and each is found again in its stretch of the text."""
    for word in words(text):
        assert word.text in bare_words(text[word.start : word.end])


@given(st.text())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_is_the_same_alone_and_beside_other_letters(text: str) -> None:
    assert normal(text) + "ж" == normal(f"{text}Ж")


# -- what is proven


@given(st.data())
def test_every_stretch_of_the_text_is_proven_however_short(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(WORDS) - 1))
    end = data.draw(st.integers(start + 1, len(WORDS)))
    assert is_proven(" ".join(WORDS[start:end]))


@given(st.data())
def test_a_word_put_in_is_found_wherever_it_stands(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(WORDS) - 2))
    end = data.draw(st.integers(start + 2, len(WORDS)))
    at = data.draw(st.integers(start, end))
    assert not is_proven(" ".join([*WORDS[start:at], "zebra", *WORDS[at:end]]))


@given(st.data())
def test_a_word_left_out_is_found(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(WORDS) - 3))
    end = data.draw(st.integers(start + 3, len(WORDS)))
    at = data.draw(st.integers(start + 1, end - 2))
    left = [*WORDS[start:at], *WORDS[at + 1 : end]]
    stands = any(left == WORDS[i : i + len(left)] for i in range(len(WORDS)))
    assert is_proven(" ".join(left)) == stands


def test_quotations_of_one_and_two_words_are_proven_or_refuted() -> None:
    assert is_proven("“ferry”")
    assert is_proven("force 9.5")
    assert not is_proven("boat")
    assert not is_proven("storm waited")  # both words stand there, but not together


def test_words_are_not_pieced_together_over_an_ellipsis_of_the_text() -> None:
    """Where the text itself leaves something out, its words do not follow each other."""
    gapped = fingerprint_of("x", "They met in Minsk […] and parted in anger", DAY, Covers.WHOLE)
    assert is_proven("They met in Minsk", gapped)
    assert not is_proven("in Minsk and parted", gapped)


def test_false_matches_are_as_rare_as_is_said() -> None:
    """Of 40,000 runs that are not in the text, about 10 may be taken for one that is; rarely 25."""
    chance = random.Random(5)
    letters = "abcdefghijklmnopqrstuvwxyz"
    runs = [
        ["".join(chance.choices(letters, k=9)) for _ in range(n % 3 + 1)] for n in range(40_000)
    ]
    fingerprint, _ = parsed(ARTICLE.name, ARTICLE.read_text(encoding="utf-8"))
    assert fingerprint is not None
    assert sum(map(fingerprint.has, runs)) <= 25


@pytest.mark.parametrize("number", [1, 50, 3000])
def test_hashes_grow_with_the_text_so_that_the_bound_holds(number: int) -> None:
    text = " ".join(f"word{index}" for index in range(number))
    made = fingerprint_of("x", text, DAY, Covers.WHOLE)
    digits = {len(start) + len(hash) for start, line in made.lines.items() for hash in line.split()}
    assert len(digits) == 1
    assert 16 ** digits.pop() >= made.number * 2**MARGIN
    assert made.number >= sum(max(number - length + 1, 0) for length in LENGTHS) * 0.99


# -- what is kept


def test_no_word_of_the_text_can_be_read_in_the_file() -> None:
    body = ARTICLE.read_text(encoding="utf-8").partition("\n\n")[2]
    assert re.fullmatch(r"(?:[0-9a-f]{2}(?: [0-9a-f]+)+\n)+", body)


def test_the_same_run_has_another_hash_in_another_text() -> None:
    """A table of hashes that was made for one text is of no use for another."""
    other = fingerprint_of("lake-post", TEXT + " The end.", DAY, Covers.WHOLE)
    mine = {start + hash for start, line in PRINT.lines.items() for hash in line.split()}
    theirs = {start + hash for start, line in other.lines.items() for hash in line.split()}
    assert len(mine & theirs) < 5


def test_the_same_text_gives_the_same_bytes_and_its_lines_are_in_order() -> None:
    text = serialised(PRINT)
    assert serialised(fingerprint_of("lake-post", TEXT, DAY, Covers.WHOLE)) == text
    body = text.partition("\n\n")[2].splitlines()
    assert body == sorted(body)
    assert all(line.split()[1:] == sorted(set(line.split()[1:])) for line in body)


def test_printing_the_text_in_another_way_changes_the_header_only() -> None:
    other = fingerprint_of("lake-post", TEXT.upper().replace("’", "'"), DAY, Covers.WHOLE)
    assert other == PRINT


# -- files


@pytest.mark.parametrize("covers", Covers)
def test_a_fingerprint_is_read_as_it_was_written(covers: Covers) -> None:
    made = fingerprint_of("lake-post", TEXT, DAY, covers)
    assert parsed(FILE, serialised(made)) == (made, [])


def test_line_ends_of_windows_do_no_harm() -> None:
    assert parsed(FILE, serialised(PRINT).replace("\n", "\r\n")) == (PRINT, [])


@given(st.data())
def test_any_damage_is_one_finding_in_the_file(data: st.DataObject) -> None:
    """One character altered, or the file cut short."""
    text = serialised(PRINT)
    at = data.draw(st.integers(0, len(text) - 2))
    char = data.draw(st.sampled_from("0af \nx:"))
    damaged = data.draw(st.sampled_from([text[:at], text[:at] + char + text[at + 1 :]]))
    fingerprint, found = parsed(FILE, damaged)
    if damaged == text:
        assert (fingerprint, found) == (PRINT, [])
    else:
        assert fingerprint is None
        assert [(one.rule.id, one.span.path) for one in found] == [("bad-fingerprint", FILE)]
        assert 1 <= found[0].span.line <= damaged.count("\n") + 1


@given(st.text())
def test_no_file_is_too_odd_to_be_reported(text: str) -> None:
    assert parsed(FILE, text)[0] is None
    assert parsed(FILE, f"explainer fingerprint 1\n{text}")[0] is None


@pytest.mark.parametrize(
    ("field", "value"), [("covers", "half"), ("date", "yesterday"), ("words", "many")]
)
def test_a_header_that_is_wrong_though_its_checksum_is_right_is_reported(
    field: str, value: str
) -> None:
    changed: dict[str, Any] = {field: Odd(value)}
    odd = replace(PRINT, **changed)
    fingerprint, found = parsed(FILE, serialised(odd))
    assert fingerprint is None
    assert "the header cannot be read" in found[0].message


class Odd(str):
    """A value that a header shows as it is, also in place of a date."""

    def isoformat(self) -> str:
        return self
