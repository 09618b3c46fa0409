"""The command line: a table of commands, each of which parses its words and calls one function.

A command is a function below that is decorated with `@main.command`, takes `Project` if it works on
one, and returns the exit code of a function in `generator.commands`.

Commands that need the web or the whole site import their libraries only when they are called, so
that checking, which editors do all day, starts at once.
"""

import io
import os
import sys
import traceback
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import click

from generator.audit.weight import BUDGET
from generator.build.engines import ENGINES
from generator.commands import changes, check, docs, ledger, new, policy, rename, rules
from generator.commands.exits import Exit
from generator.data.project import MARKER, NoProjectError, find_root
from generator.history.revision import RevisionError
from generator.proof.rate_limit import PAUSE
from generator.report.formats import FORMATS
from generator.report.paint import Paint

NAME = "explainer"


@dataclass(frozen=True, slots=True)
class Project:
    """The project that a command works on; it is looked for only when a command asks for it."""

    named: Path | None = None  # with `--project`

    @property
    def root(self) -> Path:
        if self.named is None:
            return find_root(Path.cwd())
        if not (self.named / MARKER).is_dir():
            raise NoProjectError(f"there is no folder `{MARKER}` in {self.named}")
        return self.named


class Shell(click.Group):
    """Commands that return exit codes. Whatever else ends one of them, it ends in one line."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            code = super().invoke(ctx)
        except (KeyboardInterrupt, click.Abort):
            click.echo(err=True)  # ends the line on which the terminal wrote ^C
            code = Exit.INTERRUPTED
        except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
            raise  # click knows what to do
        except NoProjectError as error:
            _complain(f"{error}; go to the explainer's folder, or name it with `--project DIR`")
            code = Exit.WRONG_USAGE
        except (PermissionError, RevisionError) as error:
            _complain(str(error))
            code = Exit.WRONG_USAGE
        except Exception as error:
            _complain(_confession(error))
            code = Exit.OUR_FAULT
        ctx.exit(code)


def _complain(message: str) -> None:
    click.echo(f"{NAME}: {' '.join(message.split())}", err=True)


def _confession(error: Exception) -> str:
    if os.environ.get("EXPLAINER_DEBUG"):
        traceback.print_exception(error)
        hint = "the traceback is above"
    else:
        hint = "set EXPLAINER_DEBUG=1 to see the traceback"
    return f"this is a fault of the explainer itself: {type(error).__name__}: {error} ({hint})"


def _version() -> str:
    try:
        return metadata.version(NAME)
    except metadata.PackageNotFoundError:
        return "that is not installed"


def _paint() -> Paint:
    is_terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    return Paint(is_on=is_terminal and not os.environ.get("NO_COLOR"))


def _default_format() -> str:
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "full"


@click.group(
    NAME,
    cls=Shell,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 fine, 1 the data has errors, 2 wrong usage, 3 a fault of the explainer "
    "itself, 130 interrupted.",
)
@click.version_option(_version(), prog_name=NAME)
@click.option(
    "--project",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=f"The folder that holds `{MARKER}`.  [default: the nearest, here or above]",
)
@click.pass_context
def main(ctx: click.Context, project: Path | None) -> int:
    """Checks an explainer's data and works on it.

    Building and previewing the site are MkDocs' own commands: `mkdocs build --strict` and
    `mkdocs serve`.
    """
    ctx.obj = Project(project)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that lacks a letter is no reason to lose the report.
        sys.stdout.reconfigure(errors="backslashreplace")
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
    return Exit.FINE


@main.command("check")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    help="How findings are printed.  [default: full; github under GitHub Actions]",
)
@click.option("--watch", is_flag=True, help="Check again after each save, until Ctrl-C.")
@click.option(
    "--since", metavar="REV", default="", help="Report silent changes since this git revision."
)
@click.option("--quotes", "is_quotes", is_flag=True, help="List the quotations and their proof.")
@click.pass_obj
def check_command(
    project: Project, form: str | None, watch: bool, since: str, is_quotes: bool
) -> int:
    """Prints everything that is wrong with the data.

    Findings go to stdout, the summary to stderr. The exit code is 1 if there are errors; warnings
    alone leave it at 0.

    \b
    Examples:
      explainer check
      explainer check --watch --format concise
      explainer check --format sarif > findings.sarif
      explainer check --since origin/main
      explainer check --quotes
    """
    if is_quotes:
        if form or watch or since:
            raise click.UsageError("`--quotes` goes with no other option")
        return check.quotes(project.root)
    act = check.watch if watch else check.run
    return act(project.root, form or _default_format(), since=since, paint=_paint())


@main.command("changes")
@click.option("--since", metavar="REV", required=True, help="The git revision to compare with.")
@click.option("--site-url", metavar="URL", default="", help="Link to the pages of this site.")
@click.pass_obj
def changes_command(project: Project, since: str, site_url: str) -> int:
    """Prints what readers will see change, as Markdown for a pull request.

    Records and pages that are new, changed, renamed or removed since that revision, field by
    field. Links lead to the files, or to the pages if the site's address is given.

    \b
    Examples:
      explainer changes --since origin/main
      explainer changes --since v1.0 --site-url https://example.org/explainer/ > changes.md
    """
    return changes.run(project.root, since, site_url)


@main.command("rules")
@click.argument("id", required=False, default="")
def rules_command(id: str) -> int:
    """Lists all rules, or explains the one with this ID.

    \b
    Examples:
      explainer rules
      explainer rules unknown-reference
    """
    return rules.run(id)


@main.command("docs")
@click.option("--check", "is_check", is_flag=True, help="Write nothing; exit 1 if files are stale.")
@click.pass_obj
def docs_command(project: Project, is_check: bool) -> int:
    """Writes what is derived from the code: editors' schemas and pages of docs.

    \b
    Examples:
      explainer docs
      explainer docs --check
    """
    return docs.run(project.root, check=is_check)


@main.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", default="", metavar="WORDS", help="What the explainer is called.")
def init_command(folder: Path, title: str) -> int:
    """Starts a new explainer in DIR, which is new or empty.

    It begins with a small invented example, so that there is a site at once to change step by step.

    \b
    Example:
      explainer init grain-talks --title "The grain talks"
    """
    from generator.commands import init  # noqa: PLC0415 - see the docstring

    return init.run(folder, title)


@main.command("new")
@click.argument("kind")
@click.argument("id")
@click.option("--set", "settings", multiple=True, metavar="FIELD=VALUE", help="Fill in a field.")
@click.option("--print", "is_printed", is_flag=True, help="Print the file; write nothing.")
@click.pass_obj
def new_command(
    project: Project, kind: str, id: str, settings: tuple[str, ...], is_printed: bool
) -> int:
    """Writes a new record of this KIND with this ID, with every field that it may have.

    On a terminal it asks for the fields that must be filled in. Repeat `--set` for each entry of a
    list; a field of a part is named like `statements.speaker`.

    \b
    Examples:
      explainer new person marta-kos
      explainer new event exercise-2025-09 --set title="Joint exercise" --set date=2025-09
    """
    is_asked = sys.stdin.isatty() and sys.stderr.isatty()
    return new.run(project.root, kind, id, settings, is_printed=is_printed, is_asked=is_asked)


@main.command("rename")
@click.argument("old")
@click.argument("new_id", metavar="NEW")
@click.option("--dry-run", is_flag=True, help="Print the lines that would change; write nothing.")
@click.pass_obj
def rename_command(project: Project, old: str, new_id: str, dry_run: bool) -> int:
    """Gives the record OLD the id NEW, in its file's name and wherever it is mentioned.

    The old id stays in the record's `formerly`, so that its address leads to the new one.

    \b
    Examples:
      explainer rename --dry-run minsk minsk-city
      explainer rename minsk minsk-city
    """
    return rename.run(project.root, old, new_id, dry_run=dry_run, paint=_paint())


@main.command("snapshot")
@click.argument("source", required=False, default="")
@click.argument("target", metavar="[FILE|URL]", required=False, default="")
@click.option(
    "--excerpt", "is_excerpt", is_flag=True, help="The text is only a part of the source."
)
@click.option(
    "--all", "is_all", is_flag=True, help="Every source that has an address and no fingerprint."
)
@click.option(
    "--pause",
    type=click.FloatRange(min=0),
    default=PAUSE,
    show_default=True,
    metavar="SECONDS",
    help="Between two requests to one host, with `--all`.",
)
@click.pass_obj
def snapshot_command(
    project: Project, source: str, target: str, is_excerpt: bool, is_all: bool, pause: float
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
    from generator.commands import snapshot  # noqa: PLC0415 - see the docstring

    if is_all:
        return snapshot.run_all(project.root, pause=pause, is_shown=sys.stderr.isatty())
    return snapshot.run(project.root, source, target, is_excerpt=is_excerpt, paint=_paint())


@main.command("links")
@click.option("--archive", "is_archive", is_flag=True, help="Ask for archived copies instead.")
@click.option("--again", "is_again", is_flag=True, help="Also ask what answered this week.")
@click.option(
    "--pause",
    type=click.FloatRange(min=0),
    default=PAUSE,
    show_default=True,
    metavar="SECONDS",
    help="Between two requests to one host.",
)
@click.option("--service", default="", help="The archive to ask.  [default: archive.org]")
@click.pass_obj
def links_command(
    project: Project, is_archive: bool, is_again: bool, pause: float, service: str
) -> int:
    """Asks whether the pages of the sources still answer.

    With `--archive` it asks the Wayback Machine for a copy of each and writes `archive_url` into
    the sources that have none. An interrupted run can be taken up again.

    \b
    Examples:
      explainer links
      explainer links --archive
    """
    from generator.commands import links  # noqa: PLC0415 - see the docstring

    is_shown = sys.stderr.isatty()
    if is_archive:
        return links.run_archive(project.root, pause=pause, service=service, is_shown=is_shown)
    return links.run(project.root, is_again=is_again, pause=pause, is_shown=is_shown)


@main.command("render")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="A folder that is new, empty, or was made by this command.",
)
@click.option(
    "--repository",
    envvar="REPOSITORY_URL",
    default="",
    metavar="URL",
    help="For links that edit a page.  [env: REPOSITORY_URL]",
)
@click.option(
    "--site-url",
    envvar="SITE_URL",
    default="",
    metavar="URL",
    help="Where the site will stand.  [env: SITE_URL]",
)
@click.option(
    "--for",
    "engine",
    type=click.Choice(ENGINES),
    help="Also settings and theme: a whole project for this engine.",
)
@click.pass_obj
def render_command(
    project: Project, out: Path, repository: str, site_url: str, engine: str | None
) -> int:
    """Writes the whole site as Markdown, for other engines and for review.

    Only files that changed are written, and files that vanished are removed.

    \b
    Examples:
      explainer render --out build/markdown
      explainer render --out build/project --for zensical
    """
    from generator.commands import render  # noqa: PLC0415 - see the docstring

    return render.run(project.root, out, repository, site_url, engine or "")


@main.command("ledger")
@click.option(
    "--check", "is_check", is_flag=True, help="Write nothing; exit 1 if an address died or is new."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    help="How findings are printed.  [default: full; github under GitHub Actions]",
)
@click.pass_obj
def ledger_command(project: Project, is_check: bool, form: str | None) -> int:
    """Writes down the address of everything that is published, so that none of them can die.

    `explainer check` reports addresses that are in the ledger and lead nowhere any more.

    \b
    Examples:
      explainer ledger
      explainer ledger --check
    """
    if is_check:
        return ledger.run_check(project.root, form or _default_format(), _paint())
    return ledger.run(project.root)


@main.command("audit")
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    help="How findings are printed.  [default: full; github under GitHub Actions]",
)
@click.option(
    "--site-url",
    default="",
    metavar="URL",
    help="Where the site will stand.  [default: what its home page says]",
)
@click.option(
    "--budget",
    type=click.IntRange(min=1),
    default=BUDGET // 1024,
    show_default=True,
    metavar="KIB",
    help="What a page may load before it can be read.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes.  [default: all processors]"
)
def audit_command(
    site: Path, form: str | None, site_url: str, budget: int, jobs: int | None
) -> int:
    """Prints everything that is wrong with the HTML of the built SITE.

    Dead links and anchors, repeated ids, missing titles and alt texts, requests to other hosts,
    scripts that the content security policy does not allow, HTML that is not well formed, pages
    over the weight budget; and dead addresses in feeds, data and the sitemap.

    \b
    Examples:
      explainer audit site
      explainer audit site --format concise
    """
    from generator.commands import audit  # noqa: PLC0415 - see the docstring

    return audit.run(
        site,
        form or _default_format(),
        address=site_url,
        budget=budget * 1024,
        jobs=jobs or 0,
        paint=_paint(),
    )


@main.command("policy")
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--check", "is_check", is_flag=True, help="Write nothing; exit 1 if it is stale.")
@click.pass_obj
def policy_command(project: Project, site: Path, is_check: bool) -> int:
    """Writes the content security policy for the scripts in the frame of the built SITE's pages.

    To be run after a change of a script in the templates: `make policy` builds the site and calls
    this.

    \b
    Example:
      explainer policy site --check
    """
    return policy.run(project.root, site, check=is_check)
