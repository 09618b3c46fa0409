"""A card as a value: the words that stand on the picture of a page."""

from typing import NamedTuple

WIDTH, HEIGHT = 1200, 630  # pixels, as the places where pages are shared ask for


class Card(NamedTuple):
    """What is empty is left out."""

    site: str  # whose card it is, as in the masthead
    title: str
    kind: str = ""  # `Claim · Factual`
    status: str = ""  # in words
    tone: str = ""  # of the status: its colour, a name of the palette, and its shape
    byline: str = ""  # who said or published it, or where it was
    date: str = ""
    question: str = ""  # below the title, on the card of the site as a whole
