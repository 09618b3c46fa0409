"""Findings on stdout, in the format and the colours that fit what stdout is."""

import os
import sys
from collections.abc import Iterable, Sequence

import click

from generator.core.diagnostics import Diagnostic
from generator.data.source_text import SourceText
from generator.report.formats import FORMATS
from generator.report.terminal import Paint

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    help="How findings are printed.  [default: full; github under GitHub Actions]",
)


def print_findings(
    found: Sequence[Diagnostic], sources: Iterable[SourceText], form: str | None = None
) -> None:
    """The lines that findings are about are taken from `sources`."""
    default = "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "full"
    is_terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    paint = Paint(is_on=is_terminal and not os.environ.get("NO_COLOR"))
    named = {finding.span.path for finding in found}
    texts = {source.path: source.text for source in sources if source.path in named}
    click.echo(FORMATS[form or default](found, texts, paint), nl=False)
