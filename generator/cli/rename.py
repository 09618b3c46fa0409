"""`explainer rename`: gives a record another id, everywhere and all at once."""

from collections.abc import Iterable, Sequence

import click

from generator.cli.shell import Exit, Project, flag, print_findings, refuse
from generator.core.diagnostics import in_order
from generator.core.text import counted
from generator.data import rules
from generator.edit.file_changes import FileChange
from generator.edit.rename import changed_lines, renaming
from generator.proof.fingerprint import BAD_FINGERPRINT

# What these miss or damage cannot mention a record.
_HARMLESS = (rules.MISSING_EXPLAINER, BAD_FINGERPRINT)


@click.command("rename")
@click.argument("old")
@click.argument("new")
@flag("--dry-run", help="Print the lines that would change; write nothing.")
@click.pass_obj
def command(project: Project, old: str, new: str, dry_run: bool) -> int:
    """Gives the record OLD the id NEW, wherever it is mentioned.

    Its file gets the new name, too. The old id stays in the record's `formerly`, so that its
    address leads to the new one.

    \b
    Examples:
      explainer rename --dry-run minsk minsk-city
      explainer rename minsk minsk-city
    """
    archive, found = project.loaded
    unread = in_order(finding for finding in found if finding.rule not in _HARMLESS)
    if unread:  # such a file may mention the record, and nobody could tell
        print_findings(unread, project.texts, "full")
        advice = "mend these files first, for they may name the record"
        click.echo(f"nothing was written: {advice}", err=True)
        return Exit.BAD_DATA
    files, refusals = renaming(archive, project.texts, old, new)
    if refusals:
        return refuse(refusals)
    if dry_run:
        _show(files)
    else:
        project.write(*files)
        _report(files, old, new)
    return Exit.FINE


def _show(files: Iterable[FileChange]) -> None:
    for file in files:
        if file.target:
            click.echo(f"{file.path} -> {file.target}")
        for number, before, after in changed_lines(file):
            change = f"{before.strip()} -> " if before else "new line: "
            click.echo(f"{file.path}:{number}: {change}{after.strip()}")
    click.echo("nothing was written, because of --dry-run", err=True)


def _report(files: Sequence[FileChange], old: str, new: str) -> None:
    for file in files:
        moved = f" -> {file.target}" if file.target else ""
        click.echo(f"wrote {file.path}{moved}", err=True)
    lines = sum(1 for file in files for _ in changed_lines(file))
    where = f"{counted(lines, 'line')} in {counted(len(files), 'file')}"
    click.echo(f"`{old}` is `{new}` now: {where} changed; its old address leads to it", err=True)
