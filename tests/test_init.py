"""`explainer init`: a new explainer that is sound from its first minute."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml
from archives import ROOT
from click.testing import CliRunner, Result
from projects import files_below, mkdocs

from generator.cli import main
from generator.starter.files import starter


def init(*words: object) -> Result:
    return CliRunner().invoke(main, ["init", *map(str, words)])


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("init") / "grain-talks"
    done = init(folder)
    assert done.exit_code == 0, done.output
    return folder


def test_it_says_what_to_do_next(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    output = init(folder).output
    assert f"cd {folder}" in output and "mkdocs serve" in output
    assert "site-data/explainer.yml" in output


def test_nothing_is_wrong_with_it(started: Path) -> None:
    done = CliRunner().invoke(main, ["--project", str(started), "check"])
    assert done.exit_code == 0, done.output
    assert "no findings" in done.output


def test_it_builds_without_a_warning(started: Path) -> None:
    done = mkdocs(started, "build", "--strict")
    assert done.returncode == 0, done.stderr
    home = (started / "site" / "index.html").read_text()
    assert "Why did the ferry of 3 May leave late?" in home
    assert '<p class="x-wordmark">Grain talks</p>' in home
    audited = CliRunner().invoke(main, ["audit", str(started / "site")])
    assert audited.exit_code == 0, audited.output
    assert "no findings" in audited.output


def test_editors_complete_in_it_by_its_own_schemas(started: Path) -> None:
    for path, data in files_below(started / "site-data").items():
        first = data.decode().partition("\n")[0]
        schema = first.removeprefix("# yaml-language-server: $schema=")
        assert (started / "site-data" / path).parent.joinpath(schema).resolve().is_file(), path


def test_commands_work_in_it(started: Path) -> None:
    done = CliRunner().invoke(main, ["--project", str(started), "new", "--print", "term", "buoy"])
    assert done.exit_code == 0, done.output
    assert "definition:" in done.output


@pytest.mark.parametrize(
    "title", ['Ärger: "quoted" & <b>', "no", "# a comment", "{title}", "'", "Мир", "[[x]] *y*"]
)
def test_any_title_is_taken_as_it_is(tmp_path: Path, title: str) -> None:
    folder = tmp_path / "new"
    done = init(folder, "--title", title)
    assert done.exit_code == 0, done.output
    assert yaml.safe_load((folder / "site-data" / "explainer.yml").read_text())["title"] == title
    settings = yaml.load((folder / "mkdocs.yml").read_text(), Loader=yaml.BaseLoader)
    assert settings["site_name"] == title


def test_a_title_with_characters_that_cannot_be_seen_is_refused(tmp_path: Path) -> None:
    done = init(tmp_path / "new", "--title", "bell\a")
    assert done.exit_code == 2
    assert "can be seen" in done.output
    assert not any(tmp_path.iterdir())


def test_a_folder_that_holds_anything_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    done = init(tmp_path)
    assert done.exit_code == 2
    assert "not empty" in done.output
    assert files_below(tmp_path) == {"mine.txt": b"mine"}


def test_an_empty_folder_is_filled_and_missing_ones_are_made(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert init(tmp_path / "empty").exit_code == 0
    assert init(tmp_path / "a" / "b").exit_code == 0
    assert files_below(tmp_path / "a" / "b").keys() == files_below(tmp_path / "empty").keys()


def test_what_is_interrupted_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", interrupted)
    assert init(tmp_path / "new").exit_code == 130
    assert not any(tmp_path.iterdir())


def test_it_knows_nothing_of_the_explainer_beside_it() -> None:
    name = yaml.load((ROOT / "mkdocs.yml").read_text(), Loader=yaml.BaseLoader)["site_name"]
    files = starter("Grain talks")
    assert [path for path, data in files.items() if name.encode() in data] == []


def test_an_installed_package_starts_the_same_project(tmp_path: Path) -> None:
    """All that a new project gets a copy of is in the wheel."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--no-build-isolation",
            "--no-index",
            "--wheel-dir",
            str(tmp_path),
            str(ROOT),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("explainer-*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "package")
    code = "import sys; from generator.starter.files import starter; print(len(starter('x')))"
    installed = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path / "package",
        capture_output=True,
        text=True,
        check=False,
    )
    assert installed.stdout.strip() == str(len(starter("x"))), installed.stderr
