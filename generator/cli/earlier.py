"""The archive as it was at a git revision, for the commands that compare with it."""

from pathlib import Path

import click

from generator.core.text import counted
from generator.data.archive import Archive
from generator.data.project import today
from generator.history.revision import texts_at
from generator.kinds.loading import load_archive


def earlier(root: Path, revision: str) -> Archive:
    """Tells on stderr how much there is to compare with, so that nothing passes by being empty."""
    archive, _ = load_archive(texts_at(root, revision), today())
    click.echo(f"compared with {counted(len(archive.records), 'record')} of {revision}", err=True)
    if archive.unread:
        left_out = counted(len(archive.unread), "file")
        click.echo(f"{left_out} of {revision} could not be read and had no part in it", err=True)
    return archive
