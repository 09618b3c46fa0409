"""`explainer rename`: a record gets another id everywhere, and nothing else changes by a byte."""

import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from archives import ROOT, Files, minimal, texts
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from sampling import Sampling

from generator.checks.run import checked
from generator.cli import main
from generator.data import ledger
from generator.data.archive import Archive
from generator.data.project import read_texts
from generator.data.source_text import SourceText
from generator.edit.file_changes import FileChange
from generator.edit.rename import renaming
from generator.kinds.place import Place
from generator.kinds.registry import load_archive
from generator.proof.fingerprint import Covers, fingerprint_of, serialised
from generator.site.addresses import record_addresses

NEW = "zz-renamed-zz"  # occurs nowhere in the data

NORHAM = "site-data/context/places/norham.yml"
TERM = "site-data/context/terms/slack-water.yml"
EVENT = "site-data/context/events/storm-2021.yml"


@cache
def real_texts() -> tuple[SourceText, ...]:
    return tuple(read_texts(ROOT))


@cache
def real_archive() -> Archive:
    archive, found = load_archive(real_texts())
    assert not found
    return archive


def planned(sources: Iterable[SourceText], old: str, new: str) -> list[FileChange]:
    sources = list(sources)
    archive, found = load_archive(sources)
    assert not found
    files, refusals = renaming(archive, sources, old, new)
    assert not refusals
    return files


def applied(before: Mapping[str, bytes], files: Iterable[FileChange]) -> Files:
    after = dict(before)
    for file in files:
        assert after.pop(file.path) == file.before
        after[file.target or file.path] = file.after
    return after


def renamed(before: Mapping[str, bytes], old: str, new: str) -> Files:
    return applied(before, planned(texts(before), old, new))


def refusals_of(files: Mapping[str, bytes], old: str, new: str) -> list[str]:
    sources = texts(files)
    return renaming(load_archive(sources)[0], sources, old, new)[1]


def faults(files: Mapping[str, bytes], id: str) -> list[tuple[str, str]]:
    """What is wrong, without the places and without this id: a rename changes them."""
    _, found = checked(texts(files))
    return sorted((one.rule.id, one.message.replace(f"`{id}`", "`…`")) for one in found)


# The whole of the real data


def test_every_record_can_be_renamed_and_only_its_mentions_change(sampling: Sampling) -> None:
    """Putting the old id back where the new one stands gives the old bytes, for each record."""
    archive = real_archive()
    data = {source.path: source.data for source in real_texts()}
    assert not any(NEW.encode() in one for one in data.values())
    assert len(archive.records) > 600
    for id in sampling.few(archive.records, 40):
        files, refusals = renaming(archive, real_texts(), id, NEW)
        assert not refusals
        own = next(file for file in files if file.path == archive.paths[id])
        assert own.target == own.path.replace(f"/{id}.yml", f"/{NEW}.yml")
        former, further = f"formerly: [{id}]\n".encode(), f", {id}]\n".encode()
        count = 0
        for file in files:
            if file.path == ledger.PATH:
                added = {*file.after.split(b"\n")} - {*data[file.path].split(b"\n")}
                assert added == {one.encode() for one in record_addresses(archive.records[id], NEW)}
                assert {*data[file.path].split(b"\n")} < {*file.after.split(b"\n")}
                continue
            assert not file.target or file is own or "fingerprints" in file.path
            after = file.after
            if file is own:
                assert former in after or further in after
                after = after.removesuffix(former).replace(further, b"]\n")
            assert after.replace(NEW.encode(), id.encode()) == file.before == data[file.path]
            count += after.count(NEW.encode())
        assert count == sum(mention.target == id for mention in archive.mentions)


@pytest.mark.sample(1)
@pytest.mark.parametrize("old", ["alexander-lukashenko", "istanbul", "euromaidan-press-2025-03-05"])
def test_a_renamed_record_has_no_new_faults_and_can_be_renamed_back(old: str) -> None:
    before = {source.path: source.data for source in real_texts()}
    there = renamed(before, old, NEW)
    assert there != before
    assert faults(there, NEW) == faults(before, old)
    back = renamed(there, NEW, old)
    own = real_archive().paths[old]
    assert {*before.pop(ledger.PATH).split()} < {*back.pop(ledger.PATH).split()}
    assert back.pop(own) == before.pop(own) + f"formerly: [{NEW}]\n".encode()
    assert back == before


# One mention at a time


def test_an_id_inside_another_word_is_left_alone() -> None:
    files = minimal(
        {
            "site-data/context/places/nor.yml": "name: Nor\ncountry: Vaneland\n"
            "sources: [lake-post-2021-05-04]\nalso: [nor, norham, nor-ham]\nwithin: norham\n"
            "summary: nor [[norham]] [[norham|nor]] [[nor]] [@lake-post-2021-05-04]\n"
        }
    )
    after = renamed(files, "nor", NEW)
    assert after[f"site-data/context/places/{NEW}.yml"].decode() == (
        "name: Nor\ncountry: Vaneland\n"
        "sources: [lake-post-2021-05-04]\nalso: [nor, norham, nor-ham]\nwithin: norham\n"
        f"summary: nor [[norham]] [[norham|nor]] [[{NEW}]] [@lake-post-2021-05-04]\n"
        "formerly: [nor]\n"
    )
    assert {path: after[path] for path in after if NEW not in path} == {
        path: data for path, data in files.items() if not path.endswith("/nor.yml")
    }


def test_hand_written_pages_follow() -> None:
    page = (
        "---\r\ntitle: norham\r\ndescription: Norham, [[norham]]\r\n---\r\n\r\n"
        "<!-- answer -->\r\n[[norham]] and [[ norham |the\r\ntown]]: norham [@norham-post]\r\n"
    )
    after = renamed(minimal({"content/about.md": page}), "norham", NEW)["content/about.md"]
    assert after.decode() == page.replace("[[norham]] and", f"[[{NEW}]] and").replace(
        "[[ norham |", f"[[ {NEW} |"
    )


def test_citations_and_passages_of_a_renamed_source_keep_working() -> None:
    files = minimal(
        {TERM: 'name: Slack\ndefinition: A pause. [@lake-post-2021-05-04 "exact words"]\n'}
    )
    after = renamed(files, "lake-post-2021-05-04", NEW)
    assert f'[@{NEW} "exact words"]' in after[TERM].decode()
    assert "passage: p1" in after["site-data/claims/ferry-left-late.yml"].decode()
    assert faults(after, NEW) == faults(files, "lake-post-2021-05-04")


def test_the_fingerprint_of_a_source_moves_with_it() -> None:
    """It is still known for the source's own, and still proves what it proved."""
    old = "lake-post-2021-05-04"
    one = fingerprint_of(old, "Its text: We left an hour late.", date(2021, 6, 1), Covers.EXCERPT)
    prints = serialised(one).encode()
    files = minimal({f"site-data/fingerprints/{old}.txt": prints})
    after = renamed(files, old, NEW)
    assert after[f"site-data/fingerprints/{NEW}.txt"] == prints
    assert f"site-data/fingerprints/{old}.txt" not in after
    assert faults(after, NEW) == faults(files, old) == []


def test_comments_and_layout_stay() -> None:
    text = (
        "# [[norham]] is mentioned here\n"
        'name:   "Fair"   # norham\n\n'
        "date: '2021-05-03'\n"
        "place:   'norham'   # where\n"
        "sources:   [ lake-post-2021-05-04 ]\n"
    )
    path = "site-data/context/events/fair.yml"
    text = text.replace("name:", "title:")
    after = renamed(minimal({path: text}), "norham", NEW)[path].decode()
    assert after == text.replace("'norham'", f"'{NEW}'")


PIECES = st.sampled_from(
    [
        ("word", "word"),
        ("norham", "norham"),
        ("[[norham]]", f"[[{NEW}]]"),
        ("[[norham|Norham: the town]]", f"[[{NEW}|Norham: the town]]"),
        ("[[ norham | it's ]]", f"[[ {NEW} | it's ]]"),
        ("[@norham]", f"[@{NEW}]"),
        ('[@norham "exact words, # and so on"]', f'[@{NEW} "exact words, # and so on"]'),
        ("[[norham-quay]]", "[[norham-quay]]"),
        ("[[old-norham|norham]]", "[[old-norham|norham]]"),
        ("[@norham-post]", "[@norham-post]"),
        ("[[norham", "[[norham"),
        ("[@norham and so on]", "[@norham and so on]"),
        ("[norham]", "[norham]"),
        ("Привет 🙂 “norham”", "Привет 🙂 “norham”"),
        ("\\norham", "\\norham"),
    ]
)


def folded(text: str) -> str:
    lines = textwrap.wrap(text, 30, break_long_words=False, break_on_hyphens=False)
    return ">-\n" + textwrap.indent("\n".join(lines), "    ")


STYLES: dict[str, Callable[[str], str]] = {
    "plain": lambda text: f"Text {text}",
    "single quotes": lambda text: "'" + text.replace("'", "''") + "'",
    "double quotes": lambda text: json.dumps(text, ensure_ascii=False),
    "folded": folded,
    "literal": lambda text: "|\n" + textwrap.indent(text.replace("word", "\nword\n\n"), "    "),
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@given(pieces=st.lists(PIECES, min_size=1, max_size=8), is_last=st.booleans())
def test_prose_follows_however_it_is_written(
    style: str, eol: str, pieces: list[tuple[str, str]], is_last: bool
) -> None:
    """The new text is the old one with the mentions changed: what an editor would have typed."""
    before, after = (" ".join(column) for column in zip(*pieces, strict=True))
    if style == "plain":
        before, after = (text.replace(": ", " ").replace(" #", " ") for text in (before, after))
    path = "site-data/context/places/harbour.yml"

    def record(text: str) -> bytes:
        lines = [
            "name: Harbour",
            f"summary: {STYLES[style](text)}",
            "country: Vaneland # [[norham]]",
        ]
        if is_last:
            lines = [lines[0], lines[2], lines[1]]
        return (eol.join("\n".join(lines).split("\n")) + eol).encode()

    result = renamed(minimal({path: record(before)}), "norham", NEW)[path]
    if style == "folded":  # a line with a longer word is broken elsewhere
        assert summary_of(path, result) == summary_of(path, record(after))
        assert result.replace(NEW.encode(), b"norham") == record(before)
    else:
        assert result == record(after)


def summary_of(path: str, data: bytes) -> str | None:
    record = load_archive([SourceText(path, data)])[0].records["harbour"]
    assert isinstance(record, Place)
    return record.summary


@pytest.mark.parametrize(
    "written",
    [
        "within: norham",
        'within: "norham"',
        "within: 'norham'",
        "within: >-\n  norham",
        "within:\n  norham",
        "within: norham # norham",
    ],
)
def test_references_follow_however_they_are_written(written: str) -> None:
    path = "site-data/context/places/harbour.yml"
    start = "name: Harbour\ncountry: Vaneland\n"
    after = renamed(minimal({path: f"{start}{written}\n"}), "norham", NEW)[path].decode()
    value, comment, rest = written.partition(" # ")
    assert after == f"{start}{value.replace('norham', NEW)}{comment}{rest}\n"


# Former ids


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("country: A\n", "country: A\nformerly: [norham]\n"),
        ("country: A", "country: A\nformerly: [norham]\n"),
        ("country: A\n# the end\n\n", "country: A\n# the end\n\nformerly: [norham]\n"),
        ("country: >-\n  A", "country: >-\n  A\nformerly: [norham]\n"),
        ("formerly: []\ncountry: A\n", "formerly: [norham]\ncountry: A\n"),
        ("formerly: [a]\ncountry: A\n", "formerly: [a, norham]\ncountry: A\n"),
        (
            "formerly: [ a, 'b' ] # c\ncountry: A\n",
            "formerly: [ a, 'b', norham ] # c\ncountry: A\n",
        ),
        (
            "formerly: [\n  a,\n  b,\n]\ncountry: A",
            "formerly: [\n  a,\n  b, norham,\n]\ncountry: A",
        ),
        (
            "formerly:\n  - a # first\n  - b # last\n\n# then\ncountry: A\n",
            "formerly:\n  - a # first\n  - b # last\n  - norham\n\n# then\ncountry: A\n",
        ),
        ("formerly:\n-   a\ncountry: A\n", "formerly:\n-   a\n-   norham\ncountry: A\n"),
        ("country: A\nformerly:\n  - a", "country: A\nformerly:\n  - a\n  - norham"),
        (f"formerly: [a, {NEW}]\ncountry: A\n", "formerly: [a, norham]\ncountry: A\n"),
        ("formerly: [norham]\ncountry: A\n", "formerly: [norham]\ncountry: A\n"),
    ],
)
@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_the_old_id_joins_the_former_ones_in_their_own_style(
    before: str, after: str, eol: str
) -> None:
    record, wanted = (f"name: A\n{one}".replace("\n", eol).encode() for one in (before, after))
    result = renamed(minimal({NORHAM: record}), "norham", NEW)
    assert result[NORHAM.replace("norham", NEW)] == wanted


def test_an_indented_file_keeps_its_indentation() -> None:
    result = renamed(minimal({NORHAM: "  name: A\n  country: A\n"}), "norham", NEW)
    assert result[NORHAM.replace("norham", NEW)] == (
        b"  name: A\n  country: A\n  formerly: [norham]\n"
    )


# Refusals


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("norhan", "x", "there is no record `norhan`; did you mean `norham`?"),
        ("norham-town", "x", "there is no record `norham-town`; it is called `norham` now"),
        ("norham", "norham", "`norham` is its id already"),
        ("norham", "Norham", "`Norham` is not an id"),
        ("norham", "nor--ham", "`nor--ham` is not an id"),
        ("norham", "../norham", "`../norham` is not an id"),
        ("norham", "nul", "`nul` is a reserved word"),
        ("norham", "", "`` is not an id"),
        ("norham", "n" * 81, "has 81 characters, more than 80"),
        ("norham", "ada-brandt", "it is the id of site-data/context/people/ada-brandt.yml"),
        ("ada-brandt", "norham-town", "`norham` was called so"),
        ("norham", "printed", "there is a fingerprint site-data/fingerprints/printed.txt"),
    ],
)
def test_what_cannot_be_renamed_is_refused(old: str, new: str, words: str) -> None:
    files = minimal(
        {
            NORHAM: "name: Norham\ncountry: Vaneland\nformerly: [norham-town]\n",
            "site-data/fingerprints/printed.txt": "",
        }
    )
    (refusal,) = refusals_of(files, old, new)
    assert words in refusal


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        (NORHAM, "{name: Norham, country: Vaneland}\n", f"{NORHAM}: the file cannot be edited"),
        (NORHAM, "name: Norham\ncountry: A\n...\n", f"{NORHAM}: the file cannot be edited"),
        (TERM, 'name: A\ndefinition: "[[\\u006eorham]]"\n', f"{TERM}:2:13: `norham` is written"),
        (
            EVENT,
            'title: A\ndate: 2021\nplace: "\\u006eorham"\n',
            f"{EVENT}:3:8: `norham` is written",
        ),
        (TERM, 'name: A\ndefinition: "[[nor\\\n  ham]]"\n', f"{TERM}:2:13: `norham` is written"),
    ],
)
def test_a_layout_that_was_not_foreseen_is_refused(path: str, text: str, words: str) -> None:
    (refusal,) = refusals_of(minimal({path: text}), "norham", NEW)
    assert words in refusal


# The command


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project on disk."""
    for path, data in minimal().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path


def files_in(root: Path) -> Files:
    paths = [path for path in root.rglob("*") if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def rename(project: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--project", str(project), "rename", *words])


def test_the_command_writes_what_was_planned_and_says_so(project: Path) -> None:
    result = rename(project, "norham", NEW)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    assert f"wrote {NORHAM} -> {NORHAM.replace('norham', NEW)}\n" in result.stderr
    assert "wrote site-data/claims/ferry-left-late.yml\n" in result.stderr
    assert f"`norham` is `{NEW}` now" in result.stderr
    assert files_in(project) == renamed(minimal(), "norham", NEW)


def test_a_dry_run_shows_each_line_and_writes_nothing(project: Path) -> None:
    result = rename(project, "--dry-run", "norham", NEW)
    assert result.exit_code == 0
    claim = "site-data/claims/ferry-left-late.yml:9: occasion: remarks at the quay of [[norham]]"
    assert f"{claim} -> occasion: remarks at the quay of [[{NEW}]]\n" in result.stdout
    assert f"{NORHAM}:7: new line: formerly: [norham]\n" in result.stdout
    assert f"{NORHAM} -> {NORHAM.replace('norham', NEW)}\n" in result.stdout
    assert "nothing was written" in result.stderr
    assert files_in(project) == minimal()


def test_a_refusal_is_wrong_usage_and_writes_nothing(project: Path) -> None:
    result = rename(project, "norhan", "x")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "explainer: there is no record `norhan`; did you mean `norham`?\nnothing was written\n"
    )
    assert files_in(project) == minimal()


@pytest.mark.parametrize(
    ("path", "text", "rule"),
    [
        (TERM, "name: A\ndefinition: [[norham]\n", "yaml-syntax"),
        (TERM, "name: A\n", "missing-field"),
        ("content/index.md", "no front matter [[norham]]\n", "bad-front-matter"),
        ("site-data/context/places/more.yaml", "name: A\n", "misplaced-file"),
    ],
)
def test_nothing_is_renamed_while_a_file_cannot_be_read(
    project: Path, path: str, text: str, rule: str
) -> None:
    """It may mention the record, and nobody could tell."""
    (project / path).write_text(text)
    before = files_in(project)
    result = rename(project, "norham", NEW)
    assert result.exit_code == 1
    assert f"error[{rule}]" in result.stdout
    assert path in result.stdout
    assert "nothing was written" in result.stderr
    assert files_in(project) == before


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals")
@pytest.mark.sample(1)
@pytest.mark.parametrize("old", ["norham", "lake-post-2021-05-04"])
def test_a_killed_command_can_be_run_again_and_does_the_rest(project: Path, old: str) -> None:
    """Wherever it was killed: each file is whole, and the second run leaves nothing to be done."""
    before = minimal()
    if old != "norham":
        one = fingerprint_of(old, "We left an hour late.", date(2021, 6, 1), Covers.EXCERPT)
        before[f"site-data/fingerprints/{old}.txt"] = serialised(one).encode()
    after = renamed(before, old, NEW)
    moment = 1
    unfinished = 0
    while True:
        shutil.rmtree(project / "site-data")
        for path, data in before.items():
            lay(project / path, data)
        if not killed_at(moment, lambda: rename(project, old, NEW)):
            break
        found = {path: data for path, data in files_in(project).items() if ".part" not in path}
        known = {*before.values(), *after.values()}
        assert {*found.values()} <= known, f"killed at {moment}"
        unfinished += found not in (before, after)
        again = rename(project, old, NEW)
        assert again.exit_code == 0 or f"it is called `{NEW}` now" in again.stderr
        assert files_in(project) == after, f"killed at {moment}"
        moment += 1
    assert unfinished > 2


def lay(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def killed_at(number: int, act: Callable[[], object]) -> bool:
    """Was the process killed as it opened or renamed a file for the nth time, or was it done?"""
    child = os.fork()
    if child == 0:
        moments = 0

        def kill(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal moments
            if event == "os.rename" or (event == "open" and ".part" in str(arguments[0])):
                moments += 1
                if moments == number:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(kill)
        act()
        os._exit(0)
    ending = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ending in (0, -signal.SIGKILL)
    return ending != 0


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals")
def test_ctrl_c_while_it_writes_leaves_everything_as_it_was(project: Path) -> None:
    done = at_second_file(project, "os.kill(os.getpid(), signal.SIGINT)")
    assert done.returncode == 130
    assert done.stderr == "explainer: interrupted: nothing was written\n\n"
    assert files_in(project) == minimal()


def test_a_file_that_is_saved_while_it_writes_is_kept(project: Path) -> None:
    """Nothing else is written either, and the editor is told what to do."""
    saved = "site-data/talks/harbour-meeting.yml"
    done = at_second_file(project, f"Path({str(project / saved)!r}).write_text('# typed')")
    assert done.returncode == 2
    assert done.stderr == (
        f"explainer: changed meanwhile: {saved}; nothing was written: run the command again\n"
    )
    assert files_in(project) == minimal() | {saved: b"# typed"}


def at_second_file(project: Path, act: str) -> subprocess.CompletedProcess[str]:
    """Lets something happen as the second file of a rename is about to be replaced."""
    code = f"""
import os, signal, sys
from pathlib import Path
from generator.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)
renamings = 0
def hook(event, arguments):
    global renamings
    if event == "os.rename":
        renamings += 1
        if renamings == 2:
            {act}
sys.addaudithook(hook)
main()
"""
    words = ["--project", str(project), "rename", "norham", NEW]
    return subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=False
    )
