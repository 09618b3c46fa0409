"""How commands end: with an exit code, and whatever else happens, in one line on stderr."""

import os
import traceback
from enum import IntEnum
from typing import Any

import click

from generator.data.project import NoProjectError
from generator.history.revision import RevisionError

NAME = "explainer"


class Exit(IntEnum):
    """The exit codes that every command shares."""

    FINE = 0
    BAD_DATA = 1  # the data has errors
    WRONG_USAGE = 2
    OUR_FAULT = 3
    INTERRUPTED = 130


class Shell(click.Group):
    """Commands that return exit codes."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            code = super().invoke(ctx)
        except (KeyboardInterrupt, click.Abort):
            click.echo(err=True)  # ends the line on which the terminal wrote ^C
            code = Exit.INTERRUPTED
        except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
            raise  # click knows what to do
        except NoProjectError as error:
            complain(f"{error}; go to the explainer's folder, or name it with `--project DIR`")
            code = Exit.WRONG_USAGE
        except (PermissionError, RevisionError) as error:
            complain(str(error))
            code = Exit.WRONG_USAGE
        except Exception as error:
            complain(_confession(error))
            code = Exit.OUR_FAULT
        ctx.exit(code)


def complain(message: str) -> None:
    click.echo(f"{NAME}: {' '.join(message.split())}", err=True)


def _confession(error: Exception) -> str:
    if os.environ.get("EXPLAINER_DEBUG"):
        traceback.print_exception(error)
        hint = "the traceback is above"
    else:
        hint = "set EXPLAINER_DEBUG=1 to see the traceback"
    return f"this is a fault of the explainer itself: {type(error).__name__}: {error} ({hint})"
