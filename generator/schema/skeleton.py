"""A new record as commented YAML: what must be filled in first, what else there is below it.

Values are named by their path in the skeleton, without numbers, because each list of parts has one
entry: `title`, `statements.speaker`, `names.uk`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from posixpath import relpath
from typing import Any

from generator.data.fields import Part
from generator.data.records import Statement
from generator.kinds.kind import Kind
from generator.schema.models import Field, fields_of, part_in
from generator.schema.shapes import Listed, Mapped, Shape, Single, Sort
from generator.schema.written import FOLDER
from generator.schema.yaml_scalars import flow, prose, scalar, wrapped

Values = Mapping[str, Sequence[str]]

_INTRODUCTION = """\
Fill in what is empty. Below it stand further fields: take the `# ` away from those that you need, \
delete the others. Prose links to records with [[id]] and cites sources with [@id]."""
# What the types cannot say: one of two fields must be there. The first is the simpler one.
_ONE_OF_TWO: Mapping[type[Part], tuple[str, str]] = {Statement: ("paraphrase", "quote")}


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


def required_scalars(kind: Kind[Any]) -> tuple[Field, ...]:
    """The fields that one line of text can fill in."""
    model: type[Part] = kind.model
    required = (field for field in fields_of(model) if field.is_required)
    return tuple(field for field in required if isinstance(field.shape, Single))


def settable(model: type[Part], at: str = "") -> dict[str, Shape]:
    """The shapes of the fields that values can be given to, by path; `names.*` takes any key."""
    found: dict[str, Shape] = {}
    for field in fields_of(model):
        path = f"{at}{field.name}"
        if part := part_in(field.shape):
            found |= settable(part, f"{path}.")
        elif isinstance(field.shape, Mapped):
            found[f"{path}.*"] = field.shape.value
        else:
            found[path] = field.shape
    return found


@dataclass(frozen=True, slots=True)
class _Sketch:
    values: Values
    words: Mapping[str, Sequence[str]]

    def part(self, model: type[Part], at: str, *, is_bare: bool = False) -> list[str]:
        """The fields of a part; bare, without comments and only those that it must have."""
        fields = fields_of(model)
        needed = [field for field in fields if self._is_needed(model, field, at)]
        if is_bare:
            return [line for field in needed for line in self._entry(field, at, is_bare=True)]
        lines: list[str] = []
        for field in needed:
            lines += [*self._says(field), *self._entry(field, at)]
        lines += [] if at else [""]
        for field in fields:
            if field not in needed:
                example = self._entry(field, at, is_bare=True)
                lines += [*self._says(field), *(f"# {line}" for line in example)]
        return lines

    def _is_needed(self, model: type[Part], field: Field, at: str) -> bool:
        simple, other = _ONE_OF_TWO.get(model, ("", ""))
        is_chosen = field.name == simple and not self._has_values(f"{at}{other}")
        return field.is_required or is_chosen or self._has_values(f"{at}{field.name}")

    def _has_values(self, path: str) -> bool:
        return any(given == path or given.startswith(f"{path}.") for given in self.values)

    def _entry(self, field: Field, at: str, *, is_bare: bool = False) -> list[str]:
        name, path, shape = f"{field.name}:", f"{at}{field.name}", field.shape
        given = self.values.get(path, ())
        if part := part_in(shape):
            lines = self.part(part, f"{path}.", is_bare=is_bare)
            return [name, *(_item(lines) if isinstance(shape, Listed) else _indented(lines))]
        match shape:
            case Mapped():
                lines = self._mapping(f"{path}.")
                return [name, *_indented(lines)] if lines else [f"{name} {{}}"]
            case Listed(each):
                if (line := flow(given)) is not None:
                    return [f"{name} {line}"]
                rows = [row for value in given for row in _scalar("-", each, value)]
                return [name, *_indented(rows)]
        return _scalar(name, shape, given[0]) if given else [name]

    def _mapping(self, path: str) -> list[str]:
        keys = [given for given in self.values if given.startswith(path)]
        texts = {key.removeprefix(path): self.values[key][0] for key in keys}
        return [": ".join(scalar(text, is_text=True) for text in pair) for pair in texts.items()]

    def _says(self, field: Field) -> Iterator[str]:
        """The comment above a field."""
        default = "" if field.default is None else f"If left out: {field.default}."
        hints = (field.description, self._hint(field.shape), default)
        yield from _comment(" ".join(hint for hint in hints if hint))

    def _hint(self, shape: Shape) -> str:
        """What may be written there, as far as the description cannot know it."""
        match shape:
            case Listed(each) | Mapped(_, each):
                return self._hint(each)
            case Single():
                words = shape.choices or self.words.get(shape.vocabulary, ())
                return f"One of: {', '.join(words)}." if words else shape.hint
        return ""


def _scalar(lead: str, shape: Shape, value: str) -> list[str]:
    """A value behind its key or dash."""
    assert isinstance(shape, Single)
    if shape.sort is Sort.PROSE:
        first, *lines = prose(value)
        return [f"{lead} {first}", *_indented(lines)]
    is_typed = shape.sort in (Sort.DATE, Sort.NUMBER, Sort.BOOLEAN)
    return [f"{lead} {scalar(value, is_text=not is_typed)}"]


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
