"""The page of statistics: every number is counted from the data, and each chart is its table."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from archives import TODAY, Files, made_of_real_data, minimal, texts
from bs4 import BeautifulSoup

from generator.build.pipeline import Generator, make
from generator.data.archive import Archive
from generator.data.paths import STATISTICS
from generator.data.records import statements_of
from generator.kinds.claim import Claim
from generator.kinds.source import Source
from generator.kinds.talk import Talk
from generator.labels.labels import ENGLISH, labels_in
from generator.query.context import Settings
from generator.site.build import route_page
from generator.site.charts import bars as drawn
from generator.site.statistics import MOST, Breakdown, Category

CLAIM = "site-data/claims/ferry-left-late.yml"
TALK = "site-data/talks/harbour-meeting.yml"
EXPLAINER = "site-data/explainer.yml"
HOME = "content/index.md"
SOURCE = "site-data/sources/lake-post-2021-05-04.yml"
CHARTS = (
    *("claims-by-status", "claims-by-topic", "statements-by-speaker", "statements-by-year"),
    *("sources-by-language", "sources-by-standpoint", "talks-by-format", "talks-by-status"),
)
Rows = dict[str, int]


def page(files: Files) -> str:
    done = make(texts(files), Settings(today=TODAY))
    assert done.site is not None, done.found
    return done.site.pages[STATISTICS].body


def section(body: str, chart: str) -> str:
    return body.partition(f"{{ #{chart} }}")[2].partition("\n## ")[0]


def rows(body: str, chart: str) -> Rows:
    """The lines of a table: the category and its number."""
    found = re.findall(r"^\| (.*?) \| (\d+) \| .*? \|$", section(body, chart), re.MULTILINE)
    shown = [(re.sub(r"\[|\]\(.*?\)", "", label), int(number)) for label, number in found]
    assert len(dict(shown)) == len(shown), "categories of the same name"
    return {BeautifulSoup(label, "html.parser").text: number for label, number in shown}


def total(body: str, chart: str) -> int:
    found = re.search(r"^([\d,]+) in all\.$", section(body, chart), re.MULTILINE)
    assert found is not None
    return int(found[1].replace(",", ""))


def bars(picture: str) -> list[tuple[str, int, float]]:
    """What a chart shows: the label of each bar, the number beside it, and its width."""
    found, label = [], ""
    for one in BeautifulSoup(picture, "html.parser").select("text, rect"):
        if one.name == "rect":
            words, number = label.rsplit(" ", 1)
            found.append((words.strip(), int(number), float(str(one["width"]))))
            label = ""
        else:
            label += f" {one.text}"
    return found


def chart(body: str, name: str) -> list[tuple[str, int, float]]:
    return bars(section(body, name))


@pytest.fixture(scope="module")
def real() -> tuple[Archive, str]:
    done = made_of_real_data()
    assert done.site is not None
    return done.archive.published, done.site.pages[STATISTICS].body


# -- The numbers


def wanted(published: Archive) -> dict[str, Counter[str]]:
    """The same counted from the records themselves, as they are written."""
    claims, talks = published.of_kind(Claim), published.of_kind(Talk)
    assert published.explainer is not None
    labels = {one.id: one.label for one in published.explainer.scale}
    topics = published.explainer.topics
    said = [one for record in (*claims, *talks) for one in statements_of(record)]
    return {
        "claims-by-status": Counter(labels[one.assessments[0].status] for one in claims),
        "claims-by-topic": Counter(topics[topic] for one in claims for topic in one.topics),
        "statements-by-speaker": Counter(published.title(one.speaker) or "" for one in said),
        "statements-by-year": Counter(one.said.text[:4] for one in said),
        "sources-by-standpoint": Counter(one.standpoint for one in published.of_kind(Source)),
    }


@pytest.mark.parametrize("is_real", [True, False], ids=["real", "minimal"])
def test_the_numbers_are_those_of_the_data(is_real: bool, real: tuple[Archive, str]) -> None:
    done = make(texts(minimal()), Settings(today=TODAY))
    assert done.site is not None
    published, body = real if is_real else (done.archive, done.site.pages[STATISTICS].body)
    for name, counted in wanted(published).items():
        assert +Counter(rows(body, name)) == counted, name


@pytest.mark.parametrize("name", [one for one in CHARTS if one != "claims-by-topic"])
def test_each_table_adds_up(name: str, real: tuple[Archive, str]) -> None:
    published, body = real
    said = sum(len(statements_of(one)) for one in published.records.values())
    of_all = {"statements": said} | {
        f"{model.KIND.plural}": len(published.of_kind(model)) for model in (Claim, Source, Talk)
    }
    assert sum(rows(body, name).values()) == total(body, name) == of_all[name.partition("-")[0]]


def test_a_claim_on_two_topics_counts_under_both(real: tuple[Archive, str]) -> None:
    published, body = real
    claims = published.of_kind(Claim)
    assert total(body, "claims-by-topic") == len(claims)
    topics = sum(len(claim.topics) for claim in claims)
    assert sum(rows(body, "claims-by-topic").values()) == topics > len(claims)


# -- The charts


@pytest.mark.parametrize("name", CHARTS)
def test_each_chart_is_a_picture_of_its_table(name: str, real: tuple[Archive, str]) -> None:
    """All of it where it is short; of a long one the most, in its order, and the rest in sum."""
    table, shown = rows(real[1], name), chart(real[1], name)
    others = [bar for bar in shown if bar[0].startswith("Others (")]
    own = [bar for bar in shown if bar not in others]
    assert [label for label, _, _ in own] == [one for one in table if one in dict(by_label(own))]
    assert all(table[label] == number for label, number, _ in own)
    assert sum(number for _, number, _ in shown) == sum(table.values())
    if len(table) > MOST:
        assert len(own) == MOST and others[0][0] == f"Others ({len(table) - MOST})"
        assert min(number for _, number, _ in own) >= max(
            number for label, number in table.items() if label not in dict(by_label(own))
        )
    else:
        assert not others
    most = max(number for _, number, _ in shown)
    for _, number, width in shown:
        assert width == pytest.approx(number / most * 360, abs=0.06)


def by_label(shown: list[tuple[str, int, float]]) -> list[tuple[str, int]]:
    return [(label, number) for label, number, _ in shown]


def test_years_stay_in_their_order_where_some_are_left_out() -> None:
    years = tuple(Category(str(year), 40 - year % 37) for year in range(1990, 2010))
    shown = Breakdown("", "", "", 1, years).bars(labels_in(ENGLISH))
    labels = [label for label, _ in shown[:-1]]
    assert labels == sorted(labels) and len(labels) == MOST
    assert shown[-1][0] == "Others (5)"


def test_a_long_label_is_readable_in_lines() -> None:
    label = "The ferry company's own bulletin for passengers & crews, printed on both shores " * 2
    picture = drawn(labels_in(ENGLISH), [(label, 3), ("Other <b>", 1)], "Sources")
    lines = [one.text for one in BeautifulSoup(picture, "xml").select("text")]
    assert " ".join(lines[:-3]) == label.strip() and len(lines) > 5
    assert all(len(line) <= 42 for line in lines)
    assert "Other <b>" in lines


def test_a_chart_says_what_it_is_and_where_the_numbers_are(real: tuple[Archive, str]) -> None:
    pictures = BeautifulSoup(real[1], "html.parser").select("svg")
    assert len(pictures) == len(CHARTS)
    for one in pictures:
        assert one["role"] == "img" and "The table below has the numbers." in str(one["aria-label"])
        assert "style" not in one.attrs and not one.select("[style], [fill]")


# -- Edits


def test_after_an_edit_the_page_is_that_of_a_cold_build() -> None:
    """Of each input that it reads: records, the explainer, the day, and what is held back."""
    changed = {
        "the speaker": {CLAIM: minimal()[CLAIM].replace(b": ada-brandt", b": harbour-office")},
        "the year": {CLAIM: minimal()[CLAIM].replace(b"said: 2021", b"said: 2020")},
        "the status": {CLAIM: minimal()[CLAIM].replace(b"supported", b"unverified")},
        "the standpoint": {
            SOURCE: re.sub(rb"(?m)^standpoint: .*$", b"standpoint: Other", minimal()[SOURCE])
        },
        "the format": {TALK: re.sub(rb"(?m)^format: .*$", b"format: online", minimal()[TALK])},
        "a topic": {EXPLAINER: minimal()[EXPLAINER].replace(b"topics:", b"topics:\n  tide: Tide")},
        "a draft": {TALK: minimal()[TALK] + f"embargo: {TODAY + timedelta(1)}\n".encode()},
    }
    generator = Generator()
    generator.make(texts(minimal()), Settings(today=TODAY))
    for what, edit in changed.items():
        files = {**minimal(), **edit}
        assert files != minimal(), what
        for settings in (Settings(today=TODAY), Settings(today=TODAY + timedelta(2))):
            warm, cold = generator.make(texts(files), settings), make(texts(files), settings)
            assert warm.site is not None and cold.site is not None, cold.found
            assert warm.site.pages[STATISTICS] == cold.site.pages[STATISTICS], what


def test_an_edit_that_changes_no_number_leaves_the_page_alone() -> None:
    generator = Generator()
    generator.make(texts(minimal()), Settings(today=TODAY))
    words = minimal()[CLAIM].replace(b"an hour late", b"two hours late")
    assert words != minimal()[CLAIM]
    generator.make(texts({**minimal(), CLAIM: words}), Settings(today=TODAY))
    paths = [key[2] for key in generator.graph.answered if key[1:2] == (route_page,)]
    assert "claims/index.md" in paths and STATISTICS not in paths


def test_an_explainer_without_claims_and_talks_has_the_page_too() -> None:
    kept = {path: data for path, data in minimal().items() if path in (HOME, EXPLAINER, SOURCE)}
    kept[SOURCE] = kept[SOURCE].partition(b"passages:")[0]
    kept[EXPLAINER] = re.sub(rb"\[\[.*?\]\]", b"somebody", kept[EXPLAINER])
    done = make(texts(kept), Settings(today=TODAY))
    assert done.site is not None, done.found
    body = done.site.pages[STATISTICS].body
    assert body.count("There are none yet.") == 6
    assert body.count("<svg") == 2
