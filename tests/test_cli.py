"""The command line: what each command prints where, and the exit code that it ends with."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from generator.cli import COMMANDS, Shell, main
from generator.cli.rules import AUDIT_RULES, RULES
from generator.cli.shell import StopError
from generator.report.formats import FORMATS

if sys.platform != "win32":
    import pty

EXPLAINER = """\
title: An offer
question: Was it taken up?
answer: It was not. [@report-2025]
as_of: 2025-03-05
publisher:
  name: The desk
topics:
  offers: Offers
scale:
  - id: open
    label: Open
    meaning: Nothing settles it.
"""
SOURCE = """\
title: A report
publisher: The paper
published: 2025-03-05
url: https://example.org/report
language: en
type: news
standpoint: Independent newspaper
"""
BROKEN = EXPLAINER.replace("@report-2025", "@raport-2025")
INCOMPLETE = SOURCE.replace("language: en\n", "")
UNMENTIONED = SOURCE.replace("A report", "Another report")

posix_only = pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals and terminals")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project without findings."""
    root = tmp_path / "project"
    write(root / "site-data/explainer.yml", EXPLAINER)
    write(root / "site-data/sources/report-2025.yml", SOURCE)
    return root


@pytest.fixture
def broken(project: Path) -> Path:
    """The same with one error in each of two files."""
    write(project / "site-data/explainer.yml", BROKEN)
    write(project / "site-data/sources/other-2025.yml", INCOMPLETE)
    return project


def write(path: Path, text: str) -> None:
    """As editors save: whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def explainer(*words: str, env: Mapping[str, str | None] | None = None) -> Result:
    """Runs the command outside of GitHub Actions, wherever the test itself runs."""
    clean = {"GITHUB_ACTIONS": None, "EXPLAINER_DEBUG": None}
    return CliRunner().invoke(main, words, env={**clean, **(env or {})})


def check(root: Path, *words: str, env: Mapping[str, str | None] | None = None) -> Result:
    return explainer("--project", str(root), "check", *words, env=env)


# -- explainer


def test_the_command_alone_prints_its_help() -> None:
    result = explainer()
    assert result.exit_code == 0
    assert "Usage: explainer" in result.stdout
    assert re.findall(r"^  (check|rules) ", result.stdout, re.MULTILINE) == ["check", "rules"]


def test_what_a_command_is_for_is_listed_in_full() -> None:
    listed = explainer().stdout.partition("Commands:\n")[2]
    assert all(f"\n  {name} " in f"\n{listed}" for name in COMMANDS)
    assert "..." not in listed


def test_the_version_is_the_one_of_the_package() -> None:
    result = explainer("--version")
    assert result.exit_code == 0
    assert re.fullmatch(r"explainer, version \d+\.\d+\.\d+\n", result.stdout)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself_with_an_example(name: str) -> None:
    result = explainer(name, "--help")
    assert result.exit_code == 0
    assert f"\n    explainer {name}" in result.stdout


@pytest.mark.parametrize(
    "words", [["chek"], ["check", "--fromat", "json"], ["check", "--format", "xml"], ["-x"]]
)
def test_words_that_no_command_knows_are_wrong_usage(words: list[str]) -> None:
    result = explainer(*words)
    assert result.exit_code == 2
    assert "Error: " in result.stderr
    assert result.stdout == ""


# -- explainer check


def test_data_without_findings_is_fine(project: Path) -> None:
    result = check(project)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "no findings in 2 files\n"


def test_data_with_errors_ends_with_1_and_shows_each_at_its_place(broken: Path) -> None:
    result = check(broken)
    assert result.exit_code == 1
    assert "site-data/explainer.yml:3:" in result.stdout
    assert "  3 | answer: It was not. [@raport-2025]\n" in result.stdout
    line, marks = result.stdout.splitlines()[1:3]
    assert line[marks.index("^") : marks.rindex("^") + 1] in ("raport-2025", "[@raport-2025]")
    assert "  help: did you mean `report-2025`?\n" in result.stdout
    assert result.stderr == "2 errors in 2 files\n"


def test_warnings_alone_are_fine(project: Path) -> None:
    write(project / "site-data/sources/other-2025.yml", UNMENTIONED)
    result = check(project)
    assert result.exit_code == 0
    assert "warning[unmentioned-record]" in result.stdout
    assert result.stderr == "1 warning in 1 file\n"


def test_paths_are_those_below_the_project_wherever_the_command_is_called(
    broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(broken / "site-data/sources")
    from_inside = explainer("check", "--format", "concise")
    monkeypatch.chdir(broken.parent)
    from_outside = check(Path("project"), "--format", "concise")
    assert from_inside.exit_code == from_outside.exit_code == 1
    assert from_inside.stdout == from_outside.stdout
    assert [line.split(":")[0] for line in from_inside.stdout.splitlines()] == [
        "site-data/explainer.yml",
        "site-data/sources/other-2025.yml",
    ]


def test_json_on_stdout_is_pure_and_has_exactly_its_keys(broken: Path) -> None:
    result = check(broken, "--format", "json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert [one["rule"] for one in found] == ["unknown-reference", "missing-field"]
    for one in found:
        assert list(one) == ["rule", "severity", "path", "line", "column", "message", "help"]


def test_sarif_on_stdout_is_pure(broken: Path) -> None:
    (run,) = json.loads(check(broken, "--format", "sarif").stdout)["runs"]
    assert [one["ruleId"] for one in run["results"]] == ["unknown-reference", "missing-field"]


def test_no_findings_are_an_empty_json_list(project: Path) -> None:
    assert json.loads(check(project, "--format", "json").stdout) == []


def test_under_github_actions_findings_become_annotations_by_themselves(broken: Path) -> None:
    result = check(broken, env={"GITHUB_ACTIONS": "true"})
    assert result.exit_code == 1
    first, second = result.stdout.splitlines()
    assert first.startswith("::error file=site-data/explainer.yml,line=3,")
    assert second.startswith("::error file=site-data/sources/other-2025.yml,line=1,")


def test_under_github_actions_a_format_that_is_asked_for_is_given(broken: Path) -> None:
    env = {"GITHUB_ACTIONS": "true"}
    assert check(broken, "--format", "full", env=env).stdout == check(broken).stdout
    assert "::error" not in check(broken, "--format", "concise", env=env).stdout


@pytest.mark.parametrize("form", FORMATS)
def test_two_runs_print_the_same(broken: Path, form: str) -> None:
    assert check(broken, "--format", form).output == check(broken, "--format", form).output


def test_the_data_of_this_repository_can_be_printed_in_every_format() -> None:
    """Whatever is found in it, no format stumbles over it, and all find the same."""
    root = Path(__file__).parent.parent
    results = {form: check(root, "--format", form) for form in ("full", "json", "concise")}
    number = len(json.loads(results["json"].stdout))
    assert len({result.exit_code for result in results.values()} - {0, 1}) == 0
    assert len(results["concise"].stdout.splitlines()) == number
    assert results["full"].stdout.count("\n\n") == number


# -- where there is no project


def test_outside_of_a_project_the_command_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = explainer("check")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no folder `site-data` in" in result.stderr
    assert "`--project DIR`" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_folder_that_is_named_is_not_searched_for_above(project: Path) -> None:
    """Or a slip of the tongue would check another project."""
    result = check(project / "site-data")
    assert result.exit_code == 2
    assert f"there is no folder `site-data` in {project / 'site-data'}" in result.stderr


def test_a_folder_that_does_not_exist_is_wrong_usage(tmp_path: Path) -> None:
    assert check(tmp_path / "nowhere").exit_code == 2


# -- explainer rules


def test_rules_lists_every_rule_with_severity_and_summary() -> None:
    result = explainer("rules")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert len(lines) == len((*RULES, *AUDIT_RULES))
    for rule, line in zip((*RULES, *AUDIT_RULES), lines, strict=True):
        assert line.split(maxsplit=2) == [rule.id, rule.severity.value, rule.summary]


def test_a_rule_is_explained_with_wrong_and_right() -> None:
    assert explainer("rules", "bad-date").stdout == (
        "bad-date (error)\n"
        "\n"
        "Dates are EDTF, as exact as known, and days of the calendar.\n"
        "\n"
        "Why: A wrong date is worse than a gap.\n"
        "\n"
        "Wrong:\n"
        "  said: 28.2.2022\n"
        "\n"
        "Right:\n"
        "  said: 2022-02-28\n"
    )


@pytest.mark.parametrize("rule", [*RULES, *AUDIT_RULES], ids=lambda rule: rule.id)
def test_every_rule_can_be_explained(rule: object) -> None:
    result = explainer("rules", getattr(rule, "id", ""))
    assert result.exit_code == 0
    assert getattr(rule, "why", "") in result.stdout


@pytest.mark.parametrize(
    ("id", "advice"),
    [
        ("unkown-reference", "did you mean `unknown-reference`?"),
        ("xyzzy", "`explainer rules` lists all of them"),
    ],
)
def test_an_unknown_rule_is_wrong_usage_with_advice(id: str, advice: str) -> None:
    result = explainer("rules", id)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"explainer: there is no rule `{id}`; {advice}\n"


def test_rules_need_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert explainer("rules", "tab").exit_code == 0


# -- how commands end


def ending_with(error: BaseException, env: Mapping[str, str | None] | None = None) -> Result:
    """What the shell makes of a command that ends with this exception."""
    shell = Shell("explainer")

    @shell.command("break")
    def break_command() -> int:
        raise error

    return CliRunner().invoke(shell, ["break"], env={"EXPLAINER_DEBUG": None, **(env or {})})


def test_a_fault_of_ours_is_one_line_that_says_so() -> None:
    result = ending_with(ValueError("no such\nthing"))
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == (
        "explainer: this is a fault of the explainer itself: ValueError: no such thing "
        "(set EXPLAINER_DEBUG=1 to see the traceback)\n"
    )


def test_the_traceback_of_a_fault_is_shown_when_asked_for() -> None:
    result = ending_with(ValueError("no such thing"), env={"EXPLAINER_DEBUG": "1"})
    assert result.exit_code == 3
    assert "Traceback (most recent call last)" in result.stderr
    assert "in break_command" in result.stderr
    assert "this is a fault of the explainer itself" in result.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (KeyboardInterrupt(), 130),
        (click.Abort(), 130),
        (StopError("there is none"), 2),
        (PermissionError(13, "Permission denied", "site-data/a.yml"), 2),
        (click.UsageError("too many words"), 2),
        (click.exceptions.Exit(1), 1),
    ],
    ids=lambda value: type(value).__name__,
)
def test_the_exit_code_tells_how_a_command_ended(error: BaseException, code: int) -> None:
    result = ending_with(error)
    assert result.exit_code == code
    assert "fault of the explainer" not in result.stderr


# -- in a process of its own


def environment(**others: str) -> dict[str, str]:
    """The environment of an editor's terminal, whatever the tests run in."""
    unset = ("GITHUB_ACTIONS", "NO_COLOR", "EXPLAINER_DEBUG", "PYTHONIOENCODING")
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    return {**kept, "TERM": "xterm", "PYTHONUTF8": "1", **others}


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "generator", *words]


def on_a_terminal(root: Path, **env: str) -> str:
    """What `explainer check` prints on a terminal."""
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb", buffering=0) as screen:
        process = subprocess.Popen(
            command("--project", str(root), "check"),
            stdout=theirs,
            stderr=subprocess.DEVNULL,
            env=environment(**env),
        )
        os.close(theirs)
        shown = b""
        # Linux ends a terminal that nobody writes to any more with an error.
        try:
            while block := screen.read(4096):
                shown += block
        except OSError:
            pass
        assert process.wait(timeout=30) == 1
    return shown.decode()


@posix_only
def test_findings_are_coloured_on_a_terminal(broken: Path) -> None:
    assert "\x1b[31m\x1b[1merror[unknown-reference]\x1b[0m" in on_a_terminal(broken)


@posix_only
@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
def test_nothing_is_coloured_where_it_is_not_wanted(broken: Path, env: dict[str, str]) -> None:
    shown = on_a_terminal(broken, **env)
    assert "error[unknown-reference]" in shown
    assert "\x1b" not in shown


def test_nothing_is_coloured_in_a_pipe(broken: Path) -> None:
    done = subprocess.run(
        command("--project", str(broken), "check"),
        capture_output=True,
        env=environment(),
        check=False,
    )
    assert done.returncode == 1
    assert b"error[unknown-reference]" in done.stdout
    assert b"\x1b" not in done.stdout


@pytest.mark.sample(2)
@pytest.mark.parametrize("form", FORMATS)
def test_a_pipe_that_lacks_the_letters_loses_no_finding(project: Path, form: str) -> None:
    """Pipes of Windows are not in UTF-8, and names of files on Linux need not be text."""
    write(project / "site-data/explainer.yml", EXPLAINER.replace("[@report-2025]", "[@отчёт]"))
    if sys.platform == "linux":
        bad_name = os.fsencode(project / "site-data/sources") + b"/\xff.yml"
        Path(os.fsdecode(bad_name)).write_text(SOURCE)
    done = subprocess.run(
        command("--project", str(project), "check", "--format", form),
        capture_output=True,
        env=environment(PYTHONUTF8="0", PYTHONIOENCODING="latin-1"),
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert b"unknown-reference" in done.stdout
    assert (b"bad-id" in done.stdout) == (sys.platform == "linux")


@dataclass(frozen=True)
class Watching:
    """`explainer check --watch` at work, with what it has printed so far."""

    process: subprocess.Popen[bytes]
    out: Path
    err: Path

    def wait_for(self, reached: Callable[[], bool]) -> None:
        end = time.monotonic() + 30
        while not reached():
            assert self.process.poll() is None, self.err.read_text()
            assert time.monotonic() < end, (self.out.read_text(), self.err.read_text())
            time.sleep(0.05)

    def wait_for_reports(self, number: int) -> None:
        self.wait_for(lambda: self.reports() >= number)

    def reports(self) -> int:
        return self.err.read_text().count("waiting for the next save")


@contextmanager
def watching(root: Path, *words: str) -> Iterator[Watching]:
    out, err = root.parent / "out.txt", root.parent / "err.txt"
    with out.open("wb") as stdout, err.open("wb") as stderr:
        process = subprocess.Popen(
            command("--project", str(root), "check", "--watch", *words),
            stdout=stdout,
            stderr=stderr,
            env=environment(),
            # A shell starts background jobs deaf to Ctrl-C, and they hand that down. No other
            # thread of the tests is at work here.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        )
        try:
            watch = Watching(process, out, err)
            watch.wait_for_reports(1)
            yield watch
        finally:
            process.kill()
            process.wait()


@posix_only
def test_a_save_is_checked_at_once_and_again(project: Path) -> None:
    with watching(project, "--format", "concise") as watch:
        assert watch.out.read_text() == ""
        write(project / "site-data/explainer.yml", BROKEN)
        watch.wait_for_reports(2)
        assert "error[unknown-reference]" in watch.out.read_text()
        write(project / "site-data/explainer.yml", EXPLAINER)
        watch.wait_for_reports(3)
        assert [line for line in watch.err.read_text().splitlines() if "waiting" not in line] == [
            "no findings in 2 files",
            "1 error in 1 file",
            "no findings in 2 files",
        ]


@posix_only
def test_folders_that_come_while_it_watches_are_seen(project: Path) -> None:
    with watching(project, "--format", "concise") as watch:
        write(project / "content/about.md", "No front matter.\n")
        watch.wait_for_reports(2)
        assert "content/about.md:1:1: error[bad-front-matter]" in watch.out.read_text()
        write(project / "content/more/more.md", "None here either.\n")
        watch.wait_for_reports(3)
        assert "content/more/more.md:1:1: error[bad-front-matter]" in watch.out.read_text()


@posix_only
def test_a_series_of_saves_is_checked_when_it_has_ended(project: Path) -> None:
    """Twenty files in a second, as a branch is changed: not a report for each look at the disk."""
    with watching(project) as watch:
        for number in range(20):
            write(project / f"site-data/sources/source-{number}.yml", UNMENTIONED)
            time.sleep(0.05)
        watch.wait_for(lambda: "20 warnings in 20 files" in watch.err.read_text())
        assert watch.reports() <= 3


@posix_only
def test_a_save_that_changes_nothing_prints_nothing(project: Path) -> None:
    with watching(project) as watch:
        write(project / "site-data/explainer.yml", EXPLAINER)
        time.sleep(1.5)
        assert watch.reports() == 1


@posix_only
def test_ctrl_c_ends_the_watch_with_130_and_no_traceback(broken: Path) -> None:
    with watching(broken) as watch:
        watch.process.send_signal(signal.SIGINT)
        assert watch.process.wait(timeout=10) == 130
        assert "Traceback" not in watch.err.read_text()
        assert "fault" not in watch.err.read_text()
