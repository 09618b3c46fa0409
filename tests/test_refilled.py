"""A folder that is filled again holds what a new one would, whatever lay in it before."""

import os
from pathlib import Path

import pytest
from projects import files_below, mkdocs, project

from generator.build.whole import FORMER
from generator.cache import SWITCH
from generator.packed import digest_of
from generator.refilled import Refilled

PERSON = "site-data/context/people/ada-brandt.yml"
PAGE = "people/ada-brandt/index.html"


def fill(folder: Path, files: dict[str, bytes]) -> None:
    refilled = Refilled(os.fspath(folder))
    for path, data in files.items():
        refilled.write(os.fspath(folder / path), data)
    refilled.end()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "new").mkdir()
    fill(tmp_path / "new", {"a": b"one", "deep/er/b": b"two", "deep/c": b"three"})
    return tmp_path / "new"


def test_what_is_the_same_stays_and_what_is_not_written_goes(folder: Path) -> None:
    before = {path: (folder / path).stat().st_ino for path in ("a", "deep/c")}
    fill(folder, {"a": b"one", "deep/c": b"3hree", "deep/new/d": b"four"})
    assert files_below(folder) == {"a": b"one", "deep/c": b"3hree", "deep/new/d": b"four"}
    assert (folder / "a").stat().st_ino == before["a"]
    assert not (folder / "deep/er").exists()


def test_a_file_stays_by_its_digest(folder: Path) -> None:
    refilled = Refilled(os.fspath(folder))
    a, other = os.fspath(folder / "a"), os.fspath(folder / "other")
    assert not refilled.keeps(a, digest_of(b"six"))
    assert refilled.keeps(a, digest_of(b"one"))
    assert not refilled.keeps(other, digest_of(b"one"))
    refilled.end()
    assert files_below(folder) == {"a": b"one"}


def test_a_folder_and_a_file_can_change_places(folder: Path) -> None:
    fill(folder, {"a/b/c": b"one", "deep": b"two"})
    assert files_below(folder) == {"a/b/c": b"one", "deep": b"two"}
    fill(folder, {"a": b"one", "deep/er/b": b"two"})
    assert files_below(folder) == {"a": b"one", "deep/er/b": b"two"}


def test_what_is_written_past_it_stays(folder: Path) -> None:
    refilled = Refilled(os.fspath(folder))
    (folder / "a").write_bytes(b"six")
    (folder / "other").write_bytes(b"new")
    refilled.end()
    assert files_below(folder) == {"a": b"six", "other": b"new"}


def test_nothing_is_written_into_what_has_another_name(folder: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.write_bytes(b"one")
    (folder / "a").unlink()
    (folder / "a").hardlink_to(theirs)
    (folder / "deep/c").unlink()
    (folder / "deep/c").symlink_to(theirs)
    (tmp_path / "far").mkdir()
    (tmp_path / "far/b").write_bytes(b"two")
    (folder / "deep/er/b").unlink()
    (folder / "deep/er").rmdir()
    (folder / "deep/er").symlink_to(tmp_path / "far")
    os.mkfifo(folder / "pipe")
    fill(folder, {"a": b"1ne", "deep/er/b": b"2wo", "deep/c": b"3hree", "pipe": b"x"})
    assert theirs.read_bytes() == b"one"
    assert (tmp_path / "far/b").read_bytes() == b"two"
    assert not (folder / "deep/er").is_symlink() and not (folder / "deep/c").is_symlink()
    assert files_below(folder) == {
        "a": b"1ne",
        "deep/er/b": b"2wo",
        "deep/c": b"3hree",
        "pipe": b"x",
    }


def test_rights_are_those_of_new_files(folder: Path) -> None:
    usual = (folder / "a").stat().st_mode, (folder / "deep").stat().st_mode
    (folder / "a").chmod(0o600)
    (folder / "deep").chmod(0o700)
    fill(folder, {"a": b"one", "deep/c": b"three"})
    assert usual == ((folder / "a").stat().st_mode, (folder / "deep").stat().st_mode)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has been built twice, with another page in between."""
    folder = project(tmp_path_factory.mktemp("refilled") / "project")
    assert mkdocs(folder, "build").returncode == 0
    person = folder / PERSON
    person.write_text(person.read_text().replace("runs the harbour", "keeps the harbour"))
    assert mkdocs(folder, "build").returncode == 0
    return folder


@pytest.mark.exhaustive
def test_the_site_before_the_last_is_kept_and_taken_up_again(built: Path) -> None:
    site = built / "site"
    assert b"runs the harbour" in (built / FORMER / PAGE).read_bytes()
    wanted = files_below(site)
    same = ("assets/explainer.css", "claims/ferry-left-late/index.html")
    inodes = [(built / FORMER / path).stat().st_ino for path in same]
    assert mkdocs(built, "build").returncode == 0
    assert files_below(site) == wanted
    assert [(site / path).stat().st_ino for path in same] == inodes
    assert b"keeps the harbour" in (built / FORMER / PAGE).read_bytes()


@pytest.mark.exhaustive
def test_what_somebody_did_in_the_site_is_in_no_later_one(built: Path) -> None:
    site = built / "site"
    wanted = files_below(site)
    for _ in range(3):
        with (site / PAGE).open("r+b") as page:
            page.write(b"<!-- theirs")
        (site / "index.html").unlink()
        (site / "theirs.html").write_text("theirs")
        (site / "claims/theirs").mkdir()
        assert mkdocs(built, "build").returncode == 0
        assert files_below(site) == wanted
        assert not (site / "claims/theirs").exists()


def test_a_build_that_fails_leaves_no_other_site(built: Path) -> None:
    before = files_below(built / "site")
    template = built / "overrides/main.html"
    text = template.read_text()
    template.write_text(text.replace("{{ super() }}", "{{ 1 / 0 }}", 1))
    assert mkdocs(built, "build").returncode == 1
    template.write_text(text)
    assert files_below(built / "site") == before
    assert list(built.glob(".site*")) == []
    for _ in range(2):
        assert mkdocs(built, "build").returncode == 0
        assert files_below(built / "site") == before


@pytest.mark.exhaustive
def test_without_the_cache_no_site_is_kept(tmp_path: Path) -> None:
    folder = project(tmp_path / "project")
    for _ in range(2):
        assert mkdocs(folder, "build", **{SWITCH: "1"}).returncode == 0
    assert not (folder / FORMER).exists()


@pytest.mark.exhaustive
def test_what_a_hook_writes_past_mkdocs_is_left_to_it(built: Path) -> None:
    configuration = built / "mkdocs.yml"
    text = configuration.read_text()
    configuration.write_text(text.replace("theme:", "hooks: [hook.py]\ntheme:"))
    (built / "hook.py").write_text(
        "from pathlib import Path\n\n\ndef on_post_build(config):\n"
        "    file = Path(config.site_dir, 'made.txt')\n"
        "    assert not file.exists()\n"
        "    file.write_text('made')\n"
    )
    for _ in range(3):
        done = mkdocs(built, "build")
        assert done.returncode == 0, done.stderr
        assert (built / "site/made.txt").read_text() == "made"
    configuration.write_text(text)
