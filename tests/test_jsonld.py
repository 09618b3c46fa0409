"""Linked data: every page says in schema.org's words what it says to readers, and no more."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import extruct  # type: ignore[import-untyped]
import pytest
from archives import ROOT, TODAY, archive, minimal, real_archive, texts
from bs4 import BeautifulSoup, Tag
from sampling import Sampling

from generator.build.pipeline import make
from generator.core.dates import parse
from generator.data.paths import address
from generator.data.project import read_texts
from generator.data.records import Explainer, Record, Statement
from generator.kinds.claim import Claim, ClaimKind
from generator.labels.labels import ENGLISH, labels_in
from generator.query.context import Settings
from generator.site.site import Site

pytest_plugins = ("browser_fixtures",)

BASE = "http://127.0.0.1/some/path/"  # the address for which `site_folder` is built
CLAIM = "site-data/claims/ferry-left-late.yml"
HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!-- <script> -->",
    "a \" b ' c & d",
    "{{ page }} {% raw %}",
    "\\u003c \\n",
)

Node = dict[str, Any]

ARCHIVE = real_archive()
CLAIMS = [one for one in ARCHIVE.published.records.values() if isinstance(one, Claim)]


@dataclass(frozen=True)
class Built:
    """A page as it was built."""

    folder: Path
    path: str  # in the Markdown tree

    @property
    def url(self) -> str:
        return BASE + address(self.path)

    @cached_property
    def html(self) -> str:
        return (self.folder / address(self.path) / "index.html").read_text(encoding="utf-8")

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "lxml")

    @cached_property
    def graph(self) -> list[Node]:
        return _graph(self.html, self.url)

    def one(self, type: str) -> Node:
        (found,) = self.all(type)
        return found

    def all(self, type: str) -> list[Node]:
        return [one for one in _nodes(self.graph) if one.get("@type") == type]

    @cached_property
    def text(self) -> str:
        """What a reader reads of the page, without the marks of footnotes."""
        return _text(self.soup.find("article"))

    @property
    def title(self) -> str:
        return _text(self.soup.find("h1"))

    @property
    def verdict(self) -> str:
        return _text(self.soup.find(class_="x-verdict"))

    @property
    def assessment(self) -> str:
        """The short reason at the head of the page, and the others above the evidence."""
        paragraphs = self.soup.select(".x-verdict > p:not(.x-finding, .x-jump), .x-reasons > p")
        return " ".join(map(_text, paragraphs))


def _graph(html: str, url: str) -> list[Node]:
    (found,) = extruct.extract(html, url, syntaxes=["json-ld"], errors="strict")["json-ld"]
    assert found["@context"] == "https://schema.org"
    graph: list[Node] = found["@graph"]
    return graph


def _nodes(value: Any) -> Iterator[Node]:
    """Every node, also those inside others; those that only name another are none."""
    if isinstance(value, list):
        for one in value:
            yield from _nodes(one)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        yield from _nodes(list(value.values()))


def _text(part: Any) -> str:
    assert isinstance(part, Tag)
    for mark in part.select("sup, .headerlink, script, style"):
        mark.decompose()
    text = " ".join(part.get_text().split())
    return re.sub(r"\s+([.,;:])", r"\1", text)


@pytest.fixture(scope="module")
def site() -> Site:
    """What the generator made of the pages that were built."""
    site = make(read_texts(ROOT), Settings(site_url=BASE)).site
    assert site is not None
    return site


@pytest.fixture(scope="module")
def pages(site_folder: Path, site: Site) -> dict[str, Built]:
    """Every page of the site, by its path in the Markdown tree."""
    return {path: Built(site_folder, path) for path in sorted(site.pages)}


def test_extruct_reads_every_page_without_an_error(
    pages: dict[str, Built], sampling: Sampling
) -> None:
    for page in sampling.few(pages.values(), 60):
        syntaxes = ["json-ld", "opengraph", "microdata"]
        found = extruct.extract(page.html, page.url, syntaxes=syntaxes, errors="strict")
        assert len(found["json-ld"]) == 1, page.path
        assert len(found["opengraph"]) == 1, page.path


def test_no_syntax_that_extruct_knows_has_an_error_on_any_kind_of_page(
    pages: dict[str, Built],
) -> None:
    of_each_section = {path.partition("/")[0]: page for path, page in pages.items()}
    for page in of_each_section.values():
        extruct.extract(page.html, page.url, errors="strict")


def test_the_site_that_is_built_has_the_linked_data_that_the_generator_made(
    pages: dict[str, Built], site: Site
) -> None:
    for path, page in site.pages.items():
        assert pages[path].graph == page.meta["jsonld"]["@graph"], path


def test_every_page_names_itself_its_trail_and_who_publishes_it(pages: dict[str, Built]) -> None:
    for page in pages.values():
        (itself,) = (one for one in page.graph if one["@type"] in ("WebPage", "CollectionPage"))
        assert itself["url"] == page.url
        assert page.one("BreadcrumbList")["@id"] == itself["breadcrumb"]["@id"]
        publisher = next(one for one in page.graph if one.get("@id") == itself["publisher"]["@id"])
        assert publisher["publishingPrinciples"] == f"{BASE}methodology/"
        assert publisher["correctionsPolicy"] == f"{BASE}corrections/"


def test_a_trail_is_the_one_that_readers_see(pages: dict[str, Built], sampling: Sampling) -> None:
    """The links above the page, and the page itself by its heading; home is only itself."""
    for page in sampling.few(pages.values(), 30):
        steps = page.one("BreadcrumbList")["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        shown = page.soup.select("nav.x-crumbs a")
        if page.path == "index.md":
            assert not shown and [step["name"] for step in steps] == ["Home"]
            continue
        assert [step["name"] for step in steps] == [*map(_text, shown), page.title], page.path
        *front, last = (step["item"] for step in steps)
        assert last == page.url
        assert [urljoin(page.url, str(link["href"])) for link in shown] == front, page.path


def _is_allowed(claim: Claim, explainer: Explainer) -> bool:
    if claim.kind is not ClaimKind.FACTUAL or not claim.assessments or claim.draft:
        return False
    return explainer.status(claim.assessments[0].status).rating is not None


def _explainer() -> Explainer:
    assert ARCHIVE.explainer is not None
    return ARCHIVE.explainer


ALLOWED = [claim for claim in CLAIMS if _is_allowed(claim, _explainer())]


def test_there_are_claims_of_both_sorts() -> None:
    """Or the tests below would hold by finding nothing."""
    assert 0 < len(ALLOWED) < len(CLAIMS)


def test_exactly_the_rated_claims_of_fact_have_a_review_and_only_one(
    pages: dict[str, Built],
) -> None:
    allowed = {f"claims/{claim.id}.md": 1 for claim in ALLOWED}
    found = {path: len(page.all("ClaimReview")) for path, page in pages.items()}
    assert {path: number for path, number in found.items() if number} == allowed


def test_no_rating_stands_on_any_other_page(pages: dict[str, Built]) -> None:
    allowed = {f"claims/{claim.id}.md" for claim in ALLOWED}
    for path in set(pages) - allowed:
        assert not pages[path].all("Rating"), path
        assert "reviewRating" not in json.dumps(pages[path].graph), path


@pytest.mark.parametrize("claim", ALLOWED, ids=lambda claim: claim.id)
def test_a_review_says_what_the_page_says(pages: dict[str, Built], claim: Claim) -> None:
    page = pages[f"claims/{claim.id}.md"]
    review = page.one("ClaimReview")
    assert review["claimReviewed"] == review["itemReviewed"]["name"] == page.title
    assert review["url"] == page.url == page.soup.select_one('link[rel="canonical"]')["href"]  # type: ignore[index]
    status = _text(page.soup.select_one(".x-verdict .x-status"))
    assert review["reviewRating"]["alternateName"] == status
    assert status == _text(page.soup.select_one("h1 ~ * .x-status"))
    date, author = labels_in(ENGLISH).date(parse(review["datePublished"])), review["author"]["name"]
    assert f"as of {date}, by {author}" in page.verdict
    assert review["reviewBody"]
    assert review["reviewBody"] == page.assessment


@pytest.mark.parametrize("claim", ALLOWED, ids=lambda claim: claim.id)
def test_a_rating_lies_on_the_scale_that_the_methodology_shows(
    pages: dict[str, Built], claim: Claim
) -> None:
    rating = pages[f"claims/{claim.id}.md"].one("ClaimReview")["reviewRating"]
    assert (rating["worstRating"], rating["bestRating"]) == (1, 5)
    assert 1 <= rating["ratingValue"] <= 5
    rows = {
        _text(row.find("td")): _text(row.find_all("td")[-1])
        for row in pages["methodology.md"].soup.select("table tr")[1:]
    }
    assert rows[rating["alternateName"]] == f"{rating['ratingValue']} of 5"


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_a_claim_names_who_made_it_where_it_appears_and_what_is_cited(
    pages: dict[str, Built], claim: Claim
) -> None:
    page = pages[f"claims/{claim.id}.md"]
    node = page.one("Claim")
    assert node["name"] == page.title
    assert node["author"]["name"] in page.text
    sources = {id for one in claim.assessments[:1] for id in (e.source for e in one.evidence)}
    assert _ids(node.get("citation", [])) == sources
    own = [one for one in claim.statements if one.speaker == claim.statements[0].speaker]
    assert _ids(node["appearance"]) == {one.source for one in own}


def _ids(nodes: Any) -> set[str]:
    """The records that nodes stand for, by the last part of their address."""
    listed = nodes if isinstance(nodes, list) else [nodes]
    return {one["@id"].partition("#")[0].rstrip("/").rpartition("/")[2] for one in listed}


def test_each_quotation_stands_on_its_page_at_its_own_address(pages: dict[str, Built]) -> None:
    number = 0
    for page in pages.values():
        for node in page.all("Quotation"):
            if "url" not in node:
                continue  # a translation belongs to the words that it translates
            number += 1
            address, _, anchor = node["url"].partition("#")
            assert address == page.url
            place = page.soup.find(id=anchor)
            assert " ".join(node["text"].split()) in _text(place), node["url"]
            assert node["spokenByCharacter"]["name"] in _text(place)
    statements = [one for one in _statements() if one.quote]
    assert number == len(statements) > 0


def _statements() -> Iterator[Statement]:
    for record in ARCHIVE.published.records.values():
        yield from getattr(record, "statements", ())


TYPES = {
    "talks": {"Event"},
    "people": {"Person"},
    "organisations": {
        "Organization",
        "GovernmentOrganization",
        "NewsMediaOrganization",
        "PoliticalParty",
    },
    "places": {"Place"},
    "documents": {"CreativeWork"},
    "events": {"Event"},
    "glossary": {"DefinedTerm"},
    "sources": {"NewsArticle", "AnalysisNewsArticle", "SocialMediaPosting", "CreativeWork"},
}


def test_the_main_thing_of_each_record_has_the_type_of_its_kind(
    pages: dict[str, Built], sampling: Sampling
) -> None:
    seen: set[str] = set()
    titled = sampling.few(pages.values(), 30)  # to read what readers see of a page takes long
    for path, page in pages.items():
        section = path.partition("/")[0]
        if section in TYPES and not path.endswith("index.md"):
            main = page.graph[0]["mainEntity"]["@id"]
            (found,) = (one for one in page.graph if one["@id"] == main)
            assert found["@type"] in TYPES[section], path
            # The page says more in its title where another record has the same one.
            assert page not in titled or page.title.startswith(found["name"]), path
            seen.add(section)
    assert seen == set(TYPES)


def test_talks_say_when_where_and_who(pages: dict[str, Built]) -> None:
    node = pages["talks/istanbul-2022-03-29.md"].graph[2]
    assert node["startDate"] == "2022-03-29"
    assert node["eventStatus"] == "https://schema.org/EventScheduled"
    assert {"latitude", "longitude"} <= set(next(_of("GeoCoordinates", node)))
    assert "Davyd Arakhamia" in [one["name"] for one in node["attendee"]]


def test_nobody_attended_what_was_only_offered(pages: dict[str, Built]) -> None:
    for page in pages.values():
        record = ARCHIVE.records.get(page.path.rpartition("/")[2][:-3])
        if getattr(record, "status", "") == "offered":
            assert not {"attendee", "eventStatus"} & set(page.graph[2]), page.path


def _of(type: str, value: Any) -> Iterator[Node]:
    return (one for one in _nodes(value) if one["@type"] == type)


def test_wikidata_is_named_exactly_where_the_data_names_it(pages: dict[str, Built]) -> None:
    named = {
        f"{page.path}": node["sameAs"]
        for page in pages.values()
        for node in page.graph
        if "wikidata" in str(node.get("sameAs", ""))
    }
    wanted = {
        path: f"https://www.wikidata.org/wiki/{_record(path).wikidata}"  # type: ignore[union-attr]
        for path in pages
        if getattr(_record(path), "wikidata", None)
    }
    assert named == wanted
    assert wanted


def _record(path: str) -> Record | None:
    return ARCHIVE.published.records.get(path.rpartition("/")[2].removesuffix(".md"))


def test_the_home_page_offers_its_search_and_the_data_page_its_data(
    pages: dict[str, Built],
) -> None:
    action = pages["index.md"].one("SearchAction")
    assert action["target"]["urlTemplate"] == f"{BASE}?q={{search_term_string}}"
    assert action["query-input"] == "required name=search_term_string"
    data = pages["data.md"].one("Dataset")
    assert data["license"] == "https://spdx.org/licenses/CC-BY-4.0"
    assert 50 <= len(data["description"]) <= 5000


def test_every_address_is_whole_and_those_of_the_site_lead_to_pages(
    pages: dict[str, Built],
) -> None:
    known = {page.url for page in pages.values()}
    for page in pages.values():
        for url in _addresses(page.graph):
            assert re.match(r"https?://", url), (page.path, url)
            if url.startswith(BASE) and "?" not in url:
                assert url.partition("#")[0] in known, (page.path, url)


def _addresses(value: Any) -> Iterator[str]:
    keys = ("@id", "url", "item", "sameAs", "license", "archivedAt")
    if isinstance(value, list):
        for one in value:
            yield from _addresses(one)
    elif isinstance(value, dict):
        yield from (value[key] for key in keys if key in value)
        yield from _addresses(list(value.values()))


def test_a_shared_page_shows_its_title_and_description(
    pages: dict[str, Built], sampling: Sampling
) -> None:
    for page in sampling.few(pages.values(), 30):
        meta = {
            str(one.get("property") or one.get("name")): str(one["content"])
            for one in page.soup.select("meta[content]")
        }
        assert meta["og:url"] == page.url
        assert meta["og:title"] == page.graph[0]["name"]
        assert meta["og:description"] == meta["description"] == page.graph[0]["description"]
        assert meta["og:type"] == ("article" if _record(page.path) else "website")
        assert meta["twitter:card"]


# -- Small archives


def _linked(files: dict[str, bytes], path: str, settings: Settings | None = None) -> list[Node]:
    done = make(texts(files), settings or Settings(today=TODAY, site_url="https://example.org/x"))
    assert done.site is not None, done.found
    graph: list[Node] = done.site.pages[path].meta["jsonld"]["@graph"]
    return graph


def _with(path: str, *lines: str) -> dict[str, bytes]:
    """The minimal archive with more lines at the end of a file."""
    files = minimal()
    files[path] += ("\n".join(lines) + "\n").encode()
    return files


def test_a_correction_stands_on_the_page_and_among_all_changes() -> None:
    files = _with(
        CLAIM,
        "changes:",
        "  - {date: 2021-06-02, kind: correction, note: The year was wrong.}",
        "  - {date: 2021-06-01, kind: update, note: A source was added.}",
    )
    page = _linked(files, "claims/ferry-left-late.md")[0]
    assert page["dateModified"] == "2021-06-02"
    assert page["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "The year was wrong.",
            "datePublished": "2021-06-02",
        }
    ]
    (comment,) = _of("CorrectionComment", _linked(files, "changes.md"))
    assert comment["text"] == "The year was wrong."
    assert comment["about"]["@id"] == "https://example.org/x/claims/ferry-left-late/"


def test_an_opinion_has_no_review_even_with_a_rated_status() -> None:
    files = minimal()
    types = {one["@type"] for one in _nodes(_linked(files, "claims/ferry-left-late.md"))}
    files[CLAIM] = files[CLAIM].replace(b"kind: factual", b"kind: opinion", 1)
    assert "kind: opinion" in files[CLAIM].decode()
    after = {one["@type"] for one in _nodes(_linked(files, "claims/ferry-left-late.md"))}
    assert "ClaimReview" in types and "ClaimReview" not in after
    assert "Claim" in after


def test_a_draft_has_no_review_in_a_preview() -> None:
    files = minimal()
    files["site-data/claims/second.yml"] = files[CLAIM] + b"draft: true\n"
    preview = Settings(today=TODAY, is_preview=True)
    assert list(_of("ClaimReview", _linked(files, "claims/ferry-left-late.md", preview)))
    graph = _linked(files, "claims/second.md", preview)
    assert not list(_of("ClaimReview", graph)) and list(_of("Claim", graph))


def test_a_date_that_is_not_exact_is_left_out() -> None:
    files = minimal()
    event = "site-data/context/events/storm-2021.yml"
    exact = _linked(files, "events/storm-2021.md")[2]
    files[event] = re.sub(rb"date: .*", b"date: 2021-05~", files[event])
    assert "startDate" in exact
    assert "startDate" not in _linked(files, "events/storm-2021.md")[2]


def test_without_a_site_address_links_are_relative_to_the_page() -> None:
    graph = _linked(minimal(), "claims/ferry-left-late.md", Settings(today=TODAY))
    assert graph[0]["isPartOf"]["url"] == "../../"
    assert [one["item"] for one in graph[1]["itemListElement"]][-1] == "./"


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site, with words that would break out of a script or a tag if they could."""
    root = tmp_path_factory.mktemp("hostile")
    files = archive("minimal")
    explainer, person = "site-data/explainer.yml", "site-data/context/people/ada-brandt.yml"
    files[explainer] = _replaced(files[explainer], "title", " ".join(HOSTILE))
    files[explainer] = _replaced(files[explainer], "question", " ".join(HOSTILE))
    files[CLAIM] = _replaced(files[CLAIM], "title", HOSTILE[0])
    files[person] += f"also: {json.dumps(list(HOSTILE))}\n".encode()
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "overrides", root / "overrides")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", os.fspath(root / "site")],
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": BASE},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return root / "site"


def _replaced(data: bytes, field: str, text: str) -> bytes:
    line = f"{field}: {json.dumps(text)}".encode()
    return re.sub(rf"(?m)^{field}:.*$".encode(), lambda _: line, data, count=1)


@pytest.mark.parametrize("path", ["index.md", "claims/ferry-left-late.md", "people/ada-brandt.md"])
def test_hostile_words_stay_words(hostile_site: Path, path: str) -> None:
    page = Built(hostile_site, path)
    assert "alert(1)" in page.html
    scripts = page.soup.find_all("script")
    assert not [one for one in scripts if one.get_text().startswith("alert")]
    (own,) = (one for one in scripts if one.get("type") == "application/ld+json")
    assert not set("<>&'") & set(own.get_text())
    assert HOSTILE[0] in json.dumps(page.graph)
    title = page.soup.select_one('meta[property="og:title"]')
    assert title is not None and title["content"] == page.graph[0]["name"]


def test_hostile_words_come_back_as_themselves(hostile_site: Path) -> None:
    person = Built(hostile_site, "people/ada-brandt.md").one("Person")
    assert set(HOSTILE) <= set(person["alternateName"])
