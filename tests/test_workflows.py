"""The workflows of GitHub Actions: sound, bound to reviewed actions, and each step does its work.

Steps are run as GitHub runs them, on a clean clone of what is committed.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from archives import ROOT

FOLDER = ROOT / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.yml"))
TEXTS = {file.name: file.read_text(encoding="utf-8") for file in FILES}
WORKFLOWS: dict[str, dict[str, Any]] = {
    name: yaml.load(text, yaml.BaseLoader) for name, text in TEXTS.items()
}

# The actions that may be used, each at the commit that was looked at.
REVIEWED = {
    "actions/checkout": ("3d3c42e5aac5ba805825da76410c181273ba90b1", "v7.0.1"),
    "actions/setup-python": ("5fda3b95a4ea91299a34e894583c3862153e4b97", "v7.0.0"),
    "actions/configure-pages": ("983d7736d9b0ae728b81ab479565c72886d7745b", "v5.0.0"),
    "actions/upload-pages-artifact": ("fc324d3547104276b827a68afc52ff2a11cc49c9", "v5.0.0"),
    "actions/deploy-pages": ("cd2ce8fcbc39b97be8ca5fce6e763baed58fa128", "v5.0.0"),
}

Step = dict[str, Any]


def steps(name: str) -> Iterator[Step]:
    for job in WORKFLOWS[name]["jobs"].values():
        yield from job["steps"]


ALL_STEPS = [step for name in WORKFLOWS for step in steps(name)]


def test_the_workflows_publish_look_at_proposals_and_test_each_night() -> None:
    assert set(WORKFLOWS) == {"publish.yml", "pull-request.yml", "nightly.yml"}
    assert [step["run"] for step in steps("nightly.yml") if "run" in step] == ["make test-all"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_workflow_fits_the_schema_of_github_workflows(file: Path) -> None:
    assert fits(file, "vendor.github-workflows") == ""


def fits(file: Path, schema: str) -> str:
    """What is wrong with a file by one of the schemas that check-jsonschema carries."""
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, os.fspath(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr if done.returncode else ""


def test_the_form_for_reporting_an_error_fits_its_schema() -> None:
    form = ROOT / ".github/ISSUE_TEMPLATE/error.yml"
    assert fits(form, "vendor.github-issue-forms") == ""


# -- What a workflow may do


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_action_is_bound_to_the_commit_that_was_reviewed(name: str) -> None:
    used = re.findall(r"uses: *(\S+)(.*)", TEXTS[name])
    assert used
    for action, comment in used:
        owner_and_name, _, commit = action.partition("@")
        assert re.fullmatch("[0-9a-f]{40}", commit), action
        assert (commit, comment.strip().removeprefix("# ")) == REVIEWED[owner_and_name]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_can_read_the_repository_and_no_more(name: str) -> None:
    assert WORKFLOWS[name]["permissions"] == {"contents": "read"}


def test_the_job_that_deploys_alone_can_write_and_only_pages() -> None:
    asked = {
        (name, job_name): job.get("permissions", {})
        for name, workflow in WORKFLOWS.items()
        for job_name, job in workflow["jobs"].items()
    }
    assert asked == {
        ("publish.yml", "build"): {"contents": "read", "pages": "read"},
        ("publish.yml", "deploy"): {"pages": "write", "id-token": "write"},
        ("pull-request.yml", "check"): {},
        ("nightly.yml", "test"): {},
    }
    deploying = WORKFLOWS["publish.yml"]["jobs"]["deploy"]
    assert deploying["needs"] == "build"
    assert deploying["environment"]["name"] == "github-pages"
    assert not [step for step in deploying["steps"] if "run" in step]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_stranger_gets_a_secret_or_a_token(name: str) -> None:
    """A proposal from a fork runs with what `pull_request` gives it, which is nothing."""
    assert "pull_request_target" not in TEXTS[name]
    assert "workflow_run" not in TEXTS[name]
    assert "secrets" not in TEXTS[name]
    checkouts = [step for step in steps(name) if "actions/checkout" in step.get("uses", "")]
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


@pytest.mark.parametrize("step", ALL_STEPS, ids=lambda step: step.get("name", step.get("uses")))
def test_no_words_of_others_get_into_a_script(step: Step) -> None:
    """`${{ }}` is put into a script before a shell reads it: the name of a branch would be run."""
    assert "${{" not in step.get("run", "")
    assert "${{" not in step.get("shell", "")


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_ends_and_does_not_run_beside_itself(name: str) -> None:
    assert all(int(job["timeout-minutes"]) <= 30 for job in WORKFLOWS[name]["jobs"].values())
    assert WORKFLOWS[name]["concurrency"]["group"]


def test_a_deployment_that_has_begun_is_not_cut_off() -> None:
    assert WORKFLOWS["publish.yml"]["concurrency"] == {
        "group": "pages",
        "cancel-in-progress": "false",
    }


def test_nothing_is_uploaded_before_all_has_passed() -> None:
    names = [step.get("name") or step["uses"].partition("@")[0] for step in steps("publish.yml")]
    assert [name.partition(" ")[0] for name in names[3:8]] == [
        "Set", "Check", "Check", "Test", "Build",
    ]  # fmt: skip
    assert names[8:] == ["actions/upload-pages-artifact", "actions/deploy-pages"]
    assert not [step for step in steps("publish.yml") if "if" in step]


def test_in_a_pull_request_each_step_runs_whatever_failed_before() -> None:
    """The job fails all the same: no failure is forgiven."""
    _, _, install, *others = steps("pull-request.yml")
    assert "if" not in install
    assert all(step["if"].startswith("${{ !cancelled() && ") for step in others)
    assert not [step for step in ALL_STEPS if "continue-on-error" in step]


# -- What the steps do

CLEAN = "clean"  # the tag of what was cloned


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean clone of what is committed, with the environment that these tests run in.

    `make install` finds it and has nothing to do; that it makes one from nothing is shown by
    whoever runs these tests on a fresh checkout. `PYTHONPATH` leads the commands to the clone.
    """
    if not (ROOT / ".git").exists():
        pytest.skip("there is no repository to be cloned")
    folder = tmp_path_factory.mktemp("runner") / "clone"
    git(folder.parent, "clone", "--quiet", os.fspath(ROOT), "clone")
    git(folder, "tag", CLEAN)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        os.utime(folder / name, (0, 0))  # older than the environment
    git(folder, "update-index", "--refresh")  # or a checkout would write them anew
    return folder


def git(folder: Path, *words: str) -> str:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    done = subprocess.run(
        ["git", *identity, *words], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def run(step: Step, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A step as GitHub runs it: its script in Bash, ending at the first command that fails."""
    given = {**variables, **EXPRESSIONS, **step.get("env", {})}
    known = {name: EXPRESSIONS.get(value, value) for name, value in given.items()}
    return subprocess.run(
        ["bash", "-e", "-c", step["run"]],
        cwd=folder,
        env={
            **os.environ,
            **{name: value for name, value in known.items() if not name.startswith("${{")},
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "PYTHONPATH": os.fspath(folder),
            # `make test` runs these very tests: here it runs a few others.
            "PYTEST_ADDOPTS": "tests/test_text.py -p no:cacheprovider",
        },
        capture_output=True,
        text=True,
        check=False,
    )


# What GitHub puts in the place of expressions.
EXPRESSIONS = {
    "${{ steps.pages.outputs.base_url }}/": "https://someone.github.io/explainer/",
    "${{ github.server_url }}/${{ github.repository }}": "https://github.com/someone/explainer",
}


@pytest.mark.exhaustive
def test_the_steps_of_publishing_pass_one_after_the_other_on_a_clean_clone(clone: Path) -> None:
    for step in steps("publish.yml"):
        if "run" in step:
            done = run(step, clone)
            assert done.returncode == 0, f"{step['run']}\n{done.stdout}\n{done.stderr}"
    home = (clone / "site/index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://someone.github.io/explainer/">' in home
    record = (clone / "site/talks/istanbul-2022-03-29/index.html").read_text(encoding="utf-8")
    assert "https://github.com/someone/explainer/edit/" in record
    assert git(clone, "status", "--porcelain", "--untracked-files=no") == ""


PLACE = "site-data/context/places/minsk.yml"


def proposal(clone: Path, change: Mapping[str, tuple[str, str]]) -> None:
    """The clone as a runner has it: the proposal merged into its base."""
    git(clone, "checkout", "--quiet", "--force", "--detach", CLEAN)
    base = git(clone, "rev-parse", "HEAD")
    for path, (old, new) in change.items():
        text = (clone / path).read_text(encoding="utf-8")
        assert old in text
        (clone / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    git(clone, "commit", "--quiet", "--all", "--message", "A proposal")
    ours = git(clone, "rev-parse", "HEAD")
    git(clone, "checkout", "--quiet", "--detach", base)
    git(clone, "merge", "--quiet", "--no-ff", "--message", "Merged", ours)


def outcome(clone: Path, tmp_path: Path) -> tuple[dict[str, int], str, str]:
    """The exit code of each step but the last, which tests; the log; the summary."""
    summary = tmp_path / "summary.md"
    codes, log = {}, ""
    for step in list(steps("pull-request.yml"))[:-1]:
        if "run" in step:
            done = run(step, clone, GITHUB_STEP_SUMMARY=os.fspath(summary))
            codes[step["run"].partition(" >>")[0]] = done.returncode
            log += done.stdout
    return codes, log, summary.read_text(encoding="utf-8")


@pytest.mark.exhaustive
def test_a_sound_proposal_passes_and_the_summary_tells_what_changes(
    clone: Path, tmp_path: Path
) -> None:
    proposal(clone, {PLACE: ("latitude: 53.9002", "latitude: 53.9003")})
    codes, log, summary = outcome(clone, tmp_path)
    assert set(codes.values()) == {0}, log
    assert "Minsk" in summary


def test_a_proposal_with_a_fault_fails_at_its_line_and_is_summed_up_all_the_same(
    clone: Path, tmp_path: Path
) -> None:
    proposal(clone, {PLACE: ("country: Belarus", "country: Belarus\ncontinent: Europe")})
    codes, log, summary = outcome(clone, tmp_path)
    assert f"::error file={PLACE},line=" in log
    assert "title=unknown-field::" in log
    assert codes[".venv/bin/explainer check --since HEAD^1"] == 1
    assert codes[".venv/bin/explainer changes --since HEAD^1"] == 0
    assert codes["make site"] != 0
    assert summary
