"""The shapes of statuses, which carry their meaning beside word and colour, as on the pages."""

from collections.abc import Callable

from PIL import Image, ImageDraw

_FINER = 8  # they are drawn larger and then reduced, so that their edges are smooth

Draw = ImageDraw.ImageDraw


def shape(tone: str, size: int) -> Image.Image:
    """The coverage of a shape in a square of this size; a plain ring where the tone has none."""
    whole = size * _FINER
    picture = Image.new("L", (whole, whole), 0)
    _SHAPES.get(tone, _ring)(ImageDraw.Draw(picture), whole)
    return picture.reduce(_FINER)


def _disc(draw: Draw, whole: int) -> None:
    draw.ellipse((0, 0, whole - 1, whole - 1), fill=255)


def _ring(draw: Draw, whole: int) -> None:
    draw.ellipse((0, 0, whole - 1, whole - 1), outline=255, width=whole * 7 // 36)


def _half(draw: Draw, whole: int) -> None:
    _ring(draw, whole)
    draw.pieslice((0, 0, whole - 1, whole - 1), 90, 270, fill=255)


def _diamond(draw: Draw, whole: int) -> None:
    middle, far = whole / 2, whole - 1
    draw.polygon([(middle, 0), (far, middle), (middle, far), (0, middle)], fill=255)
    hole = whole / 12
    draw.polygon(
        [(middle, middle - hole), (middle + hole, middle), (middle, middle + hole),
         (middle - hole, middle)],
        fill=0,
    )  # fmt: skip


def _dots(draw: Draw, whole: int) -> None:
    """A ring of dots."""
    centre, dot = whole / 2, whole * 7 / 72
    for x, y in _ON_A_CIRCLE:
        at_x, at_y = centre + x * (centre - dot), centre + y * (centre - dot)
        draw.ellipse((at_x - dot, at_y - dot, at_x + dot, at_y + dot), fill=255)


_ON_A_CIRCLE = (
    (1, 0), (0.7071, 0.7071), (0, 1), (-0.7071, 0.7071),
    (-1, 0), (-0.7071, -0.7071), (0, -1), (0.7071, -0.7071),
)  # fmt: skip

_SHAPES: dict[str, Callable[[Draw, int], None]] = {
    "supported": _disc,
    "disputed": _half,
    "contradicted": _diamond,
    "unverified": _dots,
}
