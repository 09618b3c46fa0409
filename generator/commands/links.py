"""`explainer links`: asks whether the sources' pages still answer, and for archived copies."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import click

from generator.commands.exits import Exit
from generator.commands.writing import end_unfinished, write_all
from generator.core.text import counted
from generator.data.archive import Archive, Origin
from generator.data.project import read_texts, today
from generator.data.records import Source
from generator.edit.transaction import Change
from generator.kinds.loading import load_archive
from generator.proof.fetch import LIMITS, FetchError, Limits, reached
from generator.proof.rate_limit import PAUSE, Turns, by_turns
from generator.proof.wayback import SERVICE, archived_copy

REMEMBERED = ".cache/links.json"  # what answered, and when, so that a run can be taken up again
FRESH = timedelta(days=7)  # for how long an address that answered is not asked again


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Link:
    source: str
    address: str


def run(
    root: Path,
    *,
    is_again: bool = False,
    pause: float = PAUSE,
    limits: Limits = LIMITS,
    is_shown: bool = False,
) -> int:
    """Asks every address once; one that answered within a week is asked only with `is_again`."""
    archive, _ = load_archive(read_texts(root), today())
    memory = _Memory(root / REMEMBERED)
    links = list(_links(archive))
    due = [one for one in links if is_again or not memory.is_fresh(one.address, today())]
    turns, failures = Turns(pause), list[str]()

    def ask(link: _Link) -> None:
        turns.wait_for(link.address)
        try:
            reached(link.address, limits)
        except FetchError as error:
            path = archive.paths[link.source]
            failures.append(f"{path}: {link.address}: {error}")
        else:
            memory.keep(link.address, today())

    def tell() -> None:
        for failure in sorted(failures):
            click.echo(failure)
        click.echo(
            f"{counted(len(links), 'address', 'addresses')}: {len(due)} asked, "
            f"{len(links) - len(due)} answered before, {len(failures)} did not answer",
            err=True,
        )

    _round(list(by_turns(due, lambda one: one.address)), ask, tell, is_shown)
    return Exit.BAD_DATA if failures else Exit.FINE


def run_archive(
    root: Path,
    *,
    pause: float = PAUSE,
    service: str = "",
    limits: Limits = LIMITS,
    is_shown: bool = False,
) -> int:
    """Writes `archive_url` into each source that has an address and an archived copy.

    Each is written as soon as it is found, so that an interrupted run can be taken up again.
    """
    archive, _ = load_archive(read_texts(root), today())
    if not end_unfinished(root):
        return Exit.BAD_DATA
    asked = service or SERVICE
    due = [one for one in archive.of_kind(Source) if one.url and not one.archive_url]
    turns, failures, found = Turns(pause), list[str](), list[str]()

    def ask(source: Source) -> None:
        turns.wait_for(asked)
        near = source.published.earliest if source.published else None
        try:
            copy = archived_copy(str(source.url), near, asked, limits)
        except FetchError as error:
            failures.append(f"{source.id}: {error}")
            return
        if copy and _write(root, archive.origins[source.id], copy):
            found.append(source.id)

    def tell() -> None:
        for failure in failures:
            click.echo(failure)
        click.echo(
            f"{counted(len(due), 'source')} without a copy: {len(found)} written, "
            f"{len(failures)} could not be asked for",
            err=True,
        )

    _round(due, ask, tell, is_shown)
    return Exit.BAD_DATA if failures else Exit.FINE


def _round(
    things: list[T], ask: Callable[[T], None], tell: Callable[[], None], is_shown: bool
) -> None:
    """Asks for one thing after another; what was done is told after an interrupt, too."""
    try:
        for number, thing in enumerate(things, start=1):
            _progress(f"[{number}/{len(things)}]", is_shown)
            ask(thing)
    finally:
        _progress("", is_shown)
        tell()


def _progress(line: str, is_shown: bool) -> None:
    if is_shown:
        click.echo(f"\r\x1b[K{line}", err=True, nl=False)


def _links(archive: Archive) -> Iterator[_Link]:
    for source in archive.of_kind(Source):
        for address in (source.url, source.archive_url):
            if address:
                yield _Link(source.id, str(address))


def _write(root: Path, origin: Origin, copy: str) -> bool:
    """Puts `archive_url` on a line of its own below `url`; all else stays byte for byte."""
    data = (root / origin.path).read_bytes()
    lines = data.splitlines(keepends=True)
    at = origin.at("url").end_line
    ending = b"\r\n" if lines[at - 1].endswith(b"\r\n") else b"\n"
    if not lines[at - 1].endswith(b"\n"):
        lines[at - 1] += ending
    lines.insert(at, f"archive_url: {copy}".encode() + ending)
    return write_all(root, [Change(origin.path, data, b"".join(lines))])


@dataclass(slots=True)
class _Memory:
    """Which address answered on which day; a damaged file is begun anew."""

    path: Path
    _days: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        try:
            known = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            known = {}
        if isinstance(known, dict):
            self._days = {str(key): str(value) for key, value in known.items()}

    def is_fresh(self, address: str, now: date) -> bool:
        try:
            return now - date.fromisoformat(self._days[address]) < FRESH
        except (KeyError, ValueError):
            return False

    def keep(self, address: str, now: date) -> None:
        self._days[address] = now.isoformat()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_suffix(".part")
        part.write_text(json.dumps(self._days, indent=1, sort_keys=True), encoding="utf-8")
        part.replace(self.path)
