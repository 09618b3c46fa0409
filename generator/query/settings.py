"""What a site knows from outside its data."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Settings:
    repository: str = ""  # for links that edit a page or report an error; empty: no such links
    site_url: str = ""  # where the site will stand, for links that leave it
    today: date = date.max  # the day for which it is built
    is_preview: bool = False  # shows what is held back too, and marks it
    has_cards: bool = True  # pages name their cards, which somebody draws
