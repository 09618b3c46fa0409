"""Asking servers for many pages: one after the other, hosts in turn, and none too often."""

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from functools import partial
from itertools import zip_longest
from typing import TypeVar
from urllib.parse import urlsplit

import click

from generator.cli.shell import Exit, Stop
from generator.report.progress import ProgressLine

Item = TypeVar("Item")

pause_option = partial(
    click.option,
    "--pause",
    type=click.FloatRange(min=0),
    default=3.0,
    show_default=True,
    metavar="SECONDS",
)


class RateLimit:
    """Lets no host be asked twice within a pause."""

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._due: dict[str, float] = {}  # when each host may be asked again

    def wait_for(self, address: str) -> None:
        """Sleeps until the host of an address may be asked again."""
        host = urlsplit(address).netloc
        time.sleep(max(0.0, self._due.get(host, 0.0) - time.monotonic()))
        self._due[host] = time.monotonic() + self._pause


def alternating_hosts(items: Iterable[Item], address_of: Callable[[Item], str]) -> list[Item]:
    """The items with each host in turn, so that the pauses for one are spent on the others."""
    by_host: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_host[urlsplit(address_of(item)).netloc].append(item)
    return [item for turn in zip_longest(*by_host.values()) for item in turn if item is not None]


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
            try:
                failure = visit(item)
            except Stop as stop:
                failure = stop.message
            if failure:
                failures.append(failure)
    finally:
        if items:
            progress(len(items), len(items))
        for failure in sorted(failures):
            click.echo(failure)
        click.echo(summary(len(failures)), err=True)
    return Exit.BAD_DATA if failures else Exit.FINE
