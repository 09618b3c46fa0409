"""Dates in EDTF: what they mean, how they are said, in which order they are listed."""

from datetime import date

import pytest
from edtf import EDTFParseException, parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from generator.core.dates import EXAMPLES, parse
from generator.labels.labels import ENGLISH, labels_in


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2022-02-28", "28 February 2022"),
        ("2022-02", "February 2022"),
        ("2022", "2022"),
        ("2022-05~", "about May 2022"),
        ("2022-05-09?", "possibly 9 May 2022"),
        ("2022%", "possibly about 2022"),
        ("2022-03-14/2022-03-17", "14–17 March 2022"),
        ("2022-02-28/2022-03-03", "28 February – 3 March 2022"),
        ("2021-12-31/2022-01-01", "31 December 2021 – 1 January 2022"),
        ("2022-03/2022-05", "March – May 2022"),
        ("2022/2023", "2022 – 2023"),
        ("2022-03/2022-05-01", "March 2022 – 1 May 2022"),
        ("2022-03/2022", "March 2022 – 2022"),
        ("2022-03-01~/2022-03-05", "about 1 March 2022 – 5 March 2022"),
        ("2022-05/..", "since May 2022"),
        ("../2022-05-01", "until 1 May 2022"),
        ("2022-05~/..", "since about May 2022"),
    ],
)
def test_dates_are_said_in_words_no_more_exact_than_known(written: str, words: str) -> None:
    assert labels_in(ENGLISH).date(parse(written)) == words


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        ("2022-02-28", date(2022, 2, 28), date(2022, 2, 28)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022-05~", date(2022, 5, 1), date(2022, 5, 31)),
        ("2022-03-14/2022-05", date(2022, 3, 14), date(2022, 5, 31)),
        ("2022-05/..", date(2022, 5, 1), date.max),
        ("../2022-05", date.min, date(2022, 5, 31)),
    ],
)
def test_a_date_bounds_what_it_can_mean(written: str, earliest: date, latest: date) -> None:
    parsed = parse(written)
    assert (parsed.earliest, parsed.latest) == (earliest, latest)


def test_open_and_approximate_dates_say_so() -> None:
    assert [parse(one).is_open for one in ("2022/..", "../2022", "2022")] == [True, True, False]
    assert [parse(one).is_approximate for one in ("2022~", "2022?/2023", "2022")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("2022-02-28", "February 2022"),
        ("2022-02~", "February 2022"),
        ("2022", "2022"),
        ("2022~", "2022"),
        ("2020/2021-03", "2020"),
        ("2022-05/..", "May 2022"),
        ("2019/..", "2019"),
        ("../2020-12", "December 2020"),
    ],
)
def test_a_chronicle_lists_a_date_under_its_month_or_only_its_year(
    written: str, month: str
) -> None:
    assert labels_in(ENGLISH).month(parse(written)) == month


def test_a_chronicle_lists_what_begins_first_first_and_the_shorter_before_the_longer() -> None:
    ordered = [
        "2021",
        "../2021-12-31",
        "2022-02-28",
        "2022-02-28/2022-03-03",
        "2022-03",
        "2022-03/..",
    ]
    assert [one.text for one in sorted(map(parse, reversed(ordered)))] == ordered


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "is not an EDTF date"),
        ("yesterday", "is not an EDTF date"),
        ("28.2.2022", "is not an EDTF date"),
        ("2022-2-8", "is not an EDTF date"),
        ("2022-02-28T10:00", "is not an EDTF date"),
        ("2022-02-28 ", "is not an EDTF date"),
        ("2022/2023/2024", "is not an EDTF date"),
        ("2022-21", "is not a day of the calendar"),
        ("2022-13", "is not a day of the calendar"),
        ("2022-00", "is not a day of the calendar"),
        ("2022-02-30", "is not a day of the calendar"),
        ("2023-02-29", "is not a day of the calendar"),
        ("0000", "is not a day of the calendar"),
        ("2022-05-02/2022-05-01", "ends before it begins"),
        ("..", "names no date"),
        ("../..", "names no date"),
    ],
)
def test_what_is_no_date_is_refused_in_words(written: str, why: str) -> None:
    with pytest.raises(ValueError, match=r"`.*`") as error:
        parse(written)
    assert why in str(error.value)


def test_the_examples_that_editors_are_shown_are_dates() -> None:
    assert [parse(example).text for example in EXAMPLES] == list(EXAMPLES)


POINTS = st.from_regex(r"(19|20)[0-9]{2}(-[0-9]{2}(-[0-9]{2})?)?", fullmatch=True)


@given(POINTS)
def test_the_bounds_are_those_of_the_library_edtf(point: str) -> None:
    """`edtf` is the oracle; its numbers above 12 for seasons are left out here."""
    month = point[5:7]
    try:
        ours = parse(point)
    except ValueError:
        if month and not 1 <= int(month) <= 12:
            return  # no month of the calendar; to the library it may be a season
        with pytest.raises((ValueError, EDTFParseException)):
            parsed = parse_edtf(point)
            date(*parsed.lower_strict()[:3])
        return
    parsed = parse_edtf(point)
    assert ours.earliest == date(*parsed.lower_strict()[:3])
    assert ours.latest == date(*parsed.upper_strict()[:3])
