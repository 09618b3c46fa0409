"""`explainer render`: the complete Markdown tree in a folder, for other engines and for review."""

import sys
from pathlib import Path

from generator.cache import project_store
from generator.diagnostics import has_errors
from generator.gallery import materials, pictures
from generator.pages.build import Settings
from generator.pipeline import cache_over, make
from generator.project import read_texts, today
from generator.report.formats import FORMATS
from generator.report.progress import ProgressLine
from generator.text import counted
from generator.writer import ForeignFolderError, write_folder


def run(root: Path, out: Path, repository: str, site_url: str) -> int:
    """Writes the tree; returns the exit code. Data with errors leaves the folder as it was."""
    texts = read_texts(root)
    drawn_with = materials(root / "overrides" / "assets")
    settings = Settings(repository, site_url, today(), has_cards=drawn_with is not None)
    with project_store(root, _warn) as store:
        made = make(texts, settings, cache_over(store))
    if made.site is None:
        errors = [one for one in made.found if has_errors([one])]
        print(FORMATS["full"](errors, {one.path: one.text for one in texts}))
        print("Nothing was written.", file=sys.stderr)
        return 1
    files = {**made.site.files(), **_static_files(root)}
    if drawn_with is not None:
        progress = ProgressLine("Drawing cards", sys.stderr)
        files |= pictures(made.site.cards, drawn_with, root, progress)
    try:
        done = write_folder(out, files)
    except ForeignFolderError as error:
        print(f"{error}: choose a new or empty folder", file=sys.stderr)
        return 2
    print(
        f"{counted(len(files), 'file')} in {out}: {len(done.written)} written, "
        f"{len(done.removed)} removed, {done.unchanged} unchanged"
    )
    return 0


def _warn(message: str) -> None:
    print(message, file=sys.stderr)


def _static_files(root: Path) -> dict[str, bytes]:
    """What lies in `content/` beside the pages: pictures and other files, as they are."""
    content = root / "content"
    return {
        path.relative_to(content).as_posix(): path.read_bytes()
        for path in sorted(content.rglob("*"))
        if path.is_file() and path.suffix != ".md" and not path.name.startswith(".")
    }
