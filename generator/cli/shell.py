"""How commands end: with an exit code, and whatever else happens, in one line on stderr."""

import os
import traceback
from collections.abc import Iterable
from enum import IntEnum
from typing import IO, Any

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


class Stop(click.ClickException):
    """Ends a command that was asked for what cannot be done, with a line on stderr."""

    exit_code = Exit.WRONG_USAGE

    def show(self, file: IO[Any] | None = None) -> None:  # noqa: ARG002
        complain(self.message)


class BadDataStop(Stop):
    """Ends a command that the data do not allow."""

    exit_code = Exit.BAD_DATA


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
            advice = "go to the explainer's folder, or name it with `--project DIR`"
            raise Stop(f"{error}; {advice}") from error
        except (PermissionError, RevisionError) as error:
            raise Stop(str(error)) from error
        except Exception as error:
            complain(_confession(error))
            code = Exit.OUR_FAULT
        ctx.exit(code)


def complain(message: str) -> None:
    click.echo(f"{NAME}: {' '.join(message.split())}", err=True)


def refuse(reasons: Iterable[object]) -> int:
    """Tells every reason why nothing is written."""
    for reason in reasons:
        complain(str(reason))
    click.echo("nothing was written", err=True)
    return Exit.WRONG_USAGE


def _confession(error: Exception) -> str:
    if os.environ.get("EXPLAINER_DEBUG"):
        traceback.print_exception(error)
        hint = "the traceback is above"
    else:
        hint = "set EXPLAINER_DEBUG=1 to see the traceback"
    return f"this is a fault of the explainer itself: {type(error).__name__}: {error} ({hint})"
