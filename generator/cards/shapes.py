"""The shapes of statuses, which carry their meaning beside word and colour, as on the pages."""

from PIL import Image, ImageDraw

_FINER = 8  # they are drawn larger and then reduced, so that their edges are smooth
_EIGHTH = 0.7071  # the sine and cosine of an eighth of a circle


def shape(tone: str, size: int) -> Image.Image:
    """The coverage of a shape in a square of this size; a plain ring where the tone has none."""
    side = size * _FINER
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
