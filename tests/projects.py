"""Small projects on disk, built and previewed by MkDocs as editors and publishers do it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.error import HTTPError
from urllib.request import urlopen

from archives import ROOT, minimal

PATIENCE: Final = 60.0  # seconds; other tests may keep the machine busy

# Much of what the project's own configuration says is about pages that a small archive lacks.
CONFIGURATION = """\
site_name: The ferry on Lake Vane
site_url: https://example.org/ferry/
docs_dir: content
theme:
  name: material
  custom_dir: overrides
  font: false
plugins:
  - explainer:
      repository: !ENV [REPOSITORY_URL, ""]
markdown_extensions: [attr_list, def_list, footnotes, md_in_html, tables]
validation: {links: {not_found: info}}
"""


def project(folder: Path, overlay: Mapping[str, str | bytes | None] | None = None) -> Path:
    """A project in a folder: the minimal archive with this over it, and our own theme."""
    for path, data in minimal(overlay).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    (folder / "mkdocs.yml").write_text(CONFIGURATION)
    shutil.copytree(ROOT / "overrides", folder / "overrides", dirs_exist_ok=True)
    return folder


def mkdocs(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *words],
        cwd=folder,
        env=_environment(variables),
        capture_output=True,
        text=True,
        timeout=5 * PATIENCE,  # many builds at once are slow, and only a hang must end
        check=False,
    )


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@dataclass(frozen=True, slots=True)
class Preview:
    """A running `mkdocs serve`."""

    process: subprocess.Popen[bytes]
    folder: Path  # of the project
    temporary: Path  # where it keeps what it builds
    port: int
    log: Path

    def address(self, path: str = "") -> str:
        return f"http://127.0.0.1:{self.port}/ferry/{path}"

    def get(self, path: str = "") -> tuple[int, str]:
        """Status and text of a page."""
        try:
            with urlopen(self.address(path), timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def page(self, path: str = "") -> str:
        return self.get(path)[1]

    def said(self) -> str:
        return self.log.read_text()

    @property
    def builds(self) -> int:
        return len(re.findall("Building (documentation|what changed)\\.\\.\\.", self.said()))

    @property
    def reloads(self) -> int:
        return len(re.findall("Reloading browsers", self.said()))

    @property
    def folders(self) -> list[str]:
        return sorted(path.name for path in self.temporary.iterdir())

    def save(self, path: str, old: str, new: str) -> None:
        """Saves a file with other words in it, and returns at once."""
        file = self.folder / path
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new))

    def saved(self, path: str, old: str, new: str) -> None:
        """Saves a file with other words in it, and returns when browsers have been told."""
        before = self.reloads
        self.save(path, old, new)
        self.wait(lambda: self.reloads > before)

    def wait(self, condition: Callable[[], bool]) -> None:
        wait(lambda: condition() or self.process.poll() is not None)
        assert condition(), self.said()

    def end(self, number: signal.Signals) -> int:
        """The exit code after a signal."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@contextmanager
def previewed(folder: Path, *options: str, **variables: str) -> Iterator[Preview]:
    """`mkdocs serve` on a project, from when it answers until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    temporary = folder.with_name(f"{folder.name}-temporary")
    temporary.mkdir()
    log = folder.with_name(f"{folder.name}.log")
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}", *options],
            cwd=folder,
            env=_environment({**variables, "TMPDIR": os.fspath(temporary)}),
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    preview = Preview(process, folder, temporary, port, log)
    try:
        preview.wait(lambda: "Serving on" in preview.said())
        preview.get()  # MkDocs' server takes a moment more to be ready for its end
        yield preview
    finally:
        process.kill()
        process.wait()


def wait(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def _environment(variables: Mapping[str, str]) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name != "REPOSITORY_URL"}
    return {**inherited, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1", **variables}
