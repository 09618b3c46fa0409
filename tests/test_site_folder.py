"""The last good site stays until the next one is whole, however a build ends."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from moments import SURVIVED, at_line, in_child, interrupt
from projects import files_below, mkdocs, project, wait

from generator.build import site_folder
from generator.build.site_folder import Replacement
from generator.core import files

CLAIM = "site-data/claims/ferry-left-late.yml"
PERSON = "site-data/context/people/ada-brandt.yml"
WORDS = "runs the harbour"
MOMENTS = 25


def folders(place: Path) -> list[str]:
    """What lies beside a site that is made by a build; nothing of it is to stay."""
    return sorted(path.name for path in place.glob(".site*"))


def starts(folder: Path, *options: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", *options],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def begun(build: subprocess.Popen[bytes], place: Path) -> None:
    """Waits until a build has opened its workshop, or has ended."""
    wait(lambda: folders(place) != [] or build.poll() is not None)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = project(tmp_path_factory.mktemp("whole") / "project")
    assert mkdocs(folder, "build").returncode == 0
    person = folder / PERSON
    person.write_text(person.read_text().replace(WORDS, "keeps the harbour"))
    return folder


@pytest.fixture
def last(changed: Path, tmp_path: Path) -> tuple[Path, dict[str, bytes]]:
    """A project with a site, whose data has changed since; and that site."""
    folder = shutil.copytree(changed, tmp_path / "project")
    return folder, files_below(folder / "site")


@pytest.mark.exhaustive
def test_a_build_that_is_killed_leaves_the_old_site_or_the_new_one(
    last: tuple[Path, dict[str, bytes]],
) -> None:
    """Byte for byte, at moments from the beginning of its work to after the end of it."""
    folder, old = last
    shutil.copytree(folder / "site", folder / "kept")
    build = starts(folder, "--site-dir", "next/site")
    begun(build, folder / "next")
    since = time.monotonic()
    assert build.wait() == 0
    duration = time.monotonic() - since
    new = files_below(folder / "next/site")
    assert old != new
    found = []
    for moment in range(MOMENTS):
        build = starts(folder)
        begun(build, folder)
        time.sleep(duration * 1.1 * moment / MOMENTS)
        os.killpg(build.pid, signal.SIGKILL)
        build.wait()
        now = files_below(folder / "site")
        assert now in (old, new), f"at moment {moment}"
        found.append(now == new)
        if now == new:
            shutil.rmtree(folder / "site")
            shutil.copytree(folder / "kept", folder / "site")
    assert found.count(False) > MOMENTS / 3, "the moments lie within the build"
    assert mkdocs(folder, "build").returncode == 0
    assert files_below(folder / "site") == new
    assert folders(folder) == []


@pytest.mark.sample(1)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_build_that_is_interrupted_leaves_the_old_site_and_nothing_else(
    last: tuple[Path, dict[str, bytes]], number: signal.Signals
) -> None:
    folder, old = last
    build = starts(folder)
    begun(build, folder)
    build.send_signal(number)
    assert build.wait() == 1
    assert files_below(folder / "site") == old
    assert folders(folder) == []


def test_an_interrupt_while_the_folder_is_made_leaves_none(tmp_path: Path) -> None:
    modules = {site_folder.__file__, files.__file__}

    def is_interrupted(line: int) -> bool:
        def make() -> None:
            Replacement(tmp_path / "site")

        return in_child(lambda: at_line(line, interrupt, make, modules)) != SURVIVED

    line = 1
    while is_interrupted(line):
        assert folders(tmp_path) == [], f"interrupted before line {line}"
        line += 1
    assert line > 15


def test_what_strict_refuses_at_the_very_end_does_not_touch_the_last_site(
    last: tuple[Path, dict[str, bytes]],
) -> None:
    folder, old = last
    configuration = folder / "mkdocs.yml"
    text = configuration.read_text()
    configuration.write_text(text.replace("{not_found: info}", "{not_found: warn}"))
    done = mkdocs(folder, "build", "--strict")
    assert done.returncode == 1
    assert "in strict mode" in done.stdout + done.stderr
    assert files_below(folder / "site") == old
    assert folders(folder) == []


def test_a_template_that_fails_in_the_midst_does_not_touch_the_last_site(
    last: tuple[Path, dict[str, bytes]],
) -> None:
    folder, old = last
    template = folder / "overrides/main.html"
    template.write_text(template.read_text().replace("{{ super() }}", "{{ 1 / 0 }}", 1))
    assert mkdocs(folder, "build").returncode == 1
    assert files_below(folder / "site") == old
    assert folders(folder) == []


@pytest.mark.exhaustive
def test_two_builds_at_once_do_not_mix(last: tuple[Path, dict[str, bytes]]) -> None:
    """The last to end wins as a whole: here two projects that share the folder of their site."""
    folder, _ = last
    other = shutil.copytree(folder, folder.with_name("other"))
    claim = other / CLAIM
    claim.write_text(claim.read_text().replace("title: ", "title: Elsewhere, "))
    sites = []
    for one in (folder, other):
        assert mkdocs(one, "build").returncode == 0
        sites.append(files_below(one / "site"))
    assert sites[0] != sites[1]
    shared = os.fspath(folder.with_name("shared"))
    for _ in range(2):
        builds = [starts(one, "--site-dir", shared) for one in (folder, other)]
        assert [build.wait() for build in builds] == [0, 0]
        assert files_below(Path(shared)) in sites
    assert list(folder.parent.glob(".*")) == []


def test_a_dirty_build_changes_a_copy_of_the_last_site(
    last: tuple[Path, dict[str, bytes]],
) -> None:
    folder, old = last
    (folder / "site/by-hand.txt").write_text("stays in a dirty build")
    assert mkdocs(folder, "build", "--dirty").returncode == 0
    now = files_below(folder / "site")
    assert now.pop("by-hand.txt") == b"stays in a dirty build"
    assert now.keys() == old.keys() and now != old


def test_gh_deploy_publishes_the_finished_site(tmp_path: Path) -> None:
    folder = project(tmp_path / "project")

    def git(*words: str) -> str:
        return subprocess.run(
            ["git", *words], cwd=folder, check=True, capture_output=True, text=True
        ).stdout

    git("init", "--quiet", "--bare", "../published.git")
    git("init", "--quiet")
    git("config", "user.name", "A publisher")
    git("config", "user.email", "publisher@example.org")
    git("remote", "add", "origin", "../published.git")
    git("add", ".")
    git("commit", "--quiet", "-m", "All")
    done = mkdocs(folder, "gh-deploy", "--strict")
    assert done.returncode == 0, done.stderr
    published = git("--git-dir", "../published.git", "ls-tree", "-r", "--name-only", "gh-pages")
    assert set(published.splitlines()) - {".nojekyll"} == set(files_below(folder / "site"))


def test_hidden_files_of_others_stay_and_their_folder_keeps_its_mode(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / ".git").mkdir(parents=True)
    (site / ".git/config").write_text("theirs")
    (site / "old.html").write_text("old")
    site.chmod(0o2775)
    making = Replacement(site)
    (making.new / "new.html").write_text("new")
    making.take_over()
    assert files_below(site) == {".git/config": b"theirs", "new.html": b"new"}
    assert site.stat().st_mode & 0o7777 == 0o2775
    assert list(tmp_path.iterdir()) == [site]


def test_a_link_to_the_site_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk/site").mkdir(parents=True)
    (tmp_path / "site").symlink_to("disk/site")
    making = Replacement(tmp_path / "site")
    (making.new / "new.html").write_text("new")
    making.take_over()
    assert (tmp_path / "site").is_symlink()
    assert files_below(tmp_path / "disk/site") == {"new.html": b"new"}


class KilledError(BaseException):
    pass


@pytest.mark.parametrize("can_exchange", [True, False], ids=["exchange", "two renames"])
@pytest.mark.parametrize("step", range(8))
def test_a_maker_that_is_killed_while_it_takes_over_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, can_exchange: bool
) -> None:
    """At each rename in turn, on systems that can exchange folders and on those that cannot."""
    site = tmp_path / "site"
    (site / ".git").mkdir(parents=True)
    (site / ".hidden").write_text("theirs")
    (site / "page.html").write_text("old")
    making = Replacement(site)
    (making.new / "page.html").write_text("new")
    if not can_exchange:
        monkeypatch.setattr(sys, "platform", "another")
    rename, done = Path.rename, [0]

    def killed(path: Path, target: Path) -> Path:
        done[0] += 1
        if done[0] > step:
            raise KilledError
        return rename(path, target)

    with monkeypatch.context() as killing:
        killing.setattr(Path, "rename", killed)
        with suppress(KilledError):
            making.take_over()
    if making._lock is not None:
        os.close(making._lock)  # as the end of a process does
    if can_exchange:
        assert (site / "page.html").read_text() in ("old", "new")
    Replacement(site).drop()
    words = (site / "page.html").read_text()
    assert words == ("old" if step < (1 if can_exchange else 3) else "new")
    assert sorted(one.name for one in site.iterdir()) == [".git", ".hidden", "page.html"]
    assert list(tmp_path.iterdir()) == [site]


def test_nothing_of_a_maker_that_is_killed_before_its_end_gets_into_the_folder(
    tmp_path: Path,
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "page.html").write_text("old")
    making = Replacement(site)
    (making.new / "page.html").write_text("new")
    (making.new / ".htaccess").write_text("new")
    assert making._lock is not None
    os.close(making._lock)  # as the end of a process does
    Replacement(site).drop()
    assert files_below(site) == {"page.html": b"old"}
    assert list(tmp_path.iterdir()) == [site]


def test_a_workshop_that_is_in_use_is_left_alone_and_so_is_a_folder_of_that_name(
    tmp_path: Path,
) -> None:
    foreign = tmp_path / ".site-new-photos"
    foreign.mkdir()
    (foreign / "photo.jpg").write_bytes(b"theirs")
    making = Replacement(tmp_path / "site")
    (making.new / "page.html").write_text("one")
    Replacement(tmp_path / "site").drop()
    making.take_over()
    assert files_below(tmp_path / "site") == {"page.html": b"one"}
    assert files_below(foreign) == {"photo.jpg": b"theirs"}
