"""The pages can be read everywhere: on paper, at any size, in other colours, without JavaScript."""

from collections.abc import Iterator

import pytest
from archives import archive
from browsing import HEIGHT, arrive, at_rest, build, opened
from file_server import Server, serving
from page_kinds import PAGE_KINDS, SCHEMES, Scheme
from playwright.sync_api import Browser, Page
from projects import project

pytest_plugins = ("browser_fixtures",)
pytestmark = pytest.mark.browser


def test_everything_can_be_read_without_javascript(
    chromium: Browser, running_server: Server
) -> None:
    """The text, the sections, and the scheme of the device."""
    with chromium.new_context(
        java_script_enabled=False, color_scheme="dark", viewport={"width": 390, "height": HEIGHT}
    ) as context:
        page = context.new_page()
        page.goto(running_server.address + PAGE_KINDS["claim"])
        assert page.locator("h1").is_visible()
        assert page.locator(".x-statement").first.is_visible()
        page.locator("label.md-header__button[for=__drawer]").click()
        page.locator(".x-menu a").first.wait_for(state="visible")
        ground = page.locator("body").evaluate("one => getComputedStyle(one).backgroundColor")
        assert ground == "rgb(22, 24, 27)"


def test_a_zoom_of_400_per_cent_needs_no_sideways_scrolling(
    chromium: Browser, running_server: Server
) -> None:
    """A window of 1280 pixels is then as wide as one of 320, and as high as one of 200."""
    with chromium.new_context(viewport={"width": 320, "height": 200}) as context:
        page = context.new_page()
        for kind in ("home", "talks", "claim", "data"):
            page.goto(running_server.address + PAGE_KINDS[kind])
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, kind


MOVING = ("home", "talk", "claims", "timeline")
PRINTED = ("home", "talk", "timeline", "claims", "claim", "source", "not found")
CONTROLS = (
    ".md-header, .md-tabs, .x-subnav, .md-sidebar, .md-top, .md-footer, .x-crumbs, .x-filter, "
    ".x-pages, .headerlink, .footnote-backref, .md-skip, .x-jump, .x-lost form"
)


@pytest.mark.sample(1)
@pytest.mark.parametrize("kind", PRINTED)
def test_paper_has_the_addresses_of_the_sources_and_no_controls(
    kind: str, chromium: Browser, running_server: Server
) -> None:
    with opened(chromium, running_server.address + PAGE_KINDS[kind], 1280, "dark") as page:
        page.emulate_media(media="print")
        assert page.locator(f":is({CONTROLS}):visible").count() == 0
        printed = page.evaluate(
            """() => [...document.querySelectorAll(".footnote a[href^='http']")]
                .map(one => getComputedStyle(one, "::after").content)"""
        )
        assert all("http" in one for one in printed)
        assert printed or kind in ("timeline", "claims", "source", "not found")
        ground = page.locator("body").evaluate("one => getComputedStyle(one).backgroundColor")
        assert ground == "rgb(255, 255, 255)"


def test_nothing_moves_for_those_who_want_it_so(chromium: Browser, running_server: Server) -> None:
    with opened(chromium, running_server.address + PAGE_KINDS["talk"], 390) as page:
        moving = page.evaluate(
            """() => [...document.querySelectorAll("*")].filter(one => {
              const { transitionDuration, animationName } = getComputedStyle(one)
              return animationName !== "none" ||
                transitionDuration.split(",").some(time => parseFloat(time) > 0)
            }).map(one => one.className)"""
        )
        assert not moving


def test_with_colours_of_the_reader_s_own_each_status_keeps_its_shape(
    chromium: Browser, running_server: Server
) -> None:
    """Forced colours take backgrounds away; the shapes are drawn with borders."""
    with chromium.new_context(forced_colors="active") as context:
        page = context.new_page()
        page.goto(running_server.address + PAGE_KINDS["claims"])
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        shapes = page.evaluate(
            """() => [...document.querySelectorAll(".x-status")].map(one => {
              const shape = getComputedStyle(one, "::before")
              return [shape.borderTopColor === getComputedStyle(one).color,
                shape.borderWidth + shape.borderStyle + shape.borderRadius + shape.rotate]
            })"""
        )
        assert all(is_of_text for is_of_text, _ in shapes)
        assert len({shape for _, shape in shapes}) >= 4


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A small site with a statement in Arabic."""
    path = "site-data/claims/ferry-left-late.yml"
    claim = archive("minimal")[path].decode()
    words = "lang: ar\n      text: غادرنا متأخرين ساعة\n      translation: We left an hour late"
    overlay = {path: claim.replace("lang: en\n      text: We left an hour late", words)}
    folder = project(tmp_path_factory.mktemp("arabic"), overlay)
    build(folder / "site", folder)
    with serving(folder / "site") as server:
        yield server


@pytest.mark.sample(1)
@pytest.mark.parametrize("width", [320, 1280])
def test_a_quotation_from_right_to_left_stands_at_the_right(
    width: int, tab: Page, arabic: Server
) -> None:
    """And its translation, from left to right, does not."""
    tab.set_viewport_size({"width": width, "height": HEIGHT})
    tab.goto(f"{arabic.address}claims/ferry-left-late/")
    quote = tab.locator(".x-statement .x-quote[lang=ar]")
    space = """one => {
      const range = document.createRange()
      range.selectNodeContents(one.querySelector("p") ?? one)
      const words = range.getBoundingClientRect(), box = one.getBoundingClientRect()
      return [words.left - box.left, box.right - words.right]
    }"""
    left, right = quote.evaluate(space)
    assert left > right
    assert quote.evaluate("one => getComputedStyle(one).direction") == "rtl"
    translation = tab.locator(".x-translation")
    assert translation.evaluate("one => getComputedStyle(one).direction") == "ltr"
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.sample(1)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_scheme_is_the_device_s_until_the_reader_chooses_one(
    scheme: Scheme, chromium: Browser, running_server: Server
) -> None:
    """By keyboard too; and the choice holds on the next page."""
    grounds = {"light": "rgb(255, 254, 251)", "dark": "rgb(22, 24, 27)"}
    other: Scheme = "light" if scheme == "dark" else "dark"
    ground = "getComputedStyle(document.body).backgroundColor"
    with opened(chromium, running_server.address, 1280, scheme) as page:
        assert page.evaluate(ground) == grounds[scheme]
        page.emulate_media(color_scheme=other)
        page.wait_for_function(f"() => {ground} === '{grounds[other]}'")
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(f"() => {ground} === '{grounds[scheme]}'")
        page.locator(".md-option:checked").press("Enter")
        assert page.evaluate(ground) == grounds[other]
        arrive(page, running_server.address + PAGE_KINDS["claim"])
        assert page.evaluate(ground) == grounds[other]
        page.locator("[data-x-schemes] label:visible").click()
        assert page.evaluate(ground) == grounds[scheme]


@pytest.mark.sample(1)
@pytest.mark.parametrize("kind", ["about", "methodology"])
def test_lines_are_of_a_length_that_reads_well(
    kind: str, chromium: Browser, running_server: Server
) -> None:
    """60 to 75 characters on a wide screen, as the longest lines of a long text show."""
    with opened(chromium, running_server.address + PAGE_KINDS[kind], 1280) as page:
        longest = lengths_of_lines(page, ".md-content__inner > p")
        assert longest[10] >= 60, longest
        assert longest[0] <= 75, longest


def test_lines_in_a_wide_frame_are_no_longer(chromium: Browser, running_server: Server) -> None:
    with opened(chromium, running_server.address + PAGE_KINDS["claim"], 1280) as page:
        longest = lengths_of_lines(page, ".x-verdict > p:not(.x-finding, .x-jump)")
        assert 50 <= longest[0] <= 75, longest


def lengths_of_lines(page: Page, paragraphs: str) -> list[int]:
    """How many characters the lines of paragraphs have, up to their first links; longest first."""
    lengths: list[int] = page.evaluate(
        """paragraphs => {
          const lengths = []
          for (const one of document.querySelectorAll(paragraphs)) {
            const lines = new Map(), range = document.createRange(), text = one.firstChild
            for (let at = 0; at < text.length; at++) {
              range.setStart(text, at); range.setEnd(text, at + 1)
              const { bottom } = range.getBoundingClientRect()
              lines.set(bottom, (lines.get(bottom) ?? 0) + 1)
            }
            lengths.push(...lines.values())
          }
          return lengths.sort((a, b) => b - a)
        }""",
        paragraphs,
    )
    return lengths


def test_nothing_but_the_fonts_moves_the_page(chromium: Browser, running_server: Server) -> None:
    with chromium.new_context(viewport={"width": 412, "height": 823}) as context:
        context.route("**/*.woff2", lambda route: route.abort())
        page = context.new_page()
        page.add_init_script(
            """window.shifts = []; window.observer = new PerformanceObserver(list => {
              shifts.push(...list.getEntries())
            }); observer.observe({ type: "layout-shift", buffered: true })"""
        )
        for kind in MOVING:
            arrive(page, running_server.address + PAGE_KINDS[kind])
            at_rest(page)
            moved = page.evaluate(
                """[...shifts, ...observer.takeRecords()]
                    .reduce((sum, one) => sum + one.value, 0)"""
            )
            assert moved < 0.1, kind


@pytest.mark.sample(2)
@pytest.mark.parametrize("kind", MOVING)
def test_fonts_that_come_late_hardly_move_the_page(
    kind: str, server: Server, chromium: Browser
) -> None:
    """They are fetched before all else; and what stands in for them has their measures."""
    height = "document.querySelector('article').getBoundingClientRect().height"
    with chromium.new_context(viewport={"width": 412, "height": 823}) as context:
        page = context.new_page()
        with server.holding(".woff2"):
            page.goto(server.address + PAGE_KINDS[kind], wait_until="domcontentloaded")
            page.wait_for_function("() => document.fonts.status === 'loading'")
            before = page.evaluate(height)
        page.evaluate("document.fonts.ready.then(() => null)")
        assert page.evaluate("document.fonts.check('400 16px \"Explainer Serif\"')")
        assert page.evaluate(height) == pytest.approx(before, rel=0.03)
