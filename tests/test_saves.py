"""Which saves a preview sees."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from projects import wait
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from generator.build.saves import observer


class Seen(FileSystemEventHandler):
    def __init__(self) -> None:
        self.paths: list[str] = []
        self.changed = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not event.is_directory:
            self.paths.append(Path(os.fsdecode(event.dest_path or event.src_path)).name)
            self.changed.set()


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[tuple[Path, Seen]]:
    """A project that is watched."""
    (tmp_path / "content/deep").mkdir(parents=True)
    (tmp_path / "content/page.md").write_text("old")
    (tmp_path / "mkdocs.yml").write_text("old")
    watching, seen = observer(tmp_path, ["content", "mkdocs.yml"]), Seen()
    watching.schedule(seen, str(tmp_path), recursive=True)
    watching.start()
    yield tmp_path, seen
    watching.stop()
    watching.join()


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
