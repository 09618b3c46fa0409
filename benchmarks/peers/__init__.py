"""Other generators on the same Markdown, each in an environment of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Set
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

import yaml
from mkdocs.utils.yaml import yaml_load

from benchmarks.measure import Cost, cost_of

HERE: Final = Path(__file__).parent
ELEVENTY: Final = "node_modules/@11ty/eleventy/cmd.cjs"

Command = tuple[list[str | Path], Path]  # what is run, and in which folder


@dataclass(frozen=True, slots=True)
class Peer:
    """A generator, how it gets ready, which is not measured, and how it builds.

    Its tools are in one folder; the other holds `markdown/`, and the sites of all peers.
    """

    name: str
    title: str
    says: str  # what it is set to do
    version: Callable[[Path], str]
    command: Callable[[Path, Path], Command]
    has_cache: bool = False  # does a second build take less work?

    def build(self, tools: Path, folder: Path) -> Cost:
        command, home = self.command(tools, folder)
        return cost_of(command, home, folder / f"{self.name}.log")


def install(tools: Path, names: Set[str]) -> dict[str, str]:
    """Installs these peers below a folder; says of those that cannot be installed why not."""
    tools.mkdir(parents=True, exist_ok=True)
    missing: dict[str, str] = {}
    for home, lock, make, peers in (
        ("python", "requirements.lock", _python, {"zensical", "hugo"}),
        ("eleventy", "eleventy/package-lock.json", _node, {"eleventy"}),
    ):
        if names & peers and (reason := _installed(tools / home, HERE / lock, make)):
            missing |= dict.fromkeys(sorted(names & peers), reason)
    return missing


def _installed(folder: Path, lock: Path, make: Callable[[Path], None]) -> str:
    """Makes a folder by its lock file, unless that was done before; the reason if it fails."""
    mark = folder / ".lock"
    if not mark.exists() or mark.read_bytes() != lock.read_bytes():
        shutil.rmtree(folder, ignore_errors=True)
        try:
            make(folder)
        except (OSError, subprocess.CalledProcessError) as error:
            return f"could not be installed ({error})"
        mark.write_bytes(lock.read_bytes())
    return ""


def _python(folder: Path) -> None:
    _said(sys.executable, "-m", "venv", folder)
    pip = (folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--require-hashes")
    _said(*pip, "-r", HERE / "requirements.lock")


def _node(folder: Path) -> None:
    shutil.copytree(HERE / "eleventy", folder)
    _said("npm", "ci", "--no-audit", "--no-fund", folder=folder)


def _said(*command: str | Path, folder: Path = HERE) -> str:
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def _plain(_tools: Path, folder: Path) -> Command:
    return [sys.executable, "-m", "mkdocs", "build", "-f", _configured(folder, "plain")], folder


def _zensical(tools: Path, folder: Path) -> Command:
    program = tools / "python" / "bin" / "zensical"
    return [program, "build", "-f", _configured(folder, "zensical")], folder


def _configured(folder: Path, name: str) -> str:
    """The project's Markdown extensions and navigation with the theme and search as they come."""
    own = yaml_load((folder.parent / "project" / "mkdocs.yml").read_text(encoding="utf-8"))
    kept = ("markdown_extensions", "nav", "not_in_nav", "use_directory_urls")
    values = {
        "site_name": "A peer",
        "site_url": "http://127.0.0.1:8000/",
        "docs_dir": "markdown",
        "site_dir": f"site-{name}",
        "theme": {"name": "material", "font": False},
        "plugins": ["search"],
        **{key: own[key] for key in kept if key in own},
    }
    (folder / f"{name}.yml").write_text(yaml.safe_dump(values, sort_keys=False))
    return f"{name}.yml"


def _hugo(tools: Path, folder: Path) -> Command:
    """The pages as Hugo wants them: one with others beside it is called `_index.md`."""
    home = folder / "hugo"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(HERE / "hugo", home)
    shutil.copytree(folder / "markdown", home / "content")
    for page in list(home.glob("content/**/index.md")):
        page.rename(page.with_name("_index.md"))
    return [_hugo_program(tools), "--destination", "../site-hugo", "--noBuildLock"], home


def _hugo_program(tools: Path) -> Path:
    """The program itself: the command beside it is a script that starts it."""
    return min((tools / "python").glob("lib/python*/site-packages/hugo/binaries/hugo*"))


def _eleventy(tools: Path, folder: Path) -> Command:
    """Eleventy takes no other addresses than relative ones."""
    home = tools / "eleventy"
    source, site = (os.path.relpath(folder / name, home) for name in ("markdown", "site-eleventy"))
    return ["node", ELEVENTY, f"--input={source}", f"--output={site}"], home


def _eleventy_version(tools: Path) -> str:
    said = _said("node", ELEVENTY, "--version", folder=tools / "eleventy")
    return f"{said}, Node {_said('node', '-v')}"


PEERS: Final = (
    Peer(
        "plain",
        "plain MkDocs",
        "`mkdocs build` with Material's own theme and search and our Markdown extensions; "
        "lists in the navigation, records outside it, as in our own `mkdocs.yml`",
        lambda _: f"{version('mkdocs')}, Material {version('mkdocs-material')}",
        _plain,
    ),
    Peer(
        "zensical",
        "Zensical",
        "the same configuration as plain MkDocs; builds on all processors, keeps a cache",
        lambda tools: _said(tools / "python" / "bin" / "zensical", "--version"),
        _zensical,
        has_cache=True,
    ),
    Peer(
        "hugo",
        "Hugo",
        "a layout of one line, links resolved, no search, no navigation, no table of contents; "
        "leaves `{: .class }` and Markdown within lines of HTML as they are; uses all processors",
        lambda tools: _said(_hugo_program(tools), "version").split()[1].partition("-")[0],
        _hugo,
    ),
    Peer(
        "eleventy",
        "Eleventy",
        "a layout of one line, links resolved, footnotes, attributes and definition lists by "
        "plugins; no search, no navigation, no table of contents, no identifiers of headings",
        _eleventy_version,
        _eleventy,
    ),
)
