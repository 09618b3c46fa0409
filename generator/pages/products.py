"""Products: what is made of one record or for one list, and taken up again while it would be the
same.

A product is kept under the digest of all that it was made from: the generator and what all pages
have in common (the epoch), its task, and everything that it read. What it will read is not known
before it is made, but it was noted when it was made last. Those notes are no more than a guess:
whatever they say, a product that is found under their digest was made when just these things were
read and had just these digests, and making it again would read them again and come to the same.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from generator.cache import Store, key_of
from generator.pages.making import Making
from generator.pages.reads import Digests, Notes, noted
from generator.pages.search import Entry, Found
from generator.pages.site import Asset, Crumb, Page
from generator.pages.soundness import Soundness


class Product(NamedTuple):
    pages: tuple[Page, ...]
    found: tuple[Found, ...]  # by what readers find each of the pages
    assets: tuple[Asset, ...] = ()
    soundness: Soundness | None = None  # of a record


class Task(NamedTuple):
    name: str  # no two tasks of a site have the same, and a build has it again for the same thing
    make: Callable[[Making], Product]
    given: str = ""  # what the task is about, beside what it reads


class Kept:
    """What was made before: by this process in its last build, by others in the store."""

    def __init__(self, store: Store | None = None) -> None:
        self._store = store
        self._notes: dict[str, Sequence[str]] = {}
        self._products: dict[bytes, Product] = {}

    def notes(self, names: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """What each task read when it was made last, as far as that is known."""
        unknown = {key_of("notes", name): name for name in names if name not in self._notes}
        for key, data in self._stored(unknown):
            self._notes[unknown[key]] = tuple(data.decode().split(_PARTED))
        return self._notes

    def products(self, keys: Iterable[bytes]) -> Mapping[bytes, Product]:
        unknown = [key for key in keys if key not in self._products]
        return {**self._products, **{key: decoded(data) for key, data in self._stored(unknown)}}

    def put(self, name: str, notes: Sequence[str], key: bytes, product: Product) -> None:
        is_new = self._notes.get(name) != notes
        self._notes[name] = notes
        if self._store is not None:
            self._store.put(key, encoded(product))
            if is_new:
                self._store.put(key_of("notes", name), _PARTED.join(notes).encode())

    def forget_all_but(self, products: Mapping[bytes, Product]) -> None:
        """Of this process's memory; the store has a measure of its own."""
        self._products = dict(products)

    def _stored(self, keys: Iterable[bytes]) -> Iterable[tuple[bytes, bytes]]:
        return self._store.get_many(keys).items() if self._store is not None else ()


_PARTED = "\0"  # is neither in a path nor in any text of a record


def products_of(
    tasks: Sequence[Task], making: Making, epoch: bytes, kept: Kept
) -> Mapping[bytes, Product]:
    """The product of each task, in their order, under the key of all that it was made from."""
    digests = Digests(making)
    notes = kept.notes(task.name for task in tasks)
    keys = [
        _key(epoch, task, notes[task.name], digests) if task.name in notes else b""
        for task in tasks
    ]
    known = kept.products(key for key in keys if key)
    done: dict[bytes, Product] = {}
    for task, key in zip(tasks, keys, strict=True):
        if key in known:
            done[key] = known[key]
        else:
            read: Notes = {}
            product = task.make(noted(making, read))
            names = tuple(read)
            its_key = _key(epoch, task, names, digests)
            kept.put(task.name, names, its_key, product)
            done[its_key] = product
    return done


def _key(epoch: bytes, task: Task, names: Sequence[str], digests: Digests) -> bytes:
    read = b"".join([digests[name] for name in names])
    return key_of("product", epoch, task.name, task.given, _PARTED.join(names), read)


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
    ]
    return b"".join([json.dumps(head).encode(), b"\n", *texts])


def decoded(data: bytes) -> Product:
    at = data.index(b"\n") + 1
    sizes, pages, found, paths, its_soundness = json.loads(data[:at])
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
        tuple(Found(_entry(Entry(*entry)), words) for entry, words in found),
        tuple(Asset(*one) for one in zip(paths, texts[2 * len(pages) :], strict=True)),
        Soundness(*its_soundness) if its_soundness else None,
    )


# JSON has lists where tuples were.


def _page(page: Page, body: str, matter: str) -> Page:
    crumbs = tuple(Crumb(*crumb) for crumb in page.crumbs)
    return page._replace(crumbs=crumbs, body=body, matter=matter)


def _entry(entry: Entry) -> Entry:
    return entry._replace(also=tuple(entry.also), status=tuple(entry.status))
