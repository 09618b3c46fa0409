"""A generator that remembers makes what a new one makes, and no more anew than it must."""

import os
from dataclasses import replace
from datetime import timedelta

import pytest
from archives import ROOT, TODAY, Files, minimal, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build.pipeline import Generation, Generator, make
from generator.data.project import read_texts
from generator.data.source_text import SourceText
from generator.query.context import Settings
from generator.query.graph import Key
from generator.site.build import file_of, page_by

# How many sequences of edits are tried; `SEQUENCES=200` is the thorough share.
SEQUENCES = int(os.environ.get("SEQUENCES", settings().max_examples // 5))

DATA = "site-data"
CLAIM = f"{DATA}/claims/ferry-left-late.yml"
SECOND = f"{DATA}/claims/tide-was-low.yml"
RENAMED = f"{DATA}/claims/low-tide.yml"
TALK = f"{DATA}/talks/harbour-meeting.yml"
PERSON = f"{DATA}/context/people/ada-brandt.yml"
PLACE = f"{DATA}/context/places/norham.yml"
QUAY = f"{DATA}/context/places/old-quay.yml"
EVENT = f"{DATA}/context/events/storm-2021.yml"
TERM = f"{DATA}/context/terms/slack-water.yml"
OFFICE = f"{DATA}/context/organisations/harbour-office.yml"
SOURCE = f"{DATA}/sources/lake-post-2021-05-04.yml"
EXPLAINER = f"{DATA}/explainer.yml"
HOME = "content/index.md"
ABOUT = "content/about.md"

TIDE = """\
title: The tide was low
kind: factual
topics: [ferry]
about: [norham, old-quay]
statements:
  - speaker: harbour-office
    said: 2021-05-03
    published: 2021-05-04
    paraphrase: The tide was “low”, says [[ada-brandt]].
    via: ["[[harbour-office]]"]
    source: lake-post-2021-05-04
relations:
  - kind: contradicts
    claim: ferry-left-late
"""
OLD_QUAY = """\
name: Old quay
country: Norland
within: norham
latitude: 54.1
longitude: 10.4
sources: [lake-post-2021-05-04]
"""
OF_HAND = """\
---
title: About
description: About it.
---
See [[tide-was-low]] and [[norham]]. [@lake-post-2021-05-04]

<!-- statuses -->

<!-- map -->

<!-- newest-changes -->
"""
BASE: Files = {**minimal(), SECOND: TIDE.encode(), QUAY: OLD_QUAY.encode(), ABOUT: OF_HAND.encode()}

Edit = dict[str, bytes | None]  # files with what they hold then; nothing: they are gone
World = tuple[Files, Settings]


def changed(path: str, old: str, new: str) -> Edit:
    text = BASE[path].decode()
    assert old in text, (path, old)
    return {path: text.replace(old, new, 1).encode()}


def with_line(path: str, line: str) -> Edit:
    return {path: BASE[path] + f"{line}\n".encode()}


def everywhere(old: str, new: str) -> Edit:
    return {
        path: data.replace(old.encode(), new.encode())
        for path, data in BASE.items()
        if old.encode() in data
    }


CHANGE = "changes: [{date: 2021-06-30, kind: correction, note: It was wrong.}]"
EDITS: tuple[Edit, ...] = (
    # A record changes: what others show of it, or what only its own page shows.
    changed(CLAIM, "an hour late", "two hours late"),
    changed(CLAIM, "title: The ferry left", "title: The big ferry left"),
    changed(CLAIM, "status: supported", "status: unverified"),
    changed(CLAIM, "speaker: ada-brandt", "speaker: harbour-office"),
    changed(CLAIM, "about: [storm-2021, slack-water]", "about: [norham]"),
    changed(CLAIM, "said: 2021-05-03", "said: 2021-05-04"),
    changed(CLAIM, "    passage: p1\n", ""),
    changed(SECOND, "kind: contradicts", "kind: narrows"),
    changed(SECOND, "topics: [ferry]", "topics: []"),
    changed(PERSON, "name: ", "name: Dr "),
    changed(OFFICE, "name: ", "name: The "),
    changed(QUAY, "54.1", "54.3"),
    changed(QUAY, "within: norham\n", ""),
    with_line(SOURCE, "note: Read on paper."),
    with_line(CLAIM, CHANGE),
    with_line(TERM, "formerly: [still-water]"),
    with_line(EVENT, "also: [Tempest]"),
    {CLAIM: b"# The same, one line further down.\n" + BASE[CLAIM]},
    # Records come, go, and get other names.
    {SECOND: None, ABOUT: None, QUAY: None},
    {QUAY: None},
    {SECOND: None},
    {SECOND: None, RENAMED: TIDE.encode(), **everywhere("[[tide-was-low]]", "[[low-tide]]")},
    # They are held back, or not any more.
    with_line(SECOND, "draft: true"),
    {**with_line(SECOND, "draft: true"), ABOUT: None},
    {**with_line(SECOND, f"embargo: {TODAY + timedelta(1)}"), ABOUT: None},
    # The explainer and the pages that are written by hand.
    changed(EXPLAINER, "title: ", "title: More on "),
    with_line(EXPLAINER, CHANGE),
    changed(ABOUT, "title: About", "title: About this"),
    changed(ABOUT, "See [[tide-was-low]]", "See “[[ada-brandt]]”"),
    {ABOUT: None},
    # Faults, of which some are seen in other records than the one that was edited.
    changed(SOURCE, "  - id: p1", "  - id: p2"),
    changed(CLAIM, "kind: factual", "kind: true"),
    changed(CLAIM, "status: supported", "status: uncertain"),
    changed(PERSON, "name: ", "nmae: "),
    {PERSON: None},
    {SOURCE: b"title: [\n"},
    # All is as it was.
    dict(BASE),
    {**BASE, RENAMED: None},
)
SETTINGS = (
    Settings(today=TODAY),
    Settings(today=TODAY + timedelta(2)),
    Settings(today=TODAY, is_preview=True),
    Settings("https://example.org/code", "https://example.org/site/", TODAY),
)
steps = st.lists(
    st.sampled_from(EDITS) | st.sampled_from(SETTINGS),
    min_size=2,
    max_size=7,
)


@pytest.mark.parametrize("chosen", SETTINGS)
def test_the_archive_that_is_edited_is_sound(chosen: Settings) -> None:
    assert make(texts(BASE), chosen).site is not None


def test_most_edits_leave_the_archive_sound() -> None:
    sound = [make(texts(after(BASE, edit)), SETTINGS[0]).site is not None for edit in EDITS]
    assert sum(sound) > len(sound) * 0.7


def after(files: Files, edit: Edit) -> Files:
    left = {**files, **edit}
    return {path: data for path, data in left.items() if data is not None}


@settings(max_examples=SEQUENCES)
@given(steps=steps)
def test_a_generator_that_remembers_makes_what_a_new_one_makes(
    steps: list[Edit | Settings],
) -> None:
    generator, files, chosen = Generator(), BASE, SETTINGS[0]
    generator.make(texts(files), chosen)
    for step in steps:
        if isinstance(step, Settings):
            chosen = step
        else:
            files = after(files, step)
        assert_equal(generator.make(texts(files), chosen), make(texts(files), chosen))


def assert_equal(one: Generation, other: Generation) -> None:
    assert one.found == other.found
    assert (one.site is None) == (other.site is None)
    if one.site is not None and other.site is not None:
        assert one.site.files() == other.site.files()
        assert one.site == other.site
        assert list(one.site.files()) == list(other.site.files())


# -- No more is made anew than must be


@pytest.fixture(scope="module")
def real_texts() -> list[SourceText]:
    return read_texts(ROOT)


def edited(sources: list[SourceText], path: str, old: str, new: str) -> list[SourceText]:
    assert any(one.path == path and old in one.text for one in sources), path
    return [
        replace(one, data=one.text.replace(old, new, 1).encode()) if one.path == path else one
        for one in sources
    ]


@pytest.fixture(scope="module")
def remembering(real_texts: list[SourceText]) -> Generator:
    generator = Generator()
    assert generator.make(real_texts, Settings()).site is not None
    return generator


def made_anew(
    generator: Generator, before: list[SourceText], path: str, old: str, new: str
) -> set[str]:
    """The pages and files that are made again after an edit; then all is as it was."""
    assert generator.make(edited(before, path, old, new), Settings()).site is not None
    answered = generator.graph.answered
    generator.make(before, Settings())
    return {_told(key) for key in answered if key[0] in (page_by, file_of)}


def _told(key: Key) -> str:
    return str(getattr(key[-1], "path", key[-1]))


def test_nothing_is_made_again_where_nothing_changed(
    real_texts: list[SourceText], remembering: Generator
) -> None:
    remembering.make(read_texts(ROOT), Settings())
    assert not {page_by, file_of} & {key[0] for key in remembering.graph.answered}


def test_words_that_only_its_own_page_shows_touch_few_pages(
    real_texts: list[SourceText], remembering: Generator
) -> None:
    """A source's note stands on the source's page; those who quote it read its record, too."""
    id = "daily-wrap-2025-03-05"
    anew = made_anew(remembering, real_texts, f"site-data/sources/{id}.yml", "note: ", "note: Now ")
    touched = {one.stem for one in real_texts if id in one.text and one.path.endswith(".yml")}
    assert id in anew
    assert anew & {one.stem for one in real_texts} <= {id, *touched}
    assert "timeline.md" not in anew and "people/index.md" not in anew


def test_words_of_a_statement_touch_no_page_that_shows_only_who_said_it(
    real_texts: list[SourceText], remembering: Generator
) -> None:
    id = "belarus-offers-to-host-talks"
    path = f"site-data/claims/{id}.yml"
    anew = made_anew(remembering, real_texts, path, "he had invited", "he had now invited")
    ids = {one.stem for one in real_texts if one.path.endswith(".yml")}
    # The rows of a record come as one answer for both of its tables.
    assert anew - ids == {"data.json", "data/claims.csv", "data/statements.csv"}
    assert id in anew
    assert not any(one.stem in anew for one in real_texts if "/sources/" in one.path)


def test_a_new_title_is_shown_by_all_that_name_the_record(
    real_texts: list[SourceText], remembering: Generator
) -> None:
    path = "site-data/context/people/mario-nawfal.yml"
    anew = made_anew(remembering, real_texts, path, "name: ", "name: Mr ")
    named = [one for one in real_texts if "/claims/" in one.path and "[[mario-nawfal]]" in one.text]
    assert {one.stem for one in named} <= anew
    assert len(anew) < 200
