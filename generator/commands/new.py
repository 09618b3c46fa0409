"""`explainer new`: a new record's file, with everything that it must and may hold."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from generator.commands.exits import Exit
from generator.commands.writing import complain, end_unfinished, write_all
from generator.core import rules
from generator.core.diagnostics import Diagnostic
from generator.core.suggestions import did_you_mean
from generator.data.archive import Archive
from generator.data.project import read_texts
from generator.data.record_files import read_record
from generator.data.source_text import SourceText
from generator.derived.skeleton import path_of, required_scalars, settable, skeleton
from generator.derived.yaml_scalars import scalar
from generator.edit.refusal import Refusal, unfit_id
from generator.edit.transaction import Change
from generator.kinds.kind import Kind
from generator.kinds.loading import load_archive
from generator.kinds.registry import BY_ID
from generator.schema import shapes
from generator.schema.shapes import Field, Shape

# What is yet to be filled in is no fault of a new file.
_GAPS = (rules.EMPTY_VALUE, rules.MISSING_FIELD)


def run(
    root: Path,
    kind_id: str,
    id: str,
    settings: Sequence[str] = (),
    *,
    is_printed: bool = False,
    is_asked: bool = False,
) -> int:
    """The path of the new file goes to stdout, or with `is_printed` its text and there is no file.

    `settings` are `FIELD=VALUE`; with `is_asked` somebody is there to answer for other fields.
    """
    if not is_printed and not end_unfinished(root):
        return Exit.WRONG_USAGE
    archive, _ = load_archive(read_texts(root))
    kind = BY_ID.get(kind_id)
    if kind is None:
        known = f"the kinds are {', '.join(BY_ID)}"
        return _refused(
            [Refusal(f"there is no kind `{kind_id}`", did_you_mean(kind_id, BY_ID, known))]
        )
    path = path_of(kind, id)
    values, refusals = _values(kind, settings)
    refusals += _unfit(root, path, archive, id)
    if refusals:
        return _refused(refusals)
    if is_asked:
        values |= _answers(kind, values)
    text = skeleton(kind, values, _words(archive))
    source = SourceText(path, text.encode("utf-8", "surrogatepass"))
    _, _, found = read_record(source, kind.model, id)
    faults = [Refusal(one.message, one.help) for one in found if one.rule not in _GAPS]
    if faults:
        return _refused(faults)
    if is_printed:
        click.echo(text, nl=False)
        return Exit.FINE
    return _written(root, source, found)


def _unfit(root: Path, path: str, archive: Archive, id: str) -> Iterator[Refusal]:
    unfit = unfit_id(archive, id)
    if unfit is not None:
        yield unfit
    elif (root / path).exists():
        yield Refusal(f"{path} is there already", "choose another id")


def _refused(refusals: Sequence[Refusal]) -> int:
    for refusal in refusals:
        complain(str(refusal))
    click.echo("nothing was written", err=True)
    return Exit.WRONG_USAGE


def _values(kind: Kind[Any], settings: Sequence[str]) -> tuple[dict[str, list[str]], list[Refusal]]:
    """What `--set` gives, by path. Repeating it adds to a list; ids may be parted by commas."""
    values: dict[str, list[str]] = {}
    refusals = []
    for setting in settings:
        path, equals, value = setting.partition("=")
        shape = _shape(kind, path)
        if not equals or not value.strip():
            refusals.append(Refusal(f"`--set {setting}` gives no value", "write FIELD=VALUE"))
        elif shape is None:
            known = settable(kind.model)
            simple = ", ".join(one for one in known if "." not in one)
            advice = did_you_mean(path, known, f"among the fields are {simple}")
            refusals.append(Refusal(f"a {kind.id} has no field `{path}`", advice))
        elif path in values and not isinstance(shape, shapes.Listed):
            refusals.append(Refusal(f"`{path}` is set twice", "it holds one value"))
        else:
            values.setdefault(path, []).extend(_split(shape, value))
    return values, refusals


def _shape(kind: Kind[Any], path: str) -> Shape | None:
    known = settable(kind.model)
    return known.get(path) or known.get(f"{path.rpartition('.')[0]}.*")


def _split(shape: Shape, value: str) -> list[str]:
    match shape:
        case shapes.Listed(shapes.IdOf() | shapes.Declared() | shapes.Code()):
            return [one.strip() for one in value.split(",") if one.strip()]
    return [value.strip()]


def _words(archive: Archive) -> Mapping[str, Sequence[str]]:
    if archive.explainer is None:
        return {}
    scale = [status.id for status in archive.explainer.scale]
    return {"topics": list(archive.explainer.topics), "scale": scale}


def _answers(kind: Kind[Any], given: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Asks for what one line can say; Enter leaves a field to be filled in in the file."""
    answers = {}
    for field in required_scalars(kind):
        if field.name not in given:
            answer = _answer(kind, field)
            if answer:
                answers[field.name] = [answer]
    return answers


def _answer(kind: Kind[Any], field: Field) -> str:
    choices = f" ({', '.join(field.shape.words)})" if isinstance(field.shape, shapes.OneOf) else ""

    def checked(value: str) -> str:
        fault = _fault(kind, field, value.strip())
        if fault:
            raise click.UsageError(fault)
        return value.strip()

    question = f"{field.description}{choices}\n{field.name}"
    answer: str = click.prompt(
        question, default="", show_default=False, value_proc=checked, err=True
    )
    return answer


def _fault(kind: Kind[Any], field: Field, value: str) -> str:
    """What loading would say of the value."""
    if not value:
        return ""
    line = f"{field.name}: {scalar(value, is_text=True)}\n".encode("utf-8", "surrogatepass")
    _, _, found = read_record(SourceText(field.name, line), kind.model, "new")
    fault = next((one for one in found if one.rule not in _GAPS), None)
    return str(Refusal(fault.message, fault.help)) if fault else ""


def _written(root: Path, source: SourceText, gaps: Sequence[Diagnostic]) -> int:
    if not write_all(root, [Change(source.path, None, source.data)]):
        return Exit.WRONG_USAGE
    click.echo(source.path)
    for gap in gaps:
        click.echo(f"to be filled in: {gap.span}: {gap.message}", err=True)
    return Exit.FINE
