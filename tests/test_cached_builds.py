"""A cached build in a project: what it says, what it never keeps, and how it is switched off."""

from pathlib import Path

import pytest
from projects import files_below, mkdocs, project

from generator.build.store import FILE

HOOK = """
from pathlib import Path

def on_page_markdown(markdown, **_):
    return markdown + Path("words.txt").read_text()
"""


def configure(folder: Path, old: str, new: str) -> None:
    file = folder / "mkdocs.yml"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project(tmp_path / "project")


@pytest.mark.exhaustive
def test_what_was_said_of_a_page_is_said_at_each_build(folder: Path) -> None:
    configure(folder, "{not_found: info}", "{not_found: warn}")
    first, second = mkdocs(folder, "build"), mkdocs(folder, "build")
    warnings = [line for line in first.stderr.splitlines() if line.startswith("WARNING")]
    assert warnings
    assert [line for line in second.stderr.splitlines() if line.startswith("WARNING")] == warnings
    assert mkdocs(folder, "build", "--strict").returncode == 1


@pytest.mark.exhaustive
def test_anchors_that_are_not_there_are_reported_at_each_build(folder: Path) -> None:
    """On the page itself and on another one; those that are there are not even kept."""
    configure(folder, "{not_found: info}", "{not_found: info, anchors: warn}")
    page = folder / "content" / "index.md"
    page.write_text(
        f"{page.read_text()}\n## Here\n\n[a](#here) [b](#there) [c](claims/index.md#nowhere)\n"
    )
    for _ in range(2):
        said = mkdocs(folder, "build").stderr
        assert "'#there', but there is no such anchor on this page" in said
        assert (
            "'claims/index.md#nowhere', but the doc 'claims/index.md' does not contain an anchor"
            in said
        )
        assert "'#here'" not in said


@pytest.mark.exhaustive
def test_what_a_quiet_build_keeps_hides_no_warning_from_a_later_one(folder: Path) -> None:
    configure(folder, "{not_found: info}", "{not_found: warn}")
    assert mkdocs(folder, "build", "--quiet").stderr == ""
    assert mkdocs(folder, "build", "--strict").returncode == 1


@pytest.mark.exhaustive
def test_a_damaged_cache_is_said_once_and_strict_does_not_mind(folder: Path) -> None:
    assert mkdocs(folder, "build").returncode == 0
    before = files_below(folder / "site")
    (folder / FILE).write_bytes(b"not a database" * 100)
    done = mkdocs(folder, "build", "--strict")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("is damaged or foreign, and is begun anew") == 1
    assert files_below(folder / "site") == before
    assert "begun anew" not in mkdocs(folder, "build").stderr


def test_a_hook_may_read_what_no_key_takes_in(folder: Path) -> None:
    configure(folder, "theme:", "hooks: [hook.py]\ntheme:")
    (folder / "hook.py").write_text(HOOK)
    for words in ("First words.", "Second words."):
        (folder / "words.txt").write_text(words)
        done = mkdocs(folder, "build")
        assert done.returncode == 0, done.stderr
        assert "rendered: hook.py may change them" in done.stderr
        assert words in (folder / "site/index.html").read_text()


def test_without_the_cache_nothing_is_kept(folder: Path) -> None:
    configure(folder, "  - explainer:\n", "  - explainer:\n      cache: false\n")
    assert mkdocs(folder, "build").returncode == 0
    assert not (folder / FILE).parent.exists()


@pytest.mark.exhaustive
def test_the_index_of_the_theme_is_made_only_where_it_is_read(folder: Path) -> None:
    configure(folder, "plugins:\n", "plugins:\n  - search\n")
    assert mkdocs(folder, "build").returncode == 0
    assert not (folder / "site/search").exists()
    assert 'name="query"' in (folder / "site/index.html").read_text()
    configure(folder, "  custom_dir: overrides\n", "")
    assert mkdocs(folder, "build").returncode == 0
    assert (folder / "site/search/search_index.json").is_file()
