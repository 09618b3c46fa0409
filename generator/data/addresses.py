"""Every address of a site that others may rely on, told from its records alone.

Nothing is rendered for it, so that each check can afford it; a test holds it against what is built.
An address is written from the site's home on: `/claims/half-an-hour-by-plane/`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from generator.core.diagnostics import Span
from generator.core.text import is_id
from generator.data.archive import Archive
from generator.data.kinds import KINDS, Kind, kind_of
from generator.data.records import AnyRecord

FORM = re.compile(r"/(?:\w[\w.-]*/)*(?:\w[\w.-]*)?")


@dataclass(frozen=True, slots=True)
class Companion:
    """A file beside the page of each record of some kinds, which moves along with the record."""

    form: str  # of its address: `/{section}/{id}.json`
    kinds: tuple[str, ...] = ()  # none given: all
    is_made: Callable[[AnyRecord], bool] = lambda _record: True

    def address(self, kind: Kind, id: str) -> str:
        return self.form.format(section=kind.section, id=id)


def _has_changes(record: AnyRecord) -> bool:
    return bool(record.changes)


# What is published beside the page of a record, and beside all pages: one line each.
COMPANIONS: tuple[Companion, ...] = (
    Companion("/{section}/{id}/data.json"),
    Companion("/{section}/{id}/changes.atom", ("talk", "claim"), _has_changes),
    Companion("/{section}/{id}/changes.json", ("talk", "claim"), _has_changes),
    Companion("/{section}/{id}/embed/", ("claim",)),
)
FILES: tuple[str, ...] = (
    "/CITATION.cff",
    "/changes.atom",
    "/changes.json",
    "/data.json",
    *(f"/data/{name}.csv" for name in ("claims", "sources", "statements", "talks")),
    "/data/claim-reviews.json",
    "/datapackage.json",
    *(f"/schema/{kind.id}.json" for kind in KINDS),
    "/schema/data.json",
    "/schema/explainer.json",
    *(f"/schema/yaml/{kind.id}.json" for kind in KINDS),
    "/schema/yaml/explainer.json",
    "/schema/yaml/ids.json",
    "/talks.ics",
    "/timeline/embed/",
)

# The lists that are not of one kind of record. The further pages of a list that has grown long
# are no address to rely on: what stands on them changes with each new record.
LISTS = ("/timeline/", "/who-said-what/", "/topics/", "/changes/", "/data/", "/health/")


@dataclass(frozen=True, slots=True)
class Move:
    """An old address and where it leads."""

    before: str
    now: str
    span: Span  # where it was written


def addresses(archive: Archive) -> frozenset[str]:
    """Where something is, or will be once an embargo is over; old addresses are not among them."""
    return frozenset(_made(archive))


def _made(archive: Archive) -> Iterator[str]:
    own = archive.derived.of_each("addresses", archive.records, _own_addresses)
    yield from chain.from_iterable(own.values())
    yield from (f"/{kind.section}/" for kind in KINDS)
    yield from LISTS
    yield from FILES
    if archive.explainer is not None:
        yield from (f"/topics/{topic}/" for topic in archive.explainer.topics)
    for page in archive.content:
        yield page_address(page.path)


def _own_addresses(record: AnyRecord) -> tuple[str, ...]:
    if record.draft or not is_id(record.id):
        return ()
    return tuple(record_addresses(record, record.id))


def record_addresses(record: AnyRecord, id: str) -> Iterator[str]:
    """The address of a record's page and of what lies beside it, under an id of now or before."""
    kind = kind_of(record)
    yield f"/{kind.section}/{id}/"
    for companion in companions_of(kind):
        if companion.is_made(record):
            yield companion.address(kind, id)


def companions_of(kind: Kind) -> Iterator[Companion]:
    return (one for one in COMPANIONS if not one.kinds or kind.id in one.kinds)


def page_address(path: str) -> str:
    """The address of a page that is written by hand, by its path below `content/`."""
    stem = path.removesuffix(".md")
    return f"/{stem.removesuffix('index')}" if f"/{stem}".endswith("/index") else f"/{stem}/"


def moves(archive: Archive) -> Iterator[Move]:
    """Every old address as it was written down; `now` may have moved on, too."""
    for record in archive.records.values():
        if record.draft or not is_id(record.id):
            continue
        origin = archive.origins[record.id]
        for index, former in enumerate(record.formerly):
            if not origin.is_sound("formerly", index):
                continue
            span = origin.at("formerly", index)
            pairs = zip(
                record_addresses(record, former), record_addresses(record, record.id), strict=True
            )
            yield from (Move(before, now, span) for before, now in pairs)
    for page in archive.content:
        for index, former in enumerate(page.formerly):
            yield Move(former, page_address(page.path), page.origin.at("formerly", index))
    if archive.explainer is not None and archive.explainer_origin is not None:
        for before, now in archive.explainer.moved.items():
            yield Move(before, now, archive.explainer_origin.key_at("moved", before))


def ends(archive: Archive, made: frozenset[str]) -> Mapping[str, str]:
    """Every old address and where it leads in the end; those that lead nowhere are left out."""
    following = {move.before: move.now for move in moves(archive)}
    found = {}
    for before, first in following.items():
        now, seen = first, {before}
        while now not in made and now in following and now not in seen:
            seen.add(now)
            now = following[now]
        if now in made and before not in made:
            found[before] = now
    return found
