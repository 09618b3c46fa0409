"""The one style sheet of ours is made of its sources, and says what they say."""

import re
import runpy
from collections.abc import Callable
from typing import Any

import pytest
from archives import ROOT
from playwright.sync_api import Browser

pytest_plugins = ("browser_fixtures",)

ASSETS = ROOT / "overrides" / "assets"
MADE = ASSETS / "explainer.css"
MAKE: dict[str, Callable[[], str]] = runpy.run_path(str(ASSETS / "styles" / "make.py"))

# Every rule of a sheet in the browser's own words; values of variables keep their spaces.
RULES = """css => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  return [...sheet.cssRules].map(rule => rule.cssText.replace(/\\s+/g, " ").replaceAll(", ", ","))
}"""


def test_the_style_sheet_is_in_step_with_its_sources() -> None:
    """If not: python overrides/assets/styles/make.py"""
    assert MADE.read_text(encoding="utf-8") == MAKE["made"]()


def test_each_font_in_it_is_named_by_a_rule() -> None:
    """A face that no rule names is for the cards, and would only make the sheet longer."""
    css = MADE.read_text(encoding="utf-8")
    for family in set(re.findall(r'@font-face{font-family:("[^"]+")', css)):
        assert family in re.sub("@font-face{.*?}", "", css)


@pytest.mark.browser
def test_a_browser_reads_the_same_rules_in_it_as_in_its_sources(chromium: Browser) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        read: list[Any] = [page.evaluate(RULES, MAKE[name]()) for name in ("written", "made")]
    assert len(read[0]) > 200
    assert read[0] == read[1]
