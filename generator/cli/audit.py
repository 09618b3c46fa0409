"""`explainer audit`: prints everything that is wrong with a built site."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import click

from generator.audit.built import BUDGET, Built
from generator.audit.run import audit
from generator.build.pool import parallel_map
from generator.cli.shell import Exit, StopError, format_option, print_findings, url_option
from generator.core.diagnostics import Diagnostic, Span, has_errors
from generator.core.text import counted
from generator.data.source_text import SourceText
from generator.report.formats import summary

_HOME = "index.html"
_CANONICAL = re.compile(rb'<link rel="canonical" href="([^"]*)"')


@click.command("audit")
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@format_option
@url_option("--site-url", help="Where the site will stand.  [default: what its home page says]")
@click.option(
    "--budget",
    type=click.IntRange(min=1),
    default=BUDGET // 1024,
    show_default=True,
    metavar="KIB",
    help="What a page may load before it can be read.",
)
def command(site: Path, form: str | None, site_url: str, budget: int) -> int:
    """Prints everything that is wrong with the HTML of the built SITE.

    Dead links and anchors, repeated ids, missing titles and alt texts, requests to other hosts,
    scripts that the content security policy does not allow, HTML that is not well formed, pages
    over the weight budget; and dead addresses in feeds, data and the sitemap.

    \b
    Examples:
      explainer audit site
      explainer audit site --format concise
    """
    files = frozenset(
        path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()
    )
    if _HOME not in files:
        raise StopError(f"there is no {site / _HOME}; build the site first, with `mkdocs build`")
    canonical = _CANONICAL.search((site / _HOME).read_bytes())
    address = site_url or (canonical[1].decode(errors="replace") if canonical else "")
    if address and not urlsplit(address).path.endswith("/"):
        address += "/"
    built = Built(files, lambda name: (site / name).read_bytes(), address)
    reported = audit(built, budget * 1024, parallel_map)
    named = {finding.span.path for finding in reported}
    found = [_below(site, finding) for finding in reported]
    print_findings(found, [SourceText(f"{site}/{name}", built.read(name)) for name in named], form)
    place = f" of {address}" if address else ", whose address is not known"
    number = counted(len(built.pages), "page")
    click.echo(f"{summary(found, len(files))}: {number}{place}", err=True)
    return Exit.BAD_DATA if has_errors(found) else Exit.FINE


def _below(site: Path, finding: Diagnostic) -> Diagnostic:
    """The finding with its places named from where the command was called, so that they open."""

    def below(span: Span) -> Span:
        return span._replace(path=f"{site}/{span.path}")

    notes = tuple(replace(note, span=below(note.span)) for note in finding.notes)
    return replace(finding, span=below(finding.span), notes=notes)
