"""Drawing a card: the same words and the same materials give the same picture, byte for byte.

A card is a picture of 12 colours. Its texts are first drawn as coverage, how much of a pixel is
letter, and that is then turned into one of a few steps from paper to ink.
"""

import io
import math
import zlib
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from generator.cards.card import HEIGHT, WIDTH, Card
from generator.cards.layout import Step, fitted, settable
from generator.cards.materials import Materials, Subset

MARGIN = 76
REGULAR, BOLD = 400, 600

BAR = 16  # at the upper edge
# Upper edges, from above. Status and site stand on one baseline.
KIND, TITLE, LINE, STATE, SITE = 74, 132, 506, 540, 548
STEPS = (Step(88, 2), Step(72, 3), Step(60, 4), Step(52, 4), Step(46, 4))
ASCENT, LEADING = 0.82, 1.13  # of the size: to the first baseline, and from each to the next

SERIF, SANS = "Serif", "Sans"
EM = 1000  # the size at which characters are measured

# The colours of the picture: paper; then each ink in steps, the last of them the ink itself.
INK, SOFT, TONE = "ink", "soft", "tone"
_INKS = {INK: range(1, 5), SOFT: range(5, 8), TONE: range(8, 11)}
_LINE = 11
_SHAPE = 36  # the side of a shape
_FINER = 8  # shapes are drawn larger and then reduced, so that their edges are smooth
_EIGHTH = 0.7071  # the sine and cosine of an eighth of a circle


class Style(NamedTuple):
    family: str
    weight: int
    ink: str
    steps: tuple[Step, ...]


HEADING = Style(SERIF, BOLD, INK, STEPS)
RUNNING = Style(SERIF, REGULAR, SOFT, (Step(40, 4), Step(34, 4)))
SORT = Style(SANS, BOLD, SOFT, (Step(32, 1),))
OCCASION = Style(SANS, REGULAR, SOFT, (Step(34, 1),))
STATUS = Style(SANS, BOLD, TONE, (Step(42, 1),))
WORDMARK = Style(SERIF, BOLD, INK, (Step(32, 1),))


class Face:
    """One family in one weight, over all of its files; measures and sets texts.

    Of Pillow the plain layout is used, a character at a time. The other one kerns, but only
    where a machine has a certain library, and the same card must be the same picture everywhere.
    """

    def __init__(self, subsets: Sequence[Subset], weight: int, kerning: Mapping[str, int]) -> None:
        fitting = [part for part in subsets if part.lightest <= weight <= part.boldest]
        self._subsets = {char: part for part in reversed(fitting) for char in part.characters}
        self._weight = weight
        self._kerning = kerning
        self._font = cache(self._opened)
        self._glyph = cache(self._drawn)
        self._advance = cache(lambda char: self._font(self._subsets[char], EM).getlength(char))
        # How long a text is, in multiples of its size.
        self.ems = cache(lambda text: sum(self._steps(text)) / EM)

    @property
    def characters(self) -> Set[str]:
        return self._subsets.keys()

    def set(self, canvas: Image.Image, text: str, x: float, baseline: int, size: int) -> float:
        """Sets the text on a canvas of coverage; returns where the pen is then."""
        for char, step in zip(text, self._steps(text), strict=True):
            glyph, left, top = self._glyph(char, size)
            canvas.paste(255, (round(x) + left, baseline + top), glyph)
            x += step * size / EM
        return x

    def _drawn(self, char: str, size: int) -> tuple[Image.Image, int, int]:
        """The picture of a character, and where it lies from the pen on the line."""
        font = self._font(self._subsets[char], size)
        left, top, right, bottom = map(int, font.getbbox(char, anchor="ls"))
        picture = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(picture).text((-left, -top), char, 255, font, anchor="ls")
        return picture, left, top

    def _steps(self, text: str) -> Iterator[float]:
        """How far the pen goes from each character to the next."""
        for char, following in pairwise(f"{text}\0"):
            yield self._advance(char) + self._kerning.get(char + following, 0)

    def _opened(self, subset: Subset, size: int) -> ImageFont.FreeTypeFont:
        data = io.BytesIO(subset.data)
        font = ImageFont.truetype(data, size, layout_engine=ImageFont.Layout.BASIC)
        if subset.lightest < subset.boldest:
            font.set_variation_by_axes([self._weight])
        return font


class Renderer:
    """Keeps what cards have in common: fonts and colours."""

    def __init__(self, materials: Materials) -> None:
        self._colours = materials.colours
        self._faces = {
            (family, weight): Face(materials.subsets(family), weight, kerning)
            for family, kerning in ((SERIF, materials.kerning), (SANS, {}))
            for weight in (BOLD, REGULAR)
        }

    def drawn(self, card: Card) -> bytes:
        """The card as a PNG."""
        picture = Image.new("P", (WIDTH, HEIGHT), 0)
        draw = ImageDraw.Draw(picture)
        draw.rectangle((0, 0, WIDTH, BAR - 1), fill=_INKS[INK][-1])
        draw.rectangle((MARGIN, LINE, WIDTH - MARGIN - 1, LINE + 1), fill=_LINE)
        self._text(picture, SORT, card.kind, MARGIN, KIND)
        _, below = self._text(picture, HEADING, card.title, MARGIN, TITLE)
        if not below:  # the title is in letters that the site has none of
            _, below = self._text(picture, HEADING, card.site, MARGIN, TITLE)
        self._text(picture, RUNNING, card.question, MARGIN, below + 30)
        occasion = " · ".join(filter(None, (card.byline, card.date)))
        self._text(picture, OCCASION, occasion, MARGIN, below + 34)
        self._foot(picture, card)
        picture.putpalette(self._palette(card.tone))
        stream = io.BytesIO()
        # Mostly paper, so runs are all that is worth looking for: a tenth of the usual time.
        picture.save(stream, "PNG", bits=4, compress_level=1, compress_type=zlib.Z_RLE)
        return stream.getvalue()

    def _foot(self, picture: Image.Image, card: Card) -> None:
        """The status, and the site at the other end; without a status, the site alone."""
        begin: float = MARGIN
        if card.status:
            _print(picture, _shape(card.tone), (MARGIN, STATE + 3), TONE)
            end, _ = self._text(picture, STATUS, card.status, MARGIN + 54, STATE)
            face, site = self._settable(WORDMARK, card.site)
            length = math.ceil(face.ems(site) * WORDMARK.steps[0].size)
            begin = max(end + 60, WIDTH - MARGIN - length)
        self._text(picture, WORDMARK, card.site, begin, SITE)

    def _text(
        self, picture: Image.Image, style: Style, text: str, x: float, top: int
    ) -> tuple[float, int]:
        """Sets a text in the largest of its sizes in which it fits, or cut in the smallest.

        Returns where its last line ends, and the baseline of that: 0 if nothing can be set.
        """
        face, shown = self._settable(style, text)
        if not shown:
            return x, 0
        lines, size = fitted(shown, face.ems, WIDTH - MARGIN - x, style.steps)
        coverage, end = Image.new("L", picture.size), x
        for number, line in enumerate(lines):
            baseline = top + round(size * ASCENT) + number * round(size * LEADING)
            end = face.set(coverage, line, x, baseline, size)
        if box := coverage.getbbox():
            _print(picture, coverage.crop(box), box[:2], style.ink)
        return end, baseline

    def _settable(self, style: Style, text: str) -> tuple[Face, str]:
        """The text, in regular letters where there are no bold ones for all of it."""
        wanted, regular = (self._faces[style.family, weight] for weight in (style.weight, REGULAR))
        shown = settable(text, regular.characters)
        return wanted if settable(text, wanted.characters) == shown else regular, shown

    def _palette(self, tone: str) -> list[int]:
        paper, soft = self._colours["paper"], self._colours["soft"]
        inks = {INK: self._colours["ink"], SOFT: soft, TONE: self._colours.get(tone, soft)}
        palette = [*paper]
        for ink, numbers in _INKS.items():
            for part in range(1, len(numbers) + 1):
                share = part / len(numbers)
                pairs = zip(paper, inks[ink], strict=True)
                palette += [round(light + (dark - light) * share) for light, dark in pairs]
        return [*palette, *self._colours["line"]]


def _print(picture: Image.Image, coverage: Image.Image, at: tuple[int, int], ink: str) -> None:
    picture.paste(coverage.point(_ramp(ink), "P"), at)


@cache
def _ramp(ink: str) -> list[int]:
    """For each coverage from 0 to 255 the number of its colour."""
    numbers = [0, *_INKS[ink]]
    return [numbers[round(at / 255 * (len(numbers) - 1))] for at in range(256)]


@cache
def _shape(tone: str) -> Image.Image:
    """The coverage of a shape in a square; a plain ring where the tone has none.

    The shapes of statuses carry their meaning beside word and colour, as on the pages.
    """
    side = _SHAPE * _FINER
    picture = Image.new("L", (side, side), 0)
    draw, square, middle = ImageDraw.Draw(picture), (0, 0, side - 1, side - 1), side / 2
    match tone:
        case "supported":
            draw.ellipse(square, fill=255)
        case "contradicted":  # a diamond with a hole
            hole = side / 12
            for low, high, fill in ((0, side - 1, 255), (middle - hole, middle + hole, 0)):
                corners = [(middle, low), (high, middle), (middle, high), (low, middle)]
                draw.polygon(corners, fill=fill)
        case "unverified":  # a ring of eight dots
            dot = side * 7 / 72
            for x, y in ((1, 0), (_EIGHTH, _EIGHTH), (0, 1), (-_EIGHTH, _EIGHTH)):
                for far in (middle - dot, dot - middle):
                    at_x, at_y = middle + x * far, middle + y * far
                    draw.ellipse((at_x - dot, at_y - dot, at_x + dot, at_y + dot), fill=255)
        case _:
            draw.ellipse(square, outline=255, width=side * 7 // 36)
            if tone == "disputed":  # half of the ring is full
                draw.pieslice(square, 90, 270, fill=255)
    return picture.reduce(_FINER)
