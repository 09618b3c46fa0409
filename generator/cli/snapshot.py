"""`explainer snapshot`: makes fingerprints of sources, from files or from their addresses."""

from dataclasses import replace
from pathlib import Path

import click

from generator.checks import quotes
from generator.cli.options import pass_root, pause_option
from generator.cli.printing import print_findings
from generator.cli.shell import Exit, complain
from generator.cli.tour import visit_all
from generator.cli.writing import write_all
from generator.core.files import bytes_of
from generator.core.suggestions import did_you_mean
from generator.core.text import counted
from generator.data.archive import Archive
from generator.data.project import read_texts, today
from generator.data.quotations import proof_of, quotations
from generator.data.records import Source
from generator.edit.file_changes import FileChange
from generator.kinds.loading import load_archive
from generator.proof.fingerprint import FOLDER, Covers, Fingerprint, fingerprint_of, serialised
from generator.proof.proof import State
from generator.proof.rate_limit import RateLimit, alternating_hosts
from generator.proof.texts import NoTextError, text_at, text_in


@click.command("snapshot")
@click.argument("source", required=False, default="")
@click.argument("target", metavar="[FILE|URL]", required=False, default="")
@click.option(
    "--excerpt", "is_excerpt", is_flag=True, help="The text is only a part of the source."
)
@click.option(
    "--all", "is_all", is_flag=True, help="Every source that has an address and no fingerprint."
)
@pause_option("Between two requests to one host, with `--all`.")
@pass_root
def command(
    root: Path, source: str, target: str, is_excerpt: bool, is_all: bool, pause: float
) -> int:
    """Makes the fingerprint of SOURCE, by which quotations from it are proven.

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
    archive, _ = load_archive(read_texts(root), today())
    if is_all:
        return _snap_all(root, archive, RateLimit(pause))
    return _snap_one(root, archive, source, target, Covers.EXCERPT if is_excerpt else Covers.WHOLE)


def _snap_one(root: Path, archive: Archive, id: str, target: str, covers: Covers) -> int:
    source = archive.records.get(id)
    if not isinstance(source, Source):
        sources = [known.id for known in archive.of_kind(Source)]
        complain(f"there is no source `{id}`; {did_you_mean(id, sources, 'write it first')}")
        return Exit.WRONG_USAGE
    target = target or str(source.url or "")
    if not target:
        complain(f"`{id}` has no address; name a file or an address")
        return Exit.WRONG_USAGE
    try:
        text = text_at(target) if "://" in target else text_in(Path(target))
        fingerprint = _fingerprint(id, text, covers)
    except OSError as error:
        complain(f"{target}: {error.strerror}; nothing was written")
        return Exit.WRONG_USAGE
    except NoTextError as error:
        complain(f"{target}: {error}; nothing was written")
        return Exit.BAD_DATA
    if not _write(root, id, fingerprint):
        return Exit.BAD_DATA
    return _report(root, archive, id, fingerprint)


def _snap_all(root: Path, archive: Archive, limit: RateLimit) -> int:
    """Makes the fingerprint of every source that has an address and no fingerprint yet.

    Each is written as soon as it is made, so that an interrupted run can be taken up again.
    """
    with_address = [source for source in archive.of_kind(Source) if source.url]
    wanted = [source for source in with_address if source.id not in archive.fingerprints]
    written: list[str] = []

    def visit(source: Source) -> str:
        reasons: list[str] = []
        for address in filter(None, (source.url, source.archive_url)):
            limit.wait_for(str(address))
            try:
                _snap(root, archive, source.id, str(address))
            except NoTextError as error:
                reasons.append(f"{address}: {error}")
            else:
                written.append(source.id)
                return ""
        return f"{source.id}: {'; '.join(reasons)}"

    def summary(failures: int) -> str:
        number = f"{counted(len(written), 'fingerprint')} written"
        there = f"{len(with_address) - len(wanted)} there already"
        return f"{number}, {there}, {counted(failures, 'source')} could not be read"

    return visit_all(
        list(alternating_hosts(wanted, lambda source: str(source.url))), visit, summary
    )


def _snap(root: Path, archive: Archive, id: str, address: str) -> None:
    fingerprint = _fingerprint(id, text_at(address), Covers.WHOLE)
    proven, number = _quotations_proven(archive, id, fingerprint)
    if number and not proven:
        # More likely a wall, a notice or another page than an editor who made it all up.
        raise NoTextError(f"holds none of the {counted(number, 'quotation')} from it")
    if not _write(root, id, fingerprint):
        raise NoTextError("its fingerprint could not be written")


def _fingerprint(id: str, text: str, covers: Covers) -> Fingerprint:
    fingerprint = fingerprint_of(id, text, today(), covers)
    if not fingerprint.words:
        raise NoTextError("there are no words in it")
    return fingerprint


def _write(root: Path, id: str, fingerprint: Fingerprint) -> bool:
    path = f"{FOLDER}{id}.txt"
    before = bytes_of(root / path)
    return write_all(root, [FileChange(path, before, serialised(fingerprint).encode())])


def _quotations_proven(archive: Archive, id: str, fingerprint: Fingerprint) -> tuple[int, int]:
    """How many quotations of the source are proven by this fingerprint, and of how many."""
    then = replace(archive, fingerprints={id: fingerprint})
    taken = [quotation.words for quotation in quotations(archive) if quotation.source == id]
    return sum(proof_of(then, id, words) is State.PROVEN for words in taken), len(taken)


def _report(root: Path, archive: Archive, id: str, fingerprint: Fingerprint) -> int:
    """Tells what was written, and prints the quotations that are shown to be wrong now."""
    found = list(quotes.check(replace(archive, fingerprints={id: fingerprint})))
    print_findings(found, read_texts(root) if found else (), "full")
    proven, number = _quotations_proven(archive, id, fingerprint)
    click.echo(
        f"wrote {FOLDER}{id}.txt: {counted(fingerprint.words, 'word')}; "
        f"{proven} of {counted(number, 'quotation')} from it proven",
        err=True,
    )
    return Exit.BAD_DATA if found else Exit.FINE
