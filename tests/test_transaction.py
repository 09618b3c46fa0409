"""Writing several files: all or nothing, whatever happens to the process at whatever moment."""

import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from sampling import Sampling

from generator.edit import transaction
from generator.edit.transaction import (
    JOURNAL,
    Change,
    ChangedMeanwhileError,
    DamagedJournalError,
    commit,
    is_unfinished,
    recover,
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
    Change(path, BEFORE.get(path), AFTER.get(path))
    for path in ("data/edited.yml", "data/new.yml", "data/old.yml", "more/edited.yml")
]
SURVIVED = 0


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


def in_child(act: Callable[[], object]) -> int:
    """How a process of its own ended that did this: its exit code, or minus its signal."""
    child = os.fork()
    if child == 0:
        try:
            act()
            os._exit(SURVIVED)
        except BaseException:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def at_line(number: int, happen: Callable[[], object], act: Callable[[], object]) -> None:
    """Does something, and lets something else happen before the nth line of the transaction."""
    lines = 0

    def trace(frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal lines
        if frame.f_code.co_filename != transaction.__file__:
            return None
        if event == "line":
            lines += 1
            if lines == number:
                happen()
        return trace

    sys.settrace(trace)
    try:
        act()
    finally:
        sys.settrace(None)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed_at(number: int, act: Callable[[], object]) -> bool:
    """Was the process killed, or had it ended before that line?"""
    ending = in_child(lambda: at_line(number, die, act))
    assert ending in (SURVIVED, -signal.SIGKILL)
    return ending != SURVIVED


def test_all_changes_are_made_and_nothing_else_is_left(root: Path) -> None:
    assert commit(root, CHANGES) == ()
    assert files_in(root) == AFTER
    assert recover(root) is None


def test_a_process_may_be_killed_before_any_line(root: Path, sampling: Sampling) -> None:
    """The next start finds all of the change or nothing of it, and leaves no other file behind."""
    outcomes: list[Files] = []
    line = 1
    while killed_at(line, lambda: commit(root, CHANGES)):
        recover(root)
        outcomes.append(files_in(root))
        assert outcomes[-1] in (BEFORE, AFTER), f"killed before line {line}"
        lay(root, BEFORE)
        line += sampling.step(11)
    assert line > 300
    assert {one == BEFORE for one in outcomes} == {True, False}
    assert outcomes == sorted(outcomes, key=lambda one: one == AFTER)  # once made, never undone


@pytest.mark.exhaustive
def test_the_recovery_may_be_killed_as_well(root: Path) -> None:
    deaths = 0
    line = 1
    while killed_at(line, lambda: commit(root, CHANGES)):
        again = 1
        while killed_at(again, lambda: recover(root)):
            deaths += 1
            again += 17
        recover(root)
        assert files_in(root) in (BEFORE, AFTER), f"killed before line {line}"
        lay(root, BEFORE)
        line += 11
    assert deaths > 100


def test_an_interrupt_may_come_before_any_line(root: Path, sampling: Sampling) -> None:
    line = 1
    while interrupted_at(line, lambda: commit(root, CHANGES)):
        recover(root)
        assert files_in(root) in (BEFORE, AFTER), f"interrupted before line {line}"
        lay(root, BEFORE)
        line += sampling.step(11)
    assert line > 300


def interrupted_at(number: int, act: Callable[[], object]) -> bool:
    return in_child(lambda: at_line(number, interrupt, act)) != SURVIVED


def interrupt() -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("number", range(1, 7))
def test_where_a_file_cannot_be_replaced_all_is_undone(root: Path, number: int) -> None:
    """The disk fails once, at the nth renaming of a file; no recovery is needed."""
    is_over = number == 6  # two for the journal, three for the files
    assert in_child(lambda: failing(number, lambda: commit(root, CHANGES))) == (not is_over)
    assert files_in(root) == (AFTER if is_over else BEFORE)


def failing(number: int, act: Callable[[], object]) -> None:
    """Lets the system refuse one renaming. The hook stays, so this is for a child."""
    renamings = 0

    def refuse(event: str, _arguments: object) -> None:
        nonlocal renamings
        if event == "os.rename":
            renamings += 1
            if renamings == number:
                raise PermissionError("the file is open elsewhere")

    sys.addaudithook(refuse)
    act()


def test_where_the_disk_is_full_nothing_is_written(root: Path) -> None:
    large = Change("data/large.yml", None, b"x" * 100_000)

    def write() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
        commit(root, [*CHANGES, large])

    assert in_child(write) == 1
    assert files_in(root) == BEFORE


def test_nothing_is_written_where_a_file_is_not_as_it_was_read(root: Path) -> None:
    (root / "more/edited.yml").write_bytes(b"place: elsewhere\n")
    with pytest.raises(ChangedMeanwhileError, match=r"more/edited\.yml"):
        commit(root, CHANGES)
    assert files_in(root) == {**BEFORE, "more/edited.yml": b"place: elsewhere\n"}


def test_a_new_file_takes_nobodys_place(root: Path) -> None:
    (root / "data/new.yml").write_bytes(b"name: New\n")
    with pytest.raises(ChangedMeanwhileError):
        commit(root, CHANGES)
    assert files_in(root) == {**BEFORE, "data/new.yml": b"name: New\n"}


def test_what_was_typed_after_the_death_is_not_lost(root: Path) -> None:
    """The other files are finished, and the one that was typed in is named."""
    typed = {"more/edited.yml": b"place: old\nname: typed\n"}
    line = 1
    left_alone = set()
    while killed_at(line, lambda: commit(root, CHANGES)):
        if (root / "more/edited.yml").read_bytes() == BEFORE["more/edited.yml"]:
            (root / "more/edited.yml").write_bytes(typed["more/edited.yml"])
            recovery = recover(root)
            assert files_in(root) in ({**BEFORE, **typed}, {**AFTER, **typed})
            if recovery:
                left_alone.add((recovery.is_finished, recovery.left_alone))
        lay(root, BEFORE)
        line += 3
    assert left_alone == {(False, ("more/edited.yml",)), (True, ("more/edited.yml",))}


def test_files_keep_their_mode(root: Path) -> None:
    (root / "data/edited.yml").chmod(0o640)
    commit(root, CHANGES)
    assert (root / "data/edited.yml").stat().st_mode & 0o777 == 0o640


def test_a_folder_is_made_for_a_new_file(root: Path) -> None:
    commit(root, [Change("data/terms/neutrality.yml", None, b"name: Neutrality\n")])
    assert files_in(root) == {**BEFORE, "data/terms/neutrality.yml": b"name: Neutrality\n"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"direction": "sideways", "entries": []}',
        '{"direction": "back", "entries": [{"path": "../secret", "before": null, "after": null}]}',
        '{"direction": "back", "entries": [{"path": "/secret", "before": null, "after": null}]}',
    ],
)
def test_a_journal_that_is_not_ours_is_not_followed(root: Path, text: str) -> None:
    (root / JOURNAL).write_text(text)
    with pytest.raises(DamagedJournalError):
        recover(root)
    assert files_in(root) == {**BEFORE, JOURNAL: text.encode()}
    assert is_unfinished(root)


def test_processes_that_write_at_once_wait_for_each_other(tmp_path: Path) -> None:
    """Six of them add ten letters each, and none is lost."""
    (tmp_path / "log").write_bytes(b"")

    def add(letter: bytes) -> None:
        added = 0
        while added < 10:
            now = (tmp_path / "log").read_bytes()
            try:
                commit(tmp_path, [Change("log", now, now + letter)])
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
