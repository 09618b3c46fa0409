"""The reader's search, used as readers use it: in a browser, on the built site."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from archives import made_of_real_data
from browsing import ALL_HERE, arrive
from file_server import Late, Server
from playwright.sync_api import Browser, Page
from projects import wait
from queries import RULES, SEED, Query, derived, sample
from sampling import Sampling

from generator.kinds.claim import Claim, first_said
from generator.labels.labels import labels_in

pytest_plugins = ("browser_fixtures",)
pytestmark = pytest.mark.browser

SHARE = 0.99  # of all queries find their page
FIRST = 3  # among so many results
BOX = ".md-search__input"
RESULT = ".md-search-result__item"
META = ".md-search-result__meta"
PATIENCE = 60_000  # milliseconds; other tests may keep the machine busy


def opened(tab: Page, server: Server, path: str = "") -> None:
    arrive(tab, server.address + path)


def typed(tab: Page, query: str) -> None:
    """Types a query over the last one, and waits until the theme shows its answer.

    The results follow their number, so the answer is there when one of them is, or there are none.
    """
    tab.evaluate(
        """() => {
            document.querySelector(".md-search-result__meta").textContent = "…"
            document.querySelector(".md-search-result__list").replaceChildren()
        }"""
    )
    tab.fill(BOX, query)
    tab.keyboard.press("Shift")  # the theme looks at the box when a key is let go
    tab.wait_for_function(
        """none => {
            const number = document.querySelector(".md-search-result__meta").textContent
            const first = document.querySelector(".md-search-result__item > a")
            return number !== "…" && (first || number.startsWith(none))
        }""",
        arg="No " if query else "Type ",
        timeout=PATIENCE,
    )


def results(tab: Page) -> list[str]:
    """The addresses of the results below the site's."""
    hrefs: list[str] = tab.eval_on_selector_all(
        f"{RESULT} > a", "links => links.map(link => link.pathname)"
    )
    below = tab.evaluate("new URL(JSON.parse(__config.textContent).base, location).pathname")
    return [href.removeprefix(below.rstrip("/") + "/") for href in hrefs]


def of_search(server: Server) -> list[str]:
    return [path for path in server.paths() if "search/" in path]


def test_every_page_leads_the_theme_to_our_worker(site_folder: Path) -> None:
    """What overrides/main.html replaces in the theme's output was there to be replaced."""
    pages = [one for one in site_folder.rglob("*.html") if one.parent.name != "embed"]
    assert len(pages) > 100
    for page in pages:
        text = page.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' in text:  # an old address, which only leads on
            continue
        assert re.search('"search": "[^"]*assets/search/worker.js"', text), page
        assert re.search(r"assets/late-search\.js.*bundle\.\w+\.min\.js", text, re.DOTALL), page


def test_opening_the_search_loads_the_worker_and_the_list_and_a_query_one_file_of_words(
    tab: Page, server: Server
) -> None:
    opened(tab, server)
    tab.keyboard.press("/")
    wait(lambda: tab.evaluate("true") and len(of_search(server)) == 2)
    tab.wait_for_load_state("networkidle")
    assert sorted(of_search(server)) == ["assets/search/records.json", "assets/search/worker.js"]
    typed(tab, "Istanbul")
    wait(lambda: len(of_search(server)) > 2)  # the server notes a request once it was answered
    more = of_search(server)[2:]
    assert len(more) == 1
    assert more[0].startswith("assets/search/words-")
    sizes = {one.path: one.sent for one in server.requests if "search/" in one.path}
    print(f"first search: {sum(sizes.values()):,} bytes: {sizes}")


PARTS = ("late-search.js", "/bundle.", "search/worker.js", "search/records.json")


def by_slash(tab: Page) -> None:
    tab.keyboard.press("/")


def by_click(tab: Page) -> None:
    tab.click(BOX)


def by_loupe_on_a_phone(tab: Page) -> None:
    tab.set_viewport_size({"width": 400, "height": 800})
    tab.click("label.md-header__button[for=__search]")


@pytest.mark.sample(3)
@pytest.mark.parametrize("opens", [by_slash, by_click, by_loupe_on_a_phone])
@pytest.mark.parametrize("part", PARTS)
def test_what_is_typed_before_a_part_of_the_search_has_come_is_searched(
    part: str, opens: Callable[[Page], None], tab: Page, server: Server, found: list[str]
) -> None:
    with server.holding(part) as late:
        tab.goto(server.address, wait_until="domcontentloaded")
        opens(tab)
        tab.keyboard.type(WORD)
        asked(tab, late)
        late.go.set()
        wait(lambda: results(tab)[:10] == found)
    assert tab.input_value(BOX) == WORD


@pytest.mark.sample(1)
@pytest.mark.parametrize("part", PARTS)
def test_text_and_caret_stay_when_a_part_of_the_search_comes_between_two_keys(
    part: str, tab: Page, server: Server, found: list[str]
) -> None:
    """Also after Enter, which has nothing to follow yet."""
    with server.holding(part) as late:
        tab.goto(server.address, wait_until="domcontentloaded")
        tab.keyboard.press("/")
        tab.keyboard.type(WORD[0] + WORD[2:])
        tab.keyboard.press("Enter")
        tab.keyboard.press("Home")
        tab.keyboard.press("ArrowRight")
        asked(tab, late)
        late.go.set()
        tab.wait_for_function(ALL_HERE)
        tab.keyboard.press(WORD[1])
        wait(lambda: results(tab)[:10] == found)
    assert tab.url == server.address
    assert tab.input_value(BOX) == WORD
    assert tab.evaluate("document.activeElement.selectionStart") == 2


WORD = "Kiev"


@pytest.fixture(scope="module")
def found(chromium: Browser, running_server: Server) -> list[str]:
    """The results of the word, which are not those of a part of it."""
    with chromium.new_context() as context:
        tab = context.new_page()
        opened(tab, running_server)
        tab.keyboard.press("/")
        typed(tab, WORD)
        first = results(tab)[:10]
        for part in (WORD[:-1], WORD[0] + WORD[2:]):
            typed(tab, part)
            assert results(tab)[:10] != first
        return first


def asked(tab: Page, late: Late) -> None:
    """The browser waits for what the server holds back."""
    wait(lambda: tab.evaluate("true") and late.asked.is_set())


def test_typing_istanbul_finds_the_talk(tab: Page, server: Server) -> None:
    opened(tab, server)
    tab.keyboard.press("/")
    typed(tab, "Istanbul")
    assert "talks/istanbul-2022-03-29/" in results(tab)[:FIRST]


def test_the_search_is_used_by_keyboard_alone(tab: Page, server: Server) -> None:
    """`/` opens it, the arrows go through the results, Enter follows the one in focus."""
    opened(tab, server, "claims/")
    tab.keyboard.press("/")
    tab.keyboard.type("half an hour", delay=20)
    tab.wait_for_selector(RESULT)
    second = results(tab)[1]
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate("document.activeElement.pathname").endswith(second)
    tab.keyboard.press("Enter")
    tab.wait_for_url(server.address + second)


@pytest.mark.exhaustive
def test_enter_in_the_box_follows_the_first_result(tab: Page, server: Server) -> None:
    opened(tab, server, "people/alexander-lukashenko/")
    tab.keyboard.press("/")
    tab.keyboard.type("Kiev", delay=20)
    tab.wait_for_selector(RESULT)
    tab.keyboard.press("Enter")
    tab.wait_for_url(server.address + "places/kyiv/")


def test_a_query_in_the_address_is_answered(tab: Page, server: Server) -> None:
    opened(tab, server, "?q=Зеленський")
    tab.wait_for_selector(RESULT)
    assert tab.input_value(BOX) == "Зеленський"
    assert "people/volodymyr-zelenskyy/" in results(tab)[:FIRST]


@pytest.mark.exhaustive
def test_the_search_works_on_the_page_for_addresses_that_do_not_exist(
    tab: Page, server: Server
) -> None:
    opened(tab, server, "no/such/page/")
    tab.keyboard.press("/")
    typed(tab, "Dolmabahce")
    tab.keyboard.press("Enter")
    tab.wait_for_url(server.address + "places/dolmabahce/")


def test_results_show_kind_date_status_and_the_spelling_that_was_found(
    tab: Page, server: Server
) -> None:
    opened(tab, server)
    tab.keyboard.press("/")
    typed(tab, "half an hour by plane")
    claim = tab.inner_text(f"{RESULT}:first-child")
    record = made_of_real_data().archive.records["half-an-hour-by-plane"]
    assert isinstance(record, Claim)
    assert "Claim" in claim
    assert labels_in("en").date(first_said(record)) in claim
    assert tab.locator(f"{RESULT}:first-child .x-status").count() == 1
    typed(tab, "Kiev")
    assert "Also written: Kiev" in tab.inner_text(f"{RESULT}:first-child")


def test_claims_stand_above_sources_that_fit_as_well(tab: Page, server: Server) -> None:
    opened(tab, server)
    tab.keyboard.press("/")
    typed(tab, "Bucha")
    found = results(tab)
    claim = found.index("claims/bucha-as-cause-of-stall/")
    assert all(not one.startswith("sources/") for one in found[:claim])
    assert any(one.startswith("sources/") for one in found[claim:])


def test_an_emptied_box_has_no_results_and_nonsense_has_none(tab: Page, server: Server) -> None:
    opened(tab, server)
    tab.keyboard.press("/")
    typed(tab, "Istanbul")
    assert results(tab)
    typed(tab, "qxzvw")
    assert results(tab) == []
    assert tab.inner_text(META) == "No matching documents"
    typed(tab, "")
    assert tab.inner_text(META) == "Type to start searching"


def test_a_list_that_cannot_be_fetched_is_told_and_fetched_again(tab: Page, server: Server) -> None:
    tab.context.route("**/records.json", lambda route: route.abort())
    opened(tab, server)
    tab.keyboard.press("/")
    typed(tab, "Istanbul")
    assert "could not be loaded" in tab.inner_text(RESULT)
    tab.context.unroute("**/records.json")
    typed(tab, "Istanbu")
    assert "places/istanbul/" in results(tab)


@pytest.mark.exhaustive
def test_names_are_found_without_the_words_of_texts(tab: Page, server: Server) -> None:
    tab.context.route("**/words-*.json", lambda route: route.abort())
    opened(tab, server)
    tab.keyboard.press("/")
    typed(tab, "Dolmabahce Palace")
    assert results(tab)[0] == "places/dolmabahce/"


def test_nothing_of_the_search_writes_to_the_console(tab: Page, server: Server) -> None:
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    opened(tab, server)
    tab.keyboard.press("/")
    typed(tab, "Lukashenka")
    assert results(tab)
    assert said == []


@pytest.mark.exhaustive
def test_the_sample_of_queries_finds_its_pages_in_the_box(tab: Page, server: Server) -> None:
    """Names, other spellings, Cyrillic, dropped accents, typing errors, words of claims."""
    queries = sample()
    assert len(queries) >= 120
    assert {query.rule for query in queries} == set(RULES)
    opened(tab, server)
    tab.keyboard.press("/")
    missed = []
    for query in queries:
        typed(tab, query.typed)
        if query.at not in results(tab)[:FIRST]:
            missed.append(f"{query}: {results(tab)[:FIRST]}")
    assert len(missed) <= (1 - SHARE) * len(queries), "\n".join(missed)


@pytest.mark.sample(1)
@pytest.mark.parametrize("seed", [SEED, 7])
def test_every_spelling_in_the_data_finds_its_page(
    seed: int, tab: Page, server: Server, sampling: Sampling
) -> None:
    """All queries that the rules make, asked of the worker itself; with other errors too."""
    queries = sampling.few(derived(made_of_real_data().archive, seed), 400)
    opened(tab, server)
    found: list[list[str]] = tab.evaluate(_ASKED, [query.typed for query in queries])
    missed = [
        query for query, first in zip(queries, found, strict=True) if query.at not in first[:FIRST]
    ]
    _report(queries, missed)
    names = [query for query in missed if query.rule in ("title", "other spelling", "cyrillic")]
    assert names == []
    assert len(missed) <= (1 - SHARE) * len(queries), "\n".join(map(str, missed))


def _report(queries: list[Query], missed: list[Query]) -> None:
    lost = Counter(query.rule for query in missed)
    for rule, number in Counter(query.rule for query in queries).items():
        print(f"{rule}: {number - lost[rule]} of {number}")
    print("\n".join(map(str, missed)))


# One worker that is asked one query after the other, as the page asks it.
_ASKED = """async queries => {
  const worker = new Worker(new URL("assets/search/worker.js", location))
  const next = () => new Promise(done => { worker.onmessage = ({ data }) => done(data) })
  await next()
  const found = []
  for (const query of queries) {
    const answer = next()
    worker.postMessage({ type: 2, data: query })
    found.push((await answer).data.items.slice(0, 3).map(([item]) => item.location))
  }
  worker.terminate()
  return found
}"""
