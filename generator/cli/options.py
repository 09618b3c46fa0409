"""Options and arguments that several commands share."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

import click

from generator.data.project import MARKER, NoProjectError, find_root
from generator.proof.rate_limit import PAUSE
from generator.report.formats import FORMATS

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)

project_option = click.option(
    "--project",
    metavar="DIR",
    type=_FOLDER,
    help=f"The folder that holds `{MARKER}`.  [default: the nearest, here or above]",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    help="How findings are printed.  [default: full; github under GitHub Actions]",
)
site_argument = click.argument("site", type=_FOLDER)

Options = ParamSpec("Options")
Command = Callable[Options, int]


def pause_option(help: str) -> Callable[[Command[Options]], Command[Options]]:
    return click.option(
        "--pause",
        type=click.FloatRange(min=0),
        default=PAUSE,
        show_default=True,
        metavar="SECONDS",
        help=help,
    )


def pass_root(command: Callable[Concatenate[Path, Options], int]) -> Command[Options]:
    """Gives a command the project's folder, which is looked for only when one asks for it."""

    @wraps(command)
    def with_root(*words: Options.args, **options: Options.kwargs) -> int:
        return command(_root(click.get_current_context().obj), *words, **options)

    return with_root


def _root(named: Path | None) -> Path:
    if named is None:
        return find_root(Path.cwd())
    if not (named / MARKER).is_dir():
        raise NoProjectError(f"there is no folder `{MARKER}` in {named}")
    return named
