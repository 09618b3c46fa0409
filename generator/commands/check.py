"""`explainer check`: prints everything that is wrong with the data of a project."""

from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from generator.commands.exits import Exit
from generator.commands.saves import watched
from generator.diagnostics import has_errors
from generator.load.source_text import SourceText
from generator.pipeline import checked
from generator.project import read_texts, today
from generator.report.formats import FORMATS
from generator.report.paint import PLAIN, Paint
from generator.report.summary import summary


def run(root: Path, form: str, *, paint: Paint = PLAIN) -> int:
    """Findings go to stdout in the format of that name, the summary to stderr."""
    return _report(read_texts(root), form, paint)


def watch(root: Path, form: str, *, paint: Paint = PLAIN) -> NoReturn:
    """Like `run`, and again after each save. Ends on an interrupt alone."""
    seen: Sequence[SourceText] | None = None
    while True:
        with watched(root) as saves:
            texts = _texts_at_rest(root)
            if texts is not None and texts != seen:
                _report(texts, form, paint)
                click.echo("waiting for the next save; Ctrl-C ends this", err=True)
                seen = texts
            saves.wait()


def _texts_at_rest(root: Path) -> list[SourceText] | None:
    """The texts, or nothing if a file was taken away while they were read: a save is under way."""
    try:
        return read_texts(root)
    except FileNotFoundError:
        return None


def _report(texts: Sequence[SourceText], form: str, paint: Paint) -> int:
    _, found = checked(texts, today())
    named = {one.span.path for one in found}
    sources = {text.path: text.text for text in texts if text.path in named}
    click.echo(FORMATS[form](found, sources, paint), nl=False)
    click.echo(summary(found, len(texts)), err=True)
    return Exit.BAD_DATA if has_errors(found) else Exit.FINE
