"""Changes are visible: what was changed since a git revision, shown on real histories."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from archives import ROOT, TODAY, Files, minimal, texts
from click.testing import CliRunner, Result

from generator.cli import main
from generator.data.archive import Archive
from generator.data.project import read_texts
from generator.history.revision import RevisionError, texts_at
from generator.history.silent import silent_changes
from generator.history.summary import summary
from generator.kinds.registry import load_archive

CLAIM = "site-data/claims/ferry-left-late.yml"
TALK = "site-data/talks/harbour-meeting.yml"
PLACE = "site-data/context/places/norham.yml"
QUAY = "site-data/context/places/quay.yml"
QUAY_TEXT = "name: The quay\ncountry: Vaneland\nsources: [lake-post-2021-05-04]\n"
NOTE = "changes:\n  - {date: 2021-07-01, kind: correction, note: She spoke of %s.}\n"


def git(folder: Path, *words: str) -> str:
    """Git without the settings of whoever runs the tests."""
    settings = ["-c", "user.name=An editor", "-c", "user.email=editor@example.org"]
    done = subprocess.run(
        ["git", *settings, *words],
        cwd=folder,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def write(root: Path, files: Mapping[str, bytes]) -> None:
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The minimal archive as the first commit of a repository, tagged `first`."""
    root = tmp_path / "project"
    write(root, minimal({QUAY: QUAY_TEXT}))
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root, "first")
    return root


def commit(root: Path, name: str) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", name)
    git(root, "tag", name)


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def append(root: Path, path: str, text: str) -> None:
    with (root / path).open("a", encoding="utf-8") as file:
        file.write(text)


def explainer(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--project", str(root), *words], env={"NO_COLOR": "1"})


def findings(root: Path, since: str) -> list[str]:
    """What `check --since` reports of changes: place, rule and message."""
    result = explainer(root, "check", "--since", since, "--format", "concise")
    assert result.exit_code in (0, 1), result.output
    lines = result.stdout.splitlines()
    return [line for line in lines if re.search(r"\[(silent-change|removed-record)\]", line)]


# -- explainer check --since


def test_what_was_not_changed_is_not_reported(project: Path) -> None:
    result = explainer(project, "check", "--since", "first")
    assert findings(project, "first") == []
    assert "compared with 10 records of first" in result.stderr


def test_a_silent_change_is_an_error_at_its_place_until_readers_are_told(project: Path) -> None:
    """One story on a real history: changed, reported, told, and so on."""
    edit(project, CLAIM, "We left an hour late", "We left two hours late")
    commit(project, "second")
    (found,) = findings(project, "first")
    assert found.startswith(f"{CLAIM}:12:13: error[silent-change] ")
    assert "“We left an hour late” is “We left two hours late” now" in found
    assert explainer(project, "check", "--since", "first").exit_code == 1
    assert findings(project, "second") == []
    assert findings(project, "HEAD~1") == [found]

    append(project, CLAIM, NOTE % "two hours")
    assert findings(project, "first") == []
    commit(project, "third")
    edit(project, CLAIM, "We left two hours late", "We left three hours late")
    assert findings(project, "first") == []  # since then, readers have been told something
    assert len(findings(project, "third")) == 1


def test_a_note_that_is_only_reworded_tells_nothing_new(project: Path) -> None:
    append(project, CLAIM, NOTE % "an hour")
    commit(project, "second")
    edit(project, CLAIM, "We left an hour late", "We left two hours late")
    edit(project, CLAIM, "She spoke of an hour", "She spoke of two hours")
    assert len(findings(project, "second")) == 1


def test_what_is_not_committed_counts_as_well(project: Path) -> None:
    edit(project, TALK, "status: held", "status: cancelled")
    (found,) = findings(project, "HEAD")
    assert f"{TALK}:5:9: error[silent-change] `status` was `held` and is `cancelled`" in found


def test_a_removed_record_is_an_error_unless_its_id_lives_on(project: Path) -> None:
    git(project, "rm", "--quiet", QUAY)
    (found,) = findings(project, "first")
    assert found.startswith(f"{QUAY}:1:1: error[removed-record] `quay` was published and is gone")
    append(project, PLACE, "formerly: [quay]\n")
    assert findings(project, "first") == []


def test_renaming_with_the_command_is_no_silent_change(project: Path) -> None:
    """All mentions of the record change with it, also in assessments that are never overwritten."""
    assert explainer(project, "rename", "lake-post-2021-05-04", "lake-post").exit_code == 0
    assert explainer(project, "rename", "ada-brandt", "ada").exit_code == 0
    assert findings(project, "first") == []


def test_a_renamed_record_is_still_compared(project: Path) -> None:
    assert explainer(project, "rename", "ferry-left-late", "late-ferry").exit_code == 0
    renamed = "site-data/claims/late-ferry.yml"
    edit(project, renamed, "said: 2021-05-03", "said: 2021-05-02")
    (found,) = findings(project, "first")
    assert found.startswith(f"{renamed}:")
    assert "`said` was `2021-05-03` and is `2021-05-02`" in found


def test_a_file_that_cannot_be_read_is_reported_once(project: Path) -> None:
    """It is not removed; that it cannot be read, the check says anyway."""
    (project / QUAY).write_text("name: [", encoding="utf-8")
    assert findings(project, "first") == []
    assert explainer(project, "check", "--since", "first").exit_code == 1


def test_the_findings_have_every_format(project: Path) -> None:
    edit(project, TALK, "status: held", "status: cancelled")
    git(project, "rm", "--quiet", QUAY)
    for form in ("full", "concise", "github", "json", "sarif"):
        result = explainer(project, "check", "--since", "first", "--format", form)
        assert "silent-change" in result.stdout and "removed-record" in result.stdout


# -- What was said is found again


def archive(files: Files) -> Archive:
    return load_archive(texts(files), TODAY)[0]


def silent(before: Files, after: Files) -> list[str]:
    return [one.message for one in silent_changes(archive(before), archive(after))]


STATEMENT = """\
  - speaker: {speaker}
    said: {said}
    published: 2021-05-04
    quote: {{lang: en, text: {text}}}
    source: lake-post-2021-05-04
"""
ONE = STATEMENT.format(speaker="ada-brandt", said="2021-05-01", text="It was the tide")
TWO = STATEMENT.format(speaker="harbour-office", said="2021-05-02", text="It was the wind")
HEAD = "title: Why\nkind: opinion\ntopics: [ferry]\nsources: [lake-post-2021-05-04]\nstatements:\n"


def claim(*statements: str) -> Files:
    return minimal({"site-data/claims/why.yml": HEAD + "".join(statements)})


def test_the_order_of_statements_does_not_matter() -> None:
    assert silent(claim(ONE, TWO), claim(TWO, ONE)) == []


def test_a_new_statement_is_no_silent_change() -> None:
    assert silent(claim(ONE), claim(TWO, ONE)) == []


def test_a_change_is_found_although_statements_were_added_and_moved() -> None:
    changed = ONE.replace("2021-05-01", "2021-05-03")
    found = silent(claim(ONE), claim(TWO, changed))
    assert found == ["`said` was `2021-05-01` and is `2021-05-03`"]


def test_a_statement_that_is_gone_is_named() -> None:
    found = silent(claim(ONE, TWO), claim(TWO))
    assert found == ["a statement of `ada-brandt` of 2021-05-01 was taken out"]


def test_an_earlier_assessment_is_guarded_as_well() -> None:
    assessments = (
        "assessments:\n"
        "  - {as_of: 2021-06-02, status: unverified, summary: New. [@lake-post-2021-05-04]}\n"
        "  - {as_of: 2021-06-01, status: supported, summary: Old. [@lake-post-2021-05-04]}\n"
    ).replace("summary: New. [@lake-post-2021-05-04]", 'summary: "New. [@lake-post-2021-05-04]"')
    assessments = assessments.replace(
        "summary: Old. [@lake-post-2021-05-04]", 'summary: "Old. [@lake-post-2021-05-04]"'
    )
    without = assessments[: assessments.index("  - {as_of: 2021-06-01")]
    assert silent(claim(ONE, assessments), claim(ONE, assessments)) == []
    found = silent(claim(ONE, assessments), claim(ONE, without))
    assert found == ["the assessment as of 2021-06-01 was taken out"]


def test_each_published_value_that_is_changed_in_the_real_data_is_found() -> None:
    """Every quotation, both days and the speaker of each statement, each status: one by one."""
    files = {one.path: one.data for one in read_texts(ROOT)}
    before = archive(files)
    tried = 0
    for path in sorted(path for path in files if path.startswith("site-data/claims/")):
        for changed in _changed_once(files[path].decode()):
            alone = archive({path: changed.encode()})
            old = replace(before, records={id: before.records[id] for id in alone.records})
            assert old.records
            assert list(silent_changes(old, alone)), f"{path}\n{changed}"
            tried += 1
    assert tried > 500


def _changed_once(text: str) -> Iterator[str]:
    """The file of a claim with another value in one place, for each such place."""
    others = (
        (r"(?<=\n    said: )\S+", "1999-01-01"),
        (r"(?<=\n    published: )\S+", "2031-01-01"),
        (r"(?<=\n  - speaker: )\S+", "somebody-else"),
        (r"(?<=\n    status: )\S+", "of-another-sort"),
        (r"\n +text: (?:>-\n +)?(?=\w)", r"\g<0>Otherwise "),
    )
    for pattern, new in others:
        for match in re.finditer(pattern, text):
            yield text[: match.start()] + match.expand(new) + text[match.end() :]


# -- explainer changes --since


def test_readers_will_see_nothing_change(project: Path) -> None:
    result = explainer(project, "changes", "--since", "first")
    assert result.stdout == "# What readers will see change\n\nNothing.\n"
    assert result.exit_code == 0


def test_the_summary_names_what_is_new_changed_renamed_and_removed(project: Path) -> None:
    pier = "site-data/context/places/pier.yml"
    write(project, {pier: QUAY_TEXT.replace("quay", "pier").encode()})
    edit(project, CLAIM, "said: 2021-05-03", "said: 2021-05-02")
    edit(project, CLAIM, "We left an hour late", "We left two hours late")
    append(project, CLAIM, NOTE % "two hours")
    git(project, "rm", "--quiet", QUAY)
    assert explainer(project, "rename", "ada-brandt", "ada").exit_code == 0
    text = explainer(project, "changes", "--since", "first").stdout
    assert "1 new, 1 changed, 1 renamed, 1 removed." in text
    new, changed, renamed, removed = re.split(r"^## .*$", text, flags=re.MULTILINE)[1:]
    assert f"[The pier]({pier}) (place)" in new
    assert f"[The ferry left an hour late]({CLAIM}) (claim)" in changed
    assert "Correction for readers: She spoke of two hours." in changed
    assert "**statements 1 › said**: 2021-05-03 → 2021-05-02" in changed
    assert (
        "**statements 1 › quote › text**: We left an hour late → We left two hours late" in changed
    )
    assert "`ada-brandt` is [Ada Brandt](site-data/context/people/ada.yml) (person) now" in renamed
    assert "The quay (place `quay`)" in removed


def test_links_lead_to_pages_if_the_address_of_the_site_is_given(project: Path) -> None:
    edit(project, TALK, "status: held", "status: cancelled")
    words = ("changes", "--since", "first", "--site-url", "https://example.org/ferry/")
    assert (
        "](https://example.org/ferry/talks/harbour-meeting/)" in explainer(project, *words).stdout
    )


def test_drafts_are_not_told_of() -> None:
    after = minimal({QUAY: QUAY_TEXT + "draft: true\n"})
    assert "quay" not in summary(archive(minimal()), archive(after))


def test_a_draft_that_is_published_is_new_to_readers() -> None:
    before = minimal({QUAY: QUAY_TEXT + "draft: true\n"})
    found = summary(archive(before), archive(minimal({QUAY: QUAY_TEXT})))
    assert "## New (1)" in found and "The quay" in found


def test_hostile_words_stay_words() -> None:
    hostile = QUAY_TEXT.replace("The quay", "'@someone <b>[x](y)</b> `z`'")
    found = summary(archive(minimal()), archive(minimal({QUAY: hostile})))
    assert "<b>" not in found and "@someone" not in found and "](y)" not in found


def test_hand_written_pages_are_compared(project: Path) -> None:
    append(project, "content/index.md", "\nOne more sentence.\n")
    text = explainer(project, "changes", "--since", "first").stdout
    assert "One more sentence." in text and "(content/index.md) (page)" in text


# -- Revisions


def test_the_texts_of_a_revision_are_those_that_were_committed(project: Path) -> None:
    """Whatever lies in the working tree now, in whichever branch, and with any name."""
    odd = "site-data/sources/ünusual näme.txt"
    write(project, {odd: b"\xff\x00\n"})
    committed = {one.path: one.data for one in read_texts(project)}
    commit(project, "second")
    (project / odd).unlink()
    edit(project, TALK, "status: held", "status: cancelled")
    write(project, {QUAY: b""})
    assert {one.path: one.data for one in texts_at(project, "second")} == committed
    assert odd not in {one.path for one in texts_at(project, "first")}


def test_a_project_may_lie_in_a_folder_of_the_repository(tmp_path: Path) -> None:
    root = tmp_path / "explainers" / "ferry"
    write(root, minimal())
    write(tmp_path, {"site-data/claims/not-ours.yml": b"title: x\n"})
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "first")
    found = {one.path: one.data for one in texts_at(root, "HEAD")}
    assert found == minimal()


def test_a_revision_without_data_has_no_texts(project: Path) -> None:
    git(project, "checkout", "--quiet", "--orphan", "empty")
    git(project, "rm", "-rq", "--cached", ".")
    git(project, "commit", "--quiet", "--allow-empty", "--message", "nothing")
    assert texts_at(project, "empty") == []


@pytest.mark.parametrize("command", ["check", "changes"])
@pytest.mark.parametrize("revision", ["no-such-tag", "--help", "-x", "first:site-data", ""])
def test_an_unknown_revision_is_wrong_usage(project: Path, command: str, revision: str) -> None:
    if command == "check" and not revision:
        return  # no revision is asked for
    result = explainer(project, command, f"--since={revision}")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert f"git knows no revision `{revision}`" in result.stderr


def test_without_a_repository_it_says_so(tmp_path: Path) -> None:
    write(tmp_path, minimal())
    result = explainer(tmp_path, "changes", "--since", "HEAD")
    assert result.exit_code == 2
    assert "no git repository" in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="PATH is searched otherwise there")
def test_without_git_it_says_so(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    with pytest.raises(RevisionError, match="git is not installed"):
        texts_at(project, "first")
