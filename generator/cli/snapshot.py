"""`explainer snapshot`: makes fingerprints of sources, from files or from their addresses."""

from dataclasses import replace
from pathlib import Path

import click

from generator.checks import quotes
from generator.cli.shell import Exit, Project, StopError, flag, print_findings
from generator.cli.visits import RateLimit, alternating_hosts, pause_option, visit_all
from generator.core.files import bytes_of
from generator.core.suggestions import did_you_mean
from generator.core.text import counted
from generator.data.archive import Archive
from generator.data.project import today
from generator.data.quotations import quotations
from generator.edit.file_changes import FileChange
from generator.kinds.source import Source
from generator.proof.extract import text_at, text_in
from generator.proof.fetch import UnreadableError
from generator.proof.fingerprint import FOLDER, Covers, Fingerprint, fingerprint_of, serialised
from generator.proof.proof import State, proof


@click.command("snapshot")
@click.argument("source", required=False, default="")
@click.argument("target", metavar="[FILE|URL]", required=False, default="")
@flag("--excerpt", "is_excerpt", help="The text is only a part of the source.")
@flag("--all", "is_all", help="Every source that has an address and no fingerprint.")
@pause_option(help="Pause between two requests to one host, with `--all`.")
@click.pass_obj
def command(
    project: Project, source: str, target: str, is_excerpt: bool, is_all: bool, pause: float
) -> int:
    """Makes the fingerprint that proves quotations from SOURCE.

    The text is read from a file (HTML, plain text, PDF) or an address; without either from the
    address of the source itself. Only hashes of it are kept.

    \b
    Examples:
      explainer snapshot tass-2022-02-28 saved-page.html
      explainer snapshot tass-2022-02-28 https://example.org/archived-copy
      explainer snapshot --all
    """
    if is_all == bool(source):
        raise click.UsageError("name one source, or give `--all`")
    if is_all and is_excerpt:
        raise click.UsageError("`--excerpt` goes with one source")
    if is_all:
        return _snap_all(project, RateLimit(pause))
    return _snap_one(project, source, target, Covers.EXCERPT if is_excerpt else Covers.WHOLE)


def _snap_one(project: Project, id: str, target: str, covers: Covers) -> int:
    source = project.archive.records.get(id)
    if not isinstance(source, Source):
        sources = [known.id for known in project.archive.of_kind(Source)]
        raise StopError(f"there is no source `{id}`; {did_you_mean(id, sources, 'write it first')}")
    target = target or str(source.url or "")
    if not target:
        raise StopError(f"`{id}` has no address; name a file or an address")
    try:
        text = text_at(target) if "://" in target else text_in(Path(target))
        fingerprint = _fingerprint(id, text, covers)
    except OSError as error:
        raise StopError(f"{target}: {error.strerror}; nothing was written") from error
    except UnreadableError as error:
        raise StopError(f"{target}: {error}; nothing was written", Exit.BAD_DATA) from error
    _write(project, fingerprint)
    return _report(project, fingerprint)


def _snap_all(project: Project, limit: RateLimit) -> int:
    """Makes the fingerprint of every source that has an address and no fingerprint yet.

    Each is written as soon as it is made, so that an interrupted run can be taken up again.
    """
    known = project.archive.fingerprints
    with_address = [source for source in project.archive.of_kind(Source) if source.url]
    wanted = {source.id: source for source in with_address if source.id not in known}
    written: list[str] = []

    def visit(source: Source) -> None:
        reasons: list[str] = []
        for address in filter(None, (source.url, source.archive_url)):
            limit.wait_for(str(address))
            try:
                fingerprint = _fingerprint(source.id, text_at(str(address)), Covers.WHOLE)
                _assert_likely(project.archive, fingerprint)
            except UnreadableError as error:
                reasons.append(f"{address}: {error}")
            else:
                _write(project, fingerprint)
                written.append(source.id)
                return
        raise UnreadableError("; ".join(reasons))

    def summary(failures: int) -> str:
        number = f"{counted(len(written), 'fingerprint')} written"
        there = f"{len(with_address) - len(wanted)} there already"
        return f"{number}, {there}, {counted(failures, 'source')} could not be read"

    in_turn = alternating_hosts(wanted, lambda source: str(source.url))
    return visit_all(in_turn, visit, summary)


def _fingerprint(id: str, text: str, covers: Covers) -> Fingerprint:
    fingerprint = fingerprint_of(id, text, today(), covers)
    if not fingerprint.words:
        raise UnreadableError("there are no words in it")
    return fingerprint


def _assert_likely(archive: Archive, fingerprint: Fingerprint) -> None:
    """A page with no quotation of several is more likely a wall, a notice or another page than
    the source of an editor who invented them all."""
    proven, number = _quotations_proven(archive, fingerprint)
    if number and not proven:
        raise UnreadableError(f"holds none of the {counted(number, 'quotation')} from it")


def _write(project: Project, fingerprint: Fingerprint) -> None:
    path = f"{FOLDER}{fingerprint.source}.txt"
    before = bytes_of(project.root / path)
    project.write(FileChange(path, before, serialised(fingerprint).encode()))


def _quotations_proven(archive: Archive, fingerprint: Fingerprint) -> tuple[int, int]:
    """How many quotations of the source are proven by this fingerprint, and of how many."""
    taken = [found.words for found in quotations(archive) if found.source == fingerprint.source]
    return sum(proof(words, fingerprint).state is State.PROVEN for words in taken), len(taken)


def _report(project: Project, fingerprint: Fingerprint) -> int:
    """Tells what was written, and prints the quotations that are shown to be wrong now."""
    id, archive = fingerprint.source, project.archive
    found = list(quotes.check(replace(archive, fingerprints={id: fingerprint})))
    print_findings(found, project.texts, "full")
    proven, number = _quotations_proven(archive, fingerprint)
    click.echo(
        f"wrote {FOLDER}{id}.txt: {counted(fingerprint.words, 'word')}; "
        f"{proven} of {counted(number, 'quotation')} from it proven",
        err=True,
    )
    return Exit.BAD_DATA if found else Exit.FINE
