"""`explainer init`: a new explainer in a folder of its own, with a small example to change."""

from pathlib import Path

import click

from generator.cli.shell import StopError
from generator.core.files import write_new_folder
from generator.core.text import counted
from generator.data.project import MARKER
from generator.starter.files import starter


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", default="", metavar="WORDS", help="What the explainer is called.")
def command(folder: Path, title: str) -> None:
    """Starts a new explainer in DIR, which is new or empty.

    It begins with a small invented example, so that there is a site at once to change step by step.

    \b
    Example:
      explainer init grain-talks --title "The grain talks"
    """
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StopError(f"{folder} is there already and not empty; nothing written")
    title = " ".join(title.split()) or _title(folder)
    if not title.isprintable():
        raise StopError("a title consists of letters and signs that can be seen")
    files = starter(title)
    write_new_folder(folder, files)
    click.echo(
        f"{counted(len(files), 'file')} in {folder}\n\n"
        "What to do next:\n"
        f"  cd {folder}\n"
        "  mkdocs serve        # look at it on http://127.0.0.1:8000/\n"
        f"  and open {MARKER}/explainer.yml: the question, the answer, the topics, the scale\n"
    )


def _title(folder: Path) -> str:
    """The folder's name in words: `grain-talks` is `Grain talks`."""
    words = " ".join(folder.name.replace("-", " ").replace("_", " ").split())
    return words[:1].upper() + words[1:] or "A new explainer"
