"""Products: all that is made of one record, or for one list, and how it is kept."""

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.cache import Store
from generator.packed import AtRest, Lines, Packed, packed
from generator.site.page_context import Making
from generator.site.search import Found, SearchFiles
from generator.site.site import Asset, PackedPage, Page, packed_page, page_in
from generator.site.citation_statistics import Soundness
from generator.spool import Spool
from generator.traces import Kept, Memo, Task

Rows = Mapping[str, Lines]  # by the name of the file of all records; none that are empty


class Written(NamedTuple):
    """What is written of a record before the files are made that stand beside its page."""

    page: Page
    rows: Rows


class Product(NamedTuple):
    pages: tuple[PackedPage, ...]
    found: tuple[Found, ...]  # by what readers find each of the pages
    assets: Mapping[str, Packed]  # files beside them, by path
    soundness: Soundness | None  # of a record
    rows: Rows  # of a record


ProductTask = Task[Making, Product]


def product_of(
    pages: Iterable[tuple[Page, Found]],
    assets: Iterable[Asset] = (),
    soundness: Soundness | None = None,
    rows: Rows | None = None,
) -> Product:
    """What was made, to be kept; one page after the other, because some products have many."""
    at_rest = [(packed_page(page), found) for page, found in pages]
    return Product(
        tuple(page for page, _ in at_rest),
        tuple(found for _, found in at_rest),
        {asset.path: packed(asset.data) for asset in assets},
        soundness,
        rows or {},
    )


class KeptProducts:
    """What earlier builds made, of which only time is saved."""

    def __init__(self, store: Store | None = None, spool: Spool | None = None) -> None:
        self.of_records = Kept("product", encoded, decoded, store, spool)
        # Made from those of records, too:
        self.others = Kept("product", encoded, decoded, store, spool)
        self.search = SearchFiles()
        self.derived = Memo()

    @property
    def made(self) -> list[str]:
        """The names of what was made anew."""
        return self.of_records.made + self.others.made


_json = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def encoded(product: Product) -> bytes:
    """A product as bytes: one line of JSON, and after it what lies at rest."""
    of_pages: list[AtRest] = [one for page in product.pages for one in page[-2:]]
    words = [one.words for one in product.found]
    wholes = [
        one.whole for one in (*of_pages, *words, *product.assets.values(), *product.rows.values())
    ]
    head = [
        [len(one) for one in wholes],
        [page[:-2] for page in product.pages],
        [one.entry for one in product.found],
        [*product.assets],
        product.soundness,
        [*product.rows],
    ]
    line = _json(head).encode(errors="surrogatepass")
    return b"".join([line, b"\n", *wholes])


def decoded(data: bytes, spool: Spool) -> Product:
    end = data.index(b"\n") + 1
    sizes, pages, entries, paths, its_soundness, rows = json.loads(data[:end])
    numbers = iter(spool.put(data[end:], sizes))
    texts = (Packed(spool, number) for number in numbers)
    lines = (Lines(spool, number) for number in numbers)
    return Product(
        tuple(page_in(page, next(texts), next(texts)) for page in pages),
        tuple(Found(entry, next(lines)) for entry in entries),
        {path: next(texts) for path in paths},
        Soundness(*its_soundness) if its_soundness else None,
        {name: next(lines) for name in rows},
    )
