"""The command line. Each command is a module, which says what its words are and does what they ask.

A command returns an exit code, or nothing where all is fine. Findings go to stdout, and all that is
said about them to stderr.
"""

import io
import os
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from generator.cli.shell import NAME, Exit, Project, StopError, complain
from generator.data.project import MARKER
from generator.history.revision import RevisionError

COMMANDS = (
    *("audit", "changes", "check", "docs", "init", "ledger", "links", "new", "policy", "rename"),
    *("render", "rules", "snapshot"),
)


class Shell(click.Group):
    """Imports a command when it is called, for some need much that the others do not; and tells
    how it ended, by an exit code and at the most a line on stderr."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        # For a mistyped name click suggests others, so it needs to know all of them.
        for name in [cmd_name] if cmd_name in COMMANDS else COMMANDS:
            self.add_command(import_module(f"{__name__}.{name}").command)
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        code = Exit.WRONG_USAGE
        try:
            code = super().invoke(ctx) or Exit.FINE
        except (KeyboardInterrupt, click.Abort):
            click.echo(err=True)  # ends the line on which the terminal wrote ^C
            code = Exit.INTERRUPTED
        except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
            raise  # click knows what to do
        except StopError as stop:
            complain(str(stop))
            code = stop.code
        except (PermissionError, RevisionError) as error:
            complain(str(error))
        except Exception as error:
            hint = "set EXPLAINER_DEBUG=1 to see the traceback"
            if os.environ.get("EXPLAINER_DEBUG"):
                traceback.print_exception(error)
                hint = "the traceback is above"
            fault = f"{type(error).__name__}: {error} ({hint})"
            complain(f"this is a fault of the explainer itself: {fault}")
            code = Exit.OUR_FAULT
        ctx.exit(code)


@click.group(
    NAME,
    cls=Shell,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 fine, 1 the data has errors, 2 wrong usage, 3 a fault of the explainer "
    "itself, 130 interrupted.",
)
@click.version_option(package_name=NAME, prog_name=NAME)
@click.option(
    "--project",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=f"The folder that holds `{MARKER}`.  [default: the nearest, here or above]",
)
@click.pass_context
def main(ctx: click.Context, project: Path | None) -> None:
    """Checks an explainer's data and works on it.

    Building and previewing the site are MkDocs' own commands: `mkdocs build --strict` and
    `mkdocs serve`.
    """
    ctx.obj = Project(project)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that lacks a letter is no reason to lose the report.
        sys.stdout.reconfigure(errors="backslashreplace")
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
