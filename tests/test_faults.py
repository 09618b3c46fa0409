"""What goes wrong unexpectedly, in whichever stage, ends a build and is never passed over.

A hidden fault is put into one function of ours in the process that runs MkDocs' own command.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from projects import files_below, mkdocs, project

SECRET = "a fault that nobody expects"

# The stages, and where each fails: in the process that MkDocs runs in, or only in a worker.
STAGES = {
    "generation": ("generator.build.pipeline.Generator.make", "True"),
    "a worker's page": ("generator.build.generated_page.PageFacts.of", "os.getpid() != parent"),
    "a worker's card": ("generator.build.card_cache.Renderer.drawn", "os.getpid() != parent"),
    "keys": ("generator.build.site_build.settings_key", "True"),
    "a finished page": ("generator.build.site_build.SiteBuild._html", "True"),
}

PROGRAM = """
import os, sys
from importlib import import_module
from generator.build import pool

pool.processors = lambda: 2
pool._LEAST = 1
parent = os.getpid()
names = {name!r}.split(".")
for at in range(len(names), 0, -1):
    try:
        owner = import_module(".".join(names[:at]))
        break
    except ImportError:
        pass
for name in names[at:-1]:
    owner = getattr(owner, name)
before = getattr(owner, names[-1])

def fails(*words, **options):
    if {condition}:
        raise RuntimeError({secret!r})
    return before(*words, **options)

setattr(owner, names[-1], fails)
from mkdocs.__main__ import cli
cli()
"""


def built_with_a_fault(folder: Path, stage: str) -> "subprocess.CompletedProcess[str]":
    name, condition = STAGES[stage]
    program = PROGRAM.format(name=name, condition=condition, secret=SECRET)
    return subprocess.run(
        [sys.executable, "-c", program, "build"],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.sample(2)
@pytest.mark.parametrize("stage", STAGES)
def test_a_fault_ends_the_build_with_its_message_and_leaves_the_last_site(
    tmp_path: Path, stage: str
) -> None:
    folder = project(tmp_path / "project")
    (folder / "site").mkdir()
    (folder / "site/index.html").write_text("the last one")
    done = built_with_a_fault(folder, stage)
    assert done.returncode != 0
    assert SECRET in done.stderr
    assert files_below(folder / "site") == {"index.html": b"the last one"}
    assert [path.name for path in folder.glob(".site*")] == []
    assert mkdocs(folder, "build").returncode == 0


def test_a_worker_that_is_killed_ends_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project(tmp_path / "project")
    killed = "os.getpid() != parent and os.kill(os.getpid(), 9)"
    monkeypatch.setitem(STAGES, "killed", (STAGES["a worker's page"][0], killed))
    done = built_with_a_fault(folder, "killed")
    assert done.returncode != 0
    assert "terminated abruptly" in done.stderr
    assert not (folder / "site").exists()
