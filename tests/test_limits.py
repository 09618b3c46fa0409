"""What is too large, too deep, or no ordinary file is refused at once, and never waited for."""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from timeit import timeit

import pytest
from archives import ROOT, minimal, texts

from generator.checks.run import checked
from generator.core.prose import FOREIGN_LINK, HTML, is_cited, paragraphs, places, tokens
from generator.core.suggestions import date_meant, nearest
from generator.core.text import escaped, folded
from generator.data.project import read_texts
from generator.data.source_text import MAX_BYTES, SourceText
from generator.data.yaml import MAX_TEXT, MAX_VALUES
from generator.proof.fingerprint import words

PLACE = "site-data/context/places/norham.yml"
HEAD = "name: Norham\ncountry: Vaneland\nsources: [lake-post-2021-05-04]\n"
FULL = MAX_BYTES - 10_000
# Each took seconds or minutes before there were limits. A hang is what this guards against: the
# time of a busy machine is not.
PATIENCE = 20.0  # seconds

BOMBS = {
    "keys": "".join(f"k{at}: x\n" for at in range(90_000)),
    "one key": "k: x\n" * (FULL // 5),
    "flow lists": f"{HEAD}also: {'[' * FULL}",
    "entries": f"{HEAD}also: [{'a,' * (FULL // 2)}]\n",
    "mappings": f"{HEAD}also: [{'{a: b},' * (FULL // 7)}]\n",
    "block lists": HEAD + "also:\n" + "".join(" " * at + "-\n" for at in range(1300)),
    "nested keys": "".join(" " * at + f"k{at}:\n" for at in range(1300)),
    "dashes": "- " * (FULL // 2),
    "questions": "? " * (FULL // 2),
    "tabs": HEAD + "\t\n" * (FULL // 2),
    "aliases": "a: &a [x]\n" + "b: [*a, *a]\n" * 20_000,
    "a long line": f"{HEAD}summary: {'a' * FULL}\n",
    "a long key": f"{HEAD}{'a' * FULL}: b\n",
    "a long number": f"{HEAD}latitude: {'9' * FULL}\nlongitude: 1\n",
    "languages": HEAD + "names:\n" + "".join(f"  x{at}: a\n" for at in range(80_000)),
    "sources": "sources:\n" + "- lake-post-2021-05-05\n" * 40_000,
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_at_its_place_and_at_once(bomb: str) -> None:
    begun = time.process_time()
    found = checked(texts(minimal({PLACE: BOMBS[bomb]})))[1]
    assert time.process_time() - begun < PATIENCE
    assert any(one.is_error and one.span.path == PLACE for one in found)


@pytest.mark.parametrize(
    ("written", "line"),
    [
        (f"{HEAD}also: [{'a,' * MAX_VALUES}]\n", 4),
        (f"{HEAD}country: b\nsummary: {'a' * (MAX_TEXT + 1)}\n", 5),
    ],
)
def test_too_many_values_and_too_long_a_text_are_refused_where_they_stand(
    written: str, line: int
) -> None:
    found = checked(texts(minimal({PLACE: written})))[1]
    assert [one.span.line for one in found if one.rule.id == "too-large"] == [line]


PROSE = (
    *("[[", "]]", "[a", "[@", '[@a "', "[[a|", "[@a ", "<", "<a ", "<!--", "</", "![a](", "[a]["),
    *("https://a ", "*", "**a", "_a_ ", "`", "- a\n", "1. a\n", "a\n\n", "  \n", '"', "“a”"),
    *("a", "a ", "\u0301", "’", "…", "1,"),
)


@pytest.mark.parametrize("piece", PROSE)
def test_a_hundred_thousand_characters_are_read_in_a_time_that_grows_with_them(piece: str) -> None:
    """Whatever is repeated: twenty times the text may not take four hundred times the time."""
    whole = piece * (100_000 // len(piece))

    def read(text: str) -> None:
        (
            list(tokens(text)),
            list(paragraphs(text)),
            list(places(HTML, text)),
            list(places(FOREIGN_LINK, text)),
        )
        is_cited(text), escaped(text), folded(text), words(text), nearest(text, ["norham", "ferry"])
        date_meant(text)

    def took(text: str) -> float:
        """Seconds of processor. `timeit` stops the garbage collector, which would otherwise walk
        whatever earlier tests left in this process."""
        return timeit(lambda: read(text), timer=time.process_time, number=1)

    took(whole[:100])
    short = min(took(whole[:5_000]) for _ in range(3))
    assert took(whole) < max(100 * short, 1.0)


def test_a_file_of_a_hundred_megabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    _write(tmp_path)
    for name in (PLACE, "content/large.md", "site-data/large.bin"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(100_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = checked(read_texts(tmp_path))[1]
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 60_000  # kilobytes
    assert {one.span.path for one in found if one.is_error} >= {PLACE, "content/large.md"}


def test_a_picture_is_not_read_as_text(tmp_path: Path) -> None:
    _write(tmp_path)
    with (tmp_path / "content/large.png").open("wb") as file:
        file.truncate(100_000_000)
    assert "content/large.png" not in {one.path for one in read_texts(tmp_path)}
    assert checked(read_texts(tmp_path))[1] == ()


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    """In a process of its own: what waits for a pipe waits for ever."""
    _write(tmp_path)
    for name in ("site-data/talks/pipe.yml", "content/pipe.md", "content/pipe.png"):
        os.mkfifo(tmp_path / name)
    done = subprocess.run(
        [sys.executable, "-m", "generator", "--project", tmp_path, "check", "--format", "concise"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    for name in ("site-data/talks/pipe.yml", "content/pipe.md", "content/pipe.png"):
        assert f"{name}:1:1: error[unreadable-file] `{name}` is no ordinary file" in done.stdout


def test_what_a_link_leads_to_is_not_shown(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yml"
    secret.write_text("password: hunter2\n")
    project = tmp_path / "project"
    _write(project)
    (project / "site-data/talks/secret.yml").symlink_to(secret)
    (project / "content/secret.png").symlink_to(secret)
    (project / "content/loop").symlink_to(project / "content")
    read = read_texts(project)
    assert all(b"hunter2" not in one.data for one in read)
    assert {one.path: one.fault for one in read if one.fault} == {
        "site-data/talks/secret.yml": "is a link out of the project",
        "content/secret.png": "is a link out of the project",
        "content/loop": "is a link to a folder",
    }


def test_a_link_within_the_project_is_read(tmp_path: Path) -> None:
    _write(tmp_path)
    (tmp_path / "content/again.md").symlink_to("index.md")
    again = next(one for one in read_texts(tmp_path) if one.path == "content/again.md")
    assert again == SourceText("content/again.md", (tmp_path / "content/index.md").read_bytes())


def _write(folder: Path) -> None:
    for path, data in minimal().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
