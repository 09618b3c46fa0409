"""Embeds in a browser: in a frame on another origin, as wide and as high as the snippet says."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from axe import PROGRAM as AXE
from axe import TAGS
from browsing import ALL_HERE
from file_server import BELOW, Server
from page_kinds import SCHEMES, Scheme
from playwright.sync_api import Browser, Frame, Page

pytest_plugins = ("browser_fixtures",)
pytestmark = pytest.mark.browser

# The claims with a translation, with right-to-left letters or long words are the hard ones.
CLAIMS = (
    "claims/no-prior-knowledge-of-invasion/",
    "claims/would-not-have-defended-ukraine/",
    "claims/communique-neutrality/",
)
PAGES = (*CLAIMS[:1], "timeline/")
WIDTHS = (320, 600)

AXE_RUN = """tags => axe.run({ runOnly: tags }).then(result => [
    result.passes.length > 10,
    ...result.violations.map(one => one.id + ": " + one.nodes.map(node => node.html).join("; ")),
])"""


@contextmanager
def another_site(body: Callable[[], str]) -> Iterator[str]:
    """A page of someone else, on another origin, with this in it; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            text = (
                '<!doctype html><html lang="en"><meta charset="utf-8"><title>A newspaper</title>'
                '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
                '<body style="margin: 0"><main><h1 style="font-size: 1rem; margin: 0">An article'
                f"</h1>{body()}</main></body></html>"
            ).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, format: str, *arguments: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}/"
        listening.shutdown()


def snippet(tab: Page, server: Server, path: str) -> str:
    """What a reader copies from the page, with the port that the server really has."""
    tab.goto(server.address + path)
    tab.wait_for_function(ALL_HERE)  # or what the page still asks for is counted with the frame's
    tab.click(".x-embed summary")
    code = tab.inner_text(".x-embed pre")
    assert f'src="http://127.0.0.1{BELOW}' in code
    return code.replace(f"http://127.0.0.1{BELOW}", server.address)


def framed(page: Page) -> Frame:
    [frame] = [one for one in page.frames if one is not page.main_frame]
    frame.wait_for_load_state()
    return frame


@pytest.mark.sample(1)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_what_is_copied_works_on_another_site(
    path: str, width: int, scheme: Scheme, server: Server, tab: Page, chromium: Browser
) -> None:
    """Nothing complains, nothing is asked of anyone but the page itself, nothing is cut off."""
    code = snippet(tab, server, path)
    server.requests.clear()
    said: list[str] = []
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    with another_site(lambda: code) as address, context:
        page = context.new_page()
        page.on("console", lambda one: said.append(one.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(address, wait_until="networkidle")
        frame = framed(page)
        assert frame.evaluate("[scrollX, document.documentElement.scrollWidth <= innerWidth]") == [
            0,
            True,
        ]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        asked = server.paths()
        expected = "rgb(22, 24, 27)" if scheme == "dark" else "rgb(255, 254, 251)"
        assert frame.evaluate("getComputedStyle(document.documentElement).backgroundColor") == (
            expected
        )
    assert said == []
    assert asked == [f"{path}embed/"]


@pytest.mark.sample(1)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(
    path: str, width: int, scheme: Scheme, server: Server, chromium: Browser
) -> None:
    """In the frame's own document; its policy keeps axe out, so that is set aside for it."""
    with chromium.new_context(
        viewport={"width": width, "height": 600}, color_scheme=scheme, bypass_csp=True
    ) as context:
        page = context.new_page()
        page.goto(f"{server.address}{path}embed/")
        page.evaluate(AXE)
        assert page.evaluate(AXE_RUN, TAGS) == [True]


@pytest.mark.sample(1)
@pytest.mark.parametrize("path", CLAIMS)
def test_a_frame_of_full_width_is_high_enough(
    path: str, server: Server, tab: Page, chromium: Browser
) -> None:
    code = snippet(tab, server, path)
    with another_site(lambda: code) as address, chromium.new_context() as context:
        page = context.new_page()
        page.goto(address, wait_until="networkidle")
        spare = framed(page).evaluate("innerHeight - document.body.getBoundingClientRect().height")
        assert 0 <= spare <= 160


@pytest.mark.exhaustive
def test_where_there_is_less_room_the_frame_scrolls(
    server: Server, tab: Page, chromium: Browser
) -> None:
    code = snippet(tab, server, "timeline/")
    with another_site(lambda: code) as address, chromium.new_context() as context:
        page = context.new_page()
        page.goto(address, wait_until="networkidle")
        frame = framed(page)
        page.locator("iframe").hover()
        page.mouse.wheel(0, 400)
        frame.wait_for_function("() => scrollY > 0")


@pytest.mark.exhaustive
@pytest.mark.parametrize("path", PAGES)
def test_a_link_leads_the_whole_window_to_the_page(
    path: str, server: Server, tab: Page, chromium: Browser
) -> None:
    """Out of the sandbox too, since it is the reader who asks for it."""
    code = snippet(tab, server, path)
    with another_site(lambda: code) as address, chromium.new_context() as context:
        page = context.new_page()
        page.goto(address, wait_until="networkidle")
        framed(page).locator("main a").first.click()
        page.wait_for_url(server.address + path)
        assert len(page.frames) == 1


def test_the_policy_lets_nothing_run(server: Server, chromium: Browser) -> None:
    """Not even what someone could bring into the page."""
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{server.address}{CLAIMS[0]}embed/")
        assert page.evaluate(
            """async () => {
                const script = document.createElement("script")
                script.textContent = "window.ran = true"
                document.body.append(script)
                const picture = new Image()
                const loaded = new Promise(done => {
                    picture.onload = () => done(true)
                    picture.onerror = () => done(false)
                })
                picture.src = "/some/path/card.png"
                return [window.ran === true, await loaded]
            }"""
        ) == [False, False]


def test_the_snippet_can_be_copied_by_a_button(server: Server, chromium: Browser) -> None:
    with chromium.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(server.address + CLAIMS[0])
        page.click(".x-embed summary")
        page.click(".x-embed button")
        page.wait_for_selector(".x-embed [role=status]:has-text('Copied')")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.inner_text(".x-embed pre")


def test_without_scripts_the_snippet_is_there_and_the_button_is_not(
    server: Server, chromium: Browser
) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(server.address + CLAIMS[0])
        page.click(".x-embed summary")
        assert page.locator(".x-embed pre").is_visible()
        assert page.locator(".x-embed button").count() == 0
