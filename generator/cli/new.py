"""`explainer new`: a new record's file, with everything that it must and may hold."""

import sys
from collections.abc import Mapping, Sequence
from typing import Any

import click

from generator.cli.project import Project, pass_project
from generator.cli.shell import Exit, refuse
from generator.core.diagnostics import Diagnostic
from generator.core.suggestions import did_you_mean
from generator.data import rules
from generator.data.record_files import read_record
from generator.data.records import Explainer
from generator.data.source_text import SourceText
from generator.edit.edits import Refusal
from generator.edit.file_changes import FileChange
from generator.edit.new_record import given_values, unfit_id
from generator.kinds.kind import Kind
from generator.kinds.registry import BY_ID
from generator.schema.models import Field
from generator.schema.skeleton import path_of, required_scalars, skeleton
from generator.schema.yaml_scalars import scalar

# What is yet to be filled in is no fault of a new file.
_GAPS = (rules.EMPTY_VALUE, rules.MISSING_FIELD)


@click.command("new")
@click.argument("kind")
@click.argument("id")
@click.option("--set", "settings", multiple=True, metavar="FIELD=VALUE", help="Fill in a field.")
@click.option("--print", "is_printed", is_flag=True, help="Print the file; write nothing.")
@pass_project
def command(project: Project, kind: str, id: str, settings: Sequence[str], is_printed: bool) -> int:
    """Writes a new record of this KIND with this ID, with every field that it may have.

    On a terminal it asks for the fields that must be filled in. Repeat `--set` for each entry of a
    list; a field of a part is named like `statements.speaker`.

    \b
    Examples:
      explainer new person marta-kos
      explainer new event exercise-2025-09 --set title="Joint exercise" --set date=2025-09
    """
    if kind not in BY_ID:
        advice = did_you_mean(kind, BY_ID, f"the kinds are {', '.join(BY_ID)}")
        return refuse([Refusal(f"there is no kind `{kind}`", advice)])
    path = path_of(BY_ID[kind], id)
    values, refusals = given_values(BY_ID[kind], settings)
    if unfit := unfit_id(project.archive, id):
        refusals.append(unfit)
    elif (project.root / path).exists():
        refusals.append(Refusal(f"{path} is there already", "choose another id"))
    if refusals:
        return refuse(refusals)
    if sys.stdin.isatty() and sys.stderr.isatty():
        values |= _answers(BY_ID[kind], values)
    text = skeleton(BY_ID[kind], values, _vocabularies(project.archive.explainer))
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


def _findings(
    kind: Kind[Any], path: str, text: str, id: str
) -> tuple[list[Diagnostic], list[Refusal]]:
    """What is yet to be filled in, and what loading would say of the rest."""
    source = SourceText(path, text.encode("utf-8", "surrogatepass"))
    _, _, found = read_record(source, kind.model, id)
    gaps = [finding for finding in found if finding.rule in _GAPS]
    faults = [finding for finding in found if finding.rule not in _GAPS]
    return gaps, [Refusal(fault.message, fault.help) for fault in faults]


def _vocabularies(explainer: Explainer | None) -> Mapping[str, Sequence[str]]:
    if explainer is None:
        return {}
    return {"topics": list(explainer.topics), "scale": [status.id for status in explainer.scale]}


def _answers(kind: Kind[Any], given: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Asks for what one line can say; Enter leaves a field to be filled in in the file."""
    asked = [field for field in required_scalars(kind) if field.name not in given]
    return {field.name: [answer] for field in asked if (answer := _answer(kind, field))}


def _answer(kind: Kind[Any], field: Field) -> str:
    words = ", ".join(field.shape.choices)
    choices = f" ({words})" if words else ""

    def checked(typed: str) -> str:
        value = typed.strip()
        line = f"{field.name}: {scalar(value, is_text=True)}\n"
        _, faults = _findings(kind, field.name, line, "new")
        if value and faults:
            raise click.UsageError(str(faults[0]))
        return value

    question = f"{field.description}{choices}\n{field.name}"
    answer: str = click.prompt(
        question, default="", show_default=False, value_proc=checked, err=True
    )
    return answer
