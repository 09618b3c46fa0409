"""Texts that try to be something else stay texts: nothing of them runs, and nothing breaks.

Every field of every kind of record and each hand-written page's title and description is filled
with naughty strings. The site that is made of them is compared with the same site of tame words.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
import yaml
from archives import Files, minimal, texts
from browsing import arrive
from bs4 import BeautifulSoup, Tag
from file_server import Server, serving
from hostile.archive import (
    STRINGS,
    VARIANTS,
    accepted_in_lines,
    accepted_in_prose,
    archive,
    hostile,
    refused,
    tame,
)
from hostile.building import Built
from hostile.filling import leaves, values
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

from generator.build.preview import complaint, with_box
from generator.checks.run import checked
from generator.data.fields import Part
from generator.data.records import Explainer
from generator.data.source_text import SourceText
from generator.data.yaml import compose
from generator.kinds.registry import KINDS

pytest_plugins = ("browser_fixtures", "hostile_fixtures")

ICON = "link[rel=icon]"
MODELS: dict[str, type[Part]] = {"explainer": Explainer, **{kind.id: kind.model for kind in KINDS}}
PATHS = {
    "explainer": "site-data/explainer.yml",
    **{kind.id: f"site-data/{kind.folder}/{kind.id}-1.yml" for kind in KINDS},
}
# What Markdown's simple marks make of prose.
MARKS = {"em", "strong", "code", "pre", "ol", "ul", "li", "hr", "br", "p", "blockquote"}
REDIRECTS = re.compile(r"/former[-/]")


def told(words: str) -> str:
    """The words as they are compared: what HTML and our pages make of blanks is no difference."""
    return " ".join(words.split())


# What is filled in, and what is refused


def test_every_string_is_shown_or_refused_by_a_rule() -> None:
    assert len(STRINGS) > 300
    for one in STRINGS:
        assert bool(refused("country", one)) == (one not in accepted_in_lines())
        assert bool(refused("summary", one)) == (one not in accepted_in_prose())
    assert {rule for one in STRINGS for rule in refused("country", one)} == {"empty-value"}
    assert {rule for one in STRINGS for rule in refused("summary", one)} == {
        *("raw-html", "foreign-link", "empty-link", "uncited-paragraph", "unknown-reference")
    }


@pytest.mark.parametrize("kind", MODELS)
def test_every_field_of_text_has_every_string_that_it_may_have(kind: str) -> None:
    """But names and claims' titles, which have one each: together they have a good part of them."""
    files = archive(hostile)
    held: dict[str, str] = {}
    for path, data in files.items():
        if kind in path:
            record = json.loads(data) if path.endswith(".yml") else {}
            for _, name, value in values(record):
                leaf_name = re.sub(r"^(topics|names)\.\w+$", r"\1", name)
                held[leaf_name] = f"{held.get(leaf_name, '')} {value}"
    for leaf in leaves(MODELS[kind]):
        if leaf.sort != "closed":
            assert len(held[leaf.name].split()) > 1 or kind == "explainer", leaf.name
        if leaf.sort == "line" and kind != "explainer":
            field = leaf.name.rpartition(".")[2]
            if field not in ("title", "name", "label", "opening", "role"):
                missing = [
                    one for one in accepted_in_lines() if told(one) not in told(held[leaf.name])
                ]
                assert missing == [], leaf.name


@pytest.mark.parametrize("kind", MODELS)
@pytest.mark.parametrize(
    "evil",
    [
        "javascript:canary()",
        "../../etc/passwd",
        "<script>canary()</script>",
        "{{ 7 * 7 }}",
        "https://example.org/\\..\\x",
        "Con.",
    ],
)
def test_a_value_that_is_no_free_text_is_refused_at_its_place(kind: str, evil: str) -> None:
    """Ids, references, dates, addresses, numbers, words of a list: all of a record at once."""
    files = archive(tame)
    path = PATHS[kind] if kind != "explainer" else "site-data/explainer.yml"
    record = json.loads(files[path])
    closed = {leaf.name for leaf in leaves(MODELS[kind]) if leaf.sort == "closed"}
    closed -= {"statements.passage"}  # looked up once its source is known
    spoilt = _spoilt(record, closed, evil)
    data = json.dumps(spoilt, indent=1).encode()
    lines = _lines_found({**files, path: data}, path)
    tree, _ = compose(SourceText(path, data))
    assert tree is not None
    for place, _, value in values(spoilt):
        if value == evil:
            assert tree.values[place].line in lines, place


def _lines_found(files: Files, path: str) -> set[int]:
    found = checked(texts(files))[1]
    return {one.span.line for one in found if one.span.path == path and one.is_error}


def _spoilt(record: Any, closed: set[str], evil: str, above: str = "") -> Any:
    if isinstance(record, list):
        return [_spoilt(one, closed, evil, above) for one in record]
    if isinstance(record, dict):
        inner = {key: f"{above}.{key}".lstrip(".") for key in record}
        return {key: _spoilt(one, closed, evil, inner[key]) for key, one in record.items()}
    return evil if above in closed else record


@pytest.mark.sample(3)
@pytest.mark.parametrize("kind", MODELS)
def test_prose_that_would_be_more_is_refused_at_its_place(kind: str) -> None:
    names = [leaf.name for leaf in leaves(MODELS[kind]) if leaf.sort == "prose"]
    evils = [one for one in STRINGS if set(refused("summary", one)) - {"uncited-paragraph"}]
    for shift in range(0, len(evils), 7):
        given = {name: evils[(shift + at) % len(evils)] for at, name in enumerate(names)}

        def write(its: str, variant: int, leaf: Any, given: dict[str, str] = given) -> str:
            good = tame(its, variant, leaf)
            if (
                its == kind
                and variant == (0 if kind == "explainer" else 1)
                and leaf.sort == "prose"
            ):
                return f"{given[leaf.name]} {good}"
            return good

        files = archive(write)
        path = PATHS[kind]
        lines = _lines_found(files, path)
        tree, _ = compose(SourceText(path, files[path]))
        assert tree is not None
        for place, name, _ in values(json.loads(files[path])):
            if name in given:
                assert tree.values[place].line in lines, (name, given[name])


# What is built of it


def test_the_site_has_the_same_files_as_a_tame_one(hostile_site: Built, tame_site: Built) -> None:
    assert _paths(hostile_site.site) == _paths(tame_site.site)


def _paths(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_no_text_becomes_an_element_or_an_attribute(hostile_site: Built, tame_site: Built) -> None:
    known = {shape for _, page in tame_site.pages.items() for shape in _shapes(page)}
    for path, page in hostile_site.pages.items():
        strange = {
            shape for shape in _shapes(page) - known if shape not in {(one,) for one in MARKS}
        }
        assert strange == set(), path


def _shapes(page: BeautifulSoup) -> set[tuple[str, ...]]:
    """Each kind of element, with the names of its attributes."""
    return {(tag.name, *sorted(tag.attrs)) for tag in page.find_all()}


def test_the_scripts_are_ours(hostile_site: Built, tame_site: Built) -> None:
    known = {str(tag) for _, page in tame_site.pages.items() for tag in page.select(_SCRIPTS)}
    for path, page in hostile_site.pages.items():
        assert {_bare(str(tag)) for tag in page.select(_SCRIPTS)} <= {
            _bare(one) for one in known
        }, path


_SCRIPTS = "script:not([type='application/ld+json'], #__config)"


def _bare(script: str) -> str:
    """Without the way to the site's root, which pages of other depths have in another length."""
    return re.sub(r"(?:\.\./)+|\.\.(?=\")", "", script)


def test_every_page_is_whole(hostile_site: Built) -> None:
    for path, page in hostile_site.pages.items():
        if REDIRECTS.search(path):
            continue
        assert len(page.select("h1")) == 1, path
        whole = ("main", "header.md-header", "footer.md-footer", "nav.md-tabs", "article")
        for part in ("main", "footer") if path.endswith("/embed/index.html") else whole:
            assert len(page.select(f"body {part}")) == 1, (path, part)
        ids = [str(tag["id"]) for tag in page.select("[id]")]
        assert len(ids) == len(set(ids)), (path, [one for one in ids if ids.count(one) > 1])


def test_addresses_lead_to_pages_of_the_site_or_to_sources(
    hostile_site: Built, tame_site: Built
) -> None:
    known = {
        urlsplit(one).hostname for page in tame_site.pages.values() for one in _addresses(page)
    }
    for path, page in hostile_site.pages.items():
        for address in _addresses(page):
            parts = urlsplit(address)
            assert parts.scheme in ("", "http", "https"), (path, address)
            assert parts.hostname in known, (path, address)


def test_the_icon_is_drawn_in_every_page_as_in_a_tame_one(
    hostile_site: Built, tame_site: Built
) -> None:
    """The one address of another scheme: it is the same everywhere."""
    drawn, tame = (
        {str(one["href"]) for page in built.pages.values() for one in page.select(ICON)}
        for built in (hostile_site, tame_site)
    )
    assert len(tame) == 1
    assert drawn == tame


def _addresses(page: BeautifulSoup) -> Iterator[str]:
    for tag in page.select(
        f"[href]:not({ICON}), [src], [action], [property='og:url'], [property='og:image']"
    ):
        given = (tag.get(name) for name in ("href", "src", "action", "content"))
        yield next(str(one) for one in given if one is not None)


def _titled(built: Built) -> Iterator[tuple[str, str]]:
    """The folder of each page in the site, and the title that was written for it."""
    for kind in KINDS:
        for variant in range(VARIANTS):
            record = json.loads(built.files[f"site-data/{kind.folder}/{kind.id}-{variant}.yml"])
            yield f"{kind.section}/{kind.id}-{variant}", record.get("title") or record.get("name")
    for path, data in built.files.items():
        if path.startswith("content/") and path != "content/index.md":
            matter = yaml.safe_load(data.decode().split("\n---\n")[0].removeprefix("---"))
            yield path.removeprefix("content/").removesuffix(".md"), matter["title"]


def test_titles_are_shown_letter_by_letter(hostile_site: Built) -> None:
    for folder, title in _titled(hostile_site):
        page = hostile_site.pages[f"{folder}/index.html"]
        head = _text(page.select_one("title"))
        share = page.select_one("meta[property='og:title']")
        heading = _text(page.select_one("h1")).removesuffix("¶")
        assert share
        for shown in (head.rpartition(" - ")[0], told(str(share["content"])), heading):
            # Where another record has the same title, a word follows in brackets.
            assert shown == told(title) or shown.startswith(f"{told(title)} ("), folder


def _text(tag: Tag | None) -> str:
    assert tag is not None
    return told(tag.get_text())


def test_linked_data_says_what_was_written(hostile_site: Built) -> None:
    for folder, title in _titled(hostile_site):
        page = hostile_site.pages[f"{folder}/index.html"]
        said = [
            json.loads(str(one.string)) for one in page.select("script[type='application/ld+json']")
        ]
        assert told(title) in {told(one) for one in _strings(said)}, folder


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def test_the_files_beside_the_pages_can_be_read(hostile_site: Built) -> None:
    """JSON, XML and tables have the form that their names promise, whatever is published."""
    read = set()
    for path in sorted(hostile_site.site.rglob("*")):
        read.add(path.suffix)
        match path.suffix:
            case ".json" | ".jsonld" | ".geojson" | ".webmanifest" | ".map":
                json.loads(path.read_bytes())
            case ".xml" | ".svg" | ".atom" | ".rss":
                ElementTree.fromstring(path.read_bytes())
            case ".csv":
                rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
                assert {len(row) for row in rows} == {len(rows[0])}, path
    assert {".json", ".xml"} <= read


def test_the_search_knows_the_titles_as_they_were_written(hostile_site: Built) -> None:
    known = json.loads((hostile_site.site / "assets/search/records.json").read_bytes())
    titles = {one["at"]: told(one["title"]) for one in known["entries"]}
    for folder, title in _titled(hostile_site):
        assert titles[f"{folder}/"] == told(title)


# What a browser does with it

RESULT = ".md-search-result__item"
CANARY = "window.canary = (...all) => { window.sang = true; return all[0] }"


@pytest.fixture(scope="module")
def hostile_server(hostile_site: Built) -> Iterator[Server]:
    with serving(hostile_site.site) as server:
        yield server


class Watch:
    """Everything that should not happen in a page."""

    def __init__(self, context: BrowserContext) -> None:
        self.seen: list[str] = []
        context.add_init_script(CANARY)
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("dialog", lambda dialog: self._note(f"dialog {dialog.message}", dialog.dismiss))
        context.on("console", self._console)
        context.on("weberror", lambda fault: self._note(f"fault {fault.error}"))
        context.on("page", lambda page: page.on("popup", lambda _: self._note("popup")))

    def _note(self, what: str, then: Any = None) -> None:
        self.seen.append(what)
        if then:
            then()

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self._note(f"no {response.url}")

    def _console(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning") and "status of 404" not in said.text:
            self._note(f"said {said.text}")

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).hostname not in ("127.0.0.1", None):
            self._note(f"request {request.url}")

    def assert_quiet(self, page: Page) -> None:
        assert self.seen == []
        assert page.evaluate("window.sang") is None


@pytest.fixture(scope="module")
def watched(chromium: Browser) -> Iterator[tuple[Page, Watch]]:
    with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
        watch = Watch(context)
        yield context.new_page(), watch


VISITED = (
    *("", "claims/", "timeline/", "talks/", "who-said-what/", "changes/", "health/", "data/"),
    "statistics/",
    *("places/", "sources/", "topics/word/", "about/", "places/former-place-3/"),
    *(f"{kind.section}/{kind.id}-{at % VARIANTS}/" for at, kind in enumerate(KINDS)),
)


@pytest.mark.exhaustive
def test_nothing_runs_in_a_browser(watched: tuple[Page, Watch], hostile_server: Server) -> None:
    page, watch = watched
    for path in VISITED:
        page.goto(hostile_server.address + path, wait_until="load")
        page.wait_for_selector("main article h1")
        assert page.locator("footer.md-footer").count() == 1, path
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        watch.assert_quiet(page)


@pytest.mark.exhaustive
def test_a_page_is_no_wider_than_a_phone(chromium: Browser, hostile_server: Server) -> None:
    """Words without end are broken, or scrolled within their own box."""
    with chromium.new_context(viewport={"width": 320, "height": 800}) as context:
        page = context.new_page()
        wide = []
        for path in VISITED:
            if path == "data/" or "former" in path:
                continue  # of a table with file names, and a page that leads on
            page.goto(hostile_server.address + path, wait_until="load")
            page.wait_for_load_state("networkidle")  # the theme puts tables into boxes
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > 320:
                wide.append((path, width))
        assert wide == []


def test_nothing_runs_in_the_explorer_of_claims(
    watched: tuple[Page, Watch], hostile_server: Server
) -> None:
    page, watch = watched
    page.goto(f"{hostile_server.address}claims/", wait_until="load")
    page.wait_for_selector(".x-filter select")
    for name in ("speaker", "topic", "status", "kind"):
        page.select_option(f"select[name={name}]", index=1)
        page.go_back()
    page.fill(".x-filter input", '<img src=x onerror=canary()>"')
    query = "text=<script>canary()</script>&speaker=javascript:canary()"
    page.goto(f"{hostile_server.address}claims/?{query}", wait_until="load")
    page.wait_for_selector(".x-filter select")
    watch.assert_quiet(page)


@pytest.mark.sample(2)
@pytest.mark.parametrize("typed", ["script", "<img src=x onerror=canary()>", "__proto__", "null"])
def test_nothing_runs_in_the_search(
    watched: tuple[Page, Watch], hostile_server: Server, typed: str
) -> None:
    page, watch = watched
    arrive(page, hostile_server.address)
    page.fill(".md-search__input", typed)
    page.keyboard.press("Shift")  # the theme looks at the box when a key is let go
    page.wait_for_selector(RESULT)
    watch.assert_quiet(page)
    known = {told(title) for _, title in _titled_in(hostile_server)}
    shown = page.locator(f"{RESULT} > a > article > h1").all_text_contents()
    assert shown and {told(one) for one in shown} <= known


def _titled_in(server: Server) -> Iterator[tuple[str, str]]:
    known = json.loads((server.folder / "assets/search/records.json").read_bytes())
    for one in known["entries"]:
        yield one["at"], one["title"]


def test_nothing_runs_in_what_is_shown_beside_a_link(
    watched: tuple[Page, Watch], hostile_server: Server
) -> None:
    page, watch = watched
    arrive(page, f"{hostile_server.address}claims/claim-1/")
    link = page.locator("article a[href*='people/person-1/']").first
    link.scroll_into_view_if_needed()
    link.hover()
    box = page.wait_for_selector(".x-peek")
    assert box and box.query_selector("img, script, svg") is None
    record = json.loads(
        (hostile_server.folder.parent / "site-data/context/people/person-1.yml").read_bytes()
    )
    name = box.query_selector("b")
    assert name and told(name.inner_text()) == told(record["name"])
    watch.assert_quiet(page)


def test_nothing_runs_in_the_box_of_a_preview(watched: tuple[Page, Watch]) -> None:
    """Findings quote what is wrong."""
    page, watch = watched
    evil = [one for one in STRINGS if one.strip()]
    records = {
        f"site-data/context/places/evil-{at}.yml": json.dumps(
            {"name": one, "country": one, one: one, "wikidata": one, "within": one, "summary": one}
        )
        for at, one in enumerate(evil[:60])
    }
    found = checked(texts(minimal(records)))[1]
    assert len(found) > 200
    page.goto("about:blank")
    page.set_content(
        with_box(b"<html><body></body></html>", [complaint(one) for one in found]).decode()
    )
    assert page.locator("#x-faults li").count() == 50
    assert page.locator("#x-faults :is(img, script, svg, iframe, a)").count() == 0
    watch.assert_quiet(page)
