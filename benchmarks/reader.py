"""The reader's side: what a first search loads, and how long it takes, in Chromium.

The sites are served compressed, by the server that counts in the browser tests. Before a search is
measured, it is made once in another window, so that the server has everything compressed.
"""

import gzip
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Final

import yaml
from browsing import FLAGS, PROGRAMS
from file_server import Server, serving
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright
from playwright.sync_api import Error as BrowserError

from benchmarks.tasks import Bench

QUERIES: Final = 5
PATIENCE: Final = 120_000  # milliseconds
_WAITING: Final = "late-search.js"
_MOST_OF_PLAIN: Final = 1_000  # claims
_BOX = ".md-search__input"
_RESULT = ".md-search-result__item"
_BUTTON = "label.md-header__button[for=__search]"

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
class Reading:
    """What readers of one site with so many claims meet."""

    claims: int
    site: str
    index: int  # bytes of all files of the search, compressed
    before: int = 0  # bytes of the search that a page loads before it is used
    first: int = 0  # bytes that the heaviest of the first searches loads, from the page's load on
    desktop: float = 0.0  # seconds to the first result, the median of some queries
    phone: float = 0.0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class _Search:
    before: int  # bytes of the search that were loaded before it was used
    sent: int  # and in all
    seconds: float  # from opening the search to the first result


def measured(bench: Bench, say: Callable[[str], None]) -> Iterator[Reading]:
    claims = bench.claims
    if not (bench.project / "site").exists():
        bench.build()
    for site, folder, files in (
        ("explainer", bench.project / "site", "assets/search/*"),
        ("plain", bench.peers / "site-plain", "search/*"),
        ("zensical", bench.peers / "site-zensical", "search*"),
    ):
        if not folder.is_dir():
            continue
        index = sum(len(gzip.compress(one.read_bytes(), 6)) for one in folder.glob(files))
        say(f"{claims:,} claims: searching {site}")
        if site == "zensical":  # another box, and an index of another kind
            yield Reading(claims, site, index)
        elif site == "plain" and claims > _MOST_OF_PLAIN:
            yield Reading(claims, site, index, fault="left out: each first search takes minutes")
        else:
            yield _reading(folder, Reading(claims, site, index), _queries(bench.project))


def _queries(project: Path) -> list[str]:
    """What readers look for: people by their names, claims by words of their titles."""
    data = project / "site-data"
    people = [_field(path, "name") for path in sorted((data / "context/people").glob("*.yml"))]
    claims = [_field(path, "title") for path in sorted((data / "claims").glob("*.yml"))]
    words = [" ".join(title.split()[:3]) for title in claims[:: len(claims) // 3]]
    return [*people[:2], *words][:QUERIES]


def _field(path: Path, name: str) -> str:
    return str(yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)[name])


def _reading(folder: Path, start: Reading, queries: list[str]) -> Reading:
    """What was measured with a browser besides; what went wrong where it could not be."""
    try:
        desktop, phone = _searches(folder, queries)
    except BrowserError as error:
        return replace(start, fault=str(error).splitlines()[0])
    return replace(
        start,
        before=max(one.before for one in phone),
        first=max(one.sent for one in phone),
        desktop=median(one.seconds for one in desktop),
        phone=median(one.seconds for one in phone),
    )


def _searches(folder: Path, queries: list[str]) -> tuple[list[_Search], list[_Search]]:
    """The first searches on a desktop and on a phone, one in a new window each."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    with serving(folder) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        for query in queries:
            _search(browser, server, query, is_phone=False)
        desktop = [_search(browser, server, query, is_phone=False) for query in queries]
        phone = [_search(browser, server, query, is_phone=True) for query in queries]
        browser.close()
    return desktop, phone


def _search(browser: Browser, server: Server, query: str, *, is_phone: bool) -> _Search:
    server.requests.clear()
    with browser.new_context(viewport=_PHONE if is_phone else None) as context:
        tab = context.new_page()
        tab.set_default_timeout(PATIENCE)
        if is_phone:
            _slow_down(context, tab)
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
        return _Search(before, _sent(server), time.perf_counter() - start)


def _slow_down(context: BrowserContext, tab: Page) -> None:
    session = context.new_cdp_session(tab)
    session.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", _CONNECTION)


def _sent(server: Server) -> int:
    """Of the index and the worker; what waits on each page for somebody to search is neither."""
    paths = ((request.path, request.sent) for request in server.requests)
    return sum(sent for path, sent in paths if "search" in path and _WAITING not in path)
