"""`explainer policy`: writes the content security policy for the scripts of the pages' frame."""

from pathlib import Path

import click

from generator.audit.built import LOST
from generator.audit.policy import partial
from generator.commands.exits import Exit
from generator.commands.writing import complain, write_all
from generator.edit.transaction import Change

PARTIAL = "overrides/partials/policy.html"


def run(root: Path, site: Path, *, check: bool = False) -> int:
    """Writes the partial, or with `check` only says whether it is the one that the site needs.

    The scripts are those of the page for lost readers: it is made of templates and settings alone.
    """
    try:
        page = (site / LOST).read_text(encoding="utf-8")
    except FileNotFoundError:
        complain(f"there is no {site / LOST}; build the site first, with `mkdocs build`")
        return Exit.WRONG_USAGE
    wanted = partial(page).encode()
    target = root / PARTIAL
    before = target.read_bytes() if target.exists() else None
    if before == wanted:
        click.echo(f"{PARTIAL} is up to date", err=True)
        return Exit.FINE
    if check:
        click.echo(f"{PARTIAL}: out of date: run `make policy` and commit what it writes")
        return Exit.BAD_DATA
    if not write_all(root, [Change(PARTIAL, before, wanted)]):
        return Exit.BAD_DATA
    click.echo(f"wrote {PARTIAL}; build the site again", err=True)
    return Exit.FINE
