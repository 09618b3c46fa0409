"""A face: one family in one weight, over all of its files; measures and sets texts."""

import io
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any

from PIL import ImageFont

from generator.cards.materials import Kerning, Subset

EM = 1000  # the size at which characters are measured

Glyph = tuple[Any, int, int]  # its picture, and where it lies from the pen on the line


class Face:
    """Characters are measured and drawn once, and then only set: that is what makes cards quick.

    Of Pillow the plain layout is used. The other one kerns, but only where a machine has a
    certain library, and the same card must be the same picture everywhere.
    """

    def __init__(self, subsets: Sequence[Subset], weight: int, kerning: Kerning) -> None:
        self._subsets = [one for one in subsets if one.lightest <= weight <= one.boldest]
        self._weight = weight
        self._kerning = kerning
        self._advances: dict[str, float] = {}
        self._glyphs: dict[tuple[str, int], Glyph] = {}
        self._font = cache(self._opened)
        self.ems = cache(self._ems)  # how long a text is, in multiples of its size

    @cached_property
    def characters(self) -> frozenset[str]:
        return frozenset().union(*(one.characters for one in self._subsets))

    def _ems(self, text: str) -> float:
        return sum(self._steps(text)) / EM

    def set(self, canvas: Any, text: str, x: float, baseline: int, size: int) -> float:
        """Sets the text on a canvas of coverage; returns where the pen is then."""
        for char, step in zip(text, self._steps(text), strict=True):
            picture, left, top = self._glyph(char, size)
            if picture is not None:
                wide, high = picture.size
                at_x, at_y = round(x) + left, baseline + top
                canvas.paste(255, (at_x, at_y, at_x + wide, at_y + high), picture)
            x += step * size / EM
        return x

    def _steps(self, text: str) -> Iterator[float]:
        """How far the pen goes from each character to the next."""
        for char, following in zip(text, f"{text}\0"[1:], strict=True):
            yield self._advance(char) + self._kerning.get(char, _NONE).get(following, 0)

    def _advance(self, char: str) -> float:
        if char not in self._advances:
            self._advances[char] = self._font(self._subset(char), EM).getlength(char)
        return self._advances[char]

    def _glyph(self, char: str, size: int) -> Glyph:
        if (char, size) not in self._glyphs:
            font = self._font(self._subset(char), size)
            picture, (left, top) = font.getmask2(char, "L", anchor="ls")
            is_blank = not all(picture.size)
            self._glyphs[char, size] = (None if is_blank else picture, left, top)
        return self._glyphs[char, size]

    def _subset(self, char: str) -> int:
        return next(at for at, one in enumerate(self._subsets) if char in one.characters)

    def _opened(self, subset: int, size: int) -> ImageFont.FreeTypeFont:
        one = self._subsets[subset]
        font = ImageFont.truetype(io.BytesIO(one.data), size, layout_engine=ImageFont.Layout.BASIC)
        if one.lightest < one.boldest:
            font.set_variation_by_axes([self._weight])
        return font


_NONE: Mapping[str, int] = {}
