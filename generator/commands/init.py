"""`explainer init`: a new explainer in a folder of its own, with a small example to change."""

import shutil
import tempfile
from pathlib import Path

import click

from generator.commands.exits import Exit
from generator.core.text import counted
from generator.data.project import MARKER
from generator.starter.files import starter


def run(folder: Path, title: str) -> int:
    """Makes the folder as a whole or not at all; a folder that holds anything is left alone."""
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        click.echo(f"explainer: {folder} is there already and not empty; nothing written", err=True)
        return Exit.WRONG_USAGE
    title = " ".join(title.split()) or _title(folder)
    if not title.isprintable():
        click.echo("explainer: a title consists of letters and signs that can be seen", err=True)
        return Exit.WRONG_USAGE
    files = starter(title)
    _write(folder, files)
    click.echo(
        f"{counted(len(files), 'file')} in {folder}\n\n"
        "What to do next:\n"
        f"  cd {folder}\n"
        "  mkdocs serve        # look at it on http://127.0.0.1:8000/\n"
        f"  and open {MARKER}/explainer.yml: the question, the answer, the topics, the scale\n"
    )
    return Exit.FINE


def _title(folder: Path) -> str:
    """The folder's name in words: `grain-talks` is `Grain talks`."""
    words = " ".join(folder.name.replace("-", " ").replace("_", " ").split())
    return words[:1].upper() + words[1:] or "A new explainer"


def _write(folder: Path, files: dict[str, bytes]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(
        tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-", suffix=".part")
    )
    try:
        unfinished.chmod(0o755)
        for path, data in files.items():
            target = unfinished / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        if folder.exists():
            folder.rmdir()  # it is empty, or this refuses
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
