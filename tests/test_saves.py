"""Which saves a preview sees, and by which way."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from generator.preview import saves
from generator.preview.saves import Events, file_system, observers
from projects import wait
from watchdog.events import FileSystemEvent, FileSystemEventHandler

MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
tmpfs /tmp tmpfs rw 0 0
server:/home /home/ada nfs4 rw 0 0
/dev/sdb1 /media/a\\040disk xfs rw 0 0
"""


def test_the_file_system_of_a_folder_is_that_of_the_nearest_mount() -> None:
    assert file_system(Path("/data/explainer"), MOUNTS) == "ext4"
    assert file_system(Path("/home/ada/explainer"), MOUNTS) == "nfs4"
    assert file_system(Path("/home/bo"), MOUNTS) == "ext4"
    assert file_system(Path("/media/a disk/explainer"), MOUNTS) == "xfs"
    assert file_system(Path("/data"), "") == ""


def test_on_a_network_drive_others_save_too_so_it_is_looked_at_again_and_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saves, "_mounts", lambda: MOUNTS.replace("tmpfs rw", "cifs rw"))
    found = [type(observer).__name__ for observer, _ in observers(Path("/tmp/x"), ["content"])]
    assert found == ["PollingObserverVFS"]


class Seen(FileSystemEventHandler):
    def __init__(self) -> None:
        self.paths: list[str] = []
        self.changed = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not event.is_directory:
            self.paths.append(Path(os.fsdecode(event.dest_path or event.src_path)).name)
            self.changed.set()


@pytest.fixture(params=["events", "looking"])
def watched(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Path, Seen]]:
    """A project that is watched in one way or the other."""
    (tmp_path / "content/deep").mkdir(parents=True)
    (tmp_path / "content/page.md").write_text("old")
    (tmp_path / "mkdocs.yml").write_text("old")
    every: list[Any] = [one for one, _ in observers(tmp_path, ["content", "mkdocs.yml"])]
    chosen = [one for one in every if isinstance(one, Events) == (request.param == "events")]
    if not chosen:
        pytest.skip("this system's events are not used")
    seen = Seen()
    for observer in every:
        if observer is not chosen[0] and isinstance(observer, Events):
            observer.stop()
    chosen[0].schedule(seen, str(tmp_path), recursive=True)
    chosen[0].start()
    yield tmp_path, seen
    chosen[0].stop()
    chosen[0].join()


def test_saves_are_seen_however_editors_make_them(watched: tuple[Path, Seen]) -> None:
    folder, seen = watched
    page, beside = folder / "content/page.md", folder / "content/.page.part"
    other = folder / "content/deep/page.md"
    later = folder / "content/new/deeper/more.md"

    def put_in_its_place() -> None:
        beside.write_text("put in its place")
        beside.rename(page)

    def write_in_a_new_folder() -> None:
        later.parent.mkdir(parents=True)
        later.write_text("in a new folder")

    made: list[Callable[[], object]] = [
        lambda: page.write_text("written over"),
        put_in_its_place,
        write_in_a_new_folder,
        lambda: page.rename(other),
        other.unlink,
        lambda: (folder / "mkdocs.yml").write_text("right below the project"),
        lambda: (folder / "content").rename(folder / "away"),
        lambda: (folder / "away").rename(folder / "content"),
        lambda: later.write_text("in a folder that was away"),
    ]
    for save in made:
        seen.changed.clear()
        save()
        wait(seen.changed.is_set)
        time.sleep(0.3)


def test_reading_and_what_is_no_part_of_a_site_are_no_saves(watched: tuple[Path, Seen]) -> None:
    folder, seen = watched
    (folder / "content/page.md").read_text()
    (folder / "content/.page.md.swp").write_text("an editor's own")
    (folder / "notes.txt").write_text("not asked for")
    (folder / "site").mkdir()
    (folder / "site/index.html").write_text("what a build makes")
    list((folder / "content").rglob("*"))
    time.sleep(0.6)
    assert seen.paths == []
