"""A new reader with a phone finds what people come for, in a few taps from the home page.

Nothing is known but what is seen: each step taps a link by words that are on the page, or types
into the search.
"""

from collections.abc import Iterator

import pytest
from browsing import HEIGHT, arrive, open_search
from file_server import Server
from playwright.sync_api import Browser, Page, expect

pytest_plugins = ("browser_fixtures",)
pytestmark = pytest.mark.browser


@pytest.fixture
def phone(chromium: Browser, running_server: Server) -> Iterator[Page]:
    """The home page on a phone."""
    with chromium.new_context(
        viewport={"width": 390, "height": HEIGHT}, has_touch=True, is_mobile=True
    ) as context:
        page = context.new_page()
        arrive(page, running_server.address)
        yield page


def tap(page: Page, words: str) -> None:
    page.locator(".md-content").get_by_role("link", name=words).first.tap()


def search(page: Page, words: str, result: str) -> None:
    open_search(page)
    page.keyboard.type(words)
    page.wait_for_function(
        """result => [...document.querySelectorAll(".md-search-result__item")].slice(0, 3)
            .some(one => one.textContent.includes(result))""",
        arg=result,
    )
    page.locator(".md-search-result__item a").filter(has_text=result).first.tap()


def first_view(page: Page, words: str) -> None:
    """These words stand in what a phone shows before it is scrolled."""
    place = page.get_by_text(words, exact=False).locator("visible=true").first.bounding_box()
    assert place
    assert place["y"] + place["height"] < 1.5 * HEIGHT


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("words", "talk", "names"),
    [
        ("istanbul talks", "Istanbul talks of 2025", ("Rustem Umerov", "Vladimir Medinsky")),
        ("istanbul round", "Istanbul round and", ("Davyd Arakhamia", "Vladimir Medinsky")),
    ],
)
def test_who_was_at_the_talks_in_istanbul(
    words: str, talk: str, names: tuple[str, ...], phone: Page
) -> None:
    search(phone, words, talk)
    expect(phone.get_by_role("heading", level=1)).to_contain_text(talk)
    for name in names:
        first_view(phone, name)


def test_who_was_at_the_talks_in_istanbul_without_the_search(phone: Page) -> None:
    tap(phone, "All talks and offers")
    tap(phone, "Istanbul round and the Istanbul Communiqué")
    first_view(phone, "Davyd Arakhamia")


def test_whether_he_knew_of_the_invasion(phone: Page) -> None:
    """From the home page, one tap: status and reason are there before any scrolling."""
    tap(phone, "his statement that he knew nothing")
    verdict = phone.locator(".x-verdict")
    expect(verdict).to_contain_text("Unverified")
    expect(verdict).to_contain_text("neither proves nor disproves")
    box = verdict.bounding_box()
    assert box
    assert box["y"] + box["height"] < HEIGHT


def test_what_the_article_got_wrong(phone: Page) -> None:
    tap(phone, "what holds in it, and what does not")
    expect(phone.get_by_role("heading", name="What holds, and what does not")).to_be_visible()
    gravest = phone.locator(".x-found").first
    expect(gravest).to_contain_text("Contradicted")
    tap(phone, "Lukashenko's words likely referred to the White House meeting")
    expect(phone.locator(".x-verdict")).to_contain_text("The dates rule it out")
