"""The built site, a server for it and a browser, for tests of what only a browser shows.

A module uses them with `pytest_plugins = ("browser_fixtures",)`.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import FLAGS, PROGRAMS, build, made_once
from file_server import Server, serving
from playwright.sync_api import Browser, Page, expect, sync_playwright
from projects import PATIENCE

expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `mkdocs build --strict` makes of the real data; no test changes it."""
    return made_once(tmp_path_factory, "site", build)


@pytest.fixture(scope="session")
def running_server(site_folder: Path) -> Iterator[Server]:
    with serving(site_folder) as server:
        yield server


@pytest.fixture
def server(running_server: Server) -> Server:
    """The server, with no requests counted yet."""
    running_server.requests.clear()
    return running_server


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, or else Playwright's own."""
    with sync_playwright() as playwright:
        program = next(filter(None, map(shutil.which, PROGRAMS)), None)
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    """An empty page with nothing cached, as wide as a desktop."""
    with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()
