"""What our templates change in the theme took effect: a patch that no longer fits is mute."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from archives import ROOT
from bs4 import BeautifulSoup, Tag
from page_kinds import PAGE_KINDS
from PIL import Image

pytest_plugins = ("browser_fixtures",)

RECORD = "talks/istanbul-2022-03-29/"  # outside the navigation, as all records are
LISTED = "about/"  # inside it


def _text(site: Path, path: str) -> str:
    file = site / path
    return (file / "index.html" if file.is_dir() else file).read_text(encoding="utf-8")


@pytest.fixture(params=[RECORD, LISTED, "404.html"])
def page(request: pytest.FixtureRequest, site_folder: Path) -> BeautifulSoup:
    return BeautifulSoup(_text(site_folder, request.param), "html.parser")


def test_a_page_says_what_it_is_about(page: BeautifulSoup) -> None:
    [description] = page.select("meta[name=description]")
    assert len(str(description["content"])) > 40


def test_the_icon_is_no_request_of_its_own(page: BeautifulSoup) -> None:
    [icon] = page.select("link[rel=icon]")
    drawn = Path("overrides/assets/favicon.svg")
    assert unquote(str(icon["href"])) == f"data:image/svg+xml,{(ROOT / drawn).read_text().strip()}"


def test_home_screens_and_search_engines_find_a_file(
    page: BeautifulSoup, site_folder: Path
) -> None:
    [icon] = page.select("link[rel=apple-touch-icon]")
    found = site_folder / "assets" / Path(str(icon["href"])).name
    with Image.open(found) as picture:
        assert picture.size == (180, 180)


def test_the_search_dialog_has_a_name(page: BeautifulSoup) -> None:
    assert page.select_one(".md-search[role=dialog][aria-label]")


def test_the_switch_of_the_schemes_is_left_to_our_program(page: BeautifulSoup) -> None:
    assert page.select_one("form.md-header__option[data-x-schemes]")
    assert not page.select("[data-md-component=palette]")


def test_the_number_of_results_is_announced(page: BeautifulSoup) -> None:
    assert page.select_one(".md-search-result__meta[role=status]")


def test_the_list_of_results_can_be_scrolled_by_keyboard_and_has_a_name(
    page: BeautifulSoup,
) -> None:
    assert page.select_one(".md-search__scrollwrap[tabindex='0'][role=region][aria-label]")


@pytest.mark.parametrize(("target", "name"), [("__drawer", "Menu"), ("__search", "Search")])
def test_the_buttons_of_the_head_have_a_name_and_can_get_the_focus(
    page: BeautifulSoup, target: str, name: str
) -> None:
    label = page.select_one(f"label.md-header__button[for={target}][tabindex='0']")
    assert label
    assert label.get_text(strip=True) == name


def test_every_label_leads_to_a_control(page: BeautifulSoup) -> None:
    ids = {tag["id"] for tag in page.select("[id]")}
    assert {str(tag["for"]) for tag in page.select("label[for]")} <= ids


def test_no_attribute_tabindex_is_empty(page: BeautifulSoup) -> None:
    assert not page.select("[tabindex='']")


def test_the_home_link_shows_the_name_of_the_site(page: BeautifulSoup) -> None:
    wordmark = page.select_one(".md-header .md-logo .x-wordmark")
    assert wordmark
    assert wordmark.get_text(strip=True)


def test_both_schemes_are_ours_and_the_palette_of_the_theme_is_not_loaded(
    page: BeautifulSoup,
) -> None:
    sheets = [str(tag["href"]) for tag in page.select("head > link[rel=stylesheet]")]
    assert len(sheets) == 2
    assert re.search(r"/main\.\w+\.min\.css$", sheets[0])
    assert sheets[1].endswith("assets/explainer.css")
    assert not page.select("style")


def test_fonts_are_told_of_with_addresses_that_exist(site_folder: Path) -> None:
    ours = site_folder / "assets" / "explainer.css"
    addresses = re.findall(r'url\("([^"]+\.woff2)"\)', ours.read_text(encoding="utf-8"))
    assert addresses
    for address in addresses:
        assert (ours.parent / address).is_file(), address


def test_the_scripts_within_the_pages_are_the_same_on_each(site_folder: Path) -> None:
    """But for the theme's own, which tells how deep a page lies."""
    within = [
        [
            str(tag)
            for tag in BeautifulSoup(_text(site_folder, path), "html.parser").select("script")
            if not tag.get("src") and not tag.get("type") and "__md_scope=new" not in str(tag)
        ]
        for path in PAGE_KINDS.values()
    ]
    assert within[0]
    assert all(scripts == within[0] for scripts in within)


def test_programs_wait_for_the_first_picture(page: BeautifulSoup) -> None:
    """They stand in a template, which does nothing, and are loaded from there in their order."""
    template = page.find(id="x-scripts")
    assert isinstance(template, Tag)
    scripts = template.find_all("script", src=True)
    assert scripts == page.find_all("script", src=True)
    waiting = [str(tag["src"]).rpartition("/")[2] for tag in scripts]
    assert waiting[0] == "late-search.js"
    assert re.match(r"bundle\.\w+\.min\.js", waiting[1])
    assert "peek.js" in waiting[2:]


def test_the_filter_is_loaded_only_where_there_is_one(site_folder: Path) -> None:
    with_filter = {
        path for path in PAGE_KINDS.values() if "explorer.js" in _text(site_folder, path)
    }
    assert with_filter == {
        path for path in PAGE_KINDS.values() if 'class="x-filter"' in _text(site_folder, path)
    }
    assert len(with_filter) == 2


def test_the_menu_has_every_page_of_the_navigation_once(page: BeautifulSoup) -> None:
    links = [str(tag["href"]) for tag in page.select(".x-menu a")]
    assert len(links) > 10
    assert len(links) == len(set(links))


def test_a_record_shows_the_section_that_it_belongs_to(site_folder: Path) -> None:
    page = BeautifulSoup(_text(site_folder, "people/alexander-lukashenko/"), "html.parser")
    tab = page.select_one(".md-tabs__item--active")
    assert tab
    assert tab.get_text(strip=True) == "Context"
    assert page.select_one(".x-subnav a[href='../']")


def test_no_page_names_a_font_or_a_script_of_another_host(page: BeautifulSoup) -> None:
    assert not list(_foreign(page))


def _foreign(page: BeautifulSoup) -> Iterator[str]:
    for tag in page.select("link[href]:not([rel=canonical]), script[src], img[src], iframe[src]"):
        address = str(tag.get("href") or tag.get("src"))
        # The address of the site itself, below which the page that was not found lies anywhere.
        if re.match(r"(https?:)?//", address) and "://127.0.0.1/" not in address:
            yield address
