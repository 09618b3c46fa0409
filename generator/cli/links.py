"""`explainer links`: asks whether the sources' pages still answer, and for archived copies."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import click

from generator.cli.options import pass_root, pause_option
from generator.cli.tour import visit_all
from generator.cli.writing import write_all
from generator.core.files import write_whole
from generator.core.text import counted
from generator.data.archive import Archive
from generator.data.project import read_texts, today
from generator.edit.archive_url import with_archive_url
from generator.kinds.loading import load_archive
from generator.kinds.source import Source
from generator.proof.fetch import FetchError, reached
from generator.proof.rate_limit import RateLimit, alternating_hosts
from generator.proof.wayback import SERVICE, archived_copy

REMEMBERED = ".cache/links.json"  # what answered, and when, so that a run can be taken up again
_FRESH = timedelta(days=7)  # for how long an address that answered is not asked again


class _Link(NamedTuple):
    file: str  # of the source
    address: str


@click.command("links")
@click.option("--archive", "is_archive", is_flag=True, help="Ask for archived copies instead.")
@click.option("--again", "is_again", is_flag=True, help="Also ask what answered this week.")
@pause_option("Between two requests to one host.")
@click.option("--service", default="", help="The archive to ask.  [default: archive.org]")
@pass_root
def command(root: Path, is_archive: bool, is_again: bool, pause: float, service: str) -> int:
    """Asks whether the pages of the sources still answer.

    With `--archive` it asks the Wayback Machine for a copy of each and writes `archive_url` into
    the sources that have none. An interrupted run can be taken up again.

    \b
    Examples:
      explainer links
      explainer links --archive
    """
    archive, _ = load_archive(read_texts(root), today())
    if is_archive:
        return _find_copies(root, archive, RateLimit(pause), service or SERVICE)
    return _ask_all(root, archive, RateLimit(pause), is_again=is_again)


def _ask_all(root: Path, archive: Archive, limit: RateLimit, *, is_again: bool) -> int:
    """Asks every address once, but for those that answered lately."""
    memory = _Memory(root / REMEMBERED)
    links = list(_links(archive))
    due = [link for link in links if is_again or not memory.is_fresh(link.address, today())]

    def ask(link: _Link) -> str:
        limit.wait_for(link.address)
        try:
            reached(link.address)
        except FetchError as error:
            return f"{link.file}: {link.address}: {error}"
        memory.keep(link.address, today())
        return ""

    def summary(failures: int) -> str:
        asked = f"{len(due)} asked, {len(links) - len(due)} answered before"
        number = counted(len(links), "address", "addresses")
        return f"{number}: {asked}, {failures} did not answer"

    return visit_all(list(alternating_hosts(due, lambda link: link.address)), ask, summary)


def _find_copies(root: Path, archive: Archive, limit: RateLimit, service: str) -> int:
    """Writes `archive_url` into each source that has an address and an archived copy.

    Each is written as soon as it is found, so that an interrupted run can be taken up again.
    """
    sources = archive.of_kind(Source)
    due = [source for source in sources if source.url and not source.archive_url]
    found: list[str] = []

    def ask(source: Source) -> str:
        limit.wait_for(service)
        near = source.published.earliest if source.published else None
        try:
            copy = archived_copy(str(source.url), near, service)
        except FetchError as error:
            return f"{source.id}: {error}"
        if copy:
            origin = archive.origins[source.id]
            change = with_archive_url(origin, (root / origin.path).read_bytes(), copy)
            if write_all(root, [change]):
                found.append(source.id)
        return ""

    def summary(failures: int) -> str:
        number = counted(len(due), "source")
        return f"{number} without a copy: {len(found)} written, {failures} could not be asked for"

    return visit_all(due, ask, summary)


def _links(archive: Archive) -> Iterator[_Link]:
    for source in archive.of_kind(Source):
        for address in (source.url, source.archive_url):
            if address:
                yield _Link(archive.paths[source.id], str(address))


class _Memory:
    """Which address answered on which day; a damaged file is begun anew."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            known = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            known = {}
        items = known.items() if isinstance(known, dict) else ()
        self._days = {str(address): str(day) for address, day in items}

    def is_fresh(self, address: str, now: date) -> bool:
        try:
            return now - date.fromisoformat(self._days[address]) < _FRESH
        except (KeyError, ValueError):
            return False

    def keep(self, address: str, now: date) -> None:
        self._days[address] = now.isoformat()
        write_whole(self._path, json.dumps(self._days, indent=1, sort_keys=True).encode())
