"""The head of built pages: what places where a page is shared read of it."""

import io
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image
from projects import CONFIGURATION, files_below, mkdocs, previewed, project

SITE = "https://example.org/ferry/"
CLAIM = "claims/ferry-left-late/index.html"
CHANGES = "changes: [{date: 2021-06-30, kind: update, note: A note.}]\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = project(tmp_path_factory.mktemp("sharing") / "project")
    with (folder / "site-data/claims/ferry-left-late.yml").open("a") as file:
        file.write(CHANGES)
    return folder


@pytest.fixture(scope="module")
def built(folder: Path) -> dict[str, bytes]:
    done = mkdocs(folder, "build", "--strict")
    assert done.returncode == 0, done.stderr
    return files_below(folder / "site")


def head(data: bytes) -> dict[str, str]:
    """The meta data of a page; each name stands once."""
    page = BeautifulSoup(data, "html.parser")
    found = [
        (str(tag.get("property") or tag["name"]), str(tag["content"]))
        for tag in page.select("head meta[property], head meta[name^=twitter]")
    ]
    assert len(dict(found)) == len(found)
    return dict(found)


def test_a_record_page_says_all_that_is_known_of_it(built: dict[str, bytes]) -> None:
    said = head(built[CLAIM])
    assert said == {
        "og:site_name": "The ferry on Lake Vane",
        "og:type": "article",
        "og:title": "The ferry left an hour late",
        "og:description": said["og:description"],
        "og:url": f"{SITE}claims/ferry-left-late/",
        "og:locale": "en_US",
        "article:modified_time": "2021-06-30",
        "og:image": f"{SITE}claims/ferry-left-late/card.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Factual claim. “The ferry left an hour late”. Supported. Ada Brandt, "
        "3 May 2021. The ferry on Lake Vane",
        "twitter:card": "summary_large_image",
    }
    assert said["og:description"].startswith("The ferry left an hour late: Supported.")


def test_each_page_names_a_card_that_is_there_and_as_large_as_it_says(
    built: dict[str, bytes],
) -> None:
    for path, data in built.items():
        if path == "404.html" or "/embed/" in path or b'property="og:title"' not in data:
            continue
        said = head(data)
        picture = built[said["og:image"].removeprefix(SITE)]
        with Image.open(io.BytesIO(picture)) as image:
            size = (str(image.width), str(image.height))
        assert size == (said["og:image:width"], said["og:image:height"])


def test_hubs_and_hand_written_pages_share_the_card_of_the_site(built: dict[str, bytes]) -> None:
    for path in ("index.html", "claims/index.html", "timeline/index.html"):
        assert head(built[path])["og:image"] == f"{SITE}card.png"
        assert head(built[path])["og:type"] == "website"


def test_claims_and_the_timeline_lead_to_their_oembed_answers(built: dict[str, bytes]) -> None:
    pages = {path: data for path, data in built.items() if path.endswith(".html")}
    for path, data in pages.items():
        links = BeautifulSoup(data, "html.parser").select('link[type="application/json+oembed"]')
        is_embedded = path in ("timeline/index.html", CLAIM)
        assert bool(links) == is_embedded, path
        for link in links:
            assert str(link["href"]).removeprefix(SITE) in built


def test_cards_can_be_switched_off(folder: Path, tmp_path: Path) -> None:
    config = CONFIGURATION.replace("  - explainer:\n", "  - explainer:\n      cards: false\n")
    (folder / "without.yml").write_text(config)
    site = tmp_path / "site"
    assert mkdocs(folder, "build", "-f", "without.yml", "-d", str(site)).returncode == 0
    built = files_below(site)
    assert not [path for path in built if path.endswith("card.png")]
    assert "og:image" not in head(built[CLAIM])
    assert head(built[CLAIM])["twitter:card"] == "summary"


def test_a_preview_draws_no_cards_and_names_none(tmp_path: Path) -> None:
    """Nobody shares its pages, and each save would wait for them."""
    folder = project(tmp_path / "project")
    with previewed(folder) as preview:
        assert "og:image" not in preview.page("claims/ferry-left-late/")
        assert preview.get("card.png")[0] == 404
    assert not (folder / ".cache" / "cards").exists()
