"""`explainer render`: the complete Markdown tree in a folder, for other engines and for review."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import click
from yaml import YAMLError

from generator.build.card_cache import pictures
from generator.build.engines import ENGINES, SETTINGS, custom_dir, project
from generator.build.output_folder import ForeignFolderError, write_folder
from generator.build.pipeline import make
from generator.build.store import project_store
from generator.cards.materials import materials
from generator.cli.options import pass_root
from generator.cli.printing import print_findings
from generator.cli.shell import Exit
from generator.core.text import counted
from generator.data.project import read_texts, today
from generator.query.settings import Settings

_SOURCES = ("site-data", "content", "overrides")


class _SettingsError(Exception):
    """The project's mkdocs.yml cannot be made into one for other engines."""


@click.command("render")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="A folder that is new, empty, or was made by this command.",
)
@click.option(
    "--repository",
    envvar="REPOSITORY_URL",
    default="",
    metavar="URL",
    help="For links that edit a page.  [env: REPOSITORY_URL]",
)
@click.option(
    "--site-url",
    envvar="SITE_URL",
    default="",
    metavar="URL",
    help="Where the site will stand.  [env: SITE_URL]",
)
@click.option(
    "--for",
    "engine",
    type=click.Choice(ENGINES),
    help="Also settings and theme: a whole project for this engine.",
)
@pass_root
def command(root: Path, out: Path, repository: str, site_url: str, engine: str | None) -> int:
    """Writes the whole site as Markdown, for other engines and for review.

    Only files that changed are written, and files that vanished are removed.

    \b
    Examples:
      explainer render --out build/markdown
      explainer render --out build/project --for zensical
    """
    if any(out.resolve().is_relative_to((root / name).resolve()) for name in _SOURCES):
        click.echo(f"{out} lies within what the site is made from: choose another", err=True)
        return Exit.WRONG_USAGE
    texts = read_texts(root)
    drawn_with = materials(root / "overrides" / "assets")
    settings = Settings(repository, site_url, today(), has_cards=drawn_with is not None)
    made = make(texts, settings)
    if made.site is None:
        print_findings([finding for finding in made.found if finding.is_error], texts, "full")
        click.echo("Nothing was written.", err=True)
        return Exit.BAD_DATA
    # What the generator makes takes the place of a file of the same name, as in the plugin.
    files: Mapping[str, bytes] = {**_static_files(root), **made.site.files()}
    if drawn_with is not None:
        with project_store(root, partial(click.echo, err=True)) as store:
            files = {**files, **pictures(made.site.cards, drawn_with, store)}
    try:
        if engine:
            files = _project(root, files, engine)
        done = write_folder(out, files)
    except ForeignFolderError as error:
        click.echo(f"{error}: choose a new or empty folder", err=True)
        return Exit.WRONG_USAGE
    except _SettingsError as error:
        click.echo(str(error), err=True)
        return Exit.WRONG_USAGE
    click.echo(
        f"{counted(len(files), 'file')} in {out}: {len(done.written)} written, "
        f"{len(done.removed)} removed, {done.unchanged} unchanged"
    )
    return Exit.FINE


def _static_files(root: Path) -> dict[str, bytes]:
    """What lies in `content/` beside the pages: pictures and other files, as they are."""
    below = _below(root / "content")
    return {path: data for path, data in below if not path.endswith(".md")}


def _project(root: Path, tree: Mapping[str, bytes], engine: str) -> dict[str, bytes]:
    try:
        settings = (root / SETTINGS).read_text(encoding="utf-8")
        theme = custom_dir(settings)
        return project(tree, settings, dict(_below(root / theme)) if theme else {}, engine)
    except (OSError, ValueError, YAMLError) as error:
        raise _SettingsError(f"the settings cannot be taken over: {error}") from error


def _below(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield path.relative_to(folder).as_posix(), path.read_bytes()
