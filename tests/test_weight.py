"""What a reader's device has to load before a page is there."""

import pytest
from browsing import arrive
from file_server import Server
from page_kinds import PAGE_KINDS
from playwright.sync_api import Page

pytest_plugins = ("browser_fixtures",)
pytestmark = pytest.mark.browser

HEADERS = 300  # bytes that a server sends before each body, about
MOST = 130 * 1024


@pytest.mark.sample(3)
@pytest.mark.parametrize("path", PAGE_KINDS.values(), ids=PAGE_KINDS)
def test_the_first_view_of_a_page_is_light(path: str, server: Server, tab: Page) -> None:
    """At most 130 KiB, compressed, with nothing in the cache; the server counts what it sends."""
    arrive(tab, server.address + path)
    sent = {request.path or "(page)": request.sent + HEADERS for request in server.requests}
    assert sum(sent.values()) <= MOST, sent


def test_cyrillic_is_set_in_a_font_of_ours_and_fetched_with_the_others(
    server: Server, tab: Page
) -> None:
    """Bold, too: of faces in one family browsers would take only those that fit the weight best."""
    arrive(tab, server.address + PAGE_KINDS["claim"])
    preloaded = tab.locator("link[rel=preload][as=font]").count()
    assert [path for path in server.paths() if path.endswith("-cyrillic.woff2")] == [
        "assets/fonts/serif-cyrillic.woff2"
    ]
    assert preloaded == 3
    tab.locator("blockquote[lang=uk] p").first.evaluate(
        """quote => {
          quote.id = "regular"
          const bold = quote.cloneNode()
          bold.id = "bold"
          bold.style.fontWeight = 600
          bold.textContent = quote.textContent = "Правда"
          quote.after(bold)
        }"""
    )
    assert _fonts(tab, "#regular") == _fonts(tab, "#bold") == {("Explainer Serif", True)}


@pytest.mark.exhaustive
def test_no_page_without_cyrillic_fetches_its_font(server: Server, tab: Page) -> None:
    arrive(tab, server.address)
    assert not [path for path in server.paths() if "cyrillic" in path]


def _fonts(tab: Page, selector: str) -> set[tuple[str, bool]]:
    """The families that a text is really set in, and whether the site brought them."""
    tools = tab.context.new_cdp_session(tab)
    for domain in ("DOM", "CSS"):
        tools.send(f"{domain}.enable")
    root = tools.send("DOM.getDocument")["root"]["nodeId"]
    node = tools.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    used = tools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return {(font["familyName"], font["isCustomFont"]) for font in used}


def test_nothing_of_the_search_is_loaded_before_it_is_used(server: Server, tab: Page) -> None:
    arrive(tab, server.address)
    tab.wait_for_load_state("networkidle")
    assert not [path for path in server.paths() if "search/" in path]


def test_other_forms_of_a_page_are_named_and_not_asked_for(server: Server, tab: Page) -> None:
    """The theme would look for a sitemap beside each, as if it were a translation."""
    arrive(tab, server.address)
    tab.wait_for_load_state("networkidle")
    named = tab.evaluate("""[...document.querySelectorAll("link[rel~=alternate]")].length""")
    assert named >= 2
    assert not [path for path in server.paths() if "sitemap" in path or "changes" in path]


def test_two_style_sheets_alone_hold_a_page_up(server: Server, tab: Page) -> None:
    """The theme's and ours, which are fetched side by side; the programs wait."""
    arrive(tab, server.address)
    blocking = tab.evaluate(
        """performance.getEntriesByType("resource")
            .filter(entry => entry.renderBlockingStatus === "blocking")
            .map(entry => entry.name)"""
    )
    names = sorted(name.rpartition("/")[2].partition(".")[0] for name in blocking)
    assert names == ["explainer", "main"], blocking
