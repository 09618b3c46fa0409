"""Products: all that is made of one record, or for one list, and how it is kept."""

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.cache import Store
from generator.model.views import Lines
from generator.packed import Packed, packed, packed_in
from generator.pages.making import Making
from generator.pages.search import Found, SearchFiles
from generator.pages.site import Asset, Crumb, PackedPage, Page, packed_page
from generator.pages.soundness import Soundness
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
    pages: Iterable[Page],
    found: Iterable[Found],
    assets: Iterable[Asset] = (),
    soundness: Soundness | None = None,
    rows: Rows | None = None,
) -> Product:
    """What was made, to be kept."""
    return Product(
        tuple(map(packed_page, pages)),
        tuple(found),
        {asset.path: packed(asset.data) for asset in assets},
        soundness,
        rows or {},
    )


class KeptProducts:
    """What earlier builds made, of which only time is saved."""

    def __init__(self, store: Store | None = None) -> None:
        self.of_records = Kept("product", encoded, decoded, store)
        self.others = Kept("product", encoded, decoded, store)  # made from those of records, too
        self.search = SearchFiles()
        self.derived = Memo()

    @property
    def made(self) -> list[str]:
        """The names of what was made anew."""
        return self.of_records.made + self.others.made


_json = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def encoded(product: Product) -> bytes:
    """A product as bytes: one line of JSON, and after it what is packed."""
    of_pages = [one for page in product.pages for one in page[-2:]]
    texts = [one.whole for one in (*of_pages, *product.assets.values())]
    head = [
        [len(one) for one in texts],
        [page[:-2] for page in product.pages],
        product.found,
        [*product.assets],
        product.soundness,
        {name: [lines.digest.hex(), *lines] for name, lines in product.rows.items()},
    ]
    line = _json(head).encode(errors="surrogatepass")
    return b"".join([line, b"\n", *texts])


def decoded(data: bytes) -> Product:
    at = data.index(b"\n") + 1
    sizes, pages, found, paths, its_soundness, rows = json.loads(data[:at])
    texts = []
    for size in sizes:
        texts.append(packed_in(data[at : at + size]))
        at += size
    return Product(
        tuple(_page(*page, *texts[2 * at : 2 * at + 2]) for at, page in enumerate(pages)),
        tuple(Found(*one) for one in found),
        dict(zip(paths, texts[2 * len(pages) :], strict=True)),
        Soundness(*its_soundness) if its_soundness else None,
        {name: Lines(its).known_by(bytes.fromhex(digest)) for name, (digest, *its) in rows.items()},
    )


# JSON has lists where tuples were.


def _page(*its: object) -> PackedPage:
    page = PackedPage(*its)  # type: ignore[arg-type]
    return page._replace(crumbs=tuple(Crumb(*crumb) for crumb in page.crumbs))
