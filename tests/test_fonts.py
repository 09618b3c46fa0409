"""The fonts of the site have every character that its readers see."""

import json
import re
import runpy

import pytest
from archives import ROOT
from fontTools.ttLib import TTFont

FONTS = ROOT / "overrides" / "assets" / "fonts"
FAMILIES = ("serif", "sans")
# Scripts that no font of ours has: a device shows names in them with its own.
ELSEWHERE = re.compile(r"[\u0590-\u08ff\u3000-\u9fff\uac00-\ud7ff]")


def _characters(family: str) -> set[str]:
    return {
        chr(code) for file in FONTS.glob(f"{family}-*.woff2") for code in TTFont(file).getBestCmap()
    }


def _texts() -> list[str]:
    """The data, the hand-written pages and the templates."""
    files = [
        *ROOT.glob("content/**/*.md"),
        *(ROOT / "site-data").glob("*.yml"),
        *(ROOT / "site-data").glob("[!f]*/**/*.yml"),
        *ROOT.glob("generator/templates/*.md"),
    ]
    assert len(files) > 100
    return [file.read_text(encoding="utf-8") for file in files]


def _shown() -> set[str]:
    return {char for char in ELSEWHERE.sub("", "".join(_texts())) if char.isprintable()}


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_has_every_character_of_the_data(family: str) -> None:
    assert not sorted(_shown() - _characters(family))


@pytest.mark.parametrize("family", FAMILIES)
def test_a_file_is_announced_for_just_the_characters_that_it_has(family: str) -> None:
    """`unicode-range` decides which files a page loads."""
    faces = (FONTS / "faces.css").read_text(encoding="utf-8")
    for file in FONTS.glob(f"{family}-*.woff2"):
        found = re.search(rf'{file.name}"\) format\("woff2"\);unicode-range:([^}}]+)}}', faces)
        assert found, file.name
        announced = {
            code
            for one in found[1].split(",")
            for first, last in [(one[2:].split("-") * 2)[:2]]
            for code in range(int(first, 16), int(last, 16) + 1)
        }
        assert announced == set(TTFont(file).getBestCmap()), file.name


def test_the_kerning_of_the_cards_is_that_of_the_fonts() -> None:
    script = runpy.run_path(str(FONTS / "kerning.py"))
    tables = json.loads((FONTS / script["FILE"]).read_text(encoding="utf-8"))
    made = [
        script["table"](script["pairs"](TTFont(file)))
        for file in sorted(FONTS.glob("serif-*.woff2"))
    ]
    assert json.loads(json.dumps(made)) == tables


def test_no_font_carries_the_reserved_name_of_its_original() -> None:
    """A subset is a changed version; the copyright names the original, the family must not."""
    for file in FONTS.glob("*.woff2"):
        names = {record.nameID: str(record) for record in TTFont(file)["name"].names}
        assert "Source" not in names[1], file.name
        assert "Adobe" in names[0], file.name


def test_the_licence_of_each_family_stands_beside_it() -> None:
    for family in FAMILIES:
        licence = (FONTS / f"OFL-{family}.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE" in licence
        assert "Copyright" in licence


@pytest.mark.parametrize("family", FAMILIES)
def test_hardly_a_page_needs_a_second_file_of_latin(family: str) -> None:
    """If one in twenty does, its letters belong into the first (`LATIN` in make.py)."""
    second = set(map(chr, TTFont(FONTS / f"{family}-latin-ext.woff2").getBestCmap()))
    texts = _texts()
    assert sum(not second.isdisjoint(text) for text in texts) < len(texts) / 20


def test_fonts_are_small() -> None:
    """The two files that every page needs are under 28 KiB together.

    The serif is what the largest picture waits for. With headers it fills no more than twelve
    segments of 1,460 bytes: one more costs a phone on a slow network a whole round trip.
    """
    serif, sans = (FONTS / f"{family}-latin.woff2" for family in FAMILIES)
    assert serif.stat().st_size <= 12 * 1460 - 200
    assert serif.stat().st_size + sans.stat().st_size < 28 * 1024
