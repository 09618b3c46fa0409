"""The ledger: every address that was ever published is in it, and none of them dies."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from archives import ROOT, made, minimal, texts
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result

from generator.build.pipeline import Generation
from generator.checks.run import checked
from generator.cli import main
from generator.data import ledger
from generator.data.archive import Archive
from generator.data.paths import address
from generator.data.records import Record
from generator.kinds.place import Place
from generator.site import routes
from generator.site.addresses import addresses, ends
from generator.site.site import RecordFile, Site

PLACE = "site-data/context/places/norham.yml"
EXPLAINER = "site-data/explainer.yml"
# What pages load for themselves: it changes with the generator, and nobody links to it.
FOR_PAGES_ALONE = "/assets/"
# What says how a page is embedded: programs ask the page for it each time.
FOR_PROGRAMS_ALONE = "/oembed.json"


def with_fields(path: str, fields: str) -> dict[str, str]:
    return {path: minimal()[path].decode() + fields}


OLD = {
    **with_fields(PLACE, "formerly: [old-norham, older-norham]\n"),
    **with_fields(
        EXPLAINER, "moved:\n  /topics/boats/: /topics/ferry/\n  /boats/: /topics/boats/\n"
    ),
    "content/imprint.md": "---\ntitle: Imprint\ndescription: Who.\nformerly: [/about-us/]\n---\n\n"
    "It waited. [@lake-post-2021-05-04]\n",
    "content/more/index.md": "---\ntitle: More\ndescription: More.\n---\n\n"
    "It waited. [@lake-post-2021-05-04]\n",
    "site-data/context/places/quay.yml": "name: The quay\ncountry: Vaneland\ndraft: true\n"
    "sources: [lake-post-2021-05-04]\n",
}


def site_of(overlay: Mapping[str, str]) -> tuple[Archive, Site]:
    result = made(minimal(overlay))
    assert result.site is not None, result.found
    return result.archive, result.site


def published(site: Site) -> set[str]:
    """The addresses of a site that others may rely on, as they are built."""
    pages = {f"/{address(path)}" for path in site.pages}
    files = {f"/{path.removesuffix('index.html')}" for path in site.assets}
    numbered = {one for one in pages if "/page-" in one}
    own = {one for one in files if one.startswith(FOR_PAGES_ALONE)}
    return pages - numbered | files - own - {
        one for one in files if one.endswith(FOR_PROGRAMS_ALONE)
    }


# -- The addresses are those that are built


def test_the_addresses_told_from_the_records_are_those_of_the_built_site(real: Generation) -> None:
    """If this fails for a new kind of file, it wants a line in `routes`."""
    assert real.site is not None
    made_now = addresses(real.archive)
    assert made_now | ends(real.archive, made_now).keys() == published(real.site)


def test_the_same_holds_with_old_addresses_drafts_and_pages_in_folders() -> None:
    archive, site = site_of(OLD)
    made_now = addresses(archive)
    assert made_now | ends(archive, made_now).keys() == published(site)
    assert "/more/" in made_now
    assert "/places/quay/" not in made_now


def test_numbered_pages_of_a_long_list_are_no_addresses_to_rely_on() -> None:
    template = minimal()["site-data/claims/ferry-left-late.yml"].decode()
    archive, site = site_of({f"site-data/claims/late-{n}.yml": template for n in range(201)})
    assert "claims/page-2.md" in site.pages
    assert addresses(archive) == published(site)


# -- Old addresses


@pytest.mark.parametrize(
    ("before", "target"),
    [
        ("places/old-norham/", "../norham/"),
        ("places/older-norham/", "../norham/"),
        ("topics/boats/", "../ferry/"),
        ("boats/", "../topics/ferry/"),
        ("about-us/", "../imprint/"),
    ],
)
def test_an_old_address_leads_to_the_new_one_at_once(before: str, target: str) -> None:
    """However many steps it moved in."""
    _, site = site_of(OLD)
    page = BeautifulSoup(site.assets[f"{before}index.html"], "html.parser")
    assert [link["href"] for link in page.select("a")] == [target]
    refresh = page.select_one("meta[http-equiv=refresh]")
    assert refresh
    assert refresh["content"] == f"0; url={target}"


def beside_pages_of(model: type[Record]) -> RecordFile:
    return RecordFile("more.json", lambda *_: b"{}", lambda record: isinstance(record, model))


def test_what_lies_beside_a_page_moves_along_and_is_the_same_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A program that asks for a file follows no page, so the file is at both addresses."""
    monkeypatch.setattr(routes, "RECORD_FILES", (beside_pages_of(Place),))
    archive, _ = site_of(with_fields(PLACE, "formerly: [old-norham]\n"))
    made_now = addresses(archive)
    assert {"/places/norham/", "/places/norham/more.json"} <= made_now
    assert ends(archive, made_now) == {
        "/places/old-norham/": "/places/norham/",
        "/places/old-norham/more.json": "/places/norham/more.json",
    }


def test_what_lies_beside_a_dead_page_is_not_reported_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "RECORD_FILES", (beside_pages_of(Record),))
    listed = "/places/quay/\n/places/quay/more.json\n"
    _, found = checked(texts(minimal({ledger.PATH: listed})))
    dead = [one.message for one in found if one.rule.id == "dead-address"]
    assert dead == ["`/places/quay/` was published, and nothing is there now"]


# -- The file


def test_the_ledger_is_read_however_two_branches_were_joined() -> None:
    joined = "/b/\n\n/a/\r\n/b/\n"
    assert [(one, span.line) for one, span in ledger.spans(ledger.lines(joined))] == [
        ("/b/", 1),
        ("/a/", 3),
    ]
    assert ledger.written(ledger.lines(joined)) == "/a/\n/b/\n"


# -- The command


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for path, data in minimal().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path


def explainer(root: Path, *words: str) -> Result:
    return CliRunner(env={"GITHUB_ACTIONS": None}).invoke(main, ["--project", str(root), *words])


def test_the_ledger_begins_with_what_is_made_and_then_only_grows(project: Path) -> None:
    assert explainer(project, "ledger", "--check").exit_code == 1
    assert explainer(project, "ledger").exit_code == 0
    first = (project / ledger.PATH).read_text()
    assert "/places/norham/\n" in first
    assert explainer(project, "ledger", "--check").exit_code == 0
    (project / "content/imprint.md").write_text(OLD["content/imprint.md"])
    assert explainer(project, "ledger", "--check").exit_code == 1
    assert explainer(project, "ledger").exit_code == 0
    second = (project / ledger.PATH).read_text()
    assert {*second.split()} - {*first.split()} == {"/imprint/", "/about-us/"}
    (project / "content/imprint.md").unlink()
    assert explainer(project, "ledger").exit_code == 0
    assert (project / ledger.PATH).read_text() == second
    assert second.split() == sorted(second.split())


def test_a_second_run_writes_nothing(project: Path) -> None:
    explainer(project, "ledger")
    before = (project / ledger.PATH).stat().st_mtime_ns
    assert "0 of them new" in explainer(project, "ledger").stderr
    assert (project / ledger.PATH).stat().st_mtime_ns == before


def test_a_renamed_record_keeps_its_old_address_and_lists_the_new_one(project: Path) -> None:
    explainer(project, "ledger")
    assert explainer(project, "rename", "norham", "norham-on-vane").exit_code == 0
    listed = (project / ledger.PATH).read_text().split()
    assert {"/places/norham/", "/places/norham-on-vane/"} <= set(listed)
    assert listed == sorted(listed)
    assert explainer(project, "ledger", "--check").exit_code == 0
    assert explainer(project, "check").stdout == ""


def test_a_dry_run_of_a_rename_shows_the_line_for_the_ledger(project: Path) -> None:
    explainer(project, "ledger")
    shown = explainer(project, "rename", "norham", "norham-on-vane", "--dry-run").stdout
    assert f"{ledger.PATH}:" in shown
    assert "new line: /places/norham-on-vane/" in shown


def test_a_record_that_vanished_is_an_error_of_check_and_of_the_ledger(project: Path) -> None:
    explainer(project, "ledger")
    (project / "site-data/context/terms/slack-water.yml").rename(
        project / "site-data/context/terms/slack-waters.yml"
    )
    for words in (("check",), ("ledger", "--check")):
        done = explainer(project, *words)
        assert done.exit_code == 1
        assert "error[dead-address] `/glossary/slack-water/`" in done.stdout
        assert "did you mean `slack-waters`?" in done.stdout


def test_nothing_is_written_while_a_file_cannot_be_read(project: Path) -> None:
    """Its address would be missing, and the ledger would look whole."""
    (project / PLACE).write_text("name: [")
    done = explainer(project, "ledger")
    assert done.exit_code == 1
    assert not (project / ledger.PATH).exists()


def test_the_ledger_of_this_project_is_whole() -> None:
    """Else: `explainer ledger`, and commit what it writes."""
    done = explainer(ROOT, "ledger", "--check")
    assert done.exit_code == 0, done.output
