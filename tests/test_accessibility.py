"""The site can be used by everyone: axe's rules, the keyboard, and nothing out of sight.

Axe sees what is in the page, not what a reader meets: on the theme as it comes, it finds nothing
wrong with links that get the focus while they lie outside the window. So the keyboard has tests
of its own.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

import pytest
from file_server import Server
from page_kinds import PAGE_KINDS, SCHEMES, WIDTHS, Scheme
from playwright.sync_api import Browser, Page

pytest_plugins = ("browser_fixtures",)
pytestmark = pytest.mark.browser

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOUR_RULES = ["color-contrast", "link-in-text-block"]  # all that a scheme can break
STATES = ("search", "results", "menu")
STOPS = 40
CLOSING = 600  # milliseconds
HEIGHT = 800

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


@contextmanager
def opened(chromium: Browser, address: str, width: int, scheme: Scheme = "light") -> Iterator[Page]:
    """A page without animations, which must not complain or ask another host for anything."""
    said: list[str] = []
    with chromium.new_context(
        viewport={"width": width, "height": HEIGHT}, color_scheme=scheme, reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        page.on("console", lambda one: said.append(one.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda one: said.append(one.url) if _is_foreign(one.url) else None)
        page.goto(address, wait_until="networkidle")
        yield page
    assert not said, said


def _is_foreign(address: str) -> bool:
    return not address.startswith(("http://127.0.0.1:", "data:", "blob:"))


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    options = {"runOnly": only, "resultTypes": ["violations"]}
    page.evaluate(f"window.axe || ({{}}, (0, eval)({json.dumps(AXE)}))")
    found: dict[str, Any] = page.evaluate(f"axe.run(document, {json.dumps(options)})")
    return [
        f"{one['id']}: {one['help']}: {node['html'][:160]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def open_search(page: Page, width: int) -> None:
    if width < 960:
        page.focus("label.md-header__button[for=__search]")
        page.keyboard.press("Enter")
    page.focus(".md-search__input")
    page.wait_for_function("document.querySelector('#__search').checked")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGE_KINDS.values(), ids=PAGE_KINDS)
def test_no_page_breaks_a_rule(
    path: str, width: int, chromium: Browser, running_server: Server
) -> None:
    """WCAG 2.2 AA and best practice, in both schemes; and nothing is wider than the window."""
    with opened(chromium, running_server.address + path, width) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert not violations(page)
        page.emulate_media(color_scheme="dark")
        page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
        assert not violations(page, COLOUR_RULES)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_state_breaks_a_rule(
    state: str, width: int, scheme: Scheme, chromium: Browser, running_server: Server
) -> None:
    """With the search open, with results in it, and with the menu open."""
    if state == "menu" and width > 1200:
        pytest.skip("wide windows have no menu")
    with opened(chromium, running_server.address + PAGE_KINDS["talk"], width, scheme) as page:
        if state == "menu":
            page.focus("label.md-header__button[for=__drawer]")
            page.keyboard.press("Enter")
            page.wait_for_selector(".x-menu a", state="visible")
        else:
            open_search(page, width)
        if state == "results":
            page.keyboard.type("lukashenko")
            page.wait_for_selector(".md-search-result__item")
        assert not violations(page)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", ["home", "talk", "claims", "timeline"])
def test_what_has_the_focus_can_be_seen(
    kind: str, width: int, chromium: Browser, running_server: Server
) -> None:
    with opened(chromium, running_server.address + PAGE_KINDS[kind], width) as page:
        unseen = []
        for _ in range(STOPS):
            page.keyboard.press("Tab")
            focus = page.evaluate(FOCUS)
            if focus and not focus["seen"]:  # a footnote that closes may still cover it
                page.wait_for_timeout(CLOSING)
                focus = page.evaluate(FOCUS)
            if focus and not focus["seen"]:
                unseen.append(focus["name"])
        assert not unseen


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


@pytest.mark.parametrize("width", [320, 390])
def test_the_search_opens_by_keyboard(
    width: int, chromium: Browser, running_server: Server
) -> None:
    with opened(chromium, running_server.address, width) as page:
        _tab_to(page, "Search")
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.matches('.md-search__input')")


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


def test_a_footnote_is_shown_where_it_is_cited(chromium: Browser, running_server: Server) -> None:
    with opened(chromium, running_server.address + PAGE_KINDS["talk"], 1280) as page:
        page.hover(".md-content p .footnote-ref >> nth=0")
        page.wait_for_selector(".md-tooltip2--active")
        assert not violations(page)


def test_everything_can_be_read_without_javascript(
    chromium: Browser, running_server: Server
) -> None:
    """The text, the sections, and the scheme of the device."""
    with chromium.new_context(
        java_script_enabled=False, color_scheme="dark", viewport={"width": 390, "height": HEIGHT}
    ) as context:
        page = context.new_page()
        page.goto(running_server.address + PAGE_KINDS["claim"])
        assert page.locator("h1").is_visible()
        assert page.locator(".x-statement").first.is_visible()
        page.locator("label.md-header__button[for=__drawer]").click()
        page.locator(".x-menu a").first.wait_for(state="visible")
        ground = page.locator("body").evaluate("one => getComputedStyle(one).backgroundColor")
        assert ground == "rgb(22, 24, 27)"


def test_a_zoom_of_400_per_cent_needs_no_sideways_scrolling(
    chromium: Browser, running_server: Server
) -> None:
    """A window of 1280 pixels is then as wide as one of 320, and as high as one of 200."""
    with chromium.new_context(viewport={"width": 320, "height": 200}) as context:
        page = context.new_page()
        for kind in ("home", "talks", "claim", "data"):
            page.goto(running_server.address + PAGE_KINDS[kind])
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, kind


def test_paper_has_the_addresses_of_the_sources_and_no_controls(
    chromium: Browser, running_server: Server
) -> None:
    with opened(chromium, running_server.address + PAGE_KINDS["claim"], 1280, "dark") as page:
        page.emulate_media(media="print")
        for control in (".md-header", ".md-tabs", ".md-sidebar--secondary", ".md-footer"):
            assert not page.locator(control).first.is_visible(), control
        printed = page.locator(".footnote a[href^='http']").first.evaluate(
            "one => getComputedStyle(one, '::after').content"
        )
        assert "http" in printed
        ground = page.locator("body").evaluate("one => getComputedStyle(one).backgroundColor")
        assert ground == "rgb(255, 255, 255)"


def test_lines_are_of_a_length_that_reads_well(chromium: Browser, running_server: Server) -> None:
    """60 to 75 characters on a wide screen, as the longest lines of a long text show."""
    with opened(chromium, running_server.address + PAGE_KINDS["about"], 1280) as page:
        longest = page.evaluate(
            """() => {
              const lengths = []
              for (const one of document.querySelectorAll(".md-content__inner > p")) {
                const lines = new Map(), range = document.createRange(), text = one.firstChild
                for (let at = 0; at < text.length; at++) {
                  range.setStart(text, at); range.setEnd(text, at + 1)
                  const { bottom } = range.getBoundingClientRect()
                  lines.set(bottom, (lines.get(bottom) ?? 0) + 1)
                }
                lengths.push(...lines.values())
              }
              return lengths.sort((a, b) => b - a).slice(0, 20)
            }"""
        )
        assert 60 <= longest[10] <= 78, longest


def test_fonts_do_not_move_the_page(chromium: Browser, running_server: Server) -> None:
    """They are there when the text is first shown, and the fallback has their measures."""
    with chromium.new_context(viewport={"width": 412, "height": 823}) as context:
        page = context.new_page()
        page.add_init_script(
            """window.shift = 0; new PerformanceObserver(list => {
              for (const one of list.getEntries()) window.shift += one.value
            }).observe({ type: "layout-shift", buffered: true })"""
        )
        for kind in ("home", "talk", "claims", "timeline"):
            page.goto(running_server.address + PAGE_KINDS[kind], wait_until="networkidle")
            page.wait_for_timeout(300)
            assert page.evaluate("window.shift") < 0.1, kind
