"""Asking for many things on the web, one after the other."""

import sys
from collections.abc import Callable, Collection
from typing import TypeVar

import click

from generator.cli.shell import Exit
from generator.report.progress import ProgressLine

Item = TypeVar("Item")


def visit_all(
    items: Collection[Item], visit: Callable[[Item], str], summary: Callable[[int], str]
) -> int:
    """Visits each item, which returns what failed, if anything. `summary` takes their number.

    After an interrupt, too, the editor is told what was done.
    """
    progress, failures = ProgressLine("Asking", sys.stderr), list[str]()
    try:
        for number, item in enumerate(items):
            progress(number, len(items))
            if failure := visit(item):
                failures.append(failure)
    finally:
        if items:
            progress(len(items), len(items))
        for failure in sorted(failures):
            click.echo(failure)
        click.echo(summary(len(failures)), err=True)
    return Exit.BAD_DATA if failures else Exit.FINE
