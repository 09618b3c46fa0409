"""Feeds of changes: what feed readers and the standards' own grammars say of them."""

import json
from xml.etree import ElementTree as ET

import feedparser
import pytest
from archives import archive
from jsonschema import Draft202012Validator
from lxml import etree
from publications import (
    BASE,
    CLAIM,
    HOSTILE,
    NAMES,
    STANDARDS,
    changed,
    publication,
    published,
)

from generator.kinds.claim import Claim
from generator.kinds.talk import Talk

GRAMMAR = etree.RelaxNG(etree.parse(STANDARDS / "atom.rng"))
JSON_FEED = Draft202012Validator(json.loads((STANDARDS / "json-feed-1.1.json").read_text()))
OF_CLAIM = "claims/ferry-left-late/"
SITES = [(name, base) for name in NAMES for base in (BASE, "")]


def feeds(name: str, base: str, ending: str) -> dict[str, bytes]:
    files = published(name, base).files
    found = {path: data for path, data in files.items() if path.endswith(ending)}
    assert found
    return found


@pytest.mark.parametrize(("name", "base"), SITES)
def test_a_feed_parser_reads_every_atom_feed(name: str, base: str) -> None:
    for path, data in feeds(name, base, "changes.atom").items():
        read = feedparser.parse(data)
        assert not read.bozo, (path, read.bozo_exception)
        assert read.version == "atom10"
        assert read.feed.title and read.feed.id and read.feed.updated_parsed


@pytest.mark.parametrize(("name", "base"), SITES)
def test_every_atom_feed_follows_the_grammar_of_the_standard(name: str, base: str) -> None:
    for path, data in feeds(name, base, "changes.atom").items():
        assert GRAMMAR.validate(etree.fromstring(data)), (path, GRAMMAR.error_log.last_error)


def test_the_grammar_refuses_what_the_standard_does() -> None:
    """Or else it would show nothing."""
    text = published("changed").files["changes.atom"].decode()
    for right, wrong in (
        ("<id>", '<id lang="en">'),
        ("T00:00:00Z", ""),
        ("<rights>CC-BY-4.0</rights>", "<licence>CC-BY-4.0</licence>"),
        ('<content type="text">', '<content type="markdown">'),
    ):
        assert right in text
        assert not GRAMMAR.validate(etree.fromstring(text.replace(right, wrong).encode())), wrong


@pytest.mark.parametrize(("name", "base"), SITES)
def test_every_json_feed_follows_the_standard(name: str, base: str) -> None:
    for path, data in feeds(name, base, "changes.json").items():
        feed = json.loads(data)
        assert [error.message for error in JSON_FEED.iter_errors(feed)] == [], path
        ids = [item["id"] for item in feed["items"]]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", NAMES)
def test_the_feed_of_all_tells_of_every_change_newest_first(name: str) -> None:
    site = published(name)
    notes = [change.note for change in site.explainer.changes]
    for record in site.archive.records.values():
        notes += [change.note for change in record.changes]
    read = feedparser.parse(site.files["changes.atom"])
    assert sorted(_text(entry) for entry in read.entries) == sorted(notes)
    dates = [entry.updated for entry in read.entries]
    assert dates == sorted(dates, reverse=True)
    assert not dates or read.feed.updated == dates[0]


@pytest.mark.parametrize("name", NAMES)
def test_both_formats_tell_the_same(name: str) -> None:
    for path, data in feeds(name, BASE, "changes.atom").items():
        read = feedparser.parse(data)
        items = json.loads(published(name).files[path.replace(".atom", ".json")])["items"]
        assert [(one.id, one.title, _text(one), one.updated, one.link) for one in read.entries] == [
            (one["id"], one["title"], one["content_text"], one["date_published"], one["url"])
            for one in items
        ]


@pytest.mark.parametrize("name", NAMES)
def test_talks_and_claims_that_have_changed_have_feeds_of_their_own(name: str) -> None:
    site = published(name)
    expected = {"changes.atom"}
    for record in site.archive.records.values():
        if isinstance(record, Claim | Talk) and record.changes:
            section = "claims" if isinstance(record, Claim) else "talks"
            ids = (record.id, *record.formerly)
            expected |= {f"{section}/{id}/changes.atom" for id in ids}
    assert {path for path in site.files if path.endswith(".atom")} == expected


def test_hostile_words_come_back_as_themselves() -> None:
    files = published("changed").files
    read = feedparser.parse(files[f"{OF_CLAIM}changes.atom"])
    assert [_text(entry) for entry in read.entries][: len(HOSTILE)] == list(HOSTILE)
    root = ET.fromstring(files[f"{OF_CLAIM}changes.atom"])
    assert {element.tag.partition("}")[2] for element in root.iter()} == {
        *("feed", "title", "id", "updated", "link", "author", "name", "rights"),
        *("entry", "category", "content"),
    }


def test_addresses_are_whole_and_lead_to_the_change_on_its_page() -> None:
    site = published("changed")
    read = feedparser.parse(site.files[f"{OF_CLAIM}changes.atom"])
    links = {one.rel: one.href for one in read.feed.links}
    assert links == {"self": f"{BASE}{OF_CLAIM}changes.atom", "alternate": f"{BASE}{OF_CLAIM}"}
    body = site.pages["claims/ferry-left-late.md"].body
    for entry in read.entries:
        page, _, anchor = entry.link.partition("#")
        assert page == f"{BASE}{OF_CLAIM}"
        assert f"{{ #{anchor} }}" in body


def test_without_an_address_of_the_site_links_lead_from_the_feed_and_ids_are_still_unique() -> None:
    (entry, *_) = feedparser.parse(published("changed", "").files["changes.atom"]).entries
    assert entry.link == f"{OF_CLAIM}#changed-2021-06-29"
    assert entry.id.startswith("urn:uuid:")
    elsewhere = published("spellings", "").files["changes.atom"]
    assert entry.id not in elsewhere.decode()


def test_a_new_change_and_new_words_leave_the_ids_of_the_others_as_they_were() -> None:
    before = _ids(changed())
    files = changed()
    new = b"changes:\n  - {date: 2021-06-29, kind: correction, note: A second one that day.}\n"
    files[CLAIM] = files[CLAIM].replace(b"changes:\n", new).replace(b"hour was", b"minute was")
    after = _ids(files)
    assert after[1:] == before
    assert after[0] not in before


def test_who_follows_a_former_address_is_sent_the_same_feed() -> None:
    files = published("changed").files
    for name in ("changes.atom", "changes.json"):
        assert files[f"claims/ferry-was-late/{name}"] == files[f"{OF_CLAIM}{name}"]


def test_every_page_names_the_feeds_in_its_head_and_the_page_of_changes_shows_them() -> None:
    site = published("changed")
    for page in site.pages.values():
        named = [one["path"] for one in page.meta["alternates"]]
        assert named[:2] == ["changes.atom", "changes.json"], page.path
        assert all(path in site.files for path in named)
    own = [one["path"] for one in site.pages["claims/ferry-left-late.md"].meta["alternates"]]
    assert own[2:] == [
        f"{OF_CLAIM}{name}" for name in ("data.json", "changes.atom", "changes.json")
    ]
    assert "[Atom](changes.atom) · [JSON Feed](changes.json)" in site.pages["changes.md"].body


def test_a_site_without_changes_has_a_feed_as_old_as_its_sources() -> None:
    assert b"changes:" not in b"".join(archive("minimal").values())
    read = feedparser.parse(published("minimal").files["changes.atom"])
    assert read.entries == []
    assert read.feed.updated == "2021-06-30T00:00:00Z"


def _ids(files: dict[str, bytes]) -> list[str]:
    return [
        one.id
        for one in feedparser.parse(publication(files).files[f"{OF_CLAIM}changes.atom"]).entries
    ]


def _text(entry: feedparser.FeedParserDict) -> str:
    return str(entry.content[0].value)
