"""`explainer render`: the complete Markdown tree in a folder, for other engines and for review."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import click
from yaml import YAMLError

from generator.build.card_cache import pictures
from generator.build.engines import ENGINES, SETTINGS, custom_dir
from generator.build.engines import project as engine_project
from generator.build.output_folder import ForeignFolderError, write_folder
from generator.build.pipeline import make
from generator.build.store import project_store
from generator.cards.materials import materials
from generator.cli.shell import Exit, Project, StopError, print_findings, url_option
from generator.core.text import counted
from generator.data.project import today
from generator.query.context import Settings

_SOURCES = ("site-data", "content", "overrides")


@click.command("render")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="A folder that is new, empty, or was made by this command.",
)
@url_option("--repository", envvar="REPOSITORY_URL", help="For links that edit a page.")
@url_option("--site-url", envvar="SITE_URL", help="Where the site will stand.")
@click.option(
    "--for",
    "engine",
    type=click.Choice(ENGINES),
    help="Also settings and theme: a whole project for this engine.",
)
@click.pass_obj
def command(project: Project, out: Path, repository: str, site_url: str, engine: str | None) -> int:
    """Writes the whole site as Markdown, for other engines or review.

    Only files that changed are written, and files that vanished are removed.

    \b
    Examples:
      explainer render --out build/markdown
      explainer render --out build/project --for zensical
    """
    root = project.root
    if any(out.resolve().is_relative_to((root / name).resolve()) for name in _SOURCES):
        raise StopError(f"{out} lies within what the site is made from: choose another")
    drawn_with = materials(root / "overrides" / "assets")
    settings = Settings(repository, site_url, today(), has_cards=drawn_with is not None)
    generated = make(project.texts, settings)
    if generated.site is None:
        errors = [finding for finding in generated.found if finding.is_error]
        print_findings(errors, project.texts, "full")
        raise StopError("nothing was written", Exit.BAD_DATA)
    # What the generator makes takes the place of a file of the same name, as in the plugin.
    files = {path: data for path, data in _below(root / "content") if not path.endswith(".md")}
    files |= generated.site.files()
    if drawn_with is not None:
        with project_store(root, partial(click.echo, err=True)) as store:
            files |= pictures(generated.site.cards, drawn_with, store)
    if engine:
        files = _project_for(engine, root, generated.site.language, files)
    try:
        done = write_folder(out, files)
    except ForeignFolderError as error:
        raise StopError(f"{error}: choose a new or empty folder") from error
    click.echo(
        f"{counted(len(files), 'file')} in {out}: {len(done.written)} written, "
        f"{len(done.removed)} removed, {done.unchanged} unchanged"
    )
    return Exit.FINE


def _project_for(
    engine: str, root: Path, language: str, tree: Mapping[str, bytes]
) -> dict[str, bytes]:
    try:
        settings = (root / SETTINGS).read_text(encoding="utf-8")
        theme = custom_dir(settings)
        files = dict(_below(root / theme)) if theme else {}
        return engine_project(language, tree, settings, files, engine)
    except (OSError, ValueError, YAMLError) as error:
        raise StopError(f"the settings cannot be taken over: {error}") from error


def _below(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield path.relative_to(folder).as_posix(), path.read_bytes()
