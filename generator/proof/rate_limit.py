"""Politeness: hosts are asked in turn, and none of them twice within a pause."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")

PAUSE = 3.0  # seconds between two requests to one host


@dataclass(slots=True)
class Turns:
    """When each host was asked last."""

    pause: float = PAUSE
    _asked: dict[str, float] = field(default_factory=dict)

    def wait_for(self, address: str) -> None:
        """Sleeps until the host of an address may be asked again."""
        host = urlsplit(address).netloc
        due = self._asked.get(host, float("-inf")) + self.pause
        time.sleep(max(0.0, due - time.monotonic()))
        self._asked[host] = time.monotonic()


def by_turns(things: Iterable[T], address_of: Callable[[T], str]) -> Iterator[T]:
    """The things with each host in turn, so that the pauses of one are spent on the others."""
    by_host: dict[str, list[T]] = defaultdict(list)
    for thing in things:
        by_host[urlsplit(address_of(thing)).netloc].append(thing)
    for turn in zip_longest(*by_host.values()):
        yield from (thing for thing in turn if thing is not None)
