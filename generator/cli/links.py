"""`explainer links`: asks whether the sources' pages still answer, and for archived copies."""

import json
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import click

from generator.cli.project import Project, pass_project
from generator.cli.visits import RateLimit, alternating_hosts, pause_option, visit_all
from generator.core.files import write_whole
from generator.core.text import counted
from generator.data.archive import Origin
from generator.data.project import today
from generator.edit.file_changes import FileChange
from generator.kinds.source import Source
from generator.proof.fetch import WAYBACK, FetchError, archived_copy, reached

REMEMBERED = ".cache/links.json"  # what answered, and when, so that a run can be taken up again
_FRESH = 7  # days for which an address that answered is not asked again


class _Link(NamedTuple):
    file: str  # of the source
    address: str


@click.command("links")
@click.option("--archive", "is_archive", is_flag=True, help="Ask for archived copies instead.")
@click.option("--again", "is_again", is_flag=True, help="Also ask what answered this week.")
@pause_option(help="Between two requests to one host.")
@click.option("--service", default="", help="The archive to ask.  [default: archive.org]")
@pass_project
def command(project: Project, is_archive: bool, is_again: bool, pause: float, service: str) -> int:
    """Asks whether the pages of the sources still answer.

    With `--archive` it asks the Wayback Machine for a copy of each and writes `archive_url` into
    the sources that have none. An interrupted run can be taken up again.

    \b
    Examples:
      explainer links
      explainer links --archive
    """
    if is_archive:
        return _find_copies(project, RateLimit(pause), service or WAYBACK)
    return _ask_all(project, RateLimit(pause), is_again=is_again)


def _ask_all(project: Project, limit: RateLimit, *, is_again: bool) -> int:
    """Asks every address once, but for those that answered lately."""
    path, now = project.root / REMEMBERED, today()
    answered = _answered(path)
    fresh = {(now - timedelta(days=age)).isoformat() for age in range(_FRESH)}
    links = [
        _Link(project.archive.paths[source.id], str(address))
        for source in project.archive.of_kind(Source)
        for address in (source.url, source.archive_url)
        if address
    ]
    due = [link for link in links if is_again or answered.get(link.address) not in fresh]

    def ask(link: _Link) -> str:
        limit.wait_for(link.address)
        try:
            reached(link.address)
        except FetchError as error:
            return f"{link.file}: {link.address}: {error}"
        answered[link.address] = now.isoformat()
        write_whole(path, json.dumps(answered, indent=1, sort_keys=True).encode())
        return ""

    def summary(failures: int) -> str:
        asked = f"{len(due)} asked, {len(links) - len(due)} answered before"
        number = counted(len(links), "address", "addresses")
        return f"{number}: {asked}, {failures} did not answer"

    return visit_all(alternating_hosts(due, lambda link: link.address), ask, summary)


def _find_copies(project: Project, limit: RateLimit, service: str) -> int:
    """Writes `archive_url` into each source that has an address and an archived copy.

    Each is written as soon as it is found, so that an interrupted run can be taken up again.
    """
    sources = project.archive.of_kind(Source)
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
            project.write(_with_archive_url(project.archive.origins[source.id], copy))
            found.append(source.id)
        return ""

    def summary(failures: int) -> str:
        number = counted(len(due), "source")
        return f"{number} without a copy: {len(found)} written, {failures} could not be asked for"

    return visit_all(due, ask, summary)


def _with_archive_url(origin: Origin, copy: str) -> FileChange:
    """Puts `archive_url` on a line of its own below `url`; all else stays byte for byte."""
    lines = origin.data.splitlines(keepends=True)
    at = origin.at("url").end_line
    ending = b"\r\n" if lines[at - 1].endswith(b"\r\n") else b"\n"
    if not lines[at - 1].endswith(b"\n"):
        lines[at - 1] += ending
    lines.insert(at, f"archive_url: {copy}".encode() + ending)
    return FileChange(origin.path, origin.data, b"".join(lines))


def _answered(path: Path) -> dict[str, str]:
    """Which address answered on which day; a damaged file is begun anew."""
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    items = known.items() if isinstance(known, dict) else ()
    return {address: str(day) for address, day in items}
