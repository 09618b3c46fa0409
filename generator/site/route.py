"""What a route is: an address of the site, and what makes what stands there."""

from collections.abc import Callable
from dataclasses import dataclass

from generator.data.paths import address
from generator.data.records import Record
from generator.query.context import PageContext
from generator.site.site import Page

INDEX = "index.html"  # what a server gives for the address of a folder


@dataclass(frozen=True, slots=True)
class PageRoute:
    path: str  # in the Markdown tree
    make: Callable[[PageContext], Page]

    @property
    def address(self) -> str:
        return f"/{address(self.path)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRoute:
    path: str
    make: Callable[[PageContext], bytes]
    # What is there only where the site's own address is known is no address to rely on.
    needs_site_url: bool = False

    @property
    def address(self) -> str:
        return f"/{self.path.removesuffix(INDEX)}"


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file beside the page of each record that has it, which moves along with the record."""

    path: str  # below the address of the page
    make: Callable[[PageContext, Record, str], bytes]  # for this folder: former addresses, too
    is_made: Callable[[Record], bool] = lambda _record: True
    needs_site_url: bool = False

    def address(self, section: str, id: str) -> str:
        return f"/{section}/{id}/{self.path.removesuffix(INDEX)}"
