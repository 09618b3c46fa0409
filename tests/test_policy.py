"""The content security policy: every page works under it, and what is none of ours does not run."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from archives import ROOT
from click.testing import CliRunner
from file_server import Server, serving
from page_kinds import PAGE_KINDS
from playwright.sync_api import Browser, Page, expect

from generator.audit.markup import Tag, pieces
from generator.audit.policy import Policy, inline, is_program, partial, policy_of, source_of
from generator.cli import main

pytest_plugins = ("browser_fixtures",)

FRAME = (
    "<!doctype html><html lang=en><head>{policy}<title>A</title></head><body>{body}</body></html>"
)


# -- What a policy allows


@pytest.mark.parametrize(
    ("content", "directive", "text", "is_allowed"),
    [
        ("default-src 'none'", "script-src", "go()", False),
        ("script-src 'self'", "script-src", "go()", False),
        ("script-src 'unsafe-inline'", "script-src", "go()", True),
        (f"script-src {source_of('go()')}", "script-src", "go()", True),
        (f"script-src {source_of('go()')}", "script-src", "go() ", False),
        (f"script-src 'unsafe-inline' {source_of('go()')}", "script-src", "stop()", False),
        ("img-src 'self'", "script-src", "go()", True),
        ("style-src 'unsafe-inline'", "style-src", None, True),
        (f"style-src {source_of('a{}')}", "style-src", None, False),
    ],
)
def test_a_policy_is_read_as_browsers_read_it(
    content: str, directive: str, text: str | None, is_allowed: bool
) -> None:
    assert Policy(content).allows_inline(directive, text) is is_allowed


def test_data_in_scripts_needs_no_hash() -> None:
    page = '<script type="application/ld+json">{}</script><script type="module">go()</script>'
    assert [script.inner for script in inline(pieces(page))] == ["go()"]


def test_the_policy_names_each_script_of_the_frame_and_no_other() -> None:
    page = "<script>one()</script><script src=x.js></script><script>two()</script>"
    assert set(re.findall("'sha256-[^']*'", partial(page))) == {
        source_of("one()"),
        source_of("two()"),
    }


# -- The policy of this site


def page_of(site: Path, path: str) -> str:
    file = site / path
    return (file / "index.html" if file.is_dir() else file).read_text(encoding="utf-8")


def test_the_policy_is_made_from_the_scripts_that_the_pages_have(site_folder: Path) -> None:
    """Else: `make policy`."""
    done = CliRunner().invoke(main, ["--project", str(ROOT), "policy", str(site_folder), "--check"])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("path", PAGE_KINDS.values(), ids=PAGE_KINDS)
def test_every_page_has_the_same_scripts_at_every_depth(path: str, site_folder: Path) -> None:
    """So that one list of hashes stands for all; and the policy comes before the first of them."""
    frame = {one.inner for one in inline(pieces(page_of(site_folder, "404.html")))}
    tags = [one for one in pieces(page_of(site_folder, path)) if isinstance(one, Tag)]
    scripts = [one for one in tags if one.name == "script" and is_program(one)]
    assert {one.inner for one in scripts} <= frame
    policies = [one for one in tags if policy_of(one)]
    assert len(policies) == 1
    assert policies[0].start < scripts[0].start


def test_no_script_runs_for_being_in_a_page(site_folder: Path) -> None:
    tag = next(
        one for one in pieces(page_of(site_folder, "")) if isinstance(one, Tag) and policy_of(one)
    )
    script_sources = re.search("script-src ([^;]*)", tag.attributes["content"])
    assert script_sources
    assert "unsafe" not in script_sources[1]
    assert "http" not in script_sources[1]


# -- In a browser


@pytest.fixture
def watched(chromium: Browser) -> Iterator[Page]:
    """An empty tab that keeps what the policy refuses in `window.refused`, and in the console."""
    with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
        context.add_init_script(
            """window.refused = []
            addEventListener("securitypolicyviolation", (event) =>
              window.refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`))
            """
        )
        page = context.new_page()
        page.on("console", lambda said: _complaints.append(f"{said.type}: {said.text}"))
        page.on("pageerror", lambda error: _complaints.append(f"error: {error}"))
        _complaints.clear()
        yield page


_complaints: list[str] = []  # what the console of the watched tab has printed


def refused(page: Page) -> list[str]:
    """What was refused, and what went wrong; but not that a page is not found."""
    errors = [one for one in _complaints if one.startswith("error") and "404" not in one]
    return [*page.evaluate("window.refused"), *errors]


@pytest.mark.sample(2)
@pytest.mark.browser
@pytest.mark.parametrize("path", PAGE_KINDS.values(), ids=PAGE_KINDS)
def test_a_page_does_nothing_that_its_policy_forbids(
    path: str, server: Server, watched: Page
) -> None:
    watched.goto(server.address + path, wait_until="networkidle")
    expect(watched.locator("html")).to_have_class(re.compile(r"\bjs\b"))
    assert refused(watched) == []


@pytest.mark.browser
def test_the_search_works_under_the_policy(server: Server, watched: Page) -> None:
    watched.goto(server.address, wait_until="networkidle")
    watched.keyboard.press("/")
    watched.keyboard.type("minsk", delay=20)
    expect(watched.locator(".md-search-result__item").first).to_be_visible()
    assert refused(watched) == []


@pytest.mark.browser
def test_the_scheme_can_be_switched_and_is_kept_under_the_policy(
    server: Server, watched: Page
) -> None:
    watched.goto(f"{server.address}about/", wait_until="networkidle")
    watched.locator("label.md-header__button[title*='dark']").click()
    expect(watched.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    watched.goto(f"{server.address}claims/", wait_until="networkidle")
    expect(watched.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert refused(watched) == []


@pytest.mark.exhaustive
@pytest.mark.browser
def test_the_filter_of_the_claims_works_under_the_policy(server: Server, watched: Page) -> None:
    watched.goto(f"{server.address}claims/", wait_until="networkidle")
    watched.locator("[data-filter] select").first.select_option(index=1)
    expect(watched).to_have_url(re.compile(r"\?"))
    assert refused(watched) == []


@pytest.mark.exhaustive
@pytest.mark.browser
def test_explanations_of_terms_and_footnotes_appear_under_the_policy(
    server: Server, watched: Page
) -> None:
    watched.goto(
        f"{server.address}claims/no-prior-knowledge-of-invasion/", wait_until="networkidle"
    )
    watched.locator("a.footnote-ref").first.hover()
    expect(watched.locator(".md-tooltip2, [role=tooltip]").first).to_be_visible()
    assert refused(watched) == []


def refusals(page: Page) -> int:
    """What the policy refused in a page and its frames; a link is followed a moment later."""
    for _ in range(100):
        if number := sum(frame.evaluate("window.refused.length") for frame in page.frames):
            return int(number)
        page.wait_for_timeout(50)
    return 0


@pytest.mark.sample(2)
@pytest.mark.browser
@pytest.mark.parametrize(
    "body",
    [
        "<script>window.ran = true</script>",
        '<img src="x" alt="" onerror="window.ran = true">',
        "<svg><script>window.ran = true</script></svg>",
        '<iframe srcdoc="<script>parent.ran = true</script>"></iframe>',
        '<script src="data:text/javascript,window.ran=true"></script>',
        '<a id="link" href="javascript:window.ran=true">x</a>',
    ],
)
def test_a_script_that_got_into_a_page_does_not_run(
    body: str, site_folder: Path, tmp_path: Path, watched: Page
) -> None:
    """What is put into the page runs without the policy, so that this test tests something."""
    policy = re.search("<meta http-equiv=[^>]*>", page_of(site_folder, ""))
    assert policy
    for name, meta in (("with", policy[0]), ("without", "")):
        (tmp_path / f"{name}.html").write_text(FRAME.format(policy=meta, body=body))
    (tmp_path / "404.html").touch()
    with serving(tmp_path) as server:
        for name in ("without", "with"):
            watched.goto(f"{server.address}{name}.html")
            if watched.locator("#link").count():
                watched.locator("#link").click()
            if name == "without":
                watched.wait_for_function("() => window.ran === true")  # a link runs a little later
        assert refusals(watched)
        assert watched.evaluate("window.ran") is None
