"""`explainer new`: a new record's file, with everything that it must and may hold."""

import sys
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import click

from generator.cli.shell import Exit, Project, flag, refuse
from generator.core.diagnostics import Diagnostic
from generator.core.suggestions import did_you_mean
from generator.data import rules
from generator.data.record_files import read_record
from generator.data.source_text import SourceText
from generator.edit.file_changes import FileChange
from generator.edit.rename import unfit_id
from generator.kinds.kind import Kind
from generator.kinds.registry import BY_ID
from generator.schema.models import shape_of
from generator.schema.skeleton import given_values, path_of, required_scalars, skeleton
from generator.schema.yaml_scalars import scalar

# What is yet to be filled in is no fault of a new file.
_GAPS = (rules.EMPTY_VALUE, rules.MISSING_FIELD)


@click.command("new")
@click.argument("kind")
@click.argument("id")
@click.option("--set", "settings", multiple=True, metavar="FIELD=VALUE", help="Fill in a field.")
@flag("--print", "is_printed", help="Print the file; write nothing.")
@click.pass_obj
def command(project: Project, kind: str, id: str, settings: Sequence[str], is_printed: bool) -> int:
    """Writes a new record of this KIND, with every field it may have.

    On a terminal it asks for the fields that must be filled in. Repeat `--set` for each entry of a
    list; a field of a part is named like `statements.speaker`.

    \b
    Examples:
      explainer new person marta-kos
      explainer new event exercise-2025-09 --set title="Joint exercise" --set date=2025-09
    """
    if kind not in BY_ID:
        advice = did_you_mean(kind, BY_ID, f"the kinds are {', '.join(BY_ID)}")
        return refuse([f"there is no kind `{kind}`; {advice}"])
    path = path_of(BY_ID[kind], id)
    values, refusals = given_values(BY_ID[kind], settings)
    if unfit := unfit_id(project.archive, id):
        refusals.append(unfit)
    elif (project.root / path).exists():
        refusals.append(f"{path} is there already; choose another id")
    if refusals:
        return refuse(refusals)
    if sys.stdin.isatty() and sys.stderr.isatty():
        values |= _answers(BY_ID[kind], values)
    words: dict[str, Sequence[str]] = {}
    if explainer := project.archive.explainer:
        words = {"topics": [*explainer.topics], "scale": [status.id for status in explainer.scale]}
    text = skeleton(BY_ID[kind], values, words)
    gaps, faults = _findings(BY_ID[kind], path, text, id)
    if faults:
        return refuse(faults)
    if is_printed:
        click.echo(text, nl=False)
        return Exit.FINE
    project.write(FileChange(path, None, text.encode()))
    click.echo(path)
    for gap in gaps:
        click.echo(f"to be filled in: {gap.span}: {gap.message}", err=True)
    return Exit.FINE


def _findings(kind: Kind[Any], path: str, text: str, id: str) -> tuple[list[Diagnostic], list[str]]:
    """What is yet to be filled in, and what loading would say of the rest."""
    source = SourceText(path, text.encode("utf-8", "surrogatepass"))
    _, _, found = read_record(source, kind.model, id)
    gaps = [finding for finding in found if finding.rule in _GAPS]
    faults = [finding for finding in found if finding.rule not in _GAPS]
    return gaps, [f"{fault.message}; {fault.help}".removesuffix("; ") for fault in faults]


def _answers(kind: Kind[Any], given: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Asks for what one line can say; Enter leaves a field to be filled in in the file."""
    answers: dict[str, list[str]] = {}
    for field in required_scalars(kind):
        if field.name not in given:
            words = ", ".join(shape_of(field).choices)
            choices = f" ({words})" if words else ""
            question = f"{field.description}{choices}\n{field.name}"
            check = partial(_checked, kind, field.name)
            answer = click.prompt(
                question, default="", show_default=False, value_proc=check, err=True
            )
            if answer:
                answers[field.name] = [answer]
    return answers


def _checked(kind: Kind[Any], field: str, typed: str) -> str:
    value = typed.strip()
    _, faults = _findings(kind, field, f"{field}: {scalar(value, is_text=True)}\n", "new")
    if value and faults:
        raise click.UsageError(faults[0])
    return value
