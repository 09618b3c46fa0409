"""The archives on disk, and the sites that MkDocs makes of them with our own settings."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from archives import ROOT, Files
from bs4 import BeautifulSoup
from file_server import BELOW

from hostile.archive import Texts, archive

SITE_URL = f"http://127.0.0.1{BELOW}"


@dataclass(frozen=True)
class Built:
    files: Files
    folder: Path  # of the project; the site lies in `site/`

    @property
    def site(self) -> Path:
        return self.folder / "site"

    @cached_property
    def pages(self) -> Mapping[str, BeautifulSoup]:
        """Every HTML file as a browser reads it, by its path."""
        return {
            path.relative_to(self.site).as_posix(): BeautifulSoup(path.read_bytes(), "html5lib")
            for path in sorted(self.site.rglob("*.html"))
        }


def project(folder: Path, write: Texts) -> Built:
    files = archive(write)
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    return Built(files, folder)


def build(built: Built, *command: str) -> None:
    done = subprocess.run(
        command or (sys.executable, "-m", "mkdocs", "build", "--strict"),
        cwd=built.folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": SITE_URL},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def built_in(folder: Path, write: Texts) -> Built:
    built = project(folder, write)
    build(built)
    return built
