"""A new record as commented YAML: what must be filled in first, what else there is below it.

Values are named by their path in the skeleton, without numbers, because each list of parts has one
entry: `title`, `statements.speaker`, `names.uk`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from posixpath import relpath
from typing import Any

from generator.core.suggestions import did_you_mean
from generator.data.fields import Part
from generator.data.records import Statement
from generator.data.walk import Field
from generator.kinds.kind import Kind
from generator.schema.json_schemas import FOLDER
from generator.schema.models import Shape, Sort, fields_of, shape_of
from generator.schema.yaml_scalars import flow, prose, scalar, wrapped

Values = Mapping[str, Sequence[str]]

_INTRODUCTION = """\
Fill in what is empty. Below it stand further fields: take the `# ` away from those that you need, \
delete the others. Prose links to records with [[id]] and cites sources with [@id]."""


def path_of(kind: Kind[Any], id: str) -> str:
    return f"site-data/{kind.folder}/{id}.yml"


def skeleton(kind: Kind[Any], values: Values, words: Mapping[str, Sequence[str]]) -> str:
    """The text of a new record; `words` are those that the explainer declares, by vocabulary."""
    schema = relpath(f"{FOLDER}/{kind.id}.json", f"site-data/{kind.folder}")
    sketch = _Sketch(values, words)
    lines = [
        f"# yaml-language-server: $schema={schema}",
        *_comment(_INTRODUCTION),
        "",
        *sketch.part(kind.model, ""),
    ]
    return "\n".join(lines) + "\n"


def required_scalars(kind: Kind[Any]) -> list[Field]:
    """The fields that must be filled in and can be with one line of text."""
    model: type[Part] = kind.model
    required = (field for field in fields_of(model) if field.is_required)
    return [field for field in required if not (shape_of(field).part or field.is_list or field.key)]


def settable(model: type[Part], at: str = "") -> dict[str, Field]:
    """The fields that values can be given to, by path; `names.*` takes any key."""
    found: dict[str, Field] = {}
    for field in fields_of(model):
        path = f"{at}{field.name}"
        if part := shape_of(field).part:
            found |= settable(part, f"{path}.")
        else:
            found[f"{path}.*" if field.key else path] = field
    return found


def given_values(
    kind: Kind[Any], settings: Sequence[str]
) -> tuple[dict[str, list[str]], list[str]]:
    """The values that FIELD=VALUE gives, by path, and why some are refused.

    A path that is repeated adds to a list; ids may be parted by commas.
    """
    known, values = settable(kind.model), dict[str, list[str]]()
    refusals = []
    for setting in settings:
        path, _, value = setting.partition("=")
        field = known.get(path) or known.get(f"{path.rpartition('.')[0]}.*")
        if not value.strip():
            refusals.append(f"`--set {setting}` gives no value; write FIELD=VALUE")
        elif field is None:
            simple = ", ".join(name for name in known if "." not in name)
            advice = did_you_mean(path, known, f"among the fields are {simple}")
            refusals.append(f"a {kind.id} has no field `{path}`; {advice}")
        elif path in values and not field.is_list:
            refusals.append(f"`{path}` is set twice; it holds one value")
        else:
            has_words = field.is_list and shape_of(field).sort is Sort.WORD
            entries = value.split(",") if has_words else [value]
            stripped = (entry.strip() for entry in entries)
            values.setdefault(path, []).extend(entry for entry in stripped if entry)
    return values, refusals


@dataclass(frozen=True, slots=True)
class _Sketch:
    values: Values
    words: Mapping[str, Sequence[str]]

    def part(self, model: type[Part], at: str) -> list[str]:
        """The fields of a part, each below what is said of it; the optional ones are comments."""
        needed: list[str] = []
        optional: list[str] = []
        for field in fields_of(model):
            entry = self._entry(field, at)
            if self._is_needed(model, field, at):
                needed += [*self._says(field), *entry]
            else:  # what is optional within it is left out
                example = (line for line in entry if not line.lstrip().startswith("#"))
                optional += [*self._says(field), *(f"# {line}" for line in example)]
        return [*needed, *([] if at else [""]), *optional]

    def _is_needed(self, model: type[Part], field: Field, at: str) -> bool:
        if model is Statement and field.name == "paraphrase":
            return not self._has_values(f"{at}quote")  # one of the two, and this is the simpler
        return field.is_required or self._has_values(f"{at}{field.name}")

    def _has_values(self, path: str) -> bool:
        return any(given == path or given.startswith(f"{path}.") for given in self.values)

    def _entry(self, field: Field, at: str) -> list[str]:
        name, path = f"{field.name}:", f"{at}{field.name}"
        shape = shape_of(field)
        if shape.part:
            lines = self.part(shape.part, f"{path}.")
            return [name, *(_item(lines) if field.is_list else _indented(lines))]
        if field.key:
            pairs = self._pairs(f"{path}.")
            return [name, *_indented(pairs)] if pairs else [f"{name} {{}}"]
        given = self.values.get(path, ())
        if field.is_list and (line := flow(given)) is not None:
            return [f"{name} {line}"]
        if field.is_list:
            rows = (row for value in given for row in _value("-", shape, value))
            return [name, *_indented(rows)]
        return _value(name, shape, given[0]) if given else [name]

    def _pairs(self, path: str) -> list[str]:
        """The entries of a mapping."""
        keys = [given for given in self.values if given.startswith(path)]
        texts = {key.removeprefix(path): self.values[key][0] for key in keys}
        return [": ".join(scalar(text, is_text=True) for text in pair) for pair in texts.items()]

    def _says(self, field: Field) -> Iterator[str]:
        """The comment above a field: beside its description what that cannot know."""
        shape = shape_of(field)
        words = shape.choices or self.words.get(shape.vocabulary, ())
        hint = f"One of: {', '.join(words)}." if words else shape.hint
        default = "" if field.default is None else f"If left out: {field.default}."
        return _comment(" ".join(filter(None, (field.description, hint, default))))


def _value(lead: str, shape: Shape, value: str) -> list[str]:
    """A value behind its key or dash."""
    if shape.sort is Sort.PROSE:
        first, *lines = prose(value)
        return [f"{lead} {first}", *_indented(lines)]
    return [f"{lead} {scalar(value, is_text=shape.sort is not Sort.TYPED)}"]


def _item(lines: Sequence[str]) -> Iterator[str]:
    """A part as the one entry of a list: the dash stands before its first field."""
    key = next((n for n, line in enumerate(lines) if not line.startswith("#")), 0)
    for number, line in enumerate(lines):
        lead = "  - " if number == key else "  " if number < key else "    "
        yield f"{lead}{line}" if line else ""


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" if line else "" for line in lines)


def _comment(words: str) -> Iterator[str]:
    return (f"# {line}" for line in wrapped(words))
