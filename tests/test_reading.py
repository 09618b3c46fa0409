"""The pages can be read everywhere: on paper, at any size, in other colours, without JavaScript."""

import pytest
from browsing import HEIGHT, opened
from file_server import Server
from page_kinds import PAGE_KINDS
from playwright.sync_api import Browser

pytest_plugins = ("browser_fixtures",)
pytestmark = pytest.mark.browser


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
