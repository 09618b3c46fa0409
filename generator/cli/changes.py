"""`explainer changes`: what readers will see change since a revision, for a pull request."""

import click

from generator.cli.shell import Project, url_option
from generator.history.summary import summary


@click.command("changes")
@click.option("--since", metavar="REV", required=True, help="The git revision to compare with.")
@url_option("--site-url", help="Link to the pages of this site.")
@click.pass_obj
def command(project: Project, since: str, site_url: str) -> None:
    """Prints what readers will see change, as Markdown.

    For a pull request: records and pages that are new, changed, renamed or removed since that
    revision, field by field. Links lead to the files, or to the pages if the site's address is
    given.

    \b
    Examples:
      explainer changes --since origin/main
      explainer changes --since v1.0 --site-url https://example.org/explainer/ > changes.md
    """
    click.echo(summary(project.archive_at(since), project.archive, site_url), nl=False)
    for id in sorted(project.archive.unread):
        click.echo(f"`{id}` cannot be read now: see `explainer check`", err=True)
