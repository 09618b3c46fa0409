"""Drawing a card: the same words and the same materials give the same picture, byte for byte.

A card is a picture of 16 colours. Its texts are first drawn as coverage, how much of a pixel is
letter, and that is then made into one of a few steps from paper to ink.
"""

import io
import zlib
from functools import cache
from itertools import accumulate

from PIL import Image, ImageDraw

from generator.cards.card import HEIGHT, WIDTH, Card
from generator.cards.face import Face
from generator.cards.layout import Step, fitted, shortened
from generator.cards.materials import RGB, Materials
from generator.cards.shapes import shape
from generator.cards.wording import settable

MARGIN = 76
MEASURE = WIDTH - 2 * MARGIN
REGULAR, BOLD = 400, 600

BAR = 16  # at the upper edge
KIND, TITLE, LINE, FOOT = 100, 132, 506, 574  # baselines and edges, from above
STEPS = (Step(88, 2), Step(72, 3), Step(60, 4), Step(52, 4), Step(46, 4))
LEADING = 1.13
QUESTION = (Step(40, 4), Step(34, 4))

# The colours of the picture: paper; then each ink in steps, the last of them the ink itself.
INK, SOFT, TONE = "ink", "soft", "tone"
_LEVELS = {INK: 4, SOFT: 3, TONE: 3}
_LAST = dict(zip(_LEVELS, accumulate(_LEVELS.values()), strict=True))
_LINE = 1 + sum(_LEVELS.values())

Box = tuple[int, int, int, int]


class Studio:
    """Keeps what cards have in common: fonts, letters, shapes, and the ground that they stand on."""

    def __init__(self, materials: Materials) -> None:
        serif, sans = materials.subsets("Serif"), materials.subsets("Sans")
        self._colours = materials.colours
        self._serif = {weight: Face(serif, weight, materials.kerning) for weight in (BOLD, REGULAR)}
        self._sans = {weight: Face(sans, weight, {}) for weight in (BOLD, REGULAR)}
        self._sheet = Sheet()
        self._shape = cache(shape)

    def drawn(self, card: Card) -> bytes:
        """The card as a PNG."""
        sheet = self._sheet
        sheet.clear()
        self._line(sheet, self._sans, card.kind, MARGIN, KIND, 32, SOFT)
        below = self._title(sheet, card)
        if card.question:
            self._question(sheet, card.question, below + 30)
        else:
            occasion = " · ".join(filter(None, (card.byline, card.date)))
            self._line(sheet, self._sans, occasion, MARGIN, below + 62, 34, SOFT, REGULAR)
        self._foot(sheet, card)
        return sheet.png(self._palette(card.tone))

    def _title(self, sheet: "Sheet", card: Card) -> int:
        """Sets the title; returns the baseline of its last line."""
        face, text = self._settable(self._serif, card.title)
        if not text:  # in letters that the site has none of
            face, text = self._settable(self._serif, card.site)
        block = fitted(text, face.ems, MEASURE, STEPS)
        return sheet.block(face, block.lines, TITLE, block.size, INK)

    def _question(self, sheet: "Sheet", question: str, top: int) -> None:
        face, text = self._settable(self._serif, question, REGULAR)
        block = fitted(text, face.ems, MEASURE, QUESTION)
        sheet.block(face, block.lines, top, block.size, SOFT)

    def _foot(self, sheet: "Sheet", card: Card) -> None:
        """The status, and the site at the other end; without a status, the site alone."""
        begin: float = MARGIN
        if card.status:
            sheet.picture(self._shape(card.tone, 36), MARGIN, FOOT - 31, TONE)
            end = self._line(sheet, self._sans, card.status, MARGIN + 54, FOOT, 42, TONE)
            face, text = self._settable(self._serif, card.site)
            begin = max(end + 60, WIDTH - MARGIN - face.ems(text) * 32)
        self._line(sheet, self._serif, card.site, begin, FOOT, 32, INK)

    def _line(
        self,
        sheet: "Sheet",
        family: dict[int, Face],
        text: str,
        x: float,
        baseline: int,
        size: int,
        ink: str,
        weight: int = BOLD,
    ) -> float:
        face, shown = self._settable(family, text, weight)
        most = (WIDTH - MARGIN - x) / size
        line = shortened(shown, face.ems, most)
        return sheet.line(face, line, x, baseline, size, ink)

    def _settable(
        self, family: dict[int, Face], text: str, weight: int = BOLD
    ) -> tuple[Face, str]:
        """The text, in regular letters where there are no bold ones for all of it."""
        bold = settable(text, family[weight].characters)
        regular = settable(text, family[REGULAR].characters)
        return (family[weight], bold) if bold == regular else (family[REGULAR], regular)

    def _palette(self, tone: str) -> list[int]:
        colours = self._colours
        paper = colours["paper"]
        inks = {INK: colours["ink"], SOFT: colours["soft"]}
        inks[TONE] = colours.get(tone, colours["soft"])
        palette = list(paper)
        for name, levels in _LEVELS.items():
            for level in range(1, levels + 1):
                palette += _mixed(paper, inks[name], level / levels)
        return [*palette, *colours["line"]]


class Sheet:
    """What cards are drawn on, one after the other: memory that is asked for anew costs time."""

    def __init__(self) -> None:
        self._ground = _ground()
        self._picture = self._ground.copy()  # in numbers of colours
        self._coverage = Image.new("L", (WIDTH, HEIGHT), 0)  # empty but while something is set

    def clear(self) -> None:
        self._picture.paste(self._ground)

    def line(
        self, face: Face, text: str, x: float, baseline: int, size: int, ink: str
    ) -> float:
        """Sets one line; returns where it ends."""
        if not text:
            return x
        end = face.set(self._coverage.im, text, x, baseline, size)
        self._apply((int(x) - 8, baseline - size, int(end) + 8, baseline + size // 2), ink)
        return end

    def block(self, face: Face, lines: tuple[str, ...], top: int, size: int, ink: str) -> int:
        """Sets lines below each other; returns the baseline of the last."""
        leading = round(size * LEADING)
        baseline = top + round(size * 0.82)
        for at, line in enumerate(lines):
            face.set(self._coverage.im, line, MARGIN, baseline + at * leading, size)
        last = baseline + (len(lines) - 1) * leading
        self._apply((0, top - size // 4, WIDTH, last + size // 2), ink)
        return last

    def picture(self, coverage: Image.Image, x: int, y: int, ink: str) -> None:
        box = (x, y, x + coverage.width, y + coverage.height)
        self._coverage.paste(coverage, box)
        self._apply(box, ink)

    def png(self, palette: list[int]) -> bytes:
        """Mostly paper, so runs are all that is worth looking for: a tenth of the usual time."""
        self._picture.putpalette(palette)
        stream = io.BytesIO()
        self._picture.save(stream, "PNG", bits=4, compress_level=1, compress_type=zlib.Z_RLE)
        return stream.getvalue()

    def _apply(self, box: Box, ink: str) -> None:
        left, top, right, bottom = box
        inside = (max(left, 0), max(top, 0), min(right, WIDTH), min(bottom, HEIGHT))
        self._picture.paste(self._coverage.crop(inside).point(_RAMPS[ink], "P"), inside)
        self._coverage.paste(0, inside)


def _ground() -> Image.Image:
    """What all cards stand on."""
    ground = Image.new("P", (WIDTH, HEIGHT), 0)
    draw = ImageDraw.Draw(ground)
    draw.rectangle((0, 0, WIDTH, BAR - 1), fill=_LAST[INK])
    draw.rectangle((MARGIN, LINE, WIDTH - MARGIN - 1, LINE + 1), fill=_LINE)
    return ground


def _mixed(paper: RGB, ink: RGB, part: float) -> list[int]:
    return [round(p + (i - p) * part) for p, i in zip(paper, ink, strict=True)]


def _ramp(ink: str) -> list[int]:
    """For each coverage from 0 to 255 the number of its colour."""
    levels = _LEVELS[ink]
    first = _LAST[ink] - levels
    return [first + level if (level := round(at / 255 * levels)) else 0 for at in range(256)]


_RAMPS = {ink: _ramp(ink) for ink in _LEVELS}
