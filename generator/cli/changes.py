"""`explainer changes`: what readers will see change since a revision, for a pull request."""

from pathlib import Path

import click

from generator.cli.earlier import earlier
from generator.cli.options import pass_root
from generator.cli.shell import Exit
from generator.data.project import read_texts, today
from generator.history.summary import summary
from generator.kinds.loading import load_archive


@click.command("changes")
@click.option("--since", metavar="REV", required=True, help="The git revision to compare with.")
@click.option("--site-url", metavar="URL", default="", help="Link to the pages of this site.")
@pass_root
def command(root: Path, since: str, site_url: str) -> int:
    """Prints what readers will see change, as Markdown for a pull request.

    Records and pages that are new, changed, renamed or removed since that revision, field by
    field. Links lead to the files, or to the pages if the site's address is given.

    \b
    Examples:
      explainer changes --since origin/main
      explainer changes --since v1.0 --site-url https://example.org/explainer/ > changes.md
    """
    before = earlier(root, since)
    after, _ = load_archive(read_texts(root), today())
    click.echo(summary(before, after, site_url), nl=False)
    for id in sorted(after.unread):
        click.echo(f"`{id}` cannot be read now: see `explainer check`", err=True)
    return Exit.FINE
