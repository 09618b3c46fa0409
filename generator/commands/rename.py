"""`explainer rename`: gives a record another id, everywhere and all at once."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from generator.commands.exits import Exit
from generator.commands.writing import complain, end_unfinished, write_all
from generator.core import rules
from generator.core.diagnostics import Diagnostic, in_order
from generator.core.text import counted
from generator.data.project import read_texts
from generator.data.source_text import SourceText
from generator.edit.rename import Rewritten, renaming
from generator.edit.transaction import Change, is_unfinished
from generator.kinds.loading import load_archive
from generator.report.formats import FORMATS
from generator.report.paint import PLAIN, Paint

# What these miss or damage cannot mention a record.
_HARMLESS = (rules.MISSING_EXPLAINER, rules.BAD_FINGERPRINT)


def run(root: Path, old: str, new: str, *, dry_run: bool = False, paint: Paint = PLAIN) -> int:
    """The lines that would change go to stdout, what was written to stderr."""
    if dry_run and is_unfinished(root):
        complain("an earlier change was interrupted: the next edit without --dry-run ends it")
        return Exit.WRONG_USAGE
    if not dry_run and not end_unfinished(root):
        return Exit.WRONG_USAGE
    texts = read_texts(root)
    archive, found = load_archive(texts)
    unread = in_order(one for one in found if one.rule not in _HARMLESS)
    if unread:
        return _refused_for(unread, texts, paint)
    files, refusals = renaming(archive, texts, old, new)
    for refusal in refusals:
        complain(str(refusal))
    if refusals:
        click.echo("nothing was written", err=True)
        return Exit.WRONG_USAGE
    if dry_run:
        return _shown(files)
    if not write_all(root, _changes(files)):
        return Exit.WRONG_USAGE
    return _told(files, old, new)


def _refused_for(found: Sequence[Diagnostic], texts: Sequence[SourceText], paint: Paint) -> int:
    """A file that cannot be read may mention the record, and nobody could tell."""
    named = {one.span.path for one in found}
    sources = {text.path: text.text for text in texts if text.path in named}
    click.echo(FORMATS["full"](found, sources, paint), nl=False)
    click.echo(
        "nothing was written: mend these files first, for they may name the record", err=True
    )
    return Exit.BAD_DATA


def _shown(files: Iterable[Rewritten]) -> int:
    for file in files:
        if file.path != file.target:
            click.echo(f"{file.path} -> {file.target}")
        for line in file.lines:
            before = f"{line.before.strip()} -> " if line.before else "new line: "
            click.echo(f"{file.path}:{line.line}: {before}{line.after.strip()}")
    click.echo("nothing was written, because of --dry-run", err=True)
    return Exit.FINE


def _told(files: Sequence[Rewritten], old: str, new: str) -> int:
    for file in files:
        moved = f" -> {file.target}" if file.path != file.target else ""
        click.echo(f"wrote {file.path}{moved}", err=True)
    lines = sum(len(file.lines) for file in files)
    where = f"{counted(lines, 'line')} in {counted(len(files), 'file')}"
    click.echo(f"`{old}` is `{new}` now: {where} changed; its old address leads to it", err=True)
    return Exit.FINE


def _changes(files: Iterable[Rewritten]) -> Iterator[Change]:
    for file in files:
        if file.path == file.target:
            yield Change(file.path, file.before, file.after)
        else:
            yield Change(file.target, None, file.after)
            yield Change(file.path, file.before, None)
