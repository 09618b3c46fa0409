"""Drafts and records under embargo are in the preview, and nowhere in what is published."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from archives import TODAY, Files, minimal, texts
from projects import files_below, mkdocs, project

from generator.build.pipeline import Generation, make
from generator.query.context import Settings
from generator.site.site import Site

TOMORROW = TODAY + timedelta(days=1)

SOURCE = "site-data/sources/heldpaper.yml"
# One record of each kind, each of which mentions records that are published, and each other.
HELD = {
    SOURCE: """\
title: Heldpaper reports
publisher: Heldpaper
published: 2021-05-05
accessed: 2021-06-01
url: https://example.org/heldpaper
language: de
type: news
standpoint: Heldvoice
read: full
passages: [{id: p1, place: Heldparagraph, opening: Helden …, examined_by: [ferry-left-late]}]
""",
    "site-data/claims/held-claim.yml": """\
title: Heldclaim about the ferry
kind: factual
topics: [ferry]
about: [storm-2021, held-person]
statements:
  - speaker: ada-brandt
    said: 2021-05-03
    published: 2021-05-04
    quote: {lang: en, text: Heldwords}
    source: lake-post-2021-05-04
assessments:
  - {as_of: 2021-06-30, status: unverified, summary: "Heldreasoning. [@heldpaper]"}
relations: [{kind: repeats, claim: ferry-left-late}]
changes: [{date: 2021-06-30, kind: update, note: Heldnote.}]
""",
    "site-data/talks/held-talk.yml": """\
title: Heldtalk at the harbour
start: 2021-06-20
place: norham
format: in-person
status: held
hosts: [harbour-office]
parties: [{organisation: held-body}]
follows: harbour-meeting
summary: They met. [@lake-post-2021-05-04]
""",
    "site-data/context/people/held-person.yml": """\
name: Heldperson
also: [Heldspelling]
summary: She knows [[ada-brandt]]. [@heldpaper]
""",
    "site-data/context/organisations/held-body.yml": """\
name: Heldbody
kind: body
summary: It sails. [@lake-post-2021-05-04]
""",
    "site-data/context/places/held-place.yml": """\
name: Heldplace
country: Heldland
within: norham
latitude: 47.6
longitude: 9.3
sources: [lake-post-2021-05-04]
""",
    "site-data/context/documents/held-document.yml": """\
title: Helddocument
date: 1998-01
parties: [harbour-office]
sources: [lake-post-2021-05-04]
""",
    "site-data/context/events/held-event.yml": """\
title: Heldevent
date: 1997-05-03
place: norham
summary: It rained. [@lake-post-2021-05-04]
""",
    "site-data/context/terms/held-term.yml": """\
name: heldterm
definition: A word. [@lake-post-2021-05-04]
""",
}


def held(line: str, records: Mapping[str, str] = HELD) -> Files:
    """The minimal archive, and these records with that line in each."""
    return minimal({path: f"{text}{line}\n" for path, text in records.items()})


def made(files: Files, today: date = TODAY, *, is_preview: bool = False) -> Generation:
    settings = Settings(
        repository="https://github.com/lake/ferry",
        site_url="https://example.org/",
        today=today,
        is_preview=is_preview,
    )
    return make(texts(files), settings)


def site(files: Files, today: date = TODAY, *, is_preview: bool = False) -> Site:
    made_of_it = made(files, today, is_preview=is_preview)
    assert made_of_it.site is not None, made_of_it.found
    return made_of_it.site


@pytest.mark.parametrize("line", ["draft: true", f"embargo: {TOMORROW}", "embargo: 2021-08"])
def test_what_is_published_is_byte_for_byte_what_it_would_be_without_what_is_held_back(
    line: str,
) -> None:
    assert site(held(line)).files() == site(minimal()).files()
    assert site(held(line)).cards == site(minimal()).cards


def test_the_records_of_these_tests_would_be_seen_all_over_the_site() -> None:
    """Or else their absence would show nothing."""
    pages = site(held("draft: false")).pages
    for path in HELD:
        stem = path.rpartition("/")[2].removesuffix(".yml")
        assert any(stem in page.body for page in pages.values() if stem not in page.path), stem
    assert "held" in pages["people/ada-brandt.md"].body.casefold()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("data.json", [path.rpartition("/")[2].removesuffix(".yml") for path in HELD]),
        ("data/talks.csv", ["held-talk"]),
        ("data/claims.csv", ["held-claim"]),
        ("data/statements.csv", ["held-claim", "Heldwords"]),
        ("data/sources.csv", ["heldpaper"]),
        ("data/claim-reviews.json", ["Heldreasoning"]),
        ("talks.ics", ["held-talk", "Heldtalk"]),
        ("changes.atom", ["Heldnote"]),
        ("changes.json", ["Heldnote"]),
        ("claims/held-claim/changes.atom", ["Heldnote"]),
        ("claims/held-claim/data.json", ["Heldclaim"]),
        ("schema/yaml/ids.json", ["held-claim", "Heldclaim"]),
    ],
)
def test_they_would_be_in_the_feeds_and_open_data_as_well(path: str, words: list[str]) -> None:
    shown = {name: text.replace("unverified", "supported") for name, text in HELD.items()}
    text = site(held("draft: false", shown)).files()[path].decode()
    assert [word for word in words if word not in text] == []
    published = b"".join(site(held("draft: true", shown)).files().values()).decode()
    assert "held-" not in published.casefold()


def test_a_preview_shows_what_is_held_back_and_marks_each_of_its_pages() -> None:
    pages = site(held("draft: true"), is_preview=True).pages
    marked = {path for path, page in pages.items() if page.meta.get("held")}
    assert len(marked) == len(HELD)
    assert marked == pages.keys() - site(minimal()).pages.keys()
    assert {pages[path].meta["held"] for path in marked} == {"Draft: not published"}
    assert "Heldclaim" in pages["topics/ferry.md"].body


def test_a_preview_says_until_when_an_embargo_holds() -> None:
    pages = site(held("embargo: 2021-07-02"), is_preview=True).pages
    expected = "Under embargo until 2 July 2021: not published"
    assert pages["claims/held-claim.md"].meta["held"] == expected


@pytest.mark.parametrize(("day", "is_there"), [(TODAY, False), (TOMORROW, True)])
def test_an_embargo_passes_on_its_day(day: date, is_there: bool) -> None:
    pages = site(held(f"embargo: {TOMORROW}"), day).pages
    assert ("claims/held-claim.md" in pages) is is_there


@pytest.mark.parametrize("day", [TODAY, date.max], ids=["today", "the day of unset settings"])
def test_no_day_publishes_a_draft(day: date) -> None:
    assert "claims/held-claim.md" not in site(held("draft: true"), day).pages


def test_a_draft_with_an_embargo_that_has_passed_is_a_draft() -> None:
    files = held("draft: true\nembargo: 2021-01-01")
    assert "claims/held-claim.md" not in site(files).pages
    pages = site(files, is_preview=True).pages
    assert pages["claims/held-claim.md"].meta["held"] == "Draft: not published"


def test_a_published_record_that_leans_on_a_draft_is_a_finding_at_the_very_words() -> None:
    files = held("draft: true", {SOURCE: HELD[SOURCE]})
    files["site-data/context/events/storm-2021.yml"] += b"body: It blew on. [@heldpaper]\n"
    (found,) = made(files).found
    assert (found.rule.id, str(found.span)) == (
        "leans-on-draft",
        "site-data/context/events/storm-2021.yml:5:21",
    )
    assert made(files).site is None


def test_the_finding_comes_before_the_day_of_publishing() -> None:
    """What mentions a record under a longer embargo is told of it before its own has passed."""
    files = held(f"embargo: {TOMORROW}")
    later = TOMORROW + timedelta(days=1)
    files[SOURCE] = f"{HELD[SOURCE]}embargo: {later}\n".encode()
    assert {one.rule.id for one in made(files).found if one.is_error} == {"leans-on-draft"}
    assert made(files).site is None
    assert "claims/held-claim.md" in site(files, later).pages


def test_the_built_site_holds_an_embargo_until_its_day(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("embargo")
    overlay = {path: f"{text}embargo: 2021-07-02\n" for path, text in HELD.items()}
    seconds = 1_625_184_000  # midnight, 2 July 2021, UTC
    texts_by_day = []
    for name, moment in (("before", seconds - 1), ("after", seconds)):
        root = project(folder / name, overlay)
        done = mkdocs(root, "build", "--strict", SOURCE_DATE_EPOCH=str(moment))
        assert done.returncode == 0, done.stderr
        files = files_below(root / "site")
        texts_by_day.append(b"".join(data for path, data in files.items() if "gz" not in path))
    before, after = (text.lower() for text in texts_by_day)
    for word in (b"heldclaim", b"held-claim", b"heldperson", b"heldspelling", b"heldpaper"):
        assert word not in before
        assert word in after
