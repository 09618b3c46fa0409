"""The cards of pages: what stands on them, how it is set, and how the pictures are kept."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from archives import ROOT, site_of
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generator.build import card_cache, pool
from generator.build.card_cache import pictures
from generator.build.pipeline import Generation
from generator.build.store import Store
from generator.cards.card import HEIGHT, WIDTH, Card
from generator.cards.layout import ELLIPSIS, OMISSION, Step, broken, fitted, settable, shortened
from generator.cards.materials import COLOURS, KERNING, Materials, materials
from generator.cards.renderer import BOLD, MARGIN, REGULAR, STEPS, Face, Renderer
from generator.data.paths import card_path, path_of
from generator.query.context import Settings
from generator.site.page_meta import words_of
from generator.site.site import Site

ASSETS = ROOT / "overrides" / "assets"
CARD = Card("A site", "A title", "Factual claim", "Disputed", "disputed", "A speaker", "May 2021")
LONG = "Words of a title that is far too long to be set in full " * 4
# What titles of sources in other languages than English hold.
CYRILLIC = "Лукашенко: «Больше всего я ненавижу посредничество» – і ще трохи слів"


@pytest.fixture(scope="module")
def kit() -> Materials:
    found = materials(ASSETS)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def renderer(kit: Materials) -> Renderer:
    return Renderer(kit)


@pytest.fixture(scope="module")
def site(real: Generation) -> Site:
    return site_of(real.archive, Settings(site_url="https://example.org/"))


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.fixture
def store() -> Iterator[Store]:
    with Store(None, pytest.fail) as opened:
        yield opened


def drawn(kit: Materials, store: Store, *cards: Card) -> list[bytes]:
    return [*pictures({str(at): card for at, card in enumerate(cards)}, kit, store).values()]


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[Card]:
    """The cards that are drawn from now on."""
    cards: list[Card] = []

    class Noting(Renderer):
        def drawn(self, card: Card) -> bytes:
            cards.append(card)
            return super().drawn(card)

    monkeypatch.setattr(card_cache, "Renderer", Noting)
    return cards


# What stands on a card


def test_each_record_has_a_card_with_its_title_and_the_site_has_one(
    real: Generation, site: Site
) -> None:
    for record in real.archive.records.values():
        card = site.cards[card_path(path_of(record))]
        assert card.title == record.heading
        assert record.KIND.id in card.kind.lower()
    assert len(site.cards) == len(real.archive.records) + 1


def test_claims_and_talks_have_their_status_in_words_and_as_a_shape(site: Site) -> None:
    for path, card in site.cards.items():
        has_one = path.startswith(("claims/", "talks/"))
        assert bool(card.status) == bool(card.tone) == has_one, path
        assert not has_one or card.date, path


def test_without_the_address_of_the_site_there_are_no_cards(real: Generation) -> None:
    """Where a page is shared, a card is asked for by its whole address."""
    assert site_of(real.archive, Settings()).cards == {}


def test_the_words_for_those_who_do_not_see_a_card_have_all_of_it() -> None:
    said = "Factual claim. “A title”. Disputed. A speaker, May 2021. A site"
    assert words_of(CARD) == said


# How it is set


def test_a_card_is_a_picture_of_the_size_that_is_asked_for(renderer: Renderer) -> None:
    with picture(renderer.drawn(CARD)) as image:
        assert (image.format, image.size, image.mode) == ("PNG", (WIDTH, HEIGHT), "P")
        assert image.getpixel((5, HEIGHT - 5)) == 0  # paper


def test_cards_of_the_real_data_are_small(site: Site, renderer: Renderer) -> None:
    sizes = [len(renderer.drawn(card)) for card in list(site.cards.values())[::9]]
    assert sum(sizes) / len(sizes) < 12 * 1024
    assert max(sizes) < 24 * 1024


def test_every_title_of_the_real_data_can_be_set_whole(site: Site, kit: Materials) -> None:
    """Or else a font lacks a letter, or a title is longer than four lines."""
    bold, regular = (Face(kit.subsets("Serif"), weight, kit.kerning) for weight in (BOLD, REGULAR))
    for card in site.cards.values():
        face = bold if set(card.title) <= bold.characters else regular
        text = settable(card.title, face.characters)
        lines, _ = fitted(text, face.ems, WIDTH - 2 * MARGIN, STEPS)
        assert OMISSION not in text and ELLIPSIS not in lines[-1], card.title


@pytest.mark.parametrize("title", [LONG, CYRILLIC, "W" * 75, "Łódź–Ağrı", "x", "Ty’To “AV” fi"])
@pytest.mark.parametrize("tone", ["supported", "disputed", "contradicted", "unverified", "plain"])
def test_nothing_leaves_the_margins(title: str, tone: str, renderer: Renderer) -> None:
    card = Card(LONG, title, LONG, "Not rated", tone, LONG, "27 February 2025")
    with picture(renderer.drawn(card)) as image:
        ground = Image.new("P", image.size, 0)
        ground.paste(1, (0, 0, WIDTH, 16))
        inked = image.point([0, *[255] * 255], "L").crop((0, 16, WIDTH, HEIGHT)).getbbox()
    assert inked is not None
    left, _, right, bottom = inked
    assert left >= MARGIN - 4 and right <= WIDTH - MARGIN + 4 and bottom <= HEIGHT - 20


def test_beside_a_status_the_name_of_the_site_ends_where_the_line_does(renderer: Renderer) -> None:
    """Whole: that it is as long as the room that is left for it is no reason to cut it."""
    for site in ("A site", "Belarus's offer to host talks", "The Korean armistice talks"):
        with picture(renderer.drawn(CARD._replace(site=site))) as image:
            foot = image.point([0, *[255] * 255], "L").crop((0, 520, WIDTH, HEIGHT))
            box = foot.getbbox()
            assert box is not None and WIDTH - MARGIN - 5 <= box[2] <= WIDTH - MARGIN + 1


def test_a_status_has_a_shape_of_its_own_beside_its_colour(renderer: Renderer) -> None:
    """In grey the five tones still differ."""
    shapes = set()
    for tone in ("supported", "disputed", "contradicted", "unverified", "plain"):
        with picture(renderer.drawn(CARD._replace(tone=tone))) as image:
            shapes.add(image.crop((MARGIN, 540, MARGIN + 40, 582)).tobytes())
    assert len(shapes) == 5


def test_each_tone_has_its_colour_of_the_theme(renderer: Renderer, kit: Materials) -> None:
    for tone in ("supported", "disputed", "contradicted", "unverified"):
        with picture(renderer.drawn(CARD._replace(tone=tone))) as image:
            assert kit.colours[tone] in set(image.convert("RGB").get_flattened_data())


def test_words_in_letters_that_the_fonts_lack_are_an_omission(kit: Materials) -> None:
    letters = Face(kit.subsets("Serif"), REGULAR, {}).characters
    assert settable("Report by صحيفة الشرق, 2021", letters) == "Report by […], 2021"
    assert settable("თბილისი (Tbilisi)", letters) == "[…] (Tbilisi)"
    assert settable("Ạ̄ Straße", letters) == "A Straße"  # without marks that no letter has
    assert settable("left\u202eright\u200b and\tmore", letters) == "leftright and more"
    assert settable("名前は簡単です", letters) == ""
    assert settable("", letters) == ""


def test_marks_of_a_typewriter_become_those_of_a_printer(kit: Materials) -> None:
    letters = Face(kit.subsets("Serif"), BOLD, {}).characters
    assert settable('Belarus\'s "offer" ("talks")', letters) == "Belarus’s “offer” (“talks”)"


def test_a_title_in_other_letters_gives_way_to_the_name_of_the_site(renderer: Renderer) -> None:
    without = CARD._replace(title="名前は簡単です")
    assert renderer.drawn(without) == renderer.drawn(CARD._replace(title=CARD.site))


def test_kerning_brings_letters_together(kit: Materials) -> None:
    kerned, plain = (Face(kit.subsets("Serif"), BOLD, pairs) for pairs in (kit.kerning, {}))
    assert kerned.ems("To") < plain.ems("To") - 0.03
    assert kerned.ems("nn") == plain.ems("nn")


words = st.text(st.sampled_from("abc defgh ij–-"), min_size=1, max_size=240)


@given(words)
def test_every_title_fits(text: str) -> None:
    """At most as many lines as there is room for, none longer than the measure."""
    line = " ".join(text.split()) or "x"
    lines, size = fitted(line, len, 1000, (Step(60, 2), Step(40, 3), Step(20, 4)))
    most = {60: 2, 40: 3, 20: 4}[size]
    assert 1 <= len(lines) <= most
    assert all(len(one) <= 1000 / size for one in lines)
    told = "".join(lines).replace(" ", "")
    assert told == line.replace(" ", "") or told.endswith(ELLIPSIS)


@given(words, st.integers(1, 40))
def test_breaking_loses_nothing(text: str, measure: int) -> None:
    line = " ".join(text.split())
    lines = broken(line, len, measure)
    assert "".join(lines).replace(" ", "") == line.replace(" ", "")
    assert all(len(one) <= measure for one in lines)


def test_lines_are_of_about_equal_length() -> None:
    lines, _ = fitted("aaaa bbbb cccc dddd eeee", len, 200, (Step(10, 2),))
    assert lines == ["aaaa bbbb cccc", "dddd eeee"]


def test_what_is_cut_is_cut_between_words() -> None:
    assert shortened("one two, three", len, 10) == "one two…"
    assert shortened("one two", len, 10) == "one two"
    assert shortened("onetwothree", len, 6) == "onetw…"


# How pictures are kept


def test_the_same_card_is_the_same_picture_whoever_draws_it(
    kit: Materials, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One process or several, drawn after other cards or alone, cached or not."""
    monkeypatch.setattr(pool, "processors", lambda: 3)
    cards = [CARD._replace(title=f"{number} {LONG[:number]}") for number in range(80)]
    together = drawn(kit, store, *cards)
    assert together == [Renderer(kit).drawn(card) for card in cards]
    assert together == drawn(kit, store, *cards)
    assert together[:3] == drawn(kit, Store(None, pytest.fail), *cards[:3])


def test_what_was_drawn_is_not_drawn_again(
    kit: Materials, store: Store, drawings: list[Card]
) -> None:
    other = CARD._replace(title="B")
    drawn(kit, store, CARD)
    drawn(kit, store, CARD, other)
    assert drawings == [CARD, other]


def test_equal_cards_are_drawn_once(kit: Materials, store: Store, drawings: list[Card]) -> None:
    assert len(set(drawn(kit, store, CARD, CARD))) == 1
    assert drawings == [CARD]


@pytest.mark.parametrize(
    ("changed", "other"),
    [
        (COLOURS, b"--x-paper: #ffffff; --x-ink: #000000; --x-soft: #333333; --x-line: #999999;"),
        (KERNING, b"[]"),
        ("fonts/serif-latin.woff2", (ASSETS / "fonts" / "sans-latin.woff2").read_bytes()),
    ],
)
def test_other_fonts_and_colours_are_other_pictures(
    changed: str, other: bytes, kit: Materials, store: Store
) -> None:
    """By their digest: what was drawn with the old ones is not taken for them."""
    changed_kit = Materials({**kit.files, changed: other})
    [first] = drawn(kit, store, CARD._replace(title="To"))
    [second] = drawn(changed_kit, store, CARD._replace(title="To"))
    assert first != second


def test_a_theme_without_the_fonts_has_no_cards(tmp_path: Path) -> None:
    assert materials(tmp_path) is None
