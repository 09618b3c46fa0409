"""The papers show what there is: README.md its pictures, example and figures; links lead on."""

import re
from pathlib import Path

import pytest
from archives import ROOT, made_of_real_data, markdown_in_html
from bs4 import BeautifulSoup
from markdown.extensions.toc import slugify
from PIL import Image

README = (ROOT / "README.md").read_text(encoding="utf-8")
RESULTS = (ROOT / "benchmarks" / "RESULTS.md").read_text(encoding="utf-8")
CLAIM = "claims/half-an-hour-by-plane"

SIZES = ("100", "1,000", "10,000")
# What README.md calls each, and what the results do.
ROWS = {
    "explainer": "`mkdocs build`, cold",
    "explainer, again after one edit": "`mkdocs build`, after one edit",
    "explainer, edit to page in the preview": "edit to reloaded page, under `mkdocs serve`",
    "plain MkDocs with Material": "plain MkDocs, cold",
    "Zensical": "Zensical, cold",
    "Hugo": "Hugo, cold",
    "Eleventy": "Eleventy, cold",
}


@pytest.mark.parametrize("name", re.findall(r'<img src="([^"]+)"', README))
def test_a_picture_is_there_and_small(name: str) -> None:
    file = ROOT / name
    assert file.stat().st_size < 120_000
    with Image.open(file) as picture:
        assert picture.mode == "P" and picture.width >= 780


def test_the_lines_of_the_example_stand_in_the_data() -> None:
    """In this order, but for what is left out."""
    lines = (ROOT / f"site-data/{CLAIM}.yml").read_text(encoding="utf-8").splitlines()
    (example,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    parts = [part.splitlines() for part in example.split("# …\n")]
    starts = [lines.index(part[0]) for part in parts]
    assert starts == sorted(starts)
    for part, start in zip(parts, starts, strict=True):
        assert lines[start : start + len(part)] == part


def test_what_becomes_of_the_example_stands_on_its_page() -> None:
    site = made_of_real_data().site
    assert site is not None
    page = site.pages[f"{CLAIM}.md"]
    html = markdown_in_html(page.body)
    shown = " ".join(BeautifulSoup(html, "html.parser").get_text().split())
    quoted = [
        line.removesuffix("<br>").strip("> *")
        for line in README.splitlines()
        if line.startswith(">")
    ]
    for line in filter(None, quoted):
        assert line in shown, line


def test_the_figures_are_those_of_the_results() -> None:
    table = re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", README, re.MULTILINE)
    assert {row[0]: row[1:] for row in table} == {
        ours: (*(seconds(size, theirs) for size in SIZES), memory("1,000", theirs))
        for ours, theirs in ROWS.items()
    }


def seconds(size: str, name: str) -> str:
    found = figures(size, name)
    if found:
        return found[0].split()[0]
    reason = rf"^- {name.partition(',')[0].casefold()}, {size} claims, round .*: failed: "
    return "fails" if re.search(reason, RESULTS, re.MULTILINE) else "–"


def memory(size: str, name: str) -> str:
    found = figures(size, name)
    return found[3] if found else "–"


def figures(size: str, name: str) -> list[str]:
    """The cells beside a name in the table of a size: seconds, × plain, processors, memory, …"""
    section = RESULTS.partition(f"\n## {size} claims\n")[2].partition("\n## ")[0]
    rows = (line.strip("| ").split(" | ") for line in section.splitlines() if line[:1] == "|")
    return next((cells for first, *cells in rows if first == name), [])


def test_why_zensical_fails_is_what_the_results_say() -> None:
    assert "Zensical fails because the page of all changes is longer than its search index" in (
        " ".join(README.split())
    )
    assert "Search field 'text' at 'changes/' exceeds the search index limit" in RESULTS


PAPERS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md")]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.relative_to(ROOT)))
def test_links_between_papers_lead_to_what_is_there(paper: Path) -> None:
    text = prose(paper)
    links = re.findall(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)", text)
    for path, heading in links:
        target = paper.parent / path if path else paper
        assert target.exists(), path
        if heading:
            assert heading in headings(target), f"{path}#{heading}"


def headings(paper: Path) -> set[str]:
    """What GitHub calls them; one that stands twice is a heading that nobody should link to."""
    titles = re.findall(r"^#+ (.+)$", prose(paper), re.MULTILINE)
    return {slugify(title.replace("`", ""), "-") for title in titles}


def prose(paper: Path) -> str:
    """A paper without its blocks and words of code."""
    text = re.sub(r"^ *(`{3,}).*?^ *\1$", "", paper.read_text(encoding="utf-8"), flags=re.M | re.S)
    return re.sub(r"`[^`\n]*\][^`\n]*`", "", text)


def test_the_architecture_is_short() -> None:
    assert (ROOT / "ARCHITECTURE.md").stat().st_size <= 8192


def test_the_architecture_names_files_that_there_are() -> None:
    """Each file or folder that stands in it as code: below the generator, or as it stands."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for name in re.findall(r"`([\w./-]+(?:/|\.(?:py|md|css|html|yml)))`", text):
        assert any((folder / name).exists() for folder in (ROOT, ROOT / "generator")), name
