"""An address that was published never dies: a record's former ids lead to it."""

import pytest
from archives import made, minimal
from axe import violations
from bs4 import BeautifulSoup
from page_kinds import SCHEMES, WIDTHS, Scheme
from playwright.sync_api import Browser

pytest_plugins = ("browser_fixtures",)

PLACE = "site-data/context/places/norham.yml"


def redirect(formerly: str) -> BeautifulSoup:
    """The page at a former address of the place."""
    text = minimal()[PLACE].decode() + f"formerly: [{formerly}]\n"
    site = made(minimal({PLACE: text})).site
    assert site is not None
    return BeautifulSoup(site.assets[f"places/{formerly}/index.html"], "html.parser")


def test_a_former_address_leads_to_the_record_without_a_script() -> None:
    page = redirect("old-norham")
    assert page.select_one("meta[http-equiv=refresh]")["content"] == "0; url=../norham/"  # type: ignore[index]
    assert str(page.select_one("link[rel=canonical]")["href"]).endswith("norham/")  # type: ignore[index]
    assert [link["href"] for link in page.select("a")] == ["../norham/"]
    assert not page.select("script")


def test_a_former_address_is_not_indexed() -> None:
    assert redirect("old-norham").select_one("meta[name=robots]")["content"] == "noindex"  # type: ignore[index]


@pytest.mark.sample(2)
@pytest.mark.browser
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_in_what_a_browser_shows_that_does_not_go_on(
    width: int, scheme: Scheme, chromium: Browser
) -> None:
    """Read where its address leads nowhere, so that the browser stays."""
    with chromium.new_context(
        viewport={"width": width, "height": 600}, color_scheme=scheme, bypass_csp=True
    ) as context:
        page = context.new_page()
        page.set_content(str(redirect("old-norham")))
        assert page.url == "about:blank"
        assert page.inner_text("h1") == "This page has moved"
        assert not violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
