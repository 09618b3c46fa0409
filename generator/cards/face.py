"""A face: one family in one weight, over all of its files; measures and sets texts."""

import io
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

from generator.cards.materials import Subset

EM = 1000  # the size at which characters are measured


class Face:
    """Of Pillow the plain layout is used, a character at a time. The other one kerns, but only
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
        self.ems = cache(self._ems)  # how long a text is, in multiples of its size

    @property
    def characters(self) -> Set[str]:
        return self._subsets.keys()

    def _ems(self, text: str) -> float:
        return sum(self._steps(text)) / EM

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
