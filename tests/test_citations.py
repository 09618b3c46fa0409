"""How to cite: each form is read by the programs that it is for, and all say the same."""

import json
from html import unescape
from typing import Any

import bibtexparser
import pytest
import yaml
from archives import ROOT, minimal
from bibtexparser.bparser import BibTexParser
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from jsonschema import Draft7Validator
from publications import (
    BASE,
    HOSTILE,
    NAMES,
    REPOSITORY,
    STANDARDS,
    hostile,
    publication,
    published,
)
from sampling import Sampling

from generator.core.dates import parse
from generator.labels.labels import ENGLISH, labels_in
from generator.site.open_data.citing import csl_date
from generator.site.site import Page

CFF = Draft7Validator(
    json.loads((STANDARDS / "cff-1.2.0.json").read_text()),
    format_checker=Draft7Validator.FORMAT_CHECKER,
)
CSL = Draft7Validator(json.loads((STANDARDS / "csl-data-1.0.json").read_text()))
COMMANDS = {
    r"{\textbackslash}": "\\",
    r"{\textbraceleft}": "{",
    r"{\textbraceright}": "}",
    r"{\textasciitilde}": "~",
    r"{\textasciicircum}": "^",
    **{f"\\{char}": char for char in "&%$#_"},
}


def record_pages(name: str) -> dict[str, Page]:
    pages = published(name).pages.values()
    return {page.meta["record"]: page for page in pages if "record" in page.meta}


def entry(bibtex: str) -> dict[str, str]:
    """The one entry that a parser finds, and nothing left over."""
    parser = BibTexParser(interpolate_strings=False)
    database = bibtexparser.loads(bibtex, parser)
    assert database.comments == database.preambles == []
    (found,) = database.entries
    return dict(found)


def as_read(value: str) -> str:
    """What TeX prints."""
    for command, char in COMMANDS.items():
        value = value.replace(command, f"\0{ord(char)}\0")
    assert "\\" not in value
    bare = value.removeprefix("{").removesuffix("}")
    parts = bare.split("\0")
    return "".join(chr(int(part)) if index % 2 else part for index, part in enumerate(parts))


@pytest.mark.parametrize("name", NAMES)
def test_every_record_page_has_bibtex_that_a_parser_reads(name: str, sampling: Sampling) -> None:
    site = published(name)
    for id, page in sampling.few(record_pages(name).items(), 30):
        found = entry(unescape(page.meta["bibtex"]))
        assert (found["ID"], found["ENTRYTYPE"]) == (id, "misc")
        assert as_read(found["title"]) == " ".join(site.archive.records[id].heading.split())
        assert as_read(found["author"]) == site.explainer.publisher.name
        assert found["url"] == f"{BASE}{page.path.removesuffix('.md')}/"
        assert found["note"] == f"As of {labels_in(ENGLISH).date(site.explainer.as_of)}"


@pytest.mark.parametrize("name", NAMES)
def test_every_record_page_has_csl_json_of_the_standard(name: str) -> None:
    site = published(name)
    for id, page in record_pages(name).items():
        items = json.loads(unescape(page.meta["csl"]))
        assert [error.message for error in CSL.iter_errors(items)] == []
        (item,) = items
        assert (item["id"], item["title"]) == (id, site.archive.records[id].heading)
        assert item["URL"] == f"{BASE}{page.path.removesuffix('.md')}/"


def rendered(items: list[dict[str, Any]]) -> str:
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    source = CiteProcJSON(items)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem(items[0]["id"])]))
    (line,) = bibliography.bibliography()
    return str(line)


def test_a_citation_program_renders_what_readers_read() -> None:
    page = record_pages("minimal")["ferry-left-late"]
    line = rendered(json.loads(unescape(page.meta["csl"])))
    for words in ("The lake’s editors", "2021", "The ferry left an hour late", BASE):
        assert words.replace("’", "'") in line.replace("’", "'"), line
        if words != "2021":
            assert words.replace("’", "'") in unescape(page.meta["cite"])


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_come_back_as_themselves(words: str) -> None:
    page = publication(hostile(words)).pages["claims/ferry-left-late.md"]
    found = entry(unescape(page.meta["bibtex"]))
    assert as_read(found["title"]) == as_read(found["howpublished"]) == words
    (item,) = json.loads(unescape(page.meta["csl"]))
    assert item["title"] == item["container-title"] == words
    for form in ("cite", "bibtex", "csl"):
        assert "<" not in page.meta[form]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2021-06-30", {"date-parts": [[2021, 6, 30]]}),
        ("2021-06", {"date-parts": [[2021, 6]]}),
        ("2021~", {"date-parts": [[2021]], "circa": True}),
        ("2021-05/2021-06-30", {"date-parts": [[2021, 5], [2021, 6, 30]]}),
        ("../2021-06-30", {"literal": "until 30 June 2021"}),
    ],
)
def test_a_date_is_as_exact_as_the_data(when: str, expected: dict[str, Any]) -> None:
    assert csl_date(labels_in(ENGLISH), parse(when)) == expected
    files = minimal()
    path = "site-data/explainer.yml"
    files[path] = files[path].replace(b"2021-06-30", when.encode())
    page = publication(files).pages["people/ada-brandt.md"]
    (item,) = json.loads(unescape(page.meta["csl"]))
    assert item["issued"] == expected
    assert CSL.is_valid([item])
    assert entry(unescape(page.meta["bibtex"]))["year"] == "2021"


def cff(text: bytes) -> dict[str, Any]:
    """As YAML without guessed types: tools that read it as YAML 1.1 would make dates of texts."""
    assert yaml.safe_load(text) == yaml.load(text, yaml.BaseLoader)
    found: dict[str, Any] = yaml.safe_load(text)
    return found


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("base", [BASE, ""])
def test_the_citation_file_is_valid(name: str, base: str) -> None:
    site = published(name, base)
    found = cff(site.files["CITATION.cff"])
    assert [error.message for error in CFF.iter_errors(found)] == []
    assert found["title"] == site.explainer.title
    assert found.get("url", "") == base
    assert found["repository-code"] == REPOSITORY


def test_a_licence_that_is_an_address_is_one_in_the_citation_file_as_well() -> None:
    files = minimal()
    address = "https://example.org/licence"
    files["site-data/explainer.yml"] += f"licence: {address}\n".encode()
    found = cff(publication(files).files["CITATION.cff"])
    assert list(CFF.iter_errors(found)) == []
    assert found["license-url"] == address


def test_a_licence_in_other_words_has_no_place_in_the_citation_file() -> None:
    files = minimal()
    files["site-data/explainer.yml"] += b"licence: Ask us\n"
    site = publication(files)
    found = cff(site.files["CITATION.cff"])
    assert list(CFF.iter_errors(found)) == []
    assert not {"license", "license-url"} & found.keys()
    assert "Text and data: Ask us." in site.pages["data.md"].body


def test_the_project_itself_says_how_to_cite_it() -> None:
    """`explainer docs` writes the file anew; the day may be that of an earlier state."""
    found = cff((ROOT / "CITATION.cff").read_bytes())
    assert list(CFF.iter_errors(found)) == []
    now = cff(published("real").files["CITATION.cff"])
    for field in ("title", "authors", "license", "type"):
        assert found[field] == now[field]


def test_the_page_about_the_data_says_how_to_cite_the_whole() -> None:
    body = published("minimal").pages["data.md"].body
    assert "The lake&#39;s editors: The ferry on Lake Vane. As of 30 June 2021." in body
    (bibtex, csl) = (unescape(part.partition("</pre>")[0]) for part in body.split('x-code">')[1:])
    assert as_read(entry(bibtex)["title"]) == "The ferry on Lake Vane"
    assert CSL.is_valid(json.loads(csl))
