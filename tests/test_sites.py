"""Small archives are made into exactly the files that stand beside them, `in` into `out`.

`pytest tests/test_sites.py --rewrite-sites` writes what is made now; read the difference with care.
"""

import difflib
import json
import shutil
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from archives import SITES, TODAY, archive, made, markdown_in_html, texts
from bs4 import BeautifulSoup
from conftest import REWRITE

from generator.build.pipeline import make
from generator.data.paths import path_of
from generator.query.context import Settings
from generator.site.page_meta import words_of

# Links whose words are others than the title of the record to which they lead.
OTHER_WORDS = {
    "Әлиса*notbold*<b>",
    "says{%x%}",
    "*by*<wire>",
    "*Paper*|<b>{{x}}",
    "old{{town}}",
    "as*written*|here",
    "*so*|to<b>say</b>",
    "Paragraph1|*first*{{x}}",
    "صحيفة",
    "pageinArabic",
}
# Schemas follow from the code, and are the same for all sites; tests/test_open_data.py reads them.
SCHEMAS = "schema/"
NAMES = sorted(folder.name for folder in SITES.iterdir())


def test_there_are_the_sites_that_are_spoken_of() -> None:
    assert NAMES == ["minimal", "spellings"]


@pytest.mark.parametrize("name", NAMES)
def test_the_archive_is_without_a_fault(name: str) -> None:
    assert [f"{one.span} {one.message}" for one in made(archive(name)).found] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_site_is_file_by_file_what_is_expected(
    name: str, request: pytest.FixtureRequest
) -> None:
    site = made(archive(name)).site
    assert site is not None
    files = {path: data for path, data in site.files().items() if not path.startswith(SCHEMAS)}
    if request.config.getoption(REWRITE):
        _rewrite(SITES / name / "out", files)
    expected = _read(SITES / name / "out")
    assert sorted(files) == sorted(expected), "other files are made than are expected"
    different = [_difference(path, expected[path], files[path]) for path in files]
    assert not any(different), "\n".join(different)


@pytest.mark.parametrize("name", NAMES)
def test_the_words_on_the_cards_are_what_is_expected(
    name: str, request: pytest.FixtureRequest
) -> None:
    """Only the words: how they are drawn may depend on the machine's libraries."""
    settings = Settings(site_url="https://example.org/", today=TODAY)
    site = make(texts(archive(name)), settings).site
    assert site is not None
    cards = {path: card._asdict() | {"words": words_of(card)} for path, card in site.cards.items()}
    written = json.dumps(cards, ensure_ascii=False, indent=1) + "\n"
    file = SITES / name / "cards.json"
    if request.config.getoption(REWRITE):
        file.write_text(written, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == written


# Elements that the data of `spellings` try to slip in, and that no template has.
SLIPPED_IN = ["script", "b", "wire", "still"]


@pytest.mark.parametrize("name", NAMES)
def test_pages_hold_no_element_that_came_from_a_plain_field(name: str) -> None:
    site = made(archive(name)).site
    assert site is not None
    for path, page in site.pages.items():
        html = BeautifulSoup(markdown_in_html(page.body), "html.parser")
        assert not html.select(", ".join(SLIPPED_IN)), path


def test_hostile_names_are_shown_as_they_are_written() -> None:
    """In headings, links, tables, lists and footnotes: wherever the name stands."""
    result = made(archive("spellings"))
    assert result.site is not None
    titles = {
        path_of(record): "".join(record.heading.split())
        for record in result.archive.records.values()
    }
    for path, page in result.site.pages.items():
        html = BeautifulSoup(markdown_in_html(page.body), "html.parser")
        for link in html.select("a[href$='.md']"):
            target = normpath(join(dirname(path), str(link["href"])))
            if target in titles:
                words = "".join(link.get_text().split())
                assert words == titles[target] or words in OTHER_WORDS, (path, words)
        heading = html.h1
        if path in titles and heading is not None:
            assert "".join(heading.get_text().split()).removesuffix("¶") == titles[path]


def _rewrite(folder: Path, files: dict[str, bytes]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def _read(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _difference(path: str, expected: bytes, got: bytes) -> str:
    """What differs, line by line; nothing where the bytes are equal."""
    if expected == got:
        return ""
    before, after = expected.decode().splitlines(), got.decode().splitlines()
    return "\n".join(
        difflib.unified_diff(before, after, f"expected {path}", path, lineterm="", n=1)
    )
