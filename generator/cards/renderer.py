"""Drawing a card: the same words and the same materials give the same picture, byte for byte.

A card is a picture of 16 colours. Its texts are first drawn as coverage, how much of a pixel is
letter, and that is then made into one of a few steps from paper to ink.
"""

import io
import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
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

SERIF, SANS = "Serif", "Sans"

# The colours of the picture: paper; then each ink in steps, the last of them the ink itself.
INK, SOFT, TONE = "ink", "soft", "tone"
_LEVELS = {INK: 4, SOFT: 3, TONE: 3}
_LAST = dict(zip(_LEVELS, accumulate(_LEVELS.values()), strict=True))
_LINE = 1 + sum(_LEVELS.values())

Box = tuple[int, int, int, int]


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


class Studio:
    """Keeps what cards have in common: fonts, letters, shapes, and the sheet they are drawn on."""

    def __init__(self, materials: Materials) -> None:
        self._colours = materials.colours
        self._faces = {
            family: {
                weight: Face(materials.subsets(family), weight, kerning)
                for weight in (BOLD, REGULAR)
            }
            for family, kerning in ((SERIF, materials.kerning), (SANS, {}))
        }
        self._sheet = Sheet()
        self._shape = cache(shape)

    def drawn(self, card: Card) -> bytes:
        """The card as a PNG."""
        self._sheet.clear()
        self._line(SORT, card.kind, MARGIN, KIND)
        below = self._block(HEADING, card.title, STEPS, TITLE)
        if not below:  # the title is in letters that the site has none of
            below = self._block(HEADING, card.site, STEPS, TITLE)
        if card.question:
            self._block(RUNNING, card.question, QUESTION, below + 30)
        occasion = " · ".join(filter(None, (card.byline, card.date)))
        self._line(OCCASION, occasion, MARGIN, below + 62)
        self._foot(card)
        return self._sheet.png(self._palette(card.tone))

    def _foot(self, card: Card) -> None:
        """The status, and the site at the other end; without a status, the site alone."""
        begin: float = MARGIN
        if card.status:
            self._sheet.picture(self._shape(card.tone, 36), MARGIN, FOOT - 31, TONE)
            end = self._line(STATUS, card.status, MARGIN + 54, FOOT)
            face, site = self._settable(WORDMARK, card.site)
            whole = math.ceil(face.ems(site) * WORDMARK.size)
            begin = max(end + 60, WIDTH - MARGIN - whole)
        self._line(WORDMARK, card.site, begin, FOOT)

    def _line(self, style: "Style", text: str, x: float, baseline: int) -> float:
        """Sets a line, cut if it must be; returns where it ends."""
        face, shown = self._settable(style, text)
        line = shortened(shown, face.ems, (WIDTH - MARGIN - x) / style.size)
        return self._sheet.line(face, line, x, baseline, style.size, style.ink)

    def _block(self, style: "Style", text: str, steps: Sequence[Step], top: int) -> int:
        """Sets lines; returns the baseline of the last, 0 if nothing can be set."""
        face, shown = self._settable(style, text)
        if not shown:
            return 0
        block = fitted(shown, face.ems, MEASURE, steps)
        return self._sheet.block(face, block.lines, top, block.size, style.ink)

    def _settable(self, style: "Style", text: str) -> tuple[Face, str]:
        """The text, in regular letters where there are no bold ones for all of it."""
        faces = self._faces[style.family]
        wanted = settable(text, faces[style.weight].characters)
        regular = settable(text, faces[REGULAR].characters)
        return (faces[style.weight], wanted) if wanted == regular else (faces[REGULAR], regular)

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

    def line(self, face: Face, text: str, x: float, baseline: int, size: int, ink: str) -> float:
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
