"""The reader's side: what a first search loads, and how long it takes, in Chromium.

The sites are served compressed, by the server that counts in the browser tests. Before a search is
measured, it is made once in another window, so that the server has everything compressed.
"""

import gzip
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import yaml
from browsing import FLAGS, PROGRAMS
from file_server import Server, serving
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from benchmarks.tasks import Bench

PATIENCE: Final = 120_000  # milliseconds
_WAITING: Final = "late-search.js"
_BOX: Final = ".md-search__input"
_RESULT: Final = ".md-search-result__item"
_BUTTON: Final = "label.md-header__button[for=__search]"

# A middling phone on a slow 4G connection, as Lighthouse takes it.
_PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
_SLOWER: Final = 4
_CONNECTION: Final = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}


@dataclass(frozen=True, slots=True)
class Search:
    before: int  # bytes of the search that were loaded before it was used
    sent: int  # and in all, from the page's load on
    seconds: float  # from opening the search to the first result


@dataclass(frozen=True, slots=True)
class Reading:
    """What readers of one site meet: some first searches, on a desktop and on a phone."""

    claims: int
    site: str
    index: int  # bytes of all files of the search, compressed
    desktop: list[Search]
    phone: list[Search]

    @property
    def row(self) -> tuple[str, ...]:
        """The heaviest and the median search."""
        before, first = max(one.before for one in self.phone), max(one.sent for one in self.phone)
        sizes = (f"{size / 2**10:,.1f} KiB" for size in (self.index, before, first))
        times = (median(one.seconds for one in found) for found in (self.desktop, self.phone))
        return f"{self.claims:,}", self.site, *sizes, *(f"{time:.2f} s" for time in times)


def measured(bench: Bench) -> Iterator[Reading]:
    """Of our site, and of plain MkDocs' where that was built."""
    if not (bench.project / "site").exists():
        bench.build()
    queries = _queries(bench.project / "site-data")
    for site, folder, files in (
        ("explainer", bench.project / "site", "assets/search/*"),
        ("plain MkDocs", bench.peers / "site-plain", "search/*"),
    ):
        if folder.exists():
            index = sum(len(gzip.compress(one.read_bytes(), 6)) for one in folder.glob(files))
            yield Reading(bench.claims, site, index, *_searches(folder, queries))


def _queries(data: Path) -> list[str]:
    """What readers look for: people by their names, claims by words of their titles."""
    people = [_field(path, "name") for path in sorted((data / "context/people").glob("*.yml"))]
    claims = [_field(path, "title") for path in sorted((data / "claims").glob("*.yml"))]
    words = [" ".join(title.split()[:3]) for title in claims[:: len(claims) // 3]]
    return [*people[:2], *words[:3]]


def _field(path: Path, name: str) -> str:
    return str(yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)[name])


def _searches(folder: Path, queries: list[str]) -> tuple[list[Search], list[Search]]:
    """The first searches on a desktop and on a phone, one in a new window each."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    with serving(folder) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        _, desktop, phone = (
            [_search(browser, server, query, is_phone=is_phone) for query in queries]
            for is_phone in (False, False, True)
        )
        browser.close()
    return desktop, phone


def _search(browser: Browser, server: Server, query: str, *, is_phone: bool) -> Search:
    server.requests.clear()
    with browser.new_context(viewport=_PHONE if is_phone else None) as context:
        tab = context.new_page()
        tab.set_default_timeout(PATIENCE)
        if is_phone:
            session = context.new_cdp_session(tab)
            session.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", _CONNECTION)
        tab.goto(server.address, wait_until="networkidle")
        before = _sent(server)
        start = time.perf_counter()
        if is_phone:
            tab.click(_BUTTON)
        else:
            tab.keyboard.press("/")
        tab.fill(_BOX, query)
        tab.keyboard.press("Shift")  # the theme looks at the box when a key is let go
        tab.wait_for_selector(_RESULT, state="attached")
        return Search(before, _sent(server), time.perf_counter() - start)


def _sent(server: Server) -> int:
    """Of the index and the worker; what waits on each page for somebody to search is neither."""
    paths = ((request.path, request.sent) for request in server.requests)
    return sum(sent for path, sent in paths if "search" in path and _WAITING not in path)
