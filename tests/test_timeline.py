"""Everything stands in the line of time, where it is known to have been, and each once."""

import re
from datetime import date

import pytest
from archives import made, minimal
from bs4 import BeautifulSoup

from generator.core.dates import parse
from generator.site.charts import line_of_time

CLAIM = "site-data/claims/ferry-left-late.yml"
OTHER = "site-data/sources/other-paper.yml"
SOURCE = """\
title: Another report
publisher: Other Paper
language: de
type: news
standpoint: Local paper
"""


def statement(words: str, source: str = "lake-post-2021-05-04") -> str:
    return f"""\
  - speaker: ada-brandt
    said: 2021-05-03
    published: 2021-05-04
    occasion: remarks at the quay
    {words}
    source: {source}
"""


def pages(*statements: str) -> dict[str, str]:
    """The pages of an archive in which the claim has these statements."""
    head, _, rest = minimal()[CLAIM].decode().partition("statements:\n")
    text = f"{head}statements:\n{''.join(statements)}{rest[rest.index('assessments:') :]}"
    result = made(minimal({CLAIM: text, OTHER: SOURCE}))
    assert result.site is not None, result.found
    return {path: page.body for path, page in result.site.pages.items()}


def anchors(page: str, kind: str = "") -> list[str]:
    """Where the lines of a page lead that lead to a statement of the claim."""
    lines = [line for line in page.split("\n") if kind in line]
    return [found for line in lines for found in re.findall(r"#(said-[\w-]+)", line)]


def test_different_words_of_one_day_all_stand_in_the_timeline() -> None:
    site = pages(
        statement("quote: {lang: en, text: We left late}"),
        statement("quote: {lang: en, text: The storm was strong}"),
        statement("quote: {lang: de, text: Wir fuhren zu spät ab}", "other-paper"),
        statement("paraphrase: She said that it was late.", "other-paper"),
    )
    demanded = [
        *("said-lake-post-2021-05-04", "said-lake-post-2021-05-04-2"),
        *("said-other-paper", "said-other-paper-2"),
    ]
    assert anchors(site["timeline.md"], "x-kind--statement") == demanded
    assert "4 statements" in site["people/ada-brandt.md"]
    assert "2 statements" in site["sources/other-paper.md"]


def test_the_same_words_in_several_sources_are_one_entry() -> None:
    """Printed alike, or translated by us as another source prints them."""
    site = pages(
        statement("quote: {lang: en, text: We left late}"),
        statement(
            "quote: {lang: de, text: Wir fuhren spät, translation: “We left late.”}", "other-paper"
        ),
        statement("quote: {lang: de, text: Wir fuhren spät}", "other-paper"),
    )
    assert anchors(site["timeline.md"], "x-kind--statement") == ["said-lake-post-2021-05-04"]


def test_a_source_counts_the_statements_of_each_speaker() -> None:
    """Two who speak of the same matter on the same day are two lines."""
    other = statement("quote: {lang: de, text: Nein}", "other-paper")
    site = pages(
        statement("quote: {lang: de, text: Ja}", "other-paper"),
        other.replace("ada-brandt", "harbour-office"),
    )
    demanded = ["said-other-paper", "said-other-paper-2"]
    assert anchors(site["sources/other-paper.md"]) == demanded


# Open dates

EVENT = "site-data/context/events/storm-2021.yml"


def with_event(when: str) -> dict[str, str]:
    """The pages of an archive with an event of that date."""
    text = re.sub(r"(?m)^date: .*$", f"date: {when}", minimal()[EVENT].decode())
    result = made(minimal({EVENT: text}))
    assert result.site is not None, result.found
    return {path: page.body for path, page in result.site.pages.items()}


def above(page: str, words: str) -> list[str]:
    """The headings above the line that holds these words, the nearest first."""
    lines = page.split("\n")
    at = next(number for number, line in enumerate(lines) if words in line and "](" in line)
    return [line.strip("# ").partition(" {")[0] for line in lines[at::-1] if line.startswith("##")]


@pytest.mark.parametrize(
    ("when", "year", "heading"),
    [
        ("../2019-05", "2019", "May 2019"),
        ("../2019", "2019", "2019"),
        ("2019-05/..", "2019", "May 2019"),
        ("2019/2020", "2019", "2019"),
        ("2019-05-30/2020", "2019", "May 2019"),
    ],
)
def test_what_is_open_stands_under_what_is_known(when: str, year: str, heading: str) -> None:
    site = with_event(when)
    assert above(site["timeline.md"], "storm-2021")[0] == heading
    assert year in above(site["timeline.md"], "storm-2021")
    assert above(site["events/index.md"], "storm-2021")[0] == year


def bars(*dates: str, today: date = date.max) -> list[tuple[float, float, str]]:
    """Where the mark of each date begins and ends, and how it is drawn."""
    svg = line_of_time({"Events": [parse(day) for day in dates]}, "Years", today)
    picture = BeautifulSoup(svg, "xml")
    found = []
    for one in picture.select(".x-axis-mark"):
        box = {
            name: float(str(one[name])) for name in ("cx", "x", "width", "r") if name in one.attrs
        }
        begin = box["x"] if one.name == "rect" else box["cx"] - box["r"]
        end = begin + (box["width"] if one.name == "rect" else 2 * box["r"])
        found.append((begin, end, str(one["class"])))
    return found


def test_an_open_beginning_is_drawn_from_the_known_end_backwards() -> None:
    open_one, end, year = bars("../2022-05-31", "2022-05-31", "2020-01-01/2022-12-31")
    assert open_one[1] == pytest.approx((end[0] + end[1]) / 2, abs=0.2)
    assert year[0] + 100 < open_one[0] < open_one[1], "it does not begin with the picture"
    assert "x-axis-mark--open" in open_one[2] and "x-axis-mark--open" not in end[2]


def test_nothing_is_drawn_after_today() -> None:
    today = date(2022, 7, 1)
    for one in ("2022-05/..", "2022", "2022-07", "2021/2023"):
        drawn_one, now = bars(one, "2022-07-01", "2021", today=today)[:2]
        assert drawn_one[1] <= now[1] + 0.2, one  # a dot has a width


def test_an_open_end_reaches_to_the_last_known_day_where_today_is_not_known() -> None:
    open_one, last = bars("2022-05/..", "2022-07-01")
    assert open_one[1] == pytest.approx((last[0] + last[1]) / 2, abs=0.2)


def test_what_is_planned_is_drawn_where_it_is_planned() -> None:
    planned, _ = bars("2023-06-01", "2022-07-01", today=date(2022, 7, 1))
    known, _ = bars("2023-06-01", "2022-07-01")
    assert planned == known


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ("start: 2019/..", "since 2019 or later"),
        ("start: ../2019", "since 2019 or earlier"),
        ("end: ../2019", "until 2019 or earlier"),
        ("start: ../2019\n    end: 2020/..", "2019 or earlier to 2020 or later"),
        ("start: 2019-05", "since May 2019"),
    ],
)
def test_the_beginning_or_end_of_a_role_may_be_open(dates: str, words: str) -> None:
    person = minimal()["site-data/context/people/ada-brandt.yml"].decode()
    text = person.replace("start: 2019", dates)
    result = made(minimal({"site-data/context/people/ada-brandt.yml": text, TALK: None}))
    assert result.site is not None, result.found
    assert words in result.site.pages["people/ada-brandt.md"].body


TALK = "site-data/talks/harbour-meeting.yml"


def test_a_talk_of_which_only_the_end_is_known_stands_under_it() -> None:
    text = re.sub(r"(?m)^start: .*$", "start: ../2021-05", minimal()[TALK].decode())
    result = made(minimal({TALK: text}))
    assert result.site is not None, result.found
    assert above(result.site.pages["timeline.md"].body, "harbour-meeting")[0] == "May 2021"
