"""Products: all that is made of one record, or for one list, and how it is kept."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from generator.cache import Store
from generator.pages.making import Making
from generator.pages.search import Found, SearchFiles
from generator.pages.site import Asset, Crumb, Page
from generator.pages.soundness import Soundness
from generator.traces import Kept, Memo, Task


class Product(NamedTuple):
    pages: tuple[Page, ...]
    found: tuple[Found, ...]  # by what readers find each of the pages
    assets: tuple[Asset, ...] = ()
    soundness: Soundness | None = None  # of a record
    rows: Mapping[str, tuple[str, ...]] = {}  # of a record, by the name of the file of all records


ProductTask = Task[Making, Product]


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


def encoded(product: Product) -> bytes:
    """A product as bytes: one line of JSON, and after it the long texts as they are."""
    texts: list[bytes] = []
    for page in product.pages:
        texts += [page.body.encode(), page.matter.encode()]
    texts += [asset.data for asset in product.assets]
    head = [
        [len(one) for one in texts],
        [page._replace(body="", matter="") for page in product.pages],
        product.found,
        [asset.path for asset in product.assets],
        product.soundness,
        product.rows,
    ]
    return b"".join([json.dumps(head).encode(), b"\n", *texts])


def decoded(data: bytes) -> Product:
    at = data.index(b"\n") + 1
    sizes, pages, found, paths, its_soundness, rows = json.loads(data[:at])
    texts = []
    for size in sizes:
        texts.append(data[at : at + size])
        at += size
    bodies, matters = texts[: 2 * len(pages) : 2], texts[1 : 2 * len(pages) : 2]
    return Product(
        tuple(
            _page(Page(*page), body.decode(), matter.decode())
            for page, body, matter in zip(pages, bodies, matters, strict=True)
        ),
        tuple(Found(*one) for one in found),
        tuple(Asset(*one) for one in zip(paths, texts[2 * len(pages) :], strict=True)),
        Soundness(*its_soundness) if its_soundness else None,
        {name: tuple(its) for name, its in rows.items()},
    )


# JSON has lists where tuples were.


def _page(page: Page, body: str, matter: str) -> Page:
    crumbs = tuple(Crumb(*crumb) for crumb in page.crumbs)
    return page._replace(crumbs=crumbs, body=body, matter=matter)
