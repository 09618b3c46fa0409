"""The same input gives the same bytes, wherever and whenever the site is built."""

import filecmp
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from archives import ROOT


def built(project: Path, site: Path) -> Path:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", os.fspath(site)],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return site


def files(folder: Path) -> set[str]:
    return {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()}


def test_two_builds_in_two_folders_are_identical(tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere"
    copy.mkdir()
    for name in ("site-data", "content", "overrides"):
        shutil.copytree(ROOT / name, copy / name)
    shutil.copy(ROOT / "mkdocs.yml", copy)
    first = built(ROOT, tmp_path / "first")
    time.sleep(2)  # so that a time that got into a file would show
    second = built(copy, tmp_path / "second")
    assert files(first) == files(second)
    assert len(files(first)) > 600
    differing = [
        name for name in files(first) if not filecmp.cmp(first / name, second / name, False)
    ]
    assert differing == []
