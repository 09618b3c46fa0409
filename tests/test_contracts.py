"""What the structure promises: imports go one way, and a page is made by few modules.

The contracts hold for packages that nobody has named in them, too.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from archives import ROOT
from sampling import Sampling

GENERATOR = ROOT / "generator"
ALLOWED = "build"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the program that a test may spoil."""
    shutil.copytree(GENERATOR, tmp_path / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def broken(tree: Path) -> str:
    """What `lint-imports` says of a tree that breaks a contract; nothing where all are kept."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1) and "Contracts:" in done.stdout, done.stdout + done.stderr
    said: str = done.stdout
    return said.partition("Broken contracts\n")[2]


def packages() -> list[str]:
    folders = (one.parent for one in GENERATOR.glob("*/__init__.py"))
    return sorted(one.name for one in folders if one.name != ALLOWED)


def test_no_package_but_one_may_import_mkdocs_or_material(tree: Path, sampling: Sampling) -> None:
    assert broken(tree) == ""
    for package in sampling.few(packages(), 1):
        intruder = tree / "generator" / package / "intruder.py"
        for library in ("mkdocs", "material"):
            intruder.write_text(f"import {library}\n")
            assert f"generator.{package}.intruder -> {library}" in broken(tree)
        intruder.unlink()


def test_a_module_beside_the_packages_may_not_either(tree: Path) -> None:
    with (tree / "generator" / "__main__.py").open("a") as module:
        module.write("from mkdocs.config import base\n")
    assert "generator.__main__ -> mkdocs" in broken(tree)


def test_the_page_of_a_claim_is_made_by_few_modules() -> None:
    """Whoever follows one value through the code opens no more files than these."""
    command = [sys.executable, "-m", "benchmarks.modules_of_a_page"]  # with nothing remembered
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = done.stdout.split()
    assert "generator.kinds.claim" in found
    assert len(found) <= 25, found
