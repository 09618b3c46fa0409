"""What is taken up again from earlier builds is what a build without any memory makes."""

import gc
import os
import weakref
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from archives import ROOT, TODAY, Files, minimal, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build.pipeline import Cache, Made, make
from generator.cache import Store
from generator.data.project import read_texts
from generator.data.source_text import SourceText
from generator.site.build import Settings

# How many sequences of edits are tried; `SEQUENCES=200` is the thorough share.
SEQUENCES = int(os.environ.get("SEQUENCES", "20"))

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
    st.sampled_from(EDITS) | st.sampled_from(SETTINGS) | st.just("another process"),
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
def test_a_build_with_memory_equals_one_without(steps: list[Edit | Settings | str]) -> None:
    with TemporaryDirectory() as folder, ExitStack() as stack:
        file = Path(folder, "store.sqlite3")
        store = stack.enter_context(Store(file))
        cache = Cache(store, b"1")
        files, chosen = BASE, SETTINGS[0]
        make(texts(files), chosen, cache)
        for step in steps:
            if isinstance(step, Settings):
                chosen = step
            elif isinstance(step, dict):
                files = after(files, step)
            else:
                store.close()
                store = stack.enter_context(Store(file))
                cache = Cache(store, b"1")
            assert_equal(make(texts(files), chosen, cache), make(texts(files), chosen))


def test_only_the_site_stays_of_what_was_made_if_it_is_not_kept() -> None:
    """Without a look for garbage, which builds hardly ever take."""
    gc.collect()
    gc.disable()
    try:
        made = make(texts(BASE), Settings())
        record = weakref.ref(made.archive.records["ferry-left-late"])
        site = made.site
        del made
        assert site is not None
        assert record() is None
    finally:
        gc.enable()


def assert_equal(one: Made, other: Made) -> None:
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


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, real_texts: list[SourceText]) -> Path:
    file = tmp_path_factory.mktemp("store") / "store.sqlite3"
    with Store(file) as store:
        assert make(real_texts, Settings(), Cache(store, b"1")).site is not None
    return file


def edited(sources: list[SourceText], path: str, old: str, new: str) -> list[SourceText]:
    assert any(one.path == path and old in one.text for one in sources), path
    return [
        replace(one, held=one.text.replace(old, new, 1).encode()) if one.path == path else one
        for one in sources
    ]


def made_anew(sources: list[SourceText], store: Path, version: bytes = b"1") -> list[str]:
    """The products that a new process makes which finds those of an earlier one in the store."""
    copy = store.with_suffix(".copy")
    copy.write_bytes(store.read_bytes())
    with Store(copy) as opened:
        cache = Cache(opened, version)
        assert make(sources, Settings(), cache).site is not None
    return cache.products.made


def test_nothing_is_made_where_nothing_changed(real_texts: list[SourceText], store: Path) -> None:
    assert made_anew(real_texts, store) == []


def test_all_is_made_anew_by_another_version(real_texts: list[SourceText], store: Path) -> None:
    assert len(made_anew(real_texts, store, b"2")) > 600


def test_words_that_only_its_own_page_shows_touch_few_pages(
    real_texts: list[SourceText], store: Path
) -> None:
    """A source's note stands on the source's page; those who quote it read its record, too."""
    id = "daily-wrap-2025-03-05"
    path = f"site-data/sources/{id}.yml"
    made = made_anew(edited(real_texts, path, "note: ", "note: To note. "), store)
    touched = {one.path for one in real_texts if id in one.text and one.path.endswith(".yml")}
    records = {name.removeprefix("record ") for name in made if name.startswith("record ")}
    assert id in records
    assert records <= {id, *(Path(path).stem for path in touched)}
    assert "timeline" not in made and "list person" not in made


def test_words_of_a_statement_touch_no_page_that_shows_only_who_said_it(
    real_texts: list[SourceText], store: Path
) -> None:
    id = "belarus-offers-to-host-talks"
    path = f"site-data/claims/{id}.yml"
    made = made_anew(edited(real_texts, path, "he had invited", "he had now invited"), store)
    lists = {name for name in made if not name.startswith("record ")}
    assert lists == {"files whole_data", "files table_files"}
    assert f"record {id}" in made
    assert not any(f"record {one.stem}" in made for one in real_texts if "/sources/" in one.path)


def test_a_new_title_is_shown_by_all_that_name_the_record(
    real_texts: list[SourceText], store: Path
) -> None:
    made = made_anew(
        edited(real_texts, "site-data/context/people/mario-nawfal.yml", "name: ", "name: Mr "),
        store,
    )
    named = [one for one in real_texts if "/claims/" in one.path and "[[mario-nawfal]]" in one.text]
    assert {f"record {one.stem}" for one in named} <= set(made)
    assert len(made) < 200
