"""Open data: each file follows its standard, and says what the site says, no more and no less."""

import csv
import gzip
import io
import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import frictionless
import icalendar
import pytest
from archives import ROOT, TODAY, minimal
from bs4 import BeautifulSoup, Tag
from jsonschema import Draft202012Validator
from publications import (
    BASE,
    CLAIM,
    HOSTILE,
    NAMES,
    TALK,
    Publication,
    changed,
    hostile,
    publication,
    published,
)
from referencing import Registry, Resource
from sampling import Sampling

from generator.data.paths import path_of
from generator.kinds.claim import Claim
from generator.kinds.registry import KINDS
from generator.kinds.talk import Talk
from generator.labels.labels import ENGLISH, labels_in
from generator.site.open_data.downloads import DOWNLOADS
from generator.site.open_data.json_files import values_of
from generator.site.open_data.tables import TABLES

pytest_plugins = ("browser_fixtures",)

FORMULA = tuple("=+-@\t\r＝＋－＠")
MOST_WEIGHT = 1024  # bytes that other forms may add to a page, compressed


def loaded(site: Publication, path: str) -> Any:
    return json.loads(site.files[path])


def table(site: Publication, name: str) -> list[dict[str, str]]:
    text = site.files[f"data/{name}.csv"].decode()
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def validator(site: Publication, name: str) -> Draft202012Validator:
    """A published schema, which finds the others at their addresses."""
    schemas = [
        json.loads(data)
        for path, data in site.files.items()
        if re.fullmatch(r"schema/\w+\.json", path)
    ]
    assert len(schemas) == len(KINDS) + 2
    registry: Registry[Any] = Registry().with_resources(
        (schema["$id"], Resource.from_contents(schema)) for schema in schemas
    )
    return Draft202012Validator(
        loaded(site, f"schema/{name}"),
        registry=registry,
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )


# JSON


@pytest.mark.parametrize("name", NAMES)
def test_schemas_are_schemas(name: str) -> None:
    for path, data in published(name).files.items():
        if path.startswith("schema/"):
            Draft202012Validator.check_schema(json.loads(data))


@pytest.mark.parametrize("name", NAMES)
def test_the_whole_and_each_record_satisfy_their_schemas(name: str) -> None:
    site = published(name)
    errors = list(validator(site, "data.json").iter_errors(loaded(site, "data.json")))
    assert errors == []
    validators = {kind.id: validator(site, f"{kind.id}.json") for kind in KINDS}
    for record in site.archive.records.values():
        kind = record.KIND
        data = loaded(site, f"{kind.section}/{record.id}/data.json")
        assert list(validators[kind.id].iter_errors(data)) == [], record.id


def test_schemas_refuse_what_is_not_so() -> None:
    """Or else they would show nothing."""
    site = published("minimal")
    right = loaded(site, "claims/ferry-left-late/data.json")
    of_claim = validator(site, "claim.json")
    assert of_claim.is_valid(right)
    changes: list[dict[str, Any]] = [
        {"kind": "fact"},
        {"record": "talk"},
        {"page": None},
        {"statements": []},
        {"statements": [{**right["statements"][0], "said": "3 May"}]},
        {"draft": False},
    ]
    for wrong in changes:
        assert not of_claim.is_valid({**right, **wrong}), wrong


@pytest.mark.parametrize("name", NAMES)
def test_the_whole_holds_every_record_just_as_it_stands_beside_its_page(name: str) -> None:
    site = published(name)
    whole = loaded(site, "data.json")
    records = [one for kind in KINDS for one in whole[kind.plural]]
    assert [one["id"] for one in records if one["record"] == "claim"] == [
        one.id for one in site.archive.of_kind(Claim)
    ]
    assert len(records) == len(site.archive.records)
    for one in records:
        record = site.archive.records[one["id"]]
        beside = loaded(site, path_of(record).replace(".md", "/data.json"))
        assert beside.pop("$schema") == f"{BASE}schema/{one['record']}.json"
        assert beside == one


@pytest.mark.parametrize("name", NAMES)
def test_the_words_and_values_are_those_of_the_yaml(name: str) -> None:
    """What pydantic reads of the JSON, without what is added to it, is the record that it was."""
    site = published(name)
    for record in site.archive.records.values():
        data = loaded(site, path_of(record).replace(".md", "/data.json"))
        for added in ("$schema", "record", "page", "pages"):
            del data[added]
        for statement in data.get("statements", []):
            del statement["page"]
        again = type(record).model_validate(_scalars_as_texts(data))
        assert again == record.model_copy(update={"draft": False, "embargo": None})


def _scalars_as_texts(value: Any) -> Any:
    """The data as YAML gives it to the models."""
    if isinstance(value, dict):
        return {name: _scalars_as_texts(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_scalars_as_texts(one) for one in value]
    return json.dumps(value) if isinstance(value, bool | float | int) else value


@pytest.mark.parametrize("name", NAMES)
def test_every_id_that_a_record_mentions_comes_with_the_address_of_its_page(
    name: str, sampling: Sampling
) -> None:
    site = published(name)
    for record in sampling.few(site.archive.records.values(), 30):
        data = loaded(site, path_of(record).replace(".md", "/data.json"))
        assert data["page"] == BASE + path_of(record).replace(".md", "/")
        mentioned = {one.target for one in site.archive.mentions if one.record == record.id}
        assert data["pages"] == {
            id: BASE + path_of(site.archive.records[id]).replace(".md", "/") for id in mentioned
        }


def test_a_statement_has_its_permanent_address() -> None:
    site = published("real")
    for record in site.archive.records.values():
        if isinstance(record, Claim | Talk):
            data = loaded(site, path_of(record).replace(".md", "/data.json"))
            for statement in data.get("statements", []):
                page, _, anchor = statement["page"].partition("#")
                assert page == data["page"]
                assert f'id="{anchor}"' in site.pages[path_of(record)].body


def test_the_data_of_a_record_stay_at_its_former_address() -> None:
    files = published("changed").files
    assert files["claims/ferry-was-late/data.json"] == files["claims/ferry-left-late/data.json"]


def test_schemas_of_the_yaml_are_those_by_which_editors_complete() -> None:
    site = published("real")
    for kind in KINDS:
        in_project = (ROOT / ".schema" / f"{kind.id}.json").read_bytes()
        assert site.files[f"schema/yaml/{kind.id}.json"] == in_project


def test_what_is_left_out_is_empty_or_says_when_a_record_is_published() -> None:
    (claim,) = published("minimal").archive.of_kind(Claim)
    left = set(type(claim).model_fields) - set(values_of(claim))
    assert left >= {"draft", "embargo", "id"}
    assert all(not getattr(claim, name) for name in left - {"id"})


# Tables


@pytest.mark.parametrize("name", NAMES)
def test_frictionless_finds_the_data_package_and_its_tables_valid(
    name: str, tmp_path: Path
) -> None:
    site = published(name)
    for path in ("datapackage.json", *(one.path for one in TABLES)):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(site.files[path])
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.flatten(["title", "type", "message"]) == []
    assert report.valid
    assert report.stats["tasks"] == len(TABLES)


def test_frictionless_would_find_a_reference_that_leads_nowhere(tmp_path: Path) -> None:
    files = published("minimal").files
    for path in ("datapackage.json", *(one.path for one in TABLES)):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(files[path].replace(b",ferry-left-late,", b",nowhere,"))
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert {error[0] for error in report.flatten(["type"])} == {"foreign-key"}


@pytest.mark.parametrize("name", NAMES)
def test_tables_follow_rfc_4180(name: str) -> None:
    """CR LF ends each line and stands nowhere else; all rows are as wide as the heading."""
    site = published(name)
    for one in TABLES:
        text = site.files[one.path].decode()
        assert text.endswith("\r\n")
        assert "\n" not in text.replace("\r\n", "")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert {len(row) for row in rows} == {len(one.columns)}
        assert rows[0] == [column.name for column in one.columns]


@pytest.mark.parametrize("name", NAMES)
def test_tables_have_a_row_for_each_record_and_statement(name: str) -> None:
    site = published(name)
    for kind in ("talks", "claims", "sources"):
        (model,) = (one.model for one in KINDS if one.plural == kind)
        assert sorted(row["id"] for row in table(site, kind)) == [
            record.id for record in site.archive.of_kind(model)
        ]
    said = [
        statement["page"]
        for record in site.archive.records.values()
        if isinstance(record, Claim | Talk)
        for statement in loaded(site, path_of(record).replace(".md", "/data.json")).get(
            "statements", []
        )
    ]
    assert sorted(row["page"] for row in table(site, "statements")) == sorted(said)


def test_a_row_says_what_the_record_says() -> None:
    (row,) = table(published("minimal"), "statements")
    assert {name: value for name, value in row.items() if value} == {
        "page": f"{BASE}claims/ferry-left-late/#said-lake-post-2021-05-04",
        "claim": "ferry-left-late",
        "speaker": "ada-brandt",
        "said": "2021-05-03",
        "published": "2021-05-04",
        "lang": "en",
        "text": "We left an hour late",
        "translated": "false",
        "occasion": "remarks at the quay of Norham",
        "source": "lake-post-2021-05-04",
        "passage": "p1",
    }


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "''-x", "＝1"])
def test_no_cell_begins_like_a_formula_and_its_text_can_be_had_back(words: str) -> None:
    site = publication(hostile(words))
    cells = [cell for one in TABLES for row in table(site, one.name) for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(FORMULA)]
    (row,) = table(site, "claims")
    assert row["title"] == f"'{words}"
    assert loaded(site, "claims/ferry-left-late/data.json")["title"] == words


@pytest.mark.parametrize("words", ["it's", "'quoted'", "a=b", "5 - 3"])
def test_other_texts_stay_as_they_are(words: str) -> None:
    (row,) = table(publication(hostile(words)), "claims")
    assert row["title"] == words


# Fact checks


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("base", [BASE, ""])
def test_the_feed_of_fact_checks_holds_just_the_reviews_of_the_pages(name: str, base: str) -> None:
    site = published(name, base)
    feed = loaded(site, "data/claim-reviews.json")
    assert (feed["@context"], feed["@type"]) == ("https://schema.org", "DataFeed")
    items = feed.get("dataFeedElement", [])
    reviews = {item["item"][0]["claimReviewed"]: item["item"][0] for item in items}
    on_pages = {
        node["claimReviewed"]: node
        for page in site.pages.values()
        for node in page.meta["jsonld"]["@graph"]
        if node["@type"] == "ClaimReview"
    }
    assert len(items) == len(on_pages)
    assert reviews.keys() == on_pages.keys()
    if base:  # then addresses do not depend on the page that they are on
        assert reviews == on_pages
        assert [item["url"] for item in items] == [item["item"][0]["url"] for item in items]


def test_there_are_reviews_in_the_real_data_and_claims_without() -> None:
    site = published("real")
    items = loaded(site, "data/claim-reviews.json")["dataFeedElement"]
    assert 0 < len(items) < len(site.archive.of_kind(Claim))


# Calendar


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("base", [BASE, ""])
def test_the_calendar_is_read_without_an_error(name: str, base: str) -> None:
    site = published(name, base)
    data = site.files["talks.ics"]
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    (calendar,) = icalendar.Calendar.from_ical(data, multiple=True)
    assert calendar.errors == []
    names = [str(entry["uid"]) for entry in calendar.events]
    assert len(names) == len(set(names))
    for entry in calendar.events:
        assert entry.errors == []
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= entry.keys()
    assert icalendar.Calendar.from_ical(data).to_ical() == data


@pytest.mark.parametrize("name", NAMES)
def test_talks_are_in_the_calendar_or_the_page_says_why_not(name: str) -> None:
    site = published(name)
    calendar = icalendar.Calendar.from_ical(site.files["talks.ics"])
    there = {str(entry["uid"]) for entry in calendar.events}
    body = site.pages["data.md"].body
    for talk in site.archive.of_kind(Talk):
        is_there = f"{BASE}talks/{talk.id}/" in there
        assert is_there == (not talk.span.is_approximate and _is_of_days(talk.span.text))
        assert is_there != (f"(talks/{talk.id}.md), {labels_in(ENGLISH).date(talk.span)}" in body)
    assert ("exact days are known" in body) == (len(there) < len(site.archive.of_kind(Talk)))


def _is_of_days(text: str) -> bool:
    return all(re.fullmatch(r"\d{4}-\d\d-\d\d", end) for end in text.split("/"))


def entry_of(talk: str) -> icalendar.Event:
    files = minimal()
    files[TALK] = files[TALK].replace(b"start: 2021-05-10", talk.encode())
    (entry,) = icalendar.Calendar.from_ical(publication(files).files["talks.ics"]).events
    return entry


@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [
        ("start: 2021-05-10", date(2021, 5, 10), date(2021, 5, 10)),
        ("start: 2021-05-10\nend: 2021-05-12", date(2021, 5, 10), date(2021, 5, 12)),
        ("start: 2021-05-10/2021-05-11", date(2021, 5, 10), date(2021, 5, 11)),
    ],
)
def test_an_entry_lasts_from_its_first_day_to_its_last(dates: str, first: date, last: date) -> None:
    entry = entry_of(dates)
    assert entry.decoded("dtstart") == first
    assert entry.decoded("dtend") == last + timedelta(days=1)


@pytest.mark.parametrize("start", ["2021-05", "2021-05-10~", "2021-05-10/..", "9999-12-31", "2021"])
def test_a_talk_whose_days_are_not_known_is_left_out(start: str) -> None:
    files = minimal()
    files[TALK] = files[TALK].replace(b"2021-05-10", start.encode())
    site = publication(files)
    assert icalendar.Calendar.from_ical(site.files["talks.ics"]).events == []
    assert "harbour-meeting.md" in site.pages["data.md"].body


def test_an_entry_says_what_is_known_and_since_when() -> None:
    entry = icalendar.Calendar.from_ical(published("changed").files["talks.ics"]).events[0]
    assert str(entry["summary"]) == "Meeting at the harbour office"
    assert str(entry["uid"]) == str(entry["url"]) == f"{BASE}talks/harbour-meeting/"
    assert str(entry["location"]) == "Norham"
    assert str(entry["status"]) == "CONFIRMED"
    assert entry.decoded("dtstamp") == datetime(2021, 5, 1, tzinfo=UTC)  # of its newest change


def test_an_offer_is_no_meeting() -> None:
    files = minimal()
    files[TALK] = files[TALK].replace(b"status: held", b"status: offered")
    (entry,) = icalendar.Calendar.from_ical(publication(files).files["talks.ics"]).events
    assert str(entry["status"]) == "TENTATIVE"
    assert str(entry["summary"]) == "Meeting at the harbour office (offered)"


# All together


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_come_back_as_themselves(words: str) -> None:
    site = publication(hostile(words))
    assert loaded(site, "talks/harbour-meeting/data.json")["title"] == words
    assert loaded(site, "data.json")["explainer"]["title"] == words
    (row,) = table(site, "statements")
    assert row["text"].removeprefix("'") == words
    (entry,) = icalendar.Calendar.from_ical(site.files["talks.ics"]).events
    assert str(entry["summary"]) == words
    (item,) = loaded(site, "data/claim-reviews.json")["dataFeedElement"]
    assert item["item"][0]["claimReviewed"] == words


@pytest.mark.parametrize("name", NAMES)
def test_the_page_lists_every_download_and_each_is_there(name: str) -> None:
    site = published(name)
    body = site.pages["data.md"].body
    for one in DOWNLOADS:
        assert one.path in site.files
        assert f"({one.path})" in body
    (data,) = (
        node
        for node in site.pages["data.md"].meta["jsonld"]["@graph"]
        if node["@type"] == "Dataset"
    )
    assert [one["contentUrl"] for one in data["distribution"]] == [
        BASE + one.path for one in DOWNLOADS
    ]
    assert {one["@type"] for one in data["distribution"]} == {"DataDownload"}
    listed = {one.path for one in DOWNLOADS}
    rest = {path for path in site.files if "/" not in path or path.startswith("data/")} - listed
    assert rest == set()


def test_the_day_on_which_a_site_is_built_changes_no_byte() -> None:
    assert publication(changed(), today=TODAY + timedelta(days=400)) == published("changed")


def test_an_embargo_that_has_passed_leaves_no_trace_in_the_data() -> None:
    files = minimal()
    files[CLAIM] += b"embargo: 2021-06-01\n"
    before, after = published("minimal").files, publication(files).files
    assert before.keys() == after.keys()
    assert {path for path in before if before[path] != after[path]} <= {
        "assets/search/words-0.json"
    }


@pytest.mark.exhaustive
def test_a_built_page_names_its_other_forms_and_is_hardly_heavier_for_it(
    site_folder: Path,
) -> None:
    """In its head and at its end: less than 1 KiB, compressed."""
    site = published("real")
    records: list[Claim | Talk] = [*site.archive.of_kind(Claim), *site.archive.of_kind(Talk)]
    for record in records:
        folder = site_folder / path_of(record).removesuffix(".md")
        html = (folder / "index.html").read_text()
        soup = BeautifulSoup(html, "lxml")
        alternates = {str(one["href"]): one["type"] for one in soup.select("link[rel=alternate]")}
        assert alternates["../../changes.atom"] == "application/atom+xml"
        assert alternates["data.json"] == "application/json"
        # Only the form for embedding needs to be asked for by its whole address.
        whole = {href: type for href, type in alternates.items() if "://" in href}
        assert set(whole.values()) <= {"application/json+oembed"}
        assert all((folder / href).is_file() for href in alternates if href not in whole)
        assert json.loads((folder / "data.json").read_text())["title"] == record.heading
        colophon = soup.select_one(".x-colophon")
        assert colophon is not None and colophon.select_one('a[href="data.json"]')
        assert _weight(html) - _weight(_without_forms(html)) < MOST_WEIGHT


def _without_forms(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    found = soup.select("link[rel=alternate], .x-cite, .x-colophon a[href='data.json']")
    assert len(found) >= 5
    for part in found:
        assert isinstance(part, Tag)
        part.decompose()
    return str(soup)


def _weight(html: str) -> int:
    return len(gzip.compress(str(BeautifulSoup(html, "html.parser")).encode(), 6))
