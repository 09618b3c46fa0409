"""The shapes of statuses, which carry their meaning beside word and colour, as on the pages."""

from collections.abc import Callable

from PIL import Image, ImageDraw

_FINER = 8  # they are drawn larger and then reduced, so that their edges are smooth

Draw = ImageDraw.ImageDraw


def shape(tone: str, size: int) -> Image.Image:
    """The coverage of a shape in a square of this size; a plain ring where the tone has none."""
    side = size * _FINER
    picture = Image.new("L", (side, side), 0)
    _SHAPES.get(tone, _ring)(ImageDraw.Draw(picture), side)
    return picture.reduce(_FINER)


def _disc(draw: Draw, side: int) -> None:
    draw.ellipse((0, 0, side - 1, side - 1), fill=255)


def _ring(draw: Draw, side: int) -> None:
    draw.ellipse((0, 0, side - 1, side - 1), outline=255, width=side * 7 // 36)


def _half(draw: Draw, side: int) -> None:
    _ring(draw, side)
    draw.pieslice((0, 0, side - 1, side - 1), 90, 270, fill=255)


def _diamond(draw: Draw, side: int) -> None:
    """With a hole in its middle."""
    middle, far = side / 2, side - 1
    draw.polygon([(middle, 0), (far, middle), (middle, far), (0, middle)], fill=255)
    low, high = middle - side / 12, middle + side / 12
    draw.polygon([(middle, low), (high, middle), (middle, high), (low, middle)], fill=0)


def _dots(draw: Draw, side: int) -> None:
    """A ring of dots."""
    centre, dot = side / 2, side * 7 / 72
    for x, y in ((1, 0), (0.7071, 0.7071), (0, 1), (-0.7071, 0.7071)):
        for sign in (1, -1):
            at_x, at_y = centre + sign * x * (centre - dot), centre + sign * y * (centre - dot)
            draw.ellipse((at_x - dot, at_y - dot, at_x + dot, at_y + dot), fill=255)


_SHAPES: dict[str, Callable[[Draw, int], None]] = {
    "supported": _disc,
    "disputed": _half,
    "contradicted": _diamond,
    "unverified": _dots,
}
