"""The same input gives the same bytes, wherever the site is built, and of the same day."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from archives import ROOT
from projects import files_below

from generator.build.store import SWITCH

DAY = 24 * 60 * 60
NEW_YEAR = 1798761600  # 2027

# Pages with the line of time, where what has no known end reaches to the day of the build.
DRAWN_UP_TO_TODAY = {"index.html", "timeline/index.html"}

# What a build by one process is, on a machine that could run several.
ALONE = "from generator.build import pool; pool.processors = lambda: 1"


def built(project: Path, site: Path, *, before: str = "", **variables: str) -> dict[str, bytes]:
    program = f"{before}\nfrom mkdocs.__main__ import cli\ncli()"
    done = subprocess.run(
        [sys.executable, "-c", program, "build", "--strict", "--site-dir", os.fspath(site)],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return files_below(site)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A copy of the project, and its site as it is built without anything from before."""
    folder = tmp_path_factory.mktemp("reproducible")
    for name in ("site-data", "content", "overrides"):
        shutil.copytree(ROOT / name, folder / "here" / name)
    shutil.copy(ROOT / "mkdocs.yml", folder / "here")
    epoch = {"SOURCE_DATE_EPOCH": str(NEW_YEAR)}
    site = built(folder / "here", folder / "first", before=ALONE, **{SWITCH: "1"}, **epoch)
    assert len(site) > 600
    return folder, site


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    assert one.keys() == other.keys()
    return [path for path in one if one[path] != other[path]]


@pytest.mark.exhaustive
def test_another_folder_another_day_and_several_processes_make_the_same_site(
    first: tuple[Path, dict[str, bytes]],
) -> None:
    folder, site = first
    there = shutil.copytree(folder / "here", folder / "there")
    epoch = str(NEW_YEAR + 40 * DAY)
    assert differing(site, built(there, folder / "second", SOURCE_DATE_EPOCH=epoch)) == []
    (there / "overrides/main.html").touch()
    cached = built(there, folder / "third", SOURCE_DATE_EPOCH=epoch)
    assert differing(site, cached) == [], "from the cache"
    today = differing(site, built(there, folder / "fourth"))
    assert {*today} <= DRAWN_UP_TO_TODAY, "from the cache, today"


@pytest.mark.exhaustive
def test_the_site_says_when_pages_were_modified_but_not_when_it_was_built(
    first: tuple[Path, dict[str, bytes]],
) -> None:
    _, site = first
    addresses = ElementTree.fromstring(site["sitemap.xml"])
    assert len(addresses) > 600
    assert b"<lastmod>" in site["sitemap.xml"]
    assert b"<lastmod>2027" not in site["sitemap.xml"]
