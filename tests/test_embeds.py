"""Embeds as they are made: escaped, without a way for anything to run, found by oEmbed."""

import json
import re
from base64 import b64encode
from hashlib import sha256

import jsonschema
import pytest
from archives import ROOT, TODAY, archive, minimal, texts
from bs4 import BeautifulSoup
from test_colours import contrast
from test_drafts import held
from test_drafts import site as drafts_site

from generator.build.pipeline import make
from generator.query.context import Settings
from generator.site.site import Site

SITE = "https://example.org/ferry/"
CLAIM = "claims/ferry-left-late"
EMBED = f"{CLAIM}/embed/index.html"
ALLOWED = {"html", "head", "meta", "title", "link", "style", "body", "main", "p", "h1", "h2"}
ALLOWED |= {"blockquote", "span", "div", "strong", "a", "ul", "li", "footer"}

# What the specification of oEmbed 1.0 (section 2.3.4) asks for in an answer of the type `rich`.
OEMBED = {
    "type": "object",
    "required": ["type", "version", "html", "width", "height"],
    "properties": {
        "type": {"const": "rich"},
        "version": {"const": "1.0"},
        "html": {"type": "string", "pattern": "^<iframe [^<]*></iframe>$"},
        "width": {"type": "integer", "minimum": 1},
        "height": {"type": "integer", "minimum": 1},
        "title": {"type": "string"},
        "author_name": {"type": "string"},
        "provider_name": {"type": "string"},
        "provider_url": {"type": "string", "pattern": "^https?://"},
        "thumbnail_url": {"type": "string", "pattern": "^https?://"},
        "thumbnail_width": {"type": "integer"},
        "thumbnail_height": {"type": "integer"},
    },
    # A picture is given with both of its measures, or not at all.
    "dependentRequired": {
        "thumbnail_url": ["thumbnail_width", "thumbnail_height"],
        "thumbnail_width": ["thumbnail_url"],
        "thumbnail_height": ["thumbnail_url"],
    },
    "additionalProperties": False,
}


def site(files: dict[str, bytes], address: str = SITE) -> Site:
    made = make(texts(files), Settings(site_url=address, today=TODAY)).site
    assert made is not None
    return made


def html(made: Site, path: str) -> BeautifulSoup:
    return BeautifulSoup(made.assets[path], "html.parser")


@pytest.fixture(scope="module")
def ferry() -> Site:
    return site(minimal())


def test_a_claim_is_shown_with_its_words_speaker_date_and_status(ferry: Site) -> None:
    page = html(ferry, EMBED)
    text = page.get_text(" ", strip=True)
    for part in ("The ferry left an hour late", "“We left an hour late”", "Ada Brandt"):
        assert part in text
    assert "3 May 2021" in text and "Supported" in text and "The lake's editors" in text
    assert page.select_one(".status.supported") and page.select_one(".verdict p:last-child")


def test_there_is_one_for_each_claim_and_for_the_timeline(ferry: Site) -> None:
    made = {path for path in ferry.assets if path.endswith("/embed/index.html")}
    claims = {path for path in ferry.pages if re.fullmatch(r"claims/(?!index)[^/]+\.md", path)}
    expected = {path.replace(".md", "/embed/index.html") for path in claims}
    assert made == {*expected, "timeline/embed/index.html"}


def test_the_timeline_has_every_entry(ferry: Site) -> None:
    entries = html(ferry, "timeline/embed/index.html").select("li")
    assert len(entries) == ferry.pages["timeline.md"].body.count('class="x-when"') > 0


@pytest.mark.parametrize("path", [EMBED, "timeline/embed/index.html"])
def test_links_are_relative_and_take_the_whole_window(path: str, ferry: Site) -> None:
    """In a frame, a page of the site would show as through a keyhole."""
    links = html(ferry, path).select("a")
    assert links
    for link in links:
        assert link["target"] == "_top"
        assert str(link["href"]).startswith("../")


def test_search_engines_are_led_to_the_full_page(ferry: Site) -> None:
    page = html(ferry, EMBED)
    assert page.select_one("meta[name=robots][content=noindex]")
    canonical = page.select_one("link[rel=canonical]")
    assert canonical and canonical["href"] == f"{SITE}{CLAIM}/"


def test_the_policy_allows_the_styles_of_the_page_and_nothing_else(ferry: Site) -> None:
    page = html(ferry, EMBED)
    style = page.style
    policy = page.select_one("meta[http-equiv=Content-Security-Policy]")
    assert style is not None and policy is not None
    digest = b64encode(sha256(style.get_text().encode()).digest()).decode()
    assert policy["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


@pytest.mark.parametrize("path", ["names-are-easy", "names-are-hard"])
def test_hostile_words_are_words(path: str) -> None:
    made = site(archive("spellings"))
    page = html(made, f"claims/{path}/embed/index.html")
    assert {tag.name for tag in page.find_all()} <= ALLOWED
    assert page.h1 is not None
    assert page.h1.get_text() == made.pages[f"claims/{path}.md"].title
    timeline = html(made, "timeline/embed/index.html")
    assert {tag.name for tag in timeline.find_all()} <= ALLOWED


def test_the_snippet_is_one_frame_whatever_the_title(ferry: Site) -> None:
    hostile = site(archive("spellings"))
    for made in (ferry, hostile):
        for page in made.pages.values():
            if "embed" in page.meta:
                [frame] = BeautifulSoup(page.meta["embed"]["code"], "html.parser").find_all()
                assert frame.name == "iframe"
                assert set(frame.attrs) == {
                    "src", "title", "width", "height", "style", "loading", "sandbox",
                }  # fmt: skip
                assert frame["title"] == f"{page.title} – {_title(made)}"


def _title(made: Site) -> str:
    return made.cards["card.png"].title


def test_the_answers_are_as_oembed_asks(ferry: Site) -> None:
    answers = [path for path in ferry.assets if path.endswith("oembed.json")]
    assert len(answers) >= 2
    for path in answers:
        answer = json.loads(ferry.assets[path])
        jsonschema.validate(answer, OEMBED)
        frame = BeautifulSoup(answer["html"], "html.parser").iframe
        assert frame is not None
        assert (frame["width"], frame["height"]) == (str(answer["width"]), str(answer["height"]))
        assert f"{frame['src']}index.html".removeprefix(SITE) in ferry.assets
        assert answer["thumbnail_url"].removeprefix(SITE) in ferry.cards


def test_without_the_address_of_the_site_nothing_says_how_to_embed() -> None:
    """A relative address would mean another page on the embedding site. The frames still work."""
    made = site(minimal(), "")
    assert EMBED in made.assets
    assert not [path for path in made.assets if path.endswith("oembed.json")]
    assert not [page for page in made.pages.values() if "embed" in page.meta]
    canonical = html(made, EMBED).select_one("link[rel=canonical]")
    assert canonical and canonical["href"] == "../"


def test_frames_keep_working_when_a_claim_gets_another_id() -> None:
    path = "site-data/claims/ferry-left-late.yml"
    files = minimal()
    files[path] += b"formerly: [ferry-was-late]\n"
    made = site(files)
    former = html(made, "claims/ferry-was-late/embed/index.html")
    full = next(link for link in former.select("main a"))
    assert full["href"] == "../../ferry-left-late/"
    assert json.loads(made.assets["claims/ferry-was-late/embed/oembed.json"])["html"]


def test_what_is_held_back_is_in_no_embed() -> None:
    made = drafts_site(held("draft: true"))
    for path, asset in made.assets.items():
        if "/embed/" in path:
            assert "held" not in path
            assert not re.search("Held[a-z]", asset.decode()), path


def test_a_preview_marks_what_is_held_back_in_its_embed_too() -> None:
    made = drafts_site(held("draft: true"), is_preview=True)
    assert "Draft: not published" in html(made, "claims/held-claim/embed/index.html").get_text()


@pytest.mark.parametrize(("scheme", "at"), [("light", 0), ("dark", 1)])
def test_the_colours_are_those_of_the_site(scheme: str, at: int) -> None:
    css = (ROOT / "generator/templates/embed.css").read_text(encoding="utf-8")
    pairs = re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", css)
    ours = {name: colours[at] for name, *colours in pairs}
    theme = (ROOT / f"overrides/assets/styles/{scheme}.css").read_text(encoding="utf-8")
    theirs = dict(re.findall(r"--x-([\w-]+): (#[0-9a-f]{6});", theme))
    assert len(ours) == 8
    assert ours == {name: theirs[name] for name in ours}
    assert contrast(ours["soft"], ours["paper"]) >= 4.5
