"""`explainer init`: a new explainer in a folder of its own, with a small example to change."""

import shutil
import tempfile
from pathlib import Path

import click

from generator.cli.shell import Exit, complain
from generator.core.text import counted
from generator.data.project import MARKER
from generator.starter.files import starter


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", default="", metavar="WORDS", help="What the explainer is called.")
def command(folder: Path, title: str) -> int:
    """Starts a new explainer in DIR, which is new or empty.

    It begins with a small invented example, so that there is a site at once to change step by step.

    \b
    Example:
      explainer init grain-talks --title "The grain talks"
    """
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        complain(f"{folder} is there already and not empty; nothing written")
        return Exit.WRONG_USAGE
    title = " ".join(title.split()) or _title(folder)
    if not title.isprintable():
        complain("a title consists of letters and signs that can be seen")
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
    """Makes the folder as a whole or not at all."""
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
