"""`explainer changes`: what readers will see change since a revision, for a pull request."""

from pathlib import Path

import click

from generator.commands.earlier import earlier
from generator.commands.exits import Exit
from generator.data.project import read_texts, today
from generator.history.summary import summary
from generator.kinds.loading import load_archive


def run(root: Path, since: str, site_url: str = "") -> int:
    """Markdown goes to stdout. What cannot be read now is left out, and named on stderr."""
    before = earlier(root, since)
    after, _ = load_archive(read_texts(root), today())
    click.echo(summary(before, after, site_url), nl=False)
    for id in sorted(after.unread):
        click.echo(f"`{id}` cannot be read now: see `explainer check`", err=True)
    return Exit.FINE
