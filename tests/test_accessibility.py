"""No rule of axe is broken: on no kind of page, at no width, in neither scheme, in no state.

Axe sees what is in a page, not what a reader meets: tests/test_keyboard.py has the rest.
"""

from collections.abc import Iterator

import pytest
from axe import violations, violations_in_the_dark
from browsing import HEIGHT, arrive, open_search, watched
from file_server import Server
from page_kinds import PAGE_KINDS, WIDTHS
from playwright.sync_api import Browser, Page

pytest_plugins = ("browser_fixtures",)
pytestmark = pytest.mark.browser

PHONE = 390
MENU_UP_TO = 1219  # pixels: wider windows have tabs
SEARCH, MENU = ".md-header", ".md-sidebar--primary"


@pytest.fixture(scope="module")
def reader(chromium: Browser) -> Iterator[Page]:
    """One window for all pages, which keeps what it has fetched."""
    with chromium.new_context(reduced_motion="reduce") as context:
        yield context.new_page()


@pytest.mark.sample(5)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGE_KINDS.values(), ids=PAGE_KINDS)
def test_no_page_breaks_a_rule(path: str, width: int, reader: Page, running_server: Server) -> None:
    """In neither scheme; nor does one complain, ask another host, or be wider than its window.

    The search and the menu are the same on all pages, so only they are looked at where they are
    opened, and at one width; the next test looks at whole pages, and at all widths.
    """
    with watched(reader):
        reader.set_viewport_size({"width": width, "height": HEIGHT})
        arrive(reader, running_server.address + path)
        assert reader.evaluate("document.documentElement.scrollWidth") <= width
        _assert_sound(reader)
        for state in _states(reader, width) if width == PHONE else ():
            _assert_sound(reader, MENU if state == "menu" else SEARCH)


@pytest.mark.exhaustive
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", ["talk", "not found"])
def test_no_state_breaks_a_rule(
    kind: str, width: int, reader: Page, running_server: Server
) -> None:
    """With the search open, with results in it, and with the menu open."""
    reader.set_viewport_size({"width": width, "height": HEIGHT})
    arrive(reader, running_server.address + PAGE_KINDS[kind])
    for _ in _states(reader, width):
        _assert_sound(reader)


def _assert_sound(page: Page, *parts: str) -> None:
    assert not violations(page, *parts)
    assert not violations_in_the_dark(page, *parts)


def _states(page: Page, width: int) -> Iterator[str]:
    """Brings the page into each state, one after the other, and back."""
    open_search(page)
    yield "search"
    page.keyboard.type("lukashenko")
    page.wait_for_selector(".md-search-result__item")
    yield "results"
    page.fill(".md-search__input", "")
    page.keyboard.press("Escape")
    page.wait_for_function("() => !document.querySelector('#__search').checked")
    if width <= MENU_UP_TO:
        page.focus("label.md-header__button[for=__drawer]")
        page.keyboard.press("Enter")
        page.wait_for_selector(".x-menu a", state="visible")
        yield "menu"
        page.evaluate("document.querySelector('#__drawer').click()")
