"""How the tests build a site and go about in a browser."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from archives import ROOT
from file_server import BELOW
from filelock import FileLock
from page_kinds import Scheme
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request

HEIGHT = 800
ALL_HERE = """() => {
  const waiting = document.getElementById("x-scripts").content.querySelectorAll("script")
  const loaded = performance.getEntriesByType("resource").map(one => one.name)
  return window.component$ && [...waiting].every(
    one => loaded.includes(new URL(one.getAttribute("src"), location).href))
}"""
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")  # as in tests/browser.sh
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that the first worker that needs it makes, for all of them."""
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder, made = shared / name, shared / f"{name}.made"
    with FileLock(shared / f"{name}.lock"):
        if not made.exists():
            make(folder)
            made.touch()
    return folder


def build(folder: Path, project: Path = ROOT) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", os.fspath(folder)],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": f"http://127.0.0.1{BELOW}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@contextmanager
def opened(chromium: Browser, address: str, width: int, scheme: Scheme = "light") -> Iterator[Page]:
    """A page without animations, watched."""
    with chromium.new_context(
        viewport={"width": width, "height": HEIGHT}, color_scheme=scheme, reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        with watched(page):
            arrive(page, address)
            yield page


@contextmanager
def watched(page: Page) -> Iterator[None]:
    """The page must not complain or ask another host for anything."""
    said: list[str] = []

    def complains(what: ConsoleMessage | Error) -> None:
        said.append(what.text if isinstance(what, ConsoleMessage) else str(what))

    def asks(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            said.append(request.url)

    page.on("console", complains)
    page.on("pageerror", complains)
    page.on("request", asks)
    yield
    page.remove_listener("console", complains)
    page.remove_listener("pageerror", complains)
    page.remove_listener("request", asks)
    assert not said, said


def arrive(page: Page, address: str) -> None:
    """Goes to an address and waits until the programs, which come late, have all run."""
    page.goto(address)
    page.wait_for_function(ALL_HERE)
    at_rest(page)


def at_rest(page: Page) -> None:
    """Waits until the browser has nothing left to do, painting included."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestIdleCallback(done)))")


def open_search(page: Page) -> None:
    if page.viewport_size and page.viewport_size["width"] < 960:
        page.focus("label.md-header__button[for=__search]")
        page.keyboard.press("Enter")
    page.focus(".md-search__input")
    page.wait_for_function("() => document.querySelector('#__search').checked")
