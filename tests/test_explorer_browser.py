"""The claims explorer and the timeline's filter, as a reader uses them."""

import re
from collections.abc import Iterator

import pytest
from file_server import Server
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
pytest_plugins = ("browser_fixtures",)


def shown(tab: Page, entries: str) -> int:
    return tab.locator(f"{entries}:visible").count()


def number_in(words: str) -> int:
    found = re.search(r"\d+", words)
    assert found, words
    return int(found[0])


@pytest.fixture
def claims(tab: Page, server: Server) -> Page:
    tab.goto(f"{server.address}claims/")
    expect(tab.get_by_role("search", name="Filter the claims")).to_be_visible()
    return tab


def test_facets_narrow_the_claims_and_say_how_many_are_left(claims: Page) -> None:
    everything = shown(claims, ".x-card")
    claims.get_by_label("Status").select_option("Contradicted")
    left = shown(claims, ".x-card")
    assert 0 < left < everything
    status = claims.locator(".x-filter [role=status]")
    assert status.inner_text() == f"{left} of {everything} claims"
    assert {
        one.get_attribute("data-status") for one in claims.locator(".x-card:visible").all()
    } == {"Contradicted"}


def test_the_count_beside_a_choice_is_what_choosing_it_shows(claims: Page) -> None:
    claims.get_by_label("Speaker").select_option("Alexander Lukashenko")
    option = claims.get_by_label("Topic").locator("option", has_text="Sanctions")
    announced = number_in(option.inner_text().rpartition("(")[2])
    claims.get_by_label("Topic").select_option("Sanctions")
    assert shown(claims, ".x-card") == announced


def test_the_view_is_in_the_address_and_the_back_button_leaves_it(
    claims: Page, server: Server
) -> None:
    everything = shown(claims, ".x-card")
    claims.get_by_label("Kind").select_option("Opinion")
    left = shown(claims, ".x-card")
    shared = claims.url
    assert "kind=Opinion" in shared
    claims.go_back()
    assert shown(claims, ".x-card") == everything
    claims.goto(shared)
    expect(claims.get_by_label("Kind")).to_have_value("Opinion")
    assert shown(claims, ".x-card") == left


def test_words_are_found_without_regard_to_case_and_accents(claims: Page) -> None:
    claims.get_by_label("Words").fill("turkiye")
    assert 0 < shown(claims, ".x-card") < 10
    assert "Türkiye" in claims.locator(".x-card:visible").first.inner_text()


def test_the_explorer_is_operated_by_keyboard_alone(claims: Page) -> None:
    claims.get_by_label("Speaker").focus()
    claims.keyboard.press("Tab")
    expect(claims.get_by_label("Topic")).to_be_focused()
    claims.keyboard.press("ArrowDown")
    narrowed = shown(claims, ".x-card")
    assert narrowed < 39
    claims.get_by_role("button", name="Show all").press("Enter")
    expect(claims.get_by_label("Speaker")).to_be_focused()
    assert shown(claims, ".x-card") > narrowed


def test_an_empty_section_goes_with_its_heading(claims: Page) -> None:
    claims.get_by_label("Status").select_option("Disputed")
    headings = claims.locator("article h2:visible").all_inner_texts()
    assert [one.partition(" (")[0] for one in headings] == ["Disputed"]


def test_the_timeline_is_filtered_by_kind_and_party(tab: Page, server: Server) -> None:
    tab.goto(f"{server.address}timeline/")
    everything = shown(tab, ".x-timeline li")
    tab.get_by_label("Kind").select_option("talk")
    talks = shown(tab, ".x-timeline li")
    tab.get_by_label("Party").select_option("Ukraine")
    assert 0 < shown(tab, ".x-timeline li") < talks < everything


def test_without_javascript_everything_is_there(
    chromium_without_script: Page, server: Server
) -> None:
    page = chromium_without_script
    page.goto(f"{server.address}claims/")
    assert shown(page, ".x-card") == 39
    assert page.get_by_label("Status").count() == 0
    page.goto(f"{server.address}timeline/")
    assert shown(page, ".x-timeline li") > 100


@pytest.fixture
def chromium_without_script(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(java_script_enabled=False) as context:
        yield context.new_page()
