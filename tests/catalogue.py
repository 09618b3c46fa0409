"""`make labels`: every word of the interface, from where it is used into `explainer.pot`."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from io import BytesIO
from operator import itemgetter

from archives import ROOT
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from generator.data.fields import Part, Prose, Reference
from generator.data.records import Explainer
from generator.data.walk import Field, fields_of, mentions_in_prose
from generator.kinds.registry import KINDS
from generator.labels.labels import FOLDER, word
from generator.proof.proof import State
from generator.site.open_data.downloads import DOWNLOADS

TEMPLATE = FOLDER / "explainer.pot"
_FOLDERS = ("generator", "overrides")
_METHODS = [("**.py", "python"), ("**.md", "jinja2"), ("**.html", "jinja2")]
_OPTIONS = {"**.md": {"trim_blocks": "true"}}
_KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "N_", "label")),
    **dict.fromkeys(("_n", "ngettext"), (1, 2)),
}

Message = tuple[str | tuple[str, ...], str | None, str]  # itself, its context, where it is used


def messages() -> Iterator[Message]:
    """Those that stand in code and templates, then those that are made of the models."""
    for folder in _FOLDERS:
        found = extract_from_dir(
            ROOT / folder,
            _METHODS,
            options_map=_OPTIONS,
            keywords=_KEYWORDS,
            strip_comment_tags=True,
        )
        for path, _line, message, _comments, context in sorted(found, key=itemgetter(0, 1)):
            yield message, context, f"{folder}/{path}"
    for kind in KINDS:
        where = f"generator/kinds/{kind.id}.py"
        yield kind.names.singular, None, where
        yield kind.names.label, None, where
        yield from _of_model(kind.model, where)
    yield from _of_model(Explainer, "generator/data/records.py")
    for reason in _in_prose("page"):
        yield reason, None, "generator/data/loading.py"
    yield from _of_values(State, "generator/proof/proof.py")
    for file in DOWNLOADS:
        yield file.name, None, "generator/site/open_data/downloads.py"
        yield file.words, None, "generator/site/open_data/downloads.py"


def _of_model(model: type[Part], where: str) -> Iterator[Message]:
    """The reasons for mentions, and the values of vocabularies."""
    for field in fields_of(model).values():
        yield from _of_field(field, where)


def _of_field(field: Field, where: str) -> Iterator[Message]:
    if isinstance(field.mark, Reference):
        yield field.mark.reason, None, where
    elif isinstance(field.mark, Prose):
        yield from ((reason, None, where) for reason in _in_prose(field.mark.reason))
    elif isinstance(field.kind, type) and issubclass(field.kind, StrEnum):
        yield from _of_values(field.kind, where)
    elif isinstance(field.kind, type) and issubclass(field.kind, Part):
        yield from _of_model(field.kind, where)


def _of_values(values: type[StrEnum], where: str) -> Iterator[Message]:
    return ((word(value), values.__name__, where) for value in values)


def _in_prose(reason: str) -> list[str]:
    return [mention.reason for mention in mentions_in_prose("", "[[a]] [@a]", reason, ())]


def template(found: Iterable[Message]) -> bytes:
    """The catalogue without translations; without line numbers, which any edit would change."""
    catalogue = Catalog(project="explainer", charset="utf-8")
    for message, context, where in found:
        catalogue.add(message, context=context, locations=[(where, 0)])
    file = BytesIO()
    write_po(file, catalogue, width=100, sort_by_file=False, omit_header=True, include_lineno=False)
    return _HEADER + file.getvalue()


_HEADER = b"""\
# The words of the interface, made by `make labels`. CONTRIBUTING.md says how a language begins.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

"""

if __name__ == "__main__":
    TEMPLATE.write_bytes(template(messages()))
