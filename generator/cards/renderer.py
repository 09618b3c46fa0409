"""Drawing a card: the same words and the same materials give the same picture, byte for byte.

A card is a picture of 12 colours. Its texts are first drawn as coverage, how much of a pixel is
letter, and that is then turned into one of a few steps from paper to ink.
"""

import io
import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw

from generator.cards.card import HEIGHT, WIDTH, Card
from generator.cards.face import Face
from generator.cards.layout import Block, Step, fitted, settable, shortened
from generator.cards.materials import Materials
from generator.cards.shapes import shape

MARGIN = 76
MEASURE = WIDTH - 2 * MARGIN
REGULAR, BOLD = 400, 600

BAR = 16  # at the upper edge
KIND, TITLE, LINE, FOOT = 100, 132, 506, 574  # baselines and edges, from above
STEPS = (Step(88, 2), Step(72, 3), Step(60, 4), Step(52, 4), Step(46, 4))
LEADING = 1.13
QUESTION = (Step(40, 4), Step(34, 4))

SERIF, SANS = "Serif", "Sans"

# The colours of the picture: paper; then each ink in steps, the last of them the ink itself.
INK, SOFT, TONE = "ink", "soft", "tone"
_INKS = {INK: range(1, 5), SOFT: range(5, 8), TONE: range(8, 11)}
_LINE = 11


Picture = Image.Image


@dataclass(frozen=True, slots=True)
class Style:
    family: str
    weight: int
    ink: str
    size: int = 0  # in pixels; none where the text decides


HEADING = Style(SERIF, BOLD, INK)
RUNNING = Style(SERIF, REGULAR, SOFT)
SORT = Style(SANS, BOLD, SOFT, 32)
OCCASION = Style(SANS, REGULAR, SOFT, 34)
STATUS = Style(SANS, BOLD, TONE, 42)
WORDMARK = Style(SERIF, BOLD, INK, 32)


class Renderer:
    """Keeps what cards have in common: fonts, shapes, and the ground that they stand on."""

    def __init__(self, materials: Materials) -> None:
        self._colours = materials.colours
        self._faces = {
            (family, weight): Face(materials.subsets(family), weight, kerning)
            for family, kerning in ((SERIF, materials.kerning), (SANS, {}))
            for weight in (BOLD, REGULAR)
        }
        self._ground = _ground()
        self._shape = cache(shape)

    def drawn(self, card: Card) -> bytes:
        """The card as a PNG."""
        picture = self._ground.copy()
        self._line(picture, SORT, card.kind, MARGIN, KIND)
        below = self._block(picture, HEADING, card.title, STEPS, TITLE)
        if not below:  # the title is in letters that the site has none of
            below = self._block(picture, HEADING, card.site, STEPS, TITLE)
        self._block(picture, RUNNING, card.question, QUESTION, below + 30)
        occasion = " · ".join(filter(None, (card.byline, card.date)))
        self._line(picture, OCCASION, occasion, MARGIN, below + 62)
        self._foot(picture, card)
        picture.putpalette(self._palette(card.tone))
        stream = io.BytesIO()
        # Mostly paper, so runs are all that is worth looking for: a tenth of the usual time.
        picture.save(stream, "PNG", bits=4, compress_level=1, compress_type=zlib.Z_RLE)
        return stream.getvalue()

    def _foot(self, picture: Picture, card: Card) -> None:
        """The status, and the site at the other end; without a status, the site alone."""
        begin: float = MARGIN
        if card.status:
            _print(picture, self._shape(card.tone, 36), (MARGIN, FOOT - 31), TONE)
            end = self._line(picture, STATUS, card.status, MARGIN + 54, FOOT)
            face, site = self._settable(WORDMARK, card.site)
            length = math.ceil(face.ems(site) * WORDMARK.size)
            begin = max(end + 60, WIDTH - MARGIN - length)
        self._line(picture, WORDMARK, card.site, begin, FOOT)

    def _line(self, picture: Picture, style: Style, text: str, x: float, baseline: int) -> float:
        """Sets a line, cut if it must be; returns where it ends."""
        face, shown = self._settable(style, text)
        line = shortened(shown, face.ems, (WIDTH - MARGIN - x) / style.size)
        return _set(picture, face, Block((line,), style.size), x, baseline, style.ink)

    def _block(
        self, picture: Picture, style: Style, text: str, steps: Sequence[Step], top: int
    ) -> int:
        """Sets lines; returns the baseline of the last, 0 if nothing can be set."""
        face, shown = self._settable(style, text)
        if not shown:
            return 0
        block = fitted(shown, face.ems, MEASURE, steps)
        baseline = top + round(block.size * 0.82)
        _set(picture, face, block, MARGIN, baseline, style.ink)
        return baseline + (len(block.lines) - 1) * round(block.size * LEADING)

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


def _ground() -> Image.Image:
    """What all cards stand on."""
    ground = Image.new("P", (WIDTH, HEIGHT), 0)
    draw = ImageDraw.Draw(ground)
    draw.rectangle((0, 0, WIDTH, BAR - 1), fill=_INKS[INK][-1])
    draw.rectangle((MARGIN, LINE, WIDTH - MARGIN - 1, LINE + 1), fill=_LINE)
    return ground


def _set(picture: Picture, face: Face, block: Block, x: float, baseline: int, ink: str) -> float:
    """Sets lines below each other; returns where the last one ends."""
    coverage, end = Image.new("L", picture.size), x
    for at, line in enumerate(block.lines):
        below = at * round(block.size * LEADING)
        end = face.set(coverage, line, x, baseline + below, block.size)
    if box := coverage.getbbox():
        _print(picture, coverage.crop(box), box[:2], ink)
    return end


def _print(picture: Picture, coverage: Image.Image, at: tuple[int, int], ink: str) -> None:
    picture.paste(coverage.point(_ramp(ink), "P"), at)


@cache
def _ramp(ink: str) -> list[int]:
    """For each coverage from 0 to 255 the number of its colour."""
    numbers = [0, *_INKS[ink]]
    return [numbers[round(at / 255 * (len(numbers) - 1))] for at in range(256)]
