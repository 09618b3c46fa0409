"""`mkdocs build`: what is built, and what stays as it was when something is wrong."""

import gc

import pytest
from archives import minimal
from projects import files_below, mkdocs, project

from generator.build.plugin import ExplainerPlugin

CLAIM = "site-data/claims/ferry-left-late.yml"
EVENT = "site-data/context/events/storm-2021.yml"
SOURCE = "site-data/sources/lake-post-2021-05-04.yml"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = project(tmp_path_factory.mktemp("build") / "project")
    done = mkdocs(folder, "build", "--strict")
    assert done.returncode == 0, done.stderr
    return files_below(folder / "site")


def test_records_and_hand_written_pages_are_built(built: dict[str, bytes]) -> None:
    assert b"We left an hour late" in built["claims/ferry-left-late/index.html"]
    assert b"It waited out the" in built["index.html"]
    assert "assets/search/records.json" in built


def test_a_build_has_nothing_of_a_preview(built: dict[str, bytes]) -> None:
    pages = b"".join(data for path, data in built.items() if path.endswith(".html"))
    assert (
        b"x-faults" not in pages and b"livereload" not in pages and b'class="x-held"' not in pages
    )


def test_data_with_errors_leaves_the_last_site_as_it_was(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = project(tmp_path_factory.mktemp("build") / "project")
    assert mkdocs(folder, "build").returncode == 0
    before = files_below(folder / "site")
    for path, old, new in ((CLAIM, "ada-brandt", "ada-brant"), (EVENT, "title:", "tilte:")):
        (folder / path).write_text((folder / path).read_text().replace(old, new))
    done = mkdocs(folder, "build")
    assert done.returncode == 1
    assert files_below(folder / "site") == before
    assert "errors in the data; nothing was built." in done.stderr
    assert f"{CLAIM}:6:14: error[unknown-reference]" in done.stderr
    assert f"{EVENT}:1:1: error[unknown-field]" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_without_a_site_before_there_is_none_after(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = project(tmp_path_factory.mktemp("build") / "project", {CLAIM: "title: ["})
    assert mkdocs(folder, "build").returncode == 1
    assert not (folder / "site").exists()


def test_how_often_python_looks_for_garbage_is_no_matter_of_ours_after_a_build() -> None:
    before = gc.get_threshold()
    plugin = ExplainerPlugin()
    plugin.on_startup(command="build", dirty=False)
    assert gc.get_threshold() != before
    plugin.on_shutdown()
    assert gc.get_threshold() == before


@pytest.mark.exhaustive
def test_an_address_with_the_name_of_an_attribute_in_it_is_built(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """To MkDocs `<https://example.org/id/7>` in Markdown is a tag whose `id` has no value."""
    source = minimal()[SOURCE].replace(b"https://example.org/ferry", b"https://example.org/id/7")
    folder = project(tmp_path_factory.mktemp("build") / "project", {SOURCE: source})
    done = mkdocs(folder, "build", "--strict")
    assert done.returncode == 0, done.stderr
    page = (folder / "site/sources/lake-post-2021-05-04/index.html").read_text()
    assert '<a href="https://example.org/id/7">https://example.org/id/7</a>' in page


def test_titles_in_other_letters_stand_on_their_own_page_and_not_in_the_list(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    source = minimal()[SOURCE].replace(b"Ferry waits for the storm", "Паром ждёт".encode())
    source = source.replace(b"language: en", b"language: ru")
    folder = project(tmp_path_factory.mktemp("build") / "project", {SOURCE: source})
    assert mkdocs(folder, "build", "--strict").returncode == 0
    listed = (folder / "site/sources/index.html").read_text()
    listed = listed.partition("<article")[2].partition("</article>")[0]
    assert '<a href="lake-post-2021-05-04/">page in Russian</a>' in listed
    assert "Паром" not in listed
    assert "Паром ждёт" in (folder / "site/sources/lake-post-2021-05-04/index.html").read_text()
