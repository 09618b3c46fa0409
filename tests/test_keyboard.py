"""The keyboard reaches everything, and what has the focus is seen.

On the theme as it comes, axe finds nothing wrong with links that get the focus while they lie
outside the window.
"""

import pytest
from axe import violations
from browsing import opened
from file_server import Server
from page_kinds import PAGE_KINDS, WIDTHS
from playwright.sync_api import Browser, Page

pytest_plugins = ("browser_fixtures",)
pytestmark = pytest.mark.browser

STOPS = 40

# What has the focus, and whether a reader can see it: in the window, painted, not covered. The
# switch of the schemes is a control without a size; its picture is the label after it.
FOCUS = """() => {
  let one = document.activeElement
  if (!one || one === document.body) return null
  const name = one.outerHTML.slice(0, 120)
  if (one.classList.contains("md-option")) one = one.nextElementSibling
  const seen = [...one.getClientRects()].some(box => {
    const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height, 40) / 2]
    if (box.width < 1 || x < 0 || y < 0 || x > innerWidth || y > innerHeight) return false
    const top = document.elementFromPoint(x, y)
    return one.contains(top) || top?.contains(one)
  })
  return { name, seen }
}"""


@pytest.mark.sample(1)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", ["home", "talk", "claims", "timeline"])
def test_what_has_the_focus_can_be_seen(
    kind: str, width: int, chromium: Browser, running_server: Server
) -> None:
    with opened(chromium, running_server.address + PAGE_KINDS[kind], width) as page:
        for _ in range(STOPS):
            page.keyboard.press("Tab")
            if focus := page.evaluate(FOCUS):
                print(focus["name"])  # the last is the one that cannot be seen
                # a footnote that closes may still cover it
                page.wait_for_function(f"() => ({FOCUS})()?.seen")


@pytest.mark.sample(1)
@pytest.mark.parametrize("width", [320, 390])
def test_the_menu_opens_by_keyboard_and_its_links_follow(
    width: int, chromium: Browser, running_server: Server
) -> None:
    with opened(chromium, running_server.address, width) as page:
        _tab_to(page, "Menu")
        page.keyboard.press("Enter")
        page.wait_for_selector(".x-menu a", state="visible")
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("Boolean(document.activeElement.closest('.x-menu'))"):
                return
    pytest.fail("the menu was not reached")


@pytest.mark.sample(1)
@pytest.mark.parametrize("width", [320, 390])
def test_the_search_opens_by_keyboard(
    width: int, chromium: Browser, running_server: Server
) -> None:
    with opened(chromium, running_server.address, width) as page:
        _tab_to(page, "Search")
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.activeElement.matches('.md-search__input')")


def _tab_to(page: Page, name: str) -> None:
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            return
    pytest.fail(f"{name} was not reached by Tab")


def test_a_term_is_explained_where_it_is_mentioned(
    chromium: Browser, running_server: Server
) -> None:
    """By the keyboard too; Escape puts the words away, and axe has nothing against them."""
    with opened(chromium, running_server.address + PAGE_KINDS["talk"], 1280) as page:
        link = page.locator(".md-content p a[href$='glossary/neutrality/']").first
        link.focus()
        page.keyboard.press("Shift")  # the focus came by the keyboard
        page.keyboard.press("Tab")
        page.keyboard.press("Shift+Tab")
        box = page.wait_for_selector("[role=tooltip].x-peek")
        assert box
        assert "neutrality" in box.inner_text()
        assert link.get_attribute("aria-describedby") == box.get_attribute("id")
        assert not violations(page)
        page.keyboard.press("Escape")
        page.wait_for_selector(".x-peek", state="detached")


@pytest.mark.exhaustive
def test_a_footnote_is_shown_where_it_is_cited(chromium: Browser, running_server: Server) -> None:
    with opened(chromium, running_server.address + PAGE_KINDS["talk"], 1280) as page:
        page.hover(".md-content p .footnote-ref >> nth=0")
        page.wait_for_selector(".md-tooltip2--active")
        assert not violations(page)
