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
class RateLimit:
    """When each host was asked last."""

    pause: float = PAUSE
    _asked: dict[str, float] = field(default_factory=dict)

    def wait_for(self, address: str) -> None:
        """Sleeps until the host of an address may be asked again."""
        host = urlsplit(address).netloc
        due = self._asked.get(host, float("-inf")) + self.pause
        time.sleep(max(0.0, due - time.monotonic()))
        self._asked[host] = time.monotonic()


def alternating_hosts(items: Iterable[T], address_of: Callable[[T], str]) -> Iterator[T]:
    """The items with each host in turn, so that the pauses for one are spent on the others."""
    by_host: dict[str, list[T]] = defaultdict(list)
    for item in items:
        by_host[urlsplit(address_of(item)).netloc].append(item)
    for turn in zip_longest(*by_host.values()):
        yield from (item for item in turn if item is not None)
