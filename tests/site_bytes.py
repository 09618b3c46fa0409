"""Builds the sites by which two states of the code are compared, byte for byte.

    python tests/site_bytes.py OUT            builds them below OUT
    python tests/site_bytes.py OUT BEFORE     builds them, and lists what differs from BEFORE

The real data, each of `examples/`, and a synthetic explainer of 300 claims; each is built by MkDocs
and written as Markdown, without anything kept from before. The exit code is 1 if files differ.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.synthetic import project  # noqa: E402 - the script may be called from anywhere
from generator.build.output_folder import write_folder  # noqa: E402

CLAIMS = 300
ENVIRONMENT = {
    "SITE_URL": "https://example.org/explainer/",
    "REPOSITORY_URL": "https://example.org/repository",
    "SOURCE_DATE_EPOCH": "1796000000",  # a day in November 2026
    "EXPLAINER_NO_CACHE": "1",
    "NO_MKDOCS_2_WARNING": "1",
}


def main() -> int:
    out = Path(sys.argv[1])
    shutil.rmtree(out, ignore_errors=True)
    for name, folder in projects(out):
        build(folder, out / name)
    if len(sys.argv) < 3:
        return 0
    differing = list(differences(Path(sys.argv[2]), out))
    for line in differing:
        print(line)
    print(f"{len(differing)} files differ", file=sys.stderr)
    return 1 if differing else 0


def projects(out: Path) -> Iterator[tuple[str, Path]]:
    """The name of each, and where it is."""
    yield "real", ROOT
    for example in sorted((ROOT / "examples").iterdir()):
        if (example / "mkdocs.yml").is_file():
            yield example.name, example
    synthetic = out / "project"
    write_folder(synthetic, project(ROOT, CLAIMS, 1))
    yield "synthetic", synthetic


def build(folder: Path, out: Path) -> None:
    environment = {**os.environ, **ENVIRONMENT}
    for words in (
        ("mkdocs", "build", "--quiet", "--site-dir", str(out.resolve() / "site")),
        ("generator", "render", "--out", str(out.resolve() / "markdown")),
    ):
        subprocess.run([sys.executable, "-m", *words], cwd=folder, env=environment, check=True)


def differences(before: Path, now: Path) -> Iterator[str]:
    """One line a file: its path, and whether it is new, gone or changed."""
    old, new = contents(before), contents(now)
    for path in sorted(old.keys() | new.keys()):
        if path not in old:
            yield f"new      {path}"
        elif path not in new:
            yield f"gone     {path}"
        elif old[path] != new[path]:
            yield f"changed  {path}"


def contents(folder: Path) -> dict[str, bytes]:
    """Every file but those of which each build writes another."""
    files = (path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in files}
    return {
        name: path.read_bytes()
        for name, path in named.items()
        if not name.startswith("project/") and not name.endswith("sitemap.xml.gz")
    }


if __name__ == "__main__":
    sys.exit(main())
