"""`explainer docs`: writes, or checks, every file of a project that is derived from the code."""

from collections.abc import Mapping
from pathlib import Path

import click

from generator.audit.rules import RULES as AUDIT_RULES
from generator.commands.exits import Exit
from generator.core.rules import RULES
from generator.core.text import counted
from generator.data.archive import Archive
from generator.data.project import read_texts
from generator.derived.field_reference import field_reference
from generator.derived.rules_page import rules_page
from generator.edit.transaction import Change, ChangedMeanwhileError, commit
from generator.kinds.loading import load_archive
from generator.schema.written import FOLDER, IDS, schema_files
from generator.site.open_data import citation_file
from generator.site.open_data.citation_file import citation_text

# What follows the data, not the code: ids that editors are offered, and how the data are cited. So
# an editor who changes data in the browser, without any of this installed, is not refused for it.
_FOLLOW_DATA = (f"{FOLDER}/{IDS}", citation_file.PATH)


def run(root: Path, *, check: bool = False) -> int:
    """Writes what is out of date, or with `check` names it and writes nothing."""
    archive, _ = load_archive(read_texts(root))
    derived = _derived(archive)
    if check:
        derived = {path: text for path, text in derived.items() if path not in _FOLLOW_DATA}
    stale = {path: text for path, text in derived.items() if _text(root / path) != text}
    return _named(stale, len(derived)) if check else _written(root, stale, len(derived))


def _derived(archive: Archive) -> dict[str, str]:
    """The text of each derived file, by its path in the project."""
    cited = {citation_file.PATH: citation_text(archive.explainer)} if archive.explainer else {}
    return {
        **schema_files(archive),
        **cited,
        "docs/fields.md": field_reference(),
        "docs/rules.md": rules_page(RULES, AUDIT_RULES),
    }


def _named(stale: Mapping[str, str], number: int) -> int:
    for path in stale:
        click.echo(f"{path}: out of date: run `explainer docs` and commit what it writes")
    if stale:
        return Exit.BAD_DATA
    click.echo(f"{counted(number, 'derived file')}, all up to date", err=True)
    return Exit.FINE


def _written(root: Path, stale: Mapping[str, str], number: int) -> int:
    changes = [Change(path, _bytes(root / path), text.encode()) for path, text in stale.items()]
    try:
        commit(root, changes)
    except ChangedMeanwhileError as error:
        click.echo(f"explainer: {error}; nothing was written, run it again", err=True)
        return Exit.BAD_DATA
    for path in stale:
        click.echo(f"wrote {path}", err=True)
    click.echo(f"{counted(number, 'derived file')}, {len(stale)} written", err=True)
    return Exit.FINE


def _text(path: Path) -> str | None:
    """The text without regard to how its lines end: Git may have changed that."""
    data = _bytes(path)
    return None if data is None else data.decode(errors="replace").replace("\r\n", "\n")


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
