"""What a kind of record is called: in the data, on the site, and in a sentence."""

from typing import NamedTuple


class KindNames(NamedTuple):
    id: str
    plural: str
    folder: str  # below `site-data/`
    section: str  # of the site

    @property
    def label(self) -> str:
        """As a heading."""
        return self.plural.capitalize()
