"""Other generators on the same Markdown, each in an environment of its own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import yaml

from benchmarks.measure import Cost, cost_of

HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Peer:
    """A generator: how it gets ready, which is not measured, and how it builds."""

    name: str
    says: str  # what it is set to do
    version: Callable[[Path], str]  # of the tools in a folder
    prepare: Callable[[Path], None]  # in its folder, which holds `markdown/`
    build: Callable[[Path, Path], Cost]  # tools, folder
    leaves: tuple[str, ...]  # folders that a cold build does not find
    has_cache: bool = False  # does a second build take less work?
    most: int = sys.maxsize  # claims; it takes too long to wait for more


def install(tools: Path) -> dict[str, str]:
    """Installs the peers below a folder; says of those that cannot be installed why not."""
    tools.mkdir(parents=True, exist_ok=True)
    missing: dict[str, str] = {}
    if reason := _installed(tools / "python", HERE / "requirements.lock", _python):
        missing |= {"zensical": reason, "hugo": reason}
    if reason := _installed(tools / "eleventy", HERE / "eleventy" / "package-lock.json", _node):
        missing["eleventy"] = reason
    return missing


def _installed(folder: Path, lock: Path, make: Callable[[Path], None]) -> str:
    """Makes a folder by its lock file, unless that was done before; the reason if it fails."""
    mark = folder / ".lock"
    if mark.exists() and mark.read_bytes() == lock.read_bytes():
        return ""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        make(folder)
    except (OSError, subprocess.CalledProcessError) as error:
        return f"could not be installed ({error})"
    mark.write_bytes(lock.read_bytes())
    return ""


def _python(folder: Path) -> None:
    _run([sys.executable, "-m", "venv", str(folder)], folder.parent)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--require-hashes"]
    _run([*pip, "-r", str(HERE / "requirements.lock")], folder)


def _node(folder: Path) -> None:
    shutil.copytree(HERE / "eleventy", folder)
    _run(["npm", "ci", "--no-audit", "--no-fund"], folder)


def _run(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


# Plain MkDocs and Zensical: the same configuration, but for where the site goes.


class _Loader(yaml.SafeLoader):
    """Reads `mkdocs.yml` without the values of environment variables."""


_Loader.add_constructor("!ENV", lambda _loader, _node: "")


def _configuration(project: Path, site: str) -> dict[str, Any]:
    """The project's Markdown extensions and navigation with the theme and search as they come."""
    own = yaml.load((project / "mkdocs.yml").read_text(encoding="utf-8"), _Loader)
    kept = ("markdown_extensions", "nav", "not_in_nav", "use_directory_urls")
    return {
        "site_name": "A peer",
        "site_url": "http://127.0.0.1:8000/",
        "docs_dir": "markdown",
        "site_dir": site,
        "theme": {"name": "material", "font": False},
        "plugins": ["search"],
        **{key: own[key] for key in kept if key in own},
    }


def _configured(name: str) -> Callable[[Path], None]:
    def prepare(folder: Path) -> None:
        values = _configuration(folder.parent / "project", f"site-{name}")
        (folder / f"{name}.yml").write_text(yaml.safe_dump(values, sort_keys=False))

    return prepare


def _mkdocs(_tools: Path, folder: Path) -> Cost:
    command = [sys.executable, "-m", "mkdocs", "build", "-f", "plain.yml"]
    return cost_of(command, folder, folder / "plain.log")


def _zensical(tools: Path, folder: Path) -> Cost:
    program = tools / "python" / "bin" / "zensical"
    return cost_of([program, "build", "-f", "zensical.yml"], folder, folder / "zensical.log")


# Hugo


def _hugo_program(tools: Path) -> Path:
    """The program itself: the command beside it is a script that starts it."""
    found = (tools / "python").glob("lib/python*/site-packages/hugo/binaries/hugo*")
    return min(found)


def _hugo_content(folder: Path) -> None:
    """The pages as Hugo wants them: one with others beside it is called `_index.md`."""
    hugo = folder / "hugo"
    shutil.rmtree(hugo, ignore_errors=True)
    shutil.copytree(HERE / "hugo", hugo)
    shutil.copytree(folder / "markdown", hugo / "content")
    for page in list(hugo.glob("content/**/index.md")):
        page.rename(page.with_name("_index.md"))


def _hugo(tools: Path, folder: Path) -> Cost:
    command = (_hugo_program(tools), "--destination", "../site-hugo", "--noBuildLock")
    return cost_of(command, folder / "hugo", folder / "hugo.log")


# Eleventy


def _eleventy(tools: Path, folder: Path) -> Cost:
    """Eleventy takes no other addresses than relative ones."""
    home = tools / "eleventy"
    source, site = (os.path.relpath(folder / name, home) for name in ("markdown", "site-eleventy"))
    program = "node_modules/@11ty/eleventy/cmd.cjs"
    command = ["node", program, f"--input={source}", f"--output={site}"]
    return cost_of(command, home, folder / "eleventy.log")


PEERS: Final = (
    Peer(
        "plain",
        "`mkdocs build` with Material's own theme and search and our Markdown extensions; "
        "lists in the navigation, records outside it, as in our own `mkdocs.yml`",
        lambda _: f"MkDocs {version('mkdocs')}, Material {version('mkdocs-material')}",
        _configured("plain"),
        _mkdocs,
        ("site-plain",),
    ),
    Peer(
        "zensical",
        "the same configuration as plain MkDocs; builds on all processors, keeps a cache",
        lambda tools: _said(tools / "python" / "bin" / "zensical", "--version"),
        _configured("zensical"),
        _zensical,
        ("site-zensical", ".cache"),
        has_cache=True,
        most=1_000,
    ),
    Peer(
        "hugo",
        "a layout of one line, links resolved, no search, no navigation, no table of contents; "
        "leaves `{: .class }` and Markdown within lines of HTML as they are; uses all processors",
        lambda tools: _said(_hugo_program(tools), "version").partition("-")[0],
        _hugo_content,
        _hugo,
        ("site-hugo",),
    ),
    Peer(
        "eleventy",
        "a layout of one line, links resolved, footnotes, attributes and definition lists by "
        "plugins; no search, no navigation, no table of contents, no identifiers of headings",
        lambda tools: f"Eleventy {_locked(tools, '@11ty/eleventy')}, Node {_said('node', '-v')}",
        lambda _: None,
        _eleventy,
        ("site-eleventy",),
    ),
)


def _said(program: str | Path, word: str) -> str:
    return _run([os.fspath(program), word], HERE).strip()


def _locked(tools: Path, package: str) -> str:
    lock = json.loads((tools / "eleventy" / "package-lock.json").read_text())
    return str(lock["packages"][f"node_modules/{package}"]["version"])
