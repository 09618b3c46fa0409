"""Writing several files: each as a whole, and all or nothing, unless the process is killed.

That a command which was killed makes the rest when it is run again, `test_rename.py` shows.
"""

import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from moments import SURVIVED, at_line, in_child, interrupt
from sampling import Sampling

from generator.core import files
from generator.edit import file_changes
from generator.edit.file_changes import (
    ChangedMeanwhileError,
    FileChange,
    how_far,
    write_changes,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ends processes by POSIX signals")

Files = dict[str, bytes]

BEFORE: Files = {
    "data/edited.yml": b"about: [old]\n",
    "data/old.yml": b"name: Old\n",
    "more/edited.yml": b"place: old\n",
    "untouched.yml": b"name: Other\n",
}
AFTER: Files = {
    "data/edited.yml": b"about: [new]\n",
    "data/new.yml": b"name: Old\nformerly: [old]\n",
    "more/edited.yml": b"place: new\n",
    "untouched.yml": b"name: Other\n",
}
CHANGES = [
    FileChange("data/edited.yml", BEFORE["data/edited.yml"], AFTER["data/edited.yml"]),
    FileChange("more/edited.yml", BEFORE["more/edited.yml"], AFTER["more/edited.yml"]),
    FileChange("data/old.yml", BEFORE["data/old.yml"], AFTER["data/new.yml"], "data/new.yml"),
]
WRITING = {file_changes.__file__, files.__file__}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    lay(tmp_path, BEFORE)
    return tmp_path


def lay(root: Path, files: Files) -> None:
    """Makes the folder hold exactly these files."""
    for path in files_in(root):
        (root / path).unlink()
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


def files_in(root: Path) -> Files:
    """Every file, hidden ones too."""
    paths = [path for path in root.rglob("*") if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed_at(number: int, act: Callable[[], object]) -> bool:
    """Was the process killed, or had it ended before that line?"""
    ending = in_child(lambda: at_line(number, die, act, WRITING))
    assert ending in (SURVIVED, -signal.SIGKILL)
    return ending != SURVIVED


def test_all_changes_are_made_and_nothing_else_is_left(root: Path) -> None:
    write_changes(root, CHANGES)
    assert files_in(root) == AFTER
    assert how_far(root, CHANGES) == "all was written"


def test_a_process_may_be_killed_before_any_line(root: Path, sampling: Sampling) -> None:
    """Each file is as it was or as it is to be, and the rest can be written."""
    outcomes: list[str] = []
    line = 1
    while killed_at(line, lambda: write_changes(root, CHANGES)):
        found = {path: data for path, data in files_in(root).items() if ".part" not in path}
        between = {"data/old.yml": AFTER["data/new.yml"]}  # its new bytes, before its new name
        assert found.keys() in (BEFORE.keys(), AFTER.keys()), f"killed before line {line}"
        for path, data in found.items():
            assert data in (BEFORE.get(path), AFTER.get(path), between.get(path))
        outcomes.append(how_far(root, CHANGES))
        write_changes(root, remaining(root))
        assert files_in(root) == AFTER, f"killed before line {line}"
        lay(root, BEFORE)
        line += sampling.step(9)
    assert line > 100
    order = [
        "nothing was written",
        "a part was written: run the command again, or look at `git status`",
        "all was written",
    ]
    assert outcomes == sorted(outcomes, key=order.index)
    assert {*outcomes} == {*order}


def remaining(root: Path) -> list[FileChange]:
    """What is still to be done, in the folders of all: a command that is run again plans it."""
    changes = []
    for change in CHANGES:
        now = (root / change.path).read_bytes() if (root / change.path).exists() else None
        if now is None:
            changes.append(FileChange(change.target, change.after, change.after))
        else:
            changes.append(FileChange(change.path, now, change.after, change.target))
    return changes


def test_an_interrupt_may_come_before_any_line(root: Path, sampling: Sampling) -> None:
    line = 1
    while interrupted_at(line, lambda: write_changes(root, CHANGES)):
        assert files_in(root) in (BEFORE, AFTER), f"interrupted before line {line}"
        lay(root, BEFORE)
        line += sampling.step(9)
    assert line > 100


def interrupted_at(number: int, act: Callable[[], object]) -> bool:
    return in_child(lambda: at_line(number, interrupt, act, WRITING)) != SURVIVED


@pytest.mark.parametrize("number", range(1, 6))
def test_where_a_file_cannot_be_replaced_all_is_undone(root: Path, number: int) -> None:
    """The disk fails once, at the nth renaming of a file."""
    is_over = number == 5  # three files get other bytes, and one of them another name

    def refuse() -> None:
        raise PermissionError("the file is open elsewhere")

    def act() -> None:
        at_renaming(number, refuse, lambda: write_changes(root, CHANGES))

    assert in_child(act) == (not is_over)
    assert files_in(root) == (AFTER if is_over else BEFORE)


def at_renaming(number: int, happen: Callable[[], object], act: Callable[[], object]) -> None:
    """Lets something happen before the nth renaming. The hook stays, so this is for a child."""
    renamings = 0

    def hook(event: str, _arguments: object) -> None:
        nonlocal renamings
        if event == "os.rename":
            renamings += 1
            if renamings == number:
                happen()

    sys.addaudithook(hook)
    act()


def test_where_the_disk_is_full_nothing_is_written(root: Path) -> None:
    large = FileChange("data/large.yml", None, b"x" * 100_000)

    def write() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
        write_changes(root, [*CHANGES, large])

    assert in_child(write) == 1
    assert files_in(root) == BEFORE


def test_nothing_is_written_where_a_file_is_not_as_it_was_read(root: Path) -> None:
    (root / "more/edited.yml").write_bytes(b"place: elsewhere\n")
    with pytest.raises(ChangedMeanwhileError, match=r"more/edited\.yml"):
        write_changes(root, CHANGES)
    assert files_in(root) == {**BEFORE, "more/edited.yml": b"place: elsewhere\n"}


def test_a_new_file_takes_nobodys_place(root: Path) -> None:
    (root / "data/new.yml").write_bytes(b"name: New\n")
    with pytest.raises(ChangedMeanwhileError):
        write_changes(root, CHANGES)
    assert files_in(root) == {**BEFORE, "data/new.yml": b"name: New\n"}


def test_what_is_typed_while_it_writes_is_not_lost(root: Path) -> None:
    """As the first file is replaced, somebody saves the second one: that is kept, and no other."""
    typed = root / "more/edited.yml"

    def act() -> None:
        with pytest.raises(ChangedMeanwhileError, match=r"more/edited\.yml"):
            at_renaming(
                1,
                lambda: typed.write_bytes(b"place: typed\n"),
                lambda: write_changes(root, CHANGES),
            )

    assert in_child(act) == SURVIVED
    assert files_in(root) == {**BEFORE, "more/edited.yml": b"place: typed\n"}


def test_files_keep_their_mode(root: Path) -> None:
    (root / "data/edited.yml").chmod(0o640)
    write_changes(root, CHANGES)
    assert (root / "data/edited.yml").stat().st_mode & 0o777 == 0o640


def test_a_folder_is_made_for_a_new_file(root: Path) -> None:
    write_changes(root, [FileChange("data/terms/neutrality.yml", None, b"name: Neutrality\n")])
    assert files_in(root) == {**BEFORE, "data/terms/neutrality.yml": b"name: Neutrality\n"}


def test_processes_that_write_at_once_wait_for_each_other(tmp_path: Path) -> None:
    """Six of them add ten letters each, and none is lost."""
    (tmp_path / "log").write_bytes(b"")

    def add(letter: bytes) -> None:
        added = 0
        while added < 10:
            now = (tmp_path / "log").read_bytes()
            try:
                write_changes(tmp_path, [FileChange("log", now, now + letter)])
                added += 1
            except ChangedMeanwhileError:
                pass

    children = []
    for letter in (b"a", b"b", b"c", b"d", b"e", b"f"):
        child = os.fork()
        if child == 0:
            add(letter)
            os._exit(0)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 6
    assert sorted((tmp_path / "log").read_bytes()) == sorted(b"abcdef" * 10)
    assert list(files_in(tmp_path)) == ["log"]
