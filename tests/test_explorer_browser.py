"""The claims explorer and the timeline's filter, as a reader uses them."""

import re
from collections.abc import Iterator

import pytest
from archives import archive
from browsing import build
from file_server import Server, serving
from playwright.sync_api import Browser, Page, expect
from projects import project

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


@pytest.fixture(scope="module")
def many_claims(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A site of 230 claims, so many that they stand on two pages: 151 supported, 79 not."""
    path = "site-data/claims/ferry-left-late.yml"
    claim = archive("minimal")[path].decode()
    overlay = {
        path.replace("late", f"late-{number}"): claim.replace(
            "title: The ferry left an hour late", f"title: Crossing {number} was an hour late"
        ).replace("status: supported", f"status: {'supported' if number < 150 else 'unverified'}")
        for number in range(229)
    }
    folder = project(tmp_path_factory.mktemp("many"), overlay)
    build(folder / "site", folder)
    with serving(folder / "site") as server:
        yield server


@pytest.mark.exhaustive
def test_beyond_two_hundred_claims_there_are_pages(tab: Page, many_claims: Server) -> None:
    """Also without the filter each claim is on one of them, and the home page leads to the right
    one for each status."""
    seen = []
    for path in ("claims/", "claims/page-2/"):
        tab.goto(many_claims.address + path)
        expect(tab.locator(".x-filter [role=status]")).to_contain_text("of 230 claims on this page")
        seen.append(shown(tab, ".x-card"))
    assert seen == [200, 30]
    tab.get_by_role("navigation", name="Pages of claims").get_by_role("link").click()
    assert tab.url == f"{many_claims.address}claims/"


@pytest.mark.exhaustive
def test_a_filter_finds_claims_on_all_pages(tab: Page, many_claims: Server) -> None:
    tab.goto(f"{many_claims.address}claims/")
    tab.get_by_label("Status").select_option("Unverified")
    expect(tab.locator(".x-filter [role=status]")).to_have_text("79 of 230 claims")
    assert shown(tab, ".x-card") == 79
    expect(tab.get_by_role("navigation", name="Pages of claims")).to_be_hidden()
    tab.get_by_label("Words").fill("crossing 228")
    tab.locator(".x-card:visible a").first.click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Crossing 228 was an hour late")
    tab.go_back()
    expect(tab.get_by_label("Words")).to_have_value("crossing 228")
    assert shown(tab, ".x-card") == 1


@pytest.mark.exhaustive
def test_a_view_of_all_pages_can_be_shared_from_any_of_them(tab: Page, many_claims: Server) -> None:
    tab.goto(f"{many_claims.address}claims/page-2/?status=Supported")
    expect(tab.locator(".x-filter [role=status]")).to_have_text("151 of 230 claims")
    headings = tab.locator("article h2:visible").all_inner_texts()
    assert [one.strip("¶ \n") for one in headings] == ["Supported (151)"]
