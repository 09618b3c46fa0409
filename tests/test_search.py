"""What the search reads, and how its worker folds and compares words."""

import gzip
import json
import random
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from archives import ROOT, made, made_of_real_data, minimal, site_of
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page
from queries import spellings

from generator.core.text import folded
from generator.data.paths import address, path_of
from generator.data.records import Record
from generator.kinds.claim import Claim
from generator.kinds.source import Source
from generator.query.context import Settings, context
from generator.site.search import FOLDER, RECORDS, word_files, words_of
from generator.site.site import Site

pytest_plugins = ("browser_fixtures",)

WORKER = ROOT / "overrides" / "assets" / "search" / "worker.js"
FIRST_SEARCH = 150 * 1024  # bytes that the first search may transfer at 1,000 claims


def parsed(site: Site, path: str) -> Any:
    return json.loads(site.assets[path])


@cache
def real_site() -> Site:
    site = made_of_real_data().site
    assert site is not None
    return site


def entries_of(site: Site) -> dict[str, Any]:
    return {entry["at"]: entry for entry in parsed(site, RECORDS)["entries"]}


def words_in(site: Site) -> dict[str, Any]:
    """All files of words as one."""
    paths = [path for path in site.assets if path.startswith(f"{FOLDER}/words-")]
    return {word: found for path in paths for word, found in parsed(site, path).items()}


def test_every_page_is_listed_once() -> None:
    site = real_site()
    listed = [entry["at"] for entry in parsed(site, RECORDS)["entries"]]
    assert sorted(listed) == sorted(address(path) for path in site.pages)


def test_every_spelling_of_a_record_is_listed_with_its_page() -> None:
    entries = entries_of(real_site())
    for record in made_of_real_data().archive.records.values():
        entry = entries[address(path_of(record))]
        assert {entry["title"], *entry.get("also", ())} == set(spellings(record))


def test_claims_and_talks_are_listed_with_date_and_status() -> None:
    entries = entries_of(real_site()).values()
    shown = [entry for entry in entries if entry["kind"] in ("Claim", "Talk")]
    assert shown
    assert all(entry["date"] and len(entry["status"]) == 2 for entry in shown)


def test_each_kind_of_page_has_a_rank_and_sources_have_the_lowest() -> None:
    listed = parsed(real_site(), RECORDS)
    ranks = {label: kind["rank"] for label, kind in listed["kinds"].items()}
    assert {entry["kind"] for entry in listed["entries"]} <= set(ranks)
    assert min(ranks, key=lambda label: ranks[label]) == "Source"
    assert ranks["Claim"] == max(ranks.values())


def test_what_is_held_back_is_not_in_the_search() -> None:
    files = minimal()
    term = next(path for path in files if path.startswith("site-data/context/terms/"))
    text = files[term].decode()
    held = {"shown": text, "draft": f"{text}draft: true\n"}
    files |= {f"site-data/context/terms/{id}.yml": text.encode() for id, text in held.items()}
    site = made(files).site
    assert site is not None
    assert "glossary/shown/" in entries_of(site)
    assert "glossary/draft/" not in entries_of(site)


def test_words_of_texts_lead_to_their_pages() -> None:
    """A word of an assessment, which stands in no title, leads to its claim."""
    site = real_site()
    listed = [entry["at"] for entry in parsed(site, RECORDS)["entries"]]
    archive = made_of_real_data().archive
    words = words_in(site)
    for claim in archive.of_kind(Claim):
        for word in words_of(context(archive), claim):
            distances = words[word]
            if distances:
                numbers = {sum(distances[: i + 1]) for i in range(len(distances))}
                assert address(path_of(claim)) in {listed[number] for number in numbers}


def test_records_are_named_in_words_by_their_titles_and_not_by_their_ids() -> None:
    archive = made_of_real_data().archive
    talk = archive.records["istanbul-2022-03-29"]
    assert {"istanbul", "medinsky"} <= set(words_of(context(archive), talk))


def test_words_with_the_same_first_letters_are_in_one_file() -> None:
    site = real_site()
    starts = parsed(site, RECORDS)["words"]
    files = [parsed(site, f"{FOLDER}/words-{number}.json") for number in range(len(starts))]
    assert len(files) > 1
    assert [next(iter(file)) for file in files] == starts
    beginnings = [{word[:2] for word in file} for file in files]
    assert sum(map(len, beginnings)) == len(set().union(*beginnings))


def test_a_word_that_stands_nearly_everywhere_is_not_counted() -> None:
    pages = [["ab", "the"], ["the"], ["the"], ["ab", "the"], ["ab"]]
    assert list(word_files(pages, common=3)) == [{"ab": [0, 3, 1], "the": 0}]


@pytest.mark.exhaustive
def test_the_first_search_is_small_with_a_thousand_claims() -> None:
    """The worker, the list, and the two largest files of words that a query may need."""
    site = thousand_claims()
    sizes = {path: len(gzip.compress(one, 6)) for path, one in site.assets.items()}
    words = sorted(size for path, size in sizes.items() if path.startswith(f"{FOLDER}/words-"))
    worker = len(gzip.compress(WORKER.read_bytes(), 6))
    total = worker + sizes[RECORDS] + sum(words[-2:])
    print(
        f"first search at 1,000 claims: {total:,} bytes = worker {worker:,}, "
        f"list {sizes[RECORDS]:,}, words {words[-2:]} of {len(words)} files, {sum(words):,}"
    )
    assert total <= FIRST_SEARCH


def thousand_claims() -> Site:
    """The real archive with 1,000 more claims and 700 sources, made of words of the real ones."""
    archive = made_of_real_data().archive
    chance = random.Random(1)
    records: dict[str, Record] = dict(archive.records)
    origins, paths = dict(archive.origins), dict(archive.paths)
    for model, number in ((Claim, 1000), (Source, 700)):
        originals = archive.of_kind(model)
        titles = [word for one in originals for word in one.heading.split()]
        texts = _words_of_prose(list(originals))
        for count in range(number):
            original = chance.choice(originals)
            changed: dict[str, Any] = {
                "title": _drawn(chance, titles, len(original.heading.split()))
            }
            field = "summary" if isinstance(original, Claim) else "note"
            changed[field] = _drawn(chance, texts, 250 if isinstance(original, Claim) else 60)
            bare = {"assessments": ()} if isinstance(original, Claim) else {"passages": ()}
            id = f"{original.id}-{count}"
            records[id] = original.model_copy(update={"id": id, **changed, **bare})
            origins[id], paths[id] = archive.origins[original.id], archive.paths[original.id]
    larger = replace(archive, records=records, origins=origins, paths=paths)
    return site_of(larger, Settings())


def _words_of_prose(records: list[Any]) -> list[str]:
    """The words of some records as often as they are used."""
    texts = [
        json.dumps(one.model_dump(mode="json", warnings=False), ensure_ascii=False)
        for one in records
    ]
    words = " ".join(texts).replace('"', " ").split()
    return [word for word in words if word.strip(".,;:").isalpha()]


def _drawn(chance: random.Random, words: list[str], number: int) -> str:
    return " ".join(chance.choices(words, k=number))


@pytest.fixture(scope="module")
def functions(chromium: Browser) -> Iterator[Page]:
    """A page in which the functions of the worker can be called."""
    with chromium.new_context() as context:
        page = context.new_page()
        page.add_script_tag(content=WORKER.read_text(encoding="utf-8"))
        yield page


def folded_by_worker(functions: Page, texts: list[str]) -> list[str]:
    found: list[str] = functions.evaluate("texts => texts.map(folded)", texts)
    return found


@pytest.mark.browser
def test_the_worker_folds_every_name_as_the_generator_does(functions: Page) -> None:
    archive = made_of_real_data().archive
    names = [name for record in archive.records.values() for name in spellings(record)]
    assert folded_by_worker(functions, names) == [folded(name) for name in names]


# Marks that have no combining class part words in Python and vanish in JavaScript: vowel signs of
# Indic scripts. Cherokee has its small letters folded to capitals. And what a browser knows of
# characters that are newer than Python's tables cannot be compared.
_OTHER = {"Cs", "Cn", "Co"}


def _is_alike(char: str) -> bool:
    if unicodedata.category(char) in _OTHER or "CHEROKEE" in unicodedata.name(char, ""):
        return False
    parts = unicodedata.normalize("NFKD", char)
    return all(unicodedata.combining(one) or unicodedata.category(one)[0] != "M" for one in parts)


@cache
def alike() -> list[str]:
    return [char for char in map(chr, range(sys.maxunicode + 1)) if _is_alike(char)]


@pytest.mark.browser
def test_the_worker_folds_every_character_as_the_generator_does(functions: Page) -> None:
    texts = [f"a{char}b" for char in alike()]
    theirs = folded_by_worker(functions, texts)
    differing = [text for text, one in zip(texts, theirs, strict=True) if one != folded(text)]
    assert len(alike()) > 100_000
    assert differing == []


@pytest.mark.browser
@given(texts=st.lists(st.text(st.deferred(lambda: st.sampled_from(alike()))), max_size=20))
def test_the_worker_folds_any_text_as_the_generator_does(functions: Page, texts: list[str]) -> None:
    assert folded_by_worker(functions, texts) == [folded(text) for text in texts]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("gryzlov", "gryzlv", True),  # missing
        ("gryzlov", "gryzzlov", True),  # too many
        ("gryzlov", "grizlov", True),  # wrong
        ("gryzlov", "gyrzlov", True),  # swapped
        ("gryzlov", "gryzlovs", True),
        ("gryzlov", "grizlow", False),  # two are wrong
        ("gryzlov", "grlyzov", False),  # moved by two places
        ("gryzlov", "gryz", False),
    ],
)
def test_one_typing_error_is_near(functions: Page, one: str, other: str, near: bool) -> None:
    assert functions.evaluate("([one, other]) => isOneEdit(one, other)", [one, other]) is near
    assert functions.evaluate("([one, other]) => isOneEdit(other, one)", [one, other]) is near


@pytest.mark.browser
def test_short_words_are_not_taken_for_misspelt_ones(functions: Page) -> None:
    assert functions.evaluate("likeness('minks', 'minsk')") == 0
    assert functions.evaluate("likeness('istnbul', 'istanbul')") > 0


@pytest.mark.browser
def test_what_the_list_says_is_escaped_in_results(functions: Page) -> None:
    entry: Mapping[str, Any] = {
        "at": "x/",
        "kind": "Claim",
        "title": "<b>1 & 2</b>",
        "summary": "<i>\"'",
        "status": ['"><i>', "<u>"],
        "date": "May 2022",
    }
    functions.evaluate("list = { also: 'Also written: {name}' }")
    item = functions.evaluate("entry => item({ entry, score: 1, named: '<img src=x>' })", entry)
    assert item["title"] == "&#60;b&#62;1 &#38; 2&#60;/b&#62;"
    assert item["text"] == (
        '<p class="x-hit">Claim · <span class="x-status x-status--&#34;&#62;&#60;i&#62;">'
        "&#60;u&#62;</span> · May 2022"
        "<br>Also written: &#60;img src=x&#62;<br>&#60;i&#62;&#34;&#39;</p>"
    )
