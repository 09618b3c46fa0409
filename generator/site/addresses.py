"""Every address of a site that others may rely on, told from its records alone.

Nothing is rendered for it, so that each check can afford it; a test holds it against what is built.
An address is written from the site's home on: `/claims/half-an-hour-by-plane/`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.core.diagnostics import Span
from generator.core.text import is_id
from generator.data.archive import Archive
from generator.data.paths import address, topic_path
from generator.data.records import Record
from generator.site import routes
from generator.site.site import RecordFile

FORM = re.compile(r"/(?:\w[\w.-]*/)*(?:\w[\w.-]*)?")


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
    for record in archive.records.values():
        if not record.draft and is_id(record.id):
            yield from record_addresses(record, record.id)
    yield from (route.address for route in routes.FILES if not route.needs_site_url)
    topics = archive.explainer.topics if archive.explainer else ()
    content = (page.path for page in archive.content)
    for path in (*routes.PAGES, *map(topic_path, topics), *content):
        yield f"/{address(path)}"


def record_addresses(record: Record, id: str) -> Iterator[str]:
    """The address of a record's page and of what lies beside it, under an id of now or before."""
    section = record.KIND.section
    yield f"/{section}/{id}/"
    for file in lasting_files():
        if file.is_made(record):
            yield file.address(section, id)


def lasting_files() -> Iterator[RecordFile]:
    """What lies beside pages of records, at addresses that others may rely on."""
    return (file for file in routes.RECORD_FILES if not file.needs_site_url)


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
            yield Move(former, f"/{address(page.path)}", page.origin.at("formerly", index))
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
