"""Links from a page to the file that it was made from, and to the form for reporting an error."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import yaml
from archives import ROOT, TODAY, minimal, texts
from projects import files_below, mkdocs, project

from generator.build.pipeline import make
from generator.query.context import Settings
from generator.site.site import Page

REPOSITORY = "https://github.com/lake/ferry"
SITE = "https://lake.example/ferry/"
EDIT = re.compile(rf"{re.escape(REPOSITORY)}/edit/main/(?P<path>[^\s#)]+)#L(?P<line>\d+)")
FORM = ROOT / ".github" / "ISSUE_TEMPLATE" / "error.yml"
CLAIM = "site-data/claims/ferry-left-late.yml"
TALK = "site-data/talks/harbour-meeting.yml"

# A second statement, after comments and blank lines, and a talk's own.
OVERLAY: dict[str, str | bytes | None] = {
    CLAIM: minimal()[CLAIM].replace(
        b"assessments:",
        b"""\
  # what she said later

  - source: lake-post-2021-05-04
    speaker: ada-brandt
    said: 2021-05-10
    published: 2021-05-11
    paraphrase: She said it again. [@lake-post-2021-05-04]
assessments:""",
    ),
    TALK: minimal()[TALK]
    + b"""\
statements:
  - {speaker: ada-brandt, said: 2021-05-10, published: 2021-05-11, source: lake-post-2021-05-04,
     paraphrase: "She was content. [@lake-post-2021-05-04]"}
""",
    "content/how to.md": "---\ntitle: How to\ndescription: How to read it.\n---\nRead it.\n",
}
FILES = minimal(OVERLAY)


def pages(repository: str = REPOSITORY) -> Mapping[str, Page]:
    settings = Settings(repository=repository, site_url=SITE, today=TODAY)
    made = make(texts(FILES), settings)
    assert made.site is not None, made.found
    return made.site.pages


def line_at(link: str) -> tuple[str, str]:
    """The file to which a link leads, and what stands in its line there."""
    found = EDIT.fullmatch(link)
    assert found is not None, link
    path = unquote(found["path"])
    return path, FILES[path].decode().splitlines()[int(found["line"]) - 1]


def edits_of_statements(page: Page) -> list[str]:
    return re.findall(r"\[Edit\]\((.*?)\)", page.body)


def reported(page: Page) -> dict[str, str]:
    """What the form is filled in with."""
    link = str(page.meta["report"])
    assert link.startswith(f"{REPOSITORY}/issues/new?")
    return {name: value for name, (value,) in parse_qs(urlsplit(link).query).items()}


def test_the_page_of_a_record_leads_to_the_beginning_of_its_file() -> None:
    for path, page in pages().items():
        if page.meta.get("record"):
            origin, line = line_at(str(page.meta["edit"]))
            assert origin.endswith(f"/{page.meta['record']}.yml"), path
            assert line == FILES[origin].decode().splitlines()[0]


def test_a_hand_written_page_leads_to_its_first_line_below_the_front_matter() -> None:
    origin, line = line_at(str(pages()["how to.md"].meta["edit"]))
    assert (origin, line) == ("content/how to.md", "Read it.")


def test_a_page_that_is_made_from_many_files_has_no_link_to_one() -> None:
    assert "edit" not in pages()["timeline.md"].meta


def test_each_statement_leads_to_the_line_on_which_it_begins() -> None:
    made = pages()
    claims = [line_at(link) for link in edits_of_statements(made["claims/ferry-left-late.md"])]
    assert claims == [
        (CLAIM, "  - speaker: ada-brandt"),
        (CLAIM, "  - source: lake-post-2021-05-04"),
    ]
    ((path, line),) = map(line_at, edits_of_statements(made["talks/harbour-meeting.md"]))
    assert path == TALK and line.startswith("  - {speaker: ada-brandt")


def test_an_error_is_reported_with_the_address_and_the_record_of_its_page() -> None:
    assert reported(pages()["claims/ferry-left-late.md"]) == {
        "template": "error.yml",
        "title": "Error on “The ferry left an hour late”",
        "page": f"{SITE}claims/ferry-left-late/",
        "record": CLAIM,
    }


@pytest.mark.parametrize(
    ("path", "address"), [("index.md", SITE), ("timeline.md", f"{SITE}timeline/")]
)
def test_errors_are_reported_of_every_page(path: str, address: str) -> None:
    assert reported(pages()[path])["page"] == address


def test_the_form_has_every_field_that_is_filled_in() -> None:
    form = yaml.safe_load(FORM.read_text())
    fields = {field["id"] for field in form["body"]} | {"title", "template"}
    for page in pages().values():
        given = reported(page)
        assert given.keys() <= fields
        assert given["template"] == FORM.name
        assert given["title"].startswith(form["title"])


def test_a_slash_after_the_repository_changes_nothing() -> None:
    assert pages(f"{REPOSITORY}/") == pages()


def test_without_a_repository_there_are_no_such_links() -> None:
    for page in pages("").values():
        assert "edit" not in page.meta and "report" not in page.meta
        assert "/issues/new" not in page.markdown and "[Edit]" not in page.markdown


def test_readers_see_the_links_on_the_built_pages(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("links")
    for name, variables in (("with", {"REPOSITORY_URL": REPOSITORY}), ("without", {})):
        root = project(folder / name, OVERLAY)
        done = mkdocs(root, "build", **variables)
        assert done.returncode == 0, done.stderr
        site = files_below(root / "site")
        claim = site["claims/ferry-left-late/index.html"].decode()
        timeline = site["timeline/index.html"].decode()
        is_there = name == "with"
        assert claim.count(">Edit</a>") == (2 if is_there else 0)
        assert (">Edit this page</a>" in claim) is is_there
        assert (f'href="{REPOSITORY}/edit/main/{CLAIM}#L1"' in claim) is is_there
        assert all((">Report an error</a>" in page) is is_there for page in (claim, timeline))
        assert "Made from" in claim and "Made from" not in timeline
