"""The same pages and the same visible text on every engine that the project can be built with.

The reference is what is published now: MkDocs with our plugin. ProperDocs runs the plugin too; the
projects that `explainer render --for` writes are built by both others. An engine is left out
only where `make engines` found that it cannot be installed.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin
from xml.etree import ElementTree

import pytest
from archives import ROOT, minimal
from bs4 import BeautifulSoup, Tag
from hostile.building import SITE_URL, Built

from generator.build.engines import custom_dir, project, without_plugin
from generator.labels.labels import ENGLISH

pytestmark = pytest.mark.exhaustive

pytest_plugins = ("browser_fixtures", "hostile_fixtures")

ENGINES = ROOT / ".venv-engines"


def program(name: str) -> Path:
    """The engine, or a skipped test with the reason why there is none."""
    reason, found = ENGINES / f"{name}.reason", ENGINES / name / "bin" / name
    if reason.exists():
        pytest.skip(f"{name} cannot be installed here: {reason.read_text().strip()}")
    if not found.exists():
        assert "CI" not in os.environ, "`make engines` comes before the tests"
        pytest.skip(f"{name} is not installed: run `make engines`")
    return found


def run(*words: str | Path, folder: Path) -> str:
    done = subprocess.run(
        [str(word) for word in words],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": SITE_URL},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def rendered(source: Path, folder: Path, engine: str) -> Path:
    run(sys.executable, "-m", "generator", "--project", source, "render", "--out", folder,
        "--for", engine, "--site-url", SITE_URL, folder=ROOT)  # fmt: skip
    return folder


# What is built: from the same data by each engine, and the reference that it is compared with.


@dataclass(frozen=True, slots=True)
class Pair:
    engine: str
    site: Path
    reference: Path


@pytest.fixture(
    scope="module",
    params=[
        "properdocs, hostile",
        "zensical, hostile",
        "zensical, real",
        "properdocs with plugin, real",
    ],
)
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    words, data = request.param.split(", ")
    engine = words.split()[0]
    built = program(engine)
    is_real = data == "real"
    reference: Path
    if is_real:
        reference, source = request.getfixturevalue("site_folder"), ROOT
    else:
        hostile: Built = request.getfixturevalue("hostile_site")
        reference, source = hostile.site, hostile.folder
    folder = tmp_path_factory.mktemp(engine) / "project"
    if "plugin" in words:
        site = folder / "site"
        run(built, "build", "--strict", "-f", "mkdocs.yml", "-d", site, folder=source)
        return Pair(engine, site, reference)
    run(built, "build", "--strict", "-f", "mkdocs.yml", folder=rendered(source, folder, engine))
    return Pair(engine, folder / "site", reference)


def files_in(folder: Path) -> dict[str, Path]:
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# The engines' own files: programs, styles and indexes of their themes, and their lists of pages.
OWN = (
    *("assets/javascripts/", "assets/stylesheets/", "assets/images/", "assets/_mkdocstrings.css"),
    *("search/search_index.json", "search.json", "sitemap.xml", "sitemap.xml.gz", "objects.inv"),
)


def test_the_site_has_the_same_files(pair: Pair) -> None:
    def ours(folder: Path) -> set[str]:
        return {path for path in files_in(folder) if not path.startswith(OWN)}

    assert ours(pair.site) == ours(pair.reference)


def test_what_lies_beside_the_pages_is_the_same_byte_for_byte(pair: Pair) -> None:
    others = files_in(pair.reference)
    for path, file in files_in(pair.site).items():
        if not path.startswith(OWN) and not _is_page(file):
            assert file.read_bytes() == others[path].read_bytes(), path


def _is_page(file: Path) -> bool:
    """Is it a page of the theme, rather than one that we write ourselves?"""
    return file.suffix == ".html" and b'name="generator"' in file.read_bytes()


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows and tells, without how the engine writes it."""

    language: str
    title: str
    canonical: list[str]
    meta: dict[str, str]
    linked: list[Any]
    text: str
    headings: list[tuple[str, str, str]]
    ids: list[str]
    links: list[str]
    pictures: list[str]
    contents: list[str]
    navigation: list[tuple[str, str]]


def shown(file: Path, path: str) -> Shown:
    soup = BeautifulSoup(file.read_bytes(), "lxml")
    here = urljoin(SITE_URL, path.removesuffix("index.html"))
    article = soup.select_one("article")
    assert article is not None, path
    for mark in article.select(".headerlink, #__skip"):  # Zensical marks where the article begins
        mark.decompose()
    return Shown(
        str(soup.html["lang"]) if soup.html else "",
        words(soup.title),
        [str(tag["href"]) for tag in soup.select("link[rel=canonical]")],
        {
            str(tag.get("name") or tag.get("property")): str(tag["content"])
            for tag in soup.select("meta[content]")
            if tag.get("name") != "generator"
        },
        [json.loads(str(tag.string)) for tag in soup.select("script[type='application/ld+json']")],
        words(article),
        [(tag.name, str(tag.get("id")), words(tag)) for tag in article.select("h1, h2, h3, h4")],
        [str(tag["id"]) for tag in article.select("[id]")],
        [target(here, str(tag["href"])) for tag in article.select("[href]")],
        [target(here, str(tag["src"])) for tag in article.select("[src]")],
        [words(tag) for tag in soup.select(".md-sidebar--secondary .md-nav__link")],
        [
            (words(tag), target(here, str(tag["href"])))
            for tag in soup.select("nav.md-tabs a, nav.x-subnav a, nav.x-menu a, footer a")
        ],
    )


def words(tag: Tag | None) -> str:
    return " ".join(tag.get_text().split()) if tag else ""


def target(here: str, address: str) -> str:
    """Where a link leads, however it is written: `..`, `./..`, `../`."""
    whole, fragment = urldefrag(urljoin(here, address))
    steps = [step for step in whole.split("/") if step != "."]
    return f"{'/'.join(steps).rstrip('/')}#{fragment}"


def test_every_page_shows_and_tells_the_same(pair: Pair) -> None:
    pages = {path: file for path, file in files_in(pair.site).items() if _is_page(file)}
    assert len(pages) > 60
    for path, file in pages.items():
        got, wanted = asdict(shown(file, path)), asdict(shown(pair.reference / path, path))
        different = {name: (got[name], wanted[name]) for name in got if got[name] != wanted[name]}
        assert different == {}, path


def test_the_map_of_the_site_lists_the_same_addresses(pair: Pair) -> None:
    def listed(folder: Path) -> set[str]:
        root = ElementTree.parse(folder / "sitemap.xml").getroot()
        return {str(one.text) for one in root.iter() if one.tag.endswith("}loc")}

    assert listed(pair.site) == listed(pair.reference)


# The project for other engines


SETTINGS = """\
site_name: A name
site_url: !ENV [SITE_URL, "http://127.0.0.1:8000/"]
docs_dir: pages
theme: {name: material, custom_dir: look}
plugins:
  - search
  - explainer: {repository: !ENV [REPOSITORY_URL, ""]}
"""


def test_the_settings_lose_the_plugin_and_name_the_folders_of_the_project() -> None:
    made = without_plugin(SETTINGS, ENGLISH)
    assert "explainer:" not in made and "REPOSITORY_URL" not in made
    assert '!ENV [SITE_URL, "http://127.0.0.1:8000/"]' in made
    for line in ("docs_dir: content", "custom_dir: overrides", "- search", "site_name: A name"):
        assert line in made
    assert "look" not in made and "pages" not in made


@pytest.mark.parametrize("plugins", ["[search, explainer]", "{search: {}, explainer: {}}"])
def test_the_plugin_may_be_written_in_any_of_mkdocs_ways(plugins: str) -> None:
    made = without_plugin(f"site_name: A\nplugins: {plugins}\n", ENGLISH)
    assert "search" in made and "- explainer" not in made and "explainer:" not in made


def test_a_project_has_pages_theme_and_settings_and_no_programs_of_the_theme() -> None:
    theme = {"main.html": b"x", "fonts/make.py": b"x", "fonts/README.md": b"x", ".x": b"x"}
    made = project(ENGLISH, {"index.md": b"y"}, SETTINGS, theme, "mkdocs")
    assert set(made) == {"mkdocs.yml", "content/index.md", "overrides/main.html"}
    assert custom_dir(SETTINGS) == "look"


def test_links_within_html_are_written_as_the_engine_reads_them() -> None:
    html = b'<svg><a x="y" href="../../places/a/"></a></svg> [b](../../c.md)'
    pages = {"claims/x.md": html, "places/index.md": html}
    made = project(ENGLISH, pages, SETTINGS, {}, "zensical")
    assert made["content/claims/x.md"] == html.replace(b'"../../places', b'"../places')
    assert made["content/places/index.md"] == html
    assert project(ENGLISH, pages, SETTINGS, {}, "properdocs")["content/claims/x.md"] == html


@pytest.mark.parametrize("settings", ["- a list", "a: [", ""])
def test_settings_that_are_none_are_refused_in_a_line(tmp_path: Path, settings: str) -> None:
    done = _render_with(tmp_path, settings)
    assert done.returncode == 2
    assert done.stderr.startswith("explainer: the settings cannot be taken over: ")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("out", ["content", "site-data/new", "content/../site-data", "overrides"])
def test_nothing_is_written_among_what_the_site_is_made_from(tmp_path: Path, out: str) -> None:
    before = _render_with(tmp_path, SETTINGS, out)
    assert before.returncode == 2
    assert "lies within what the site is made from" in before.stderr
    assert not list(tmp_path.rglob(".explainer.json"))


def _render_with(folder: Path, settings: str, out: str = "out") -> subprocess.CompletedProcess[str]:
    for path, data in minimal().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    (folder / "mkdocs.yml").write_text(settings)
    return subprocess.run(
        [sys.executable, "-m", "generator", "render", "--out", out, "--for", "mkdocs"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
