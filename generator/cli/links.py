"""`explainer links`: asks whether the sources' pages still answer, and for archived copies."""

import json
from datetime import timedelta

import click
from pydantic import TypeAdapter

from generator.cli.shell import Project, flag, url_option
from generator.cli.visits import RateLimit, alternating_hosts, pause_option, visit_all
from generator.core.files import write_whole
from generator.core.text import counted
from generator.data.archive import Origin
from generator.data.project import today
from generator.edit.file_changes import FileChange
from generator.kinds.source import Source
from generator.proof.fetch import WAYBACK, archived_copy, reached

REMEMBERED = ".cache/links.json"  # what answered, and when, so that a run can be taken up again
_ANSWERED = TypeAdapter(dict[str, str])  # the day on which each address answered
_FRESH = 7  # days for which an address that answered is not asked again


@click.command("links")
@flag("--archive", "is_archive", help="Ask for archived copies instead.")
@flag("--again", "is_again", help="Also ask what answered this week.")
@pause_option(help="Pause between two requests to one host.")
@url_option("--service", help="The archive to ask.  [default: archive.org]")
@click.pass_obj
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
    try:
        answered = _ANSWERED.validate_json(path.read_bytes())
    except (OSError, ValueError):
        answered = {}  # a damaged file is begun anew
    fresh = {(now - timedelta(days=age)).isoformat() for age in range(_FRESH)}
    links = {
        f"{project.archive.paths[source.id]}: {address}": str(address)
        for source in project.archive.of_kind(Source)
        for address in (source.url, source.archive_url)
        if address
    }
    due = {
        name: address
        for name, address in links.items()
        if is_again or answered.get(address) not in fresh
    }

    def ask(address: str) -> None:
        limit.wait_for(address)
        reached(address)
        answered[address] = now.isoformat()
        write_whole(path, json.dumps(answered, indent=1, sort_keys=True).encode())

    def summary(failures: int) -> str:
        asked = f"{len(due)} asked, {len(links) - len(due)} answered before"
        number = counted(len(links), "address", "addresses")
        return f"{number}: {asked}, {failures} did not answer"

    return visit_all(alternating_hosts(due, str), ask, summary)


def _find_copies(project: Project, limit: RateLimit, service: str) -> int:
    """Writes `archive_url` into each source that has an address and an archived copy.

    Each is written as soon as it is found, so that an interrupted run can be taken up again.
    """
    sources = project.archive.of_kind(Source)
    due = {source.id: source for source in sources if source.url and not source.archive_url}
    found: list[str] = []

    def ask(source: Source) -> None:
        limit.wait_for(service)
        near = source.published.earliest if source.published else None
        if copy := archived_copy(str(source.url), near, service):
            project.write(_with_archive_url(project.archive.origins[source.id], copy))
            found.append(source.id)

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
