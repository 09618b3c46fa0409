"""The colours of both schemes can be read: WCAG's contrast, calculated from what is written."""

import re
from itertools import product

import pytest
from archives import ROOT

ASSETS = ROOT / "overrides" / "assets"
SCHEMES = ("light", "dark")
TEXTS = ("ink", "soft", "accent", "supported", "disputed", "contradicted", "unverified")
GROUNDS = ("paper", "panel")
AA_TEXT = 4.5
AA_SHAPES = 3.0


def _colours(scheme: str) -> dict[str, str]:
    text = (ASSETS / "styles" / f"{scheme}.css").read_text(encoding="utf-8")
    return dict(re.findall(r"--x-([\w-]+): (#[0-9a-f]{6});", text))


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_browser_around_the_page_has_the_colour_of_its_paper(scheme: str) -> None:
    page = (ASSETS.parent / "main.html").read_text(encoding="utf-8")
    told = re.search(rf'theme-color" content="(#\w+)" media="[^"]*{scheme}', page)
    assert told is not None and told[1] == _colours(scheme)["paper"]


def test_contrast_is_calculated_as_the_standard_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("scheme", "text", "ground"), [*product(SCHEMES, TEXTS, GROUNDS)])
def test_text_can_be_read(scheme: str, text: str, ground: str) -> None:
    colours = _colours(scheme)
    assert contrast(colours[text], colours[ground]) >= AA_TEXT


@pytest.mark.parametrize("scheme", SCHEMES)
def test_marked_words_can_be_read(scheme: str) -> None:
    colours = _colours(scheme)
    assert contrast(colours["ink"], colours["mark"]) >= AA_TEXT


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_ring_of_the_focus_can_be_seen(scheme: str) -> None:
    colours = _colours(scheme)
    for ground in GROUNDS:
        assert contrast(colours["accent"], colours[ground]) >= AA_SHAPES


@pytest.mark.parametrize("scheme", SCHEMES)
def test_both_schemes_name_the_same_colours(scheme: str) -> None:
    assert set(_colours(scheme)) == set(_colours("light"))


def test_each_status_has_a_shape_beside_its_word() -> None:
    """Colour is never the only sign: the shapes of different meanings differ."""
    css = (ASSETS / "styles" / "page.css").read_text(encoding="utf-8")
    shapes = [
        re.sub(r"\s+", " ", block)
        for heads, block in re.findall(r"([^{}]*x-status--[^{}]*)::before \{([^}]*)\}", css)
        if heads
    ]
    assert len(shapes) >= 4
    assert len(set(shapes)) == len(shapes)
