"""`explainer snapshot`: makes fingerprints of sources, from files or from their addresses."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from generator.checks import quotes
from generator.commands.exits import Exit
from generator.commands.writing import complain, end_unfinished, write_all
from generator.core.suggestions import did_you_mean
from generator.core.text import counted
from generator.data.archive import Archive
from generator.data.loading import load_archive
from generator.data.project import read_texts, today
from generator.data.quotations import proof_of, quotations
from generator.data.records import Source
from generator.edit.transaction import Change
from generator.proof.extract import UnreadableError, extracted
from generator.proof.fetch import LIMITS, FetchError, Limits, fetched
from generator.proof.fingerprint import FOLDER, Covers, Fingerprint, fingerprint_of, serialised
from generator.proof.proof import State
from generator.proof.rate_limit import PAUSE, Turns, by_turns
from generator.report.formats import FORMATS
from generator.report.paint import PLAIN, Paint

_LEAST = 20  # words that a page on the web has at least, if it is the page and not a wall before it
_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".md": "text/plain",
}


class _NoTextError(Exception):
    """No text of the source was to be had; the words are meant for an editor."""


def run(root: Path, id: str, target: str, *, is_excerpt: bool = False, paint: Paint = PLAIN) -> int:
    """Makes the fingerprint of one source, from a file or an address, or else from its own."""
    archive, _ = load_archive(read_texts(root), today())
    source = archive.records.get(id)
    if not isinstance(source, Source):
        sources = [one.id for one in archive.of_kind(Source)]
        complain(f"there is no source `{id}`; {did_you_mean(id, sources, 'write it first')}")
        return Exit.WRONG_USAGE
    target = target or str(source.url or "")
    if not target:
        complain(f"`{id}` has no address; name a file or an address")
        return Exit.WRONG_USAGE
    try:
        text = _text_at(target, LIMITS) if _is_address(target) else _text_in(Path(target))
        made = _made(id, text, Covers.EXCERPT if is_excerpt else Covers.WHOLE)
    except OSError as error:
        complain(f"{target}: {error.strerror}; nothing was written")
        return Exit.WRONG_USAGE
    except _NoTextError as error:
        complain(f"{target}: {error}; nothing was written")
        return Exit.BAD_DATA
    if not end_unfinished(root) or not _written(root, id, made):
        return Exit.BAD_DATA
    return _told(root, archive, id, made, paint)


def run_all(
    root: Path, *, pause: float = PAUSE, limits: Limits = LIMITS, is_shown: bool = False
) -> int:
    """Makes the fingerprint of every source that has an address and no fingerprint yet.

    Each is written as soon as it is made, so that an interrupted run can be taken up again.
    """
    archive, _ = load_archive(read_texts(root), today())
    if not end_unfinished(root):
        return Exit.BAD_DATA
    with_address = [one for one in archive.of_kind(Source) if one.url]
    wanted = [one for one in with_address if one.id not in archive.fingerprints]
    tour = _Tour(root, archive, limits, Turns(pause))
    turns = by_turns(wanted, lambda one: str(one.url))
    try:
        for number, source in enumerate(turns, start=1):
            _progress(f"[{number}/{len(wanted)}] {source.id}", is_shown)
            tour.visit(source)
    finally:  # after an interrupt, too, the editor is told what was done
        _progress("", is_shown)
        for failure in tour.failures:
            click.echo(failure)
        click.echo(
            f"{counted(tour.number, 'fingerprint')} written, "
            f"{len(with_address) - len(wanted)} there already, "
            f"{counted(len(tour.failures), 'source')} could not be read",
            err=True,
        )
    return Exit.BAD_DATA if tour.failures else Exit.FINE


@dataclass(slots=True)
class _Tour:
    """A round of all sources: what was written so far, and what failed."""

    root: Path
    archive: Archive
    limits: Limits
    turns: Turns
    number: int = 0
    failures: list[str] = field(default_factory=list)

    def visit(self, source: Source) -> None:
        reasons: list[str] = []
        for address in filter(None, (source.url, source.archive_url)):
            try:
                self._snap(source.id, str(address))
                return
            except _NoTextError as error:
                reasons.append(f"{address}: {error}")
        self.failures.append(f"{source.id}: {'; '.join(reasons)}")

    def _snap(self, id: str, address: str) -> None:
        self.turns.wait_for(address)
        made = _made(id, _text_at(address, self.limits), Covers.WHOLE)
        proven, number = _quotations_proven(self.archive, id, made)
        if number and not proven:
            # More likely a wall, a notice or another page than an editor who made it all up.
            raise _NoTextError(f"holds none of the {counted(number, 'quotation')} from it")
        if not _written(self.root, id, made):
            raise _NoTextError("its fingerprint could not be written")
        self.number += 1


def _is_address(target: str) -> bool:
    return "://" in target


def _text_at(address: str, limits: Limits) -> str:
    try:
        page = fetched(address, limits)
    except FetchError as error:
        raise _NoTextError(str(error)) from error
    text = _extracted(page.data, page.content_type)
    number = len(text.split())
    if number < _LEAST:
        raise _NoTextError(f"the page has only {counted(number, 'word')}")
    return text


def _text_in(path: Path) -> str:
    return _extracted(path.read_bytes(), _TYPES.get(path.suffix.lower(), ""))


def _extracted(data: bytes, content_type: str) -> str:
    try:
        return extracted(data, content_type)
    except UnreadableError as error:
        raise _NoTextError(str(error)) from error


def _made(id: str, text: str, covers: Covers) -> Fingerprint:
    made = fingerprint_of(id, text, today(), covers)
    if not made.words:
        raise _NoTextError("there are no words in it")
    return made


def _written(root: Path, id: str, made: Fingerprint) -> bool:
    path = root / FOLDER / f"{id}.txt"
    before = path.read_bytes() if path.exists() else None
    return write_all(root, [Change(f"{FOLDER}{id}.txt", before, serialised(made).encode())])


def _quotations_proven(archive: Archive, id: str, made: Fingerprint) -> tuple[int, int]:
    """How many quotations of the source are proven by this fingerprint, and of how many."""
    then = replace(archive, fingerprints={id: made})
    taken = [one.words for one in quotations(archive) if one.source == id]
    return sum(proof_of(then, id, words) is State.PROVEN for words in taken), len(taken)


def _told(root: Path, archive: Archive, id: str, made: Fingerprint, paint: Paint) -> int:
    """Tells what was written, and prints the quotations that are shown to be wrong now."""
    then = replace(archive, fingerprints={id: made})
    found = list(quotes.check(then))
    sources = {one.path: one.text for one in read_texts(root)} if found else {}
    click.echo(FORMATS["full"](found, sources, paint), nl=False)
    proven, number = _quotations_proven(archive, id, made)
    click.echo(
        f"wrote {FOLDER}{id}.txt: {counted(made.words, 'word')}; "
        f"{proven} of {counted(number, 'quotation')} from it proven",
        err=True,
    )
    return Exit.BAD_DATA if found else Exit.FINE


def _progress(line: str, is_shown: bool) -> None:
    if is_shown:
        click.echo(f"\r\x1b[K{line}", err=True, nl=False)
