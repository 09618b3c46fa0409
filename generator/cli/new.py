"""`explainer new`: a new record's file, with everything that it must and may hold."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from generator.cli.options import pass_root
from generator.cli.shell import Exit, complain
from generator.cli.writing import write_all
from generator.core import rules
from generator.core.diagnostics import Diagnostic
from generator.core.suggestions import did_you_mean
from generator.data.archive import Archive
from generator.data.project import read_texts
from generator.data.record_files import read_record
from generator.data.source_text import SourceText
from generator.edit.file_changes import FileChange
from generator.edit.given_values import given_values
from generator.edit.refusal import Refusal, unfit_id
from generator.kinds.kind import Kind
from generator.kinds.loading import load_archive
from generator.kinds.registry import BY_ID
from generator.schema.models import Field
from generator.schema.shapes import Single
from generator.schema.skeleton import path_of, required_scalars, skeleton
from generator.schema.yaml_scalars import scalar

# What is yet to be filled in is no fault of a new file.
_GAPS = (rules.EMPTY_VALUE, rules.MISSING_FIELD)


@click.command("new")
@click.argument("kind")
@click.argument("id")
@click.option("--set", "settings", multiple=True, metavar="FIELD=VALUE", help="Fill in a field.")
@click.option("--print", "is_printed", is_flag=True, help="Print the file; write nothing.")
@pass_root
def command(root: Path, kind: str, id: str, settings: Sequence[str], is_printed: bool) -> int:
    """Writes a new record of this KIND with this ID, with every field that it may have.

    On a terminal it asks for the fields that must be filled in. Repeat `--set` for each entry of a
    list; a field of a part is named like `statements.speaker`.

    \b
    Examples:
      explainer new person marta-kos
      explainer new event exercise-2025-09 --set title="Joint exercise" --set date=2025-09
    """
    archive, _ = load_archive(read_texts(root))
    if kind not in BY_ID:
        advice = did_you_mean(kind, BY_ID, f"the kinds are {', '.join(BY_ID)}")
        return _refuse([Refusal(f"there is no kind `{kind}`", advice)])
    path = path_of(BY_ID[kind], id)
    values, refusals = given_values(BY_ID[kind], settings)
    refusals += _unfit(root, path, archive, id)
    if refusals:
        return _refuse(refusals)
    if sys.stdin.isatty() and sys.stderr.isatty():
        values |= _answers(BY_ID[kind], values)
    text = skeleton(BY_ID[kind], values, _words(archive))
    source = _source(path, text)
    gaps, faults = _findings(BY_ID[kind], source, id)
    if faults:
        return _refuse(faults)
    if is_printed:
        click.echo(text, nl=False)
        return Exit.FINE
    return _write(root, source, gaps)


def _unfit(root: Path, path: str, archive: Archive, id: str) -> Iterator[Refusal]:
    unfit = unfit_id(archive, id)
    if unfit is not None:
        yield unfit
    elif (root / path).exists():
        yield Refusal(f"{path} is there already", "choose another id")


def _refuse(refusals: Sequence[Refusal]) -> int:
    for refusal in refusals:
        complain(str(refusal))
    click.echo("nothing was written", err=True)
    return Exit.WRONG_USAGE


def _source(path: str, text: str) -> SourceText:
    return SourceText(path, text.encode("utf-8", "surrogatepass"))


def _findings(
    kind: Kind[Any], source: SourceText, id: str
) -> tuple[list[Diagnostic], list[Refusal]]:
    """What is yet to be filled in, and what loading would say of the rest."""
    _, _, found = read_record(source, kind.model, id)
    gaps = [finding for finding in found if finding.rule in _GAPS]
    faults = [finding for finding in found if finding.rule not in _GAPS]
    return gaps, [Refusal(fault.message, fault.help) for fault in faults]


def _write(root: Path, source: SourceText, gaps: Sequence[Diagnostic]) -> int:
    if not write_all(root, [FileChange(source.path, None, source.data)]):
        return Exit.WRONG_USAGE
    click.echo(source.path)
    for gap in gaps:
        click.echo(f"to be filled in: {gap.span}: {gap.message}", err=True)
    return Exit.FINE


def _words(archive: Archive) -> Mapping[str, Sequence[str]]:
    if archive.explainer is None:
        return {}
    scale = [status.id for status in archive.explainer.scale]
    return {"topics": list(archive.explainer.topics), "scale": scale}


def _answers(kind: Kind[Any], given: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Asks for what one line can say; Enter leaves a field to be filled in in the file."""
    asked = [field for field in required_scalars(kind) if field.name not in given]
    return {field.name: [answer] for field in asked if (answer := _answer(kind, field))}


def _answer(kind: Kind[Any], field: Field) -> str:
    words = field.shape.choices if isinstance(field.shape, Single) else ()
    choices = f" ({', '.join(words)})" if words else ""

    def checked(typed: str) -> str:
        value = typed.strip()
        line = f"{field.name}: {scalar(value, is_text=True)}\n"
        _, faults = _findings(kind, _source(field.name, line), "new")
        if value and faults:
            raise click.UsageError(str(faults[0]))
        return value

    question = f"{field.description}{choices}\n{field.name}"
    answer: str = click.prompt(
        question, default="", show_default=False, value_proc=checked, err=True
    )
    return answer
