"""The command line. Each command is a module, which says what its words are and does what they ask.

A command returns an exit code, or nothing where all is fine. Findings go to stdout, and all that is
said about them to stderr.
"""

import io
import sys
from importlib import import_module
from pathlib import Path

import click

from generator.cli.shell import NAME, Project, Shell
from generator.data.project import MARKER

COMMANDS = (
    *("audit", "changes", "check", "docs", "init", "ledger", "links", "new", "policy", "rename"),
    *("render", "rules", "snapshot"),
)


class Commands(Shell):
    """Imports a command when it is called: some need much that the others do not."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        # Of a slip of the pen, click says which command was perhaps meant, so it needs them all.
        for name in [cmd_name] if cmd_name in COMMANDS else COMMANDS:
            self.add_command(import_module(f"{__name__}.{name}").command)
        return super().get_command(ctx, cmd_name)


@click.group(
    NAME,
    cls=Commands,
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
