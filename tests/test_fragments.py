"""Links to the words: the fragment is well formed, and a browser finds the words by it."""

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import pytest
from archives import real_archive
from browsing import at_rest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser
from sampling import Sampling

from generator.data.quotations import quotations, states
from generator.proof.fragments import LEAST, MOST, to_words
from generator.proof.proof import State

pytest_plugins = ("browser_fixtures",)

PAGE = "https://example.org/news"
REAL = real_archive()
QUOTED = sorted({one.words for one in quotations(REAL)})


def ends(quotation: str) -> list[str]:
    """The start and the end of the fragment, as a browser reads them."""
    directive = to_words(PAGE, quotation).removeprefix(f"{PAGE}#:~:text=")
    return [unquote(part) for part in directive.split(",")]


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        # short ones are whole
        ("half an hour by plane", ["half an hour by plane"]),
        ("“sham.”", ["sham"]),
        # long ones have a start and an end, up to a comma if that is far enough
        (
            "We can sit down here, calmly, without noise, and come to an agreement",
            ["We can sit down here", "and come to an agreement"],
        ),
        ("one two three four five six seven", ["one two three", "five six seven"]),
        # neither reaches over a dash, a quotation mark or the end of a sentence
        ("We met – and we talked for hours on end", ["and we talked", "hours on end"]),
        ("They met. It was a long and quiet talk", ["It was a", "and quiet talk"]),
        ("He called it a “sham” and left the room", ["He called it a", "and left the room"]),
        ("full-scale invasion of Ukraine", ["invasion of Ukraine"]),
        # of what an ellipsis or an insertion cuts, the first piece
        ("We met … and we left in the evening", ["and we left in the evening"]),
        ("We met there again […] and we left", ["We met there again"]),
        ("[T]he talks were held in Minsk again", ["talks were held in Minsk again"]),
        ("I wait for him [Trump] here", ["I wait for him"]),
    ],
)
def test_the_ends_are_whole_words_of_the_quotation(quotation: str, expected: list[str]) -> None:
    assert ends(quotation) == expected


def test_what_means_something_in_a_fragment_is_encoded() -> None:
    assert to_words(PAGE, "R&D, 50 % of") == f"{PAGE}#:~:text=R%26D%2C%2050%20%25%20of"
    assert to_words(PAGE, "Russia-Ukraine") == f"{PAGE}#:~:text=Russia%2DUkraine"
    assert to_words(PAGE, "Київ") == f"{PAGE}#:~:text=%D0%9A%D0%B8%D1%97%D0%B2"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (f"{PAGE}#part", f"{PAGE}#part:~:text=left"),
        (f"{PAGE}#", f"{PAGE}#:~:text=left"),
        (f"{PAGE}#:~:text=old", f"{PAGE}#:~:text=left"),
        (f"{PAGE}#part:~:text=old", f"{PAGE}#part:~:text=left"),
        (f"{PAGE}?a=1&b=2", f"{PAGE}?a=1&b=2#:~:text=left"),
        # recordings lead to the words by their time
        ("https://youtu.be/x?t=95", "https://youtu.be/x?t=95"),
        ("https://video.example/x?v=1&t=1m35s", "https://video.example/x?v=1&t=1m35s"),
        ("https://video.example/x#t=95", "https://video.example/x#t=95"),
        (f"{PAGE}?start=year", f"{PAGE}?start=year#:~:text=left"),
    ],
)
def test_what_the_address_has_already_is_kept(address: str, expected: str) -> None:
    assert to_words(address, "left") == expected


@pytest.mark.parametrize("quotation", ["", " ", "…", "—", "[only ours]"])
def test_without_words_the_address_stays_as_it_is(quotation: str) -> None:
    assert to_words(PAGE, quotation) == PAGE


@pytest.mark.parametrize("quotation", QUOTED)
def test_every_quotation_of_the_data_has_a_fragment_of_its_own_words(quotation: str) -> None:
    """Three to six words at either end, unless the whole quotation is short."""
    directive = to_words(PAGE, quotation).partition("#:~:text=")[2]
    assert re.fullmatch(r"[A-Za-z0-9._~%]+(,[A-Za-z0-9._~%]+)?", directive)
    parts = ends(quotation)
    for part in parts:
        assert part in quotation
        assert len(part.split()) <= MOST
    if len(parts) == 2:
        assert all(len(part.split()) >= LEAST for part in parts)
        assert not re.search('[-–—“”"]', "".join(parts))
        assert quotation.index(parts[0]) + len(parts[0]) <= quotation.rindex(parts[1])


@given(st.text())
def test_any_quotation_gives_a_well_formed_address(quotation: str) -> None:
    address = to_words(PAGE, quotation)
    assert address == PAGE or re.fullmatch(
        re.escape(PAGE) + r"#:~:text=[A-Za-z0-9._~%]+(,[A-Za-z0-9._~%]+)?", address
    )


# -- in a browser

LONG = (
    "“We can sit down here, calmly, without noise, without shouting, and come to an agreement,” "
    "Lukashenko stated."
)
PARAGRAPHS = {
    "first": "<p id=first>Something else entirely, and quite long, stands at the top.</p>",
    "long": f"<p id=long>{LONG.replace('without noise', '<b>without</b> <a href=/>noise</a>')}</p>",
    "marks": "<p id=marks>There’s no deal until there’s a deal – so he said &amp; left, 5% up.</p>",
    "dash": "<p id=dash>It began with the full\u2011scale invasion of Ukraine in that year.</p>",
    "cyrillic": "<p id=cyrillic>Второе: он извинялся, и он очень боялся, что мы нанесем удары.</p>",
    "two": "<div id=two><p>It was the first of two paragraphs.</p>"
    "<p>The second one ends the matter here.</p></div>",
}
SPACE = "<div style='height: 3000px'></div>"


@contextmanager
def serving(pages: Mapping[str, str]) -> Iterator[str]:
    """The address, with a slash at its end, below which these pages of HTML are served."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            html = pages.get(self.path, "").encode()
            self.send_response(200 if html else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def page() -> Iterator[str]:
    """The address of a page with long empty stretches between its paragraphs."""
    body = SPACE.join(PARAGRAPHS.values())
    with serving({"/": f"<!doctype html><meta charset=utf-8><title>News</title>{body}"}) as address:
        yield address


def opened(chromium: Browser, address: str, *, is_there: bool = True) -> tuple[str | None, float]:
    """Which paragraph Chromium took for the target, and how far it scrolled."""
    tab = chromium.new_page()
    try:
        tab.goto(address)
        if is_there:
            tab.wait_for_function("document.querySelector(':target') && scrollY > 0")
        at_rest(tab)
        id = tab.evaluate("document.querySelector(':target')?.closest('[id]')?.id ?? null")
        return id, tab.evaluate("scrollY")
    finally:
        tab.close()


@pytest.mark.sample(3)
@pytest.mark.browser
@pytest.mark.parametrize(
    ("quotation", "id"),
    [
        ("We can sit down here, calmly, without noise, without shouting, and come to", "long"),
        ("without noise, without shouting", "long"),
        ("We can sit down here … come to an agreement", "long"),
        ("There's no deal until there's a deal", "marks"),
        ("so he said & left, 5% up", "marks"),
        ("the full-scale invasion of Ukraine in that year", "dash"),
        ("он извинялся, и он очень боялся, что мы нанесем удары [в ответ].", "cyrillic"),
        ("It was the first of two paragraphs. The second one ends the matter here.", "two"),
    ],
)
def test_chromium_opens_the_page_at_the_words(
    chromium: Browser, page: str, quotation: str, id: str
) -> None:
    found, scrolled = opened(chromium, to_words(page, quotation))
    assert found == id
    assert scrolled > 1000


@pytest.mark.browser
def test_words_that_are_not_on_the_page_open_it_at_the_top(chromium: Browser, page: str) -> None:
    """So that the test above could fail."""
    assert opened(
        chromium, to_words(page, "these words are nowhere to be found"), is_there=False
    ) == (
        None,
        0,
    )


def page_with(words: str) -> str:
    """A page that holds a quotation between long empty stretches and other words."""
    shown = escape(re.sub(r"\s*(?:…|\[…\])\s*", " and so on and on ", words))
    paragraph = f"<p id=words>Before it: {shown}: after it.</p>"
    return f"<!doctype html><meta charset=utf-8><title>x</title>{SPACE}{paragraph}{SPACE}"


@pytest.mark.browser
def test_each_proven_quotation_of_the_explainer_is_found_by_chromium(
    chromium: Browser, sampling: Sampling
) -> None:
    proven = sorted({one.words for one, state in states(REAL) if state is State.PROVEN})
    assert len(proven) > 40
    proven = sampling.few(proven, 5)
    with serving({f"/{index}": page_with(words) for index, words in enumerate(proven)}) as address:
        found = {
            words: opened(chromium, to_words(f"{address}{index}", words))[0]
            for index, words in enumerate(proven)
        }
    assert {words for words, id in found.items() if id != "words"} == set()
