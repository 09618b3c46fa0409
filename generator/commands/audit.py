"""`explainer audit`: prints everything that is wrong with a built site."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import click

from generator.audit.built import Built
from generator.audit.run import audit
from generator.commands.exits import Exit
from generator.commands.writing import complain
from generator.core.diagnostics import Diagnostic, Note, Span, has_errors
from generator.core.text import counted
from generator.report.formats import FORMATS
from generator.report.paint import PLAIN, Paint
from generator.report.summary import summary

_HOME = "index.html"
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')


def run(
    site: Path, form: str, *, address: str, budget: int, jobs: int, paint: Paint = PLAIN
) -> int:
    """Findings go to stdout in the format of that name, the summary to stderr."""
    files = frozenset(
        path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()
    )
    if _HOME not in files:
        complain(f"there is no {site / _HOME}; build the site first, with `mkdocs build`")
        return Exit.WRONG_USAGE

    def read(name: str) -> bytes:
        return (site / name).read_bytes()

    address = address or _own_address(read(_HOME).decode("utf-8", errors="replace"))
    if address and not urlsplit(address).path.endswith("/"):
        address += "/"
    report = audit(Built(files, read, address), budget, jobs)
    sources = {f"{site}/{name}": _text(read(name)) for name in {d.span.path for d in report.found}}
    found = [_below(site, one) for one in report.found]
    click.echo(FORMATS[form](found, sources, paint), nl=False)
    place = f" of {address}" if address else ", whose address is not known"
    click.echo(f"{summary(found, len(files))}: {counted(report.pages, 'page')}{place}", err=True)
    return Exit.BAD_DATA if has_errors(found) else Exit.FINE


def _below(site: Path, one: Diagnostic) -> Diagnostic:
    """The finding with its places named from where the command was called, so that they open."""
    notes = tuple(Note(_span_below(site, note.span), note.message) for note in one.notes)
    return replace(one, span=_span_below(site, one.span), notes=notes)


def _span_below(site: Path, span: Span) -> Span:
    return span._replace(path=f"{site}/{span.path}")


def _own_address(home: str) -> str:
    """Where the site says that it stands: the canonical address of its home page."""
    found = _CANONICAL.search(home)
    return found[1] if found else ""


def _text(data: bytes) -> str:
    return data.decode("utf-8", errors="replace")
