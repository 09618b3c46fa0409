"""What axe finds wrong with a page as it stands in the browser."""

import json
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

PROGRAM = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOUR_RULES = ["color-contrast", "link-in-text-block"]  # all that a scheme can break


def violations(page: Page, *parts: str) -> list[str]:
    """WCAG 2.2 AA and best practice, on the whole page or on the parts that selectors name."""
    return _found(page, {"type": "tag", "values": TAGS}, parts)


def violations_in_the_dark(page: Page, *parts: str) -> list[str]:
    """What the other scheme breaks: the page is turned dark and back."""
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    found = _found(page, {"type": "rule", "values": COLOUR_RULES}, parts)
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'default')")
    return found


def _found(page: Page, only: dict[str, Any], parts: tuple[str, ...]) -> list[str]:
    where = json.dumps({"include": [[part] for part in parts]}) if parts else "document"
    options = json.dumps({"runOnly": only, "resultTypes": ["violations"]})
    if not page.evaluate("'axe' in window"):
        page.evaluate(PROGRAM)
    found: dict[str, Any] = page.evaluate(f"axe.run({where}, {options})")
    return [
        f"{one['id']}: {one['help']}: {node['html'][:160]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
