"""Asking servers for many pages: one after the other, hosts in turn, and none too often."""

import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import partial
from itertools import zip_longest
from typing import TypeVar
from urllib.parse import urlsplit

import click

from generator.cli.shell import Exit, StopError
from generator.proof.fetch import UnreadableError
from generator.report.terminal import progress

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


def alternating_hosts(
    items: Mapping[str, Item], address_of: Callable[[Item], str]
) -> dict[str, Item]:
    """The items with each host in turn, so that the pauses for one are spent on the others."""
    by_host: dict[str, list[tuple[str, Item]]] = defaultdict(list)
    for name, item in items.items():
        by_host[urlsplit(address_of(item)).netloc].append((name, item))
    return dict(item for turn in zip_longest(*by_host.values()) for item in turn if item)


def visit_all(
    items: Mapping[str, Item], visit: Callable[[Item], None], summary: Callable[[int], str]
) -> int:
    """Visits each item, and tells by name what failed; `summary` is given how many did.

    After an interrupt, too, the editor is told what was done.
    """
    failures: list[str] = []
    try:
        with progress(items.items(), len(items), "Asking") as shown:
            for name, item in shown:
                try:
                    visit(item)
                except UnreadableError as error:
                    failures.append(f"{name}: {error}")
                except StopError as stop:
                    failures.append(str(stop))
    finally:
        for failure in sorted(failures):
            click.echo(failure)
        click.echo(summary(len(failures)), err=True)
    return Exit.BAD_DATA if failures else Exit.FINE
