"""The preview as an editor sees it: a page that follows the saves by itself, in a browser."""

import pytest
from playwright.sync_api import Page, expect
from projects import PATIENCE, previewed, project
from test_preview import CLAIM, PERSON, RIGHT, WHERE, WRONG

pytest_plugins = ("browser_fixtures",)
pytestmark = pytest.mark.browser

expect.set_options(timeout=PATIENCE * 1000)


def test_a_page_follows_each_save_by_one_reload_and_shows_faults_until_they_are_mended(
    tab: Page, tmp_path_factory: pytest.TempPathFactory
) -> None:
    loads: list[str] = []
    tab.on("load", lambda page: loads.append(page.url))
    box = tab.locator("#x-faults")
    summary = tab.locator("article p").first
    with previewed(project(tmp_path_factory.mktemp("preview") / "project")) as preview:
        tab.goto(preview.address("people/ada-brandt/"))
        expect(summary).to_contain_text("runs the harbour")
        expect(box).to_have_count(0)

        preview.save(PERSON, "runs the harbour", "keeps the harbour")
        expect(summary).to_contain_text("keeps the harbour")
        tab.wait_for_load_state()
        assert len(loads) == 2

        preview.save(CLAIM, RIGHT, WRONG)
        expect(box).to_be_in_viewport()
        expect(box).to_contain_text(WHERE)
        expect(box).to_contain_text("ada-brandt")
        expect(summary).to_contain_text("keeps the harbour")
        tab.wait_for_load_state()
        assert len(loads) == 3
        box.locator("summary").click()
        expect(box.locator("li").first).to_be_hidden()

        preview.save(CLAIM, WRONG, RIGHT)
        expect(box).to_have_count(0)
        expect(summary).to_contain_text("keeps the harbour")
        tab.wait_for_timeout(2000)  # time enough for a loop to begin
        assert len(loads) == 4


def test_a_page_that_was_waited_for_comes_up_by_itself(
    tab: Page, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = project(tmp_path_factory.mktemp("preview") / "project")
    claim = folder / CLAIM
    claim.write_text(claim.read_text().replace(RIGHT, WRONG))
    with previewed(folder) as preview:
        tab.goto(preview.address("claims/ferry-left-late/"))
        expect(tab.locator("h1")).to_have_text("Nothing could be built yet")
        preview.save(CLAIM, WRONG, RIGHT)
        expect(tab.locator("h1")).to_contain_text("The ferry left an hour late")
