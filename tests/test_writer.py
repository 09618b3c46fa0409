"""Writing a folder: only what changed, nothing of anyone else's, and never half."""

import json
from pathlib import Path

import pytest

from generator.build.output_folder import MANIFEST, ForeignFolderError, Written, write_folder

SITE = {"index.md": b"home", "talks/index.md": b"talks", "talks/minsk.md": b"minsk"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out"


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def test_a_new_folder_holds_what_was_written(folder: Path) -> None:
    assert write_folder(folder, SITE) == Written(tuple(SITE), (), 0)
    assert files_in(folder) == SITE


def test_only_what_changed_is_written_again(folder: Path) -> None:
    write_folder(folder, SITE)
    stamps = {path: (folder / path).stat().st_mtime_ns for path in SITE}
    inodes = {path: (folder / path).stat().st_ino for path in SITE}
    assert write_folder(folder, {**SITE, "index.md": b"new"}) == Written(("index.md",), (), 2)
    for path in ("talks/index.md", "talks/minsk.md"):
        assert (folder / path).stat().st_mtime_ns == stamps[path]
        assert (folder / path).stat().st_ino == inodes[path]
    assert (folder / "index.md").read_bytes() == b"new"


def test_writing_the_same_twice_writes_nothing(folder: Path) -> None:
    write_folder(folder, SITE)
    assert write_folder(folder, SITE) == Written((), (), 3)


def test_what_vanished_is_removed_with_the_folders_that_it_leaves_empty(folder: Path) -> None:
    write_folder(folder, SITE)
    result = write_folder(folder, {"index.md": b"home"})
    assert sorted(result.removed) == ["talks/index.md", "talks/minsk.md"]
    assert files_in(folder) == {"index.md": b"home"}
    assert not (folder / "talks").exists()


def test_files_of_others_in_the_folder_are_left_alone(folder: Path) -> None:
    write_folder(folder, SITE)
    (folder / "talks" / "mine.txt").write_text("mine")
    write_folder(folder, {})
    assert files_in(folder) == {"talks/mine.txt": b"mine"}


def test_a_file_that_someone_changed_or_deleted_is_written_again(folder: Path) -> None:
    write_folder(folder, SITE)
    (folder / "index.md").write_text("changed")
    (folder / "talks/index.md").unlink()
    assert set(write_folder(folder, SITE).written) == {"index.md", "talks/index.md"}
    assert files_in(folder) == SITE


def test_a_folder_with_files_of_others_is_refused_and_left_as_it_was(folder: Path) -> None:
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    with pytest.raises(ForeignFolderError):
        write_folder(folder, SITE)
    assert files_in(folder) == {"mine.txt": b"mine"}


def test_a_file_in_the_place_of_the_folder_is_refused(folder: Path) -> None:
    folder.write_text("mine")
    with pytest.raises((ForeignFolderError, OSError)):
        write_folder(folder, SITE)
    assert folder.read_text() == "mine"


def test_an_empty_folder_is_taken(folder: Path) -> None:
    folder.mkdir()
    write_folder(folder, SITE)
    assert files_in(folder) == SITE


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"files": 1}', "not json"])
def test_a_damaged_manifest_is_refused(folder: Path, content: str) -> None:
    """Without it no one knows which files may be removed."""
    write_folder(folder, SITE)
    (folder / MANIFEST).write_text(content)
    with pytest.raises(ForeignFolderError):
        write_folder(folder, {})
    assert files_in(folder) == SITE


@pytest.mark.parametrize(
    "path", ["../x.md", "/x.md", "a/../../x.md", "", ".", "a\\..\\x.md", MANIFEST, ".."]
)
def test_a_path_that_leaves_the_folder_is_refused_before_anything_is_written(
    folder: Path, path: str
) -> None:
    with pytest.raises(ValueError, match="inside"):
        write_folder(folder, {"index.md": b"home", path: b"x"})
    assert not folder.exists()


def test_a_manifest_that_names_a_file_outside_removes_nothing(folder: Path) -> None:
    write_folder(folder, SITE)
    outside = folder.parent / "outside.md"
    outside.write_text("mine")
    (folder / MANIFEST).write_text(json.dumps({"files": {"../outside.md": "x"}}))
    with pytest.raises((ValueError, ForeignFolderError)):
        write_folder(folder, {})
    assert outside.read_text() == "mine"


def test_a_run_that_was_interrupted_is_completed_by_the_next(folder: Path) -> None:
    """The second file cannot be written: a folder stands in its place."""
    write_folder(folder, {"index.md": b"old", "old.md": b"old"})
    (folder / "b.md").mkdir()
    with pytest.raises(OSError):
        write_folder(folder, {"a.md": b"a", "b.md": b"b", "index.md": b"new"})
    assert files_in(folder) == {"a.md": b"a", "index.md": b"old", "old.md": b"old"}
    (folder / "b.md").rmdir()
    write_folder(folder, {"a.md": b"a", "index.md": b"new"})
    assert files_in(folder) == {"a.md": b"a", "index.md": b"new"}


def test_what_an_interrupted_run_wrote_is_still_known_as_ours(folder: Path) -> None:
    (folder / "x").mkdir(parents=True)
    (folder / "x").rmdir()
    write_folder(folder, {"index.md": b"old"})
    (folder / "b.md").mkdir()
    with pytest.raises(OSError):
        write_folder(folder, {"a.md": b"a", "b.md": b"b"})
    (folder / "b.md").rmdir()
    assert "a.md" in write_folder(folder, {"index.md": b"old"}).removed


def test_no_temporary_file_is_left_behind(folder: Path) -> None:
    write_folder(folder, SITE)
    (folder / "b.md").mkdir()
    with pytest.raises(OSError):
        write_folder(folder, {**SITE, "b.md": b"b"})
    assert sorted(path.name for path in folder.rglob(".*")) == [MANIFEST]
