"""A pseudo-language, and an explainer without an English word: what is left of English is ours.

Its messages are accented, longer and in brackets: ⟦Ŧȧŀķş···⟧. The texts of its data are in Cyrillic
letters. So a word in plain letters stands neither in the catalogue nor in the data.
"""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from archives import Files
from babel.messages.pofile import read_po, write_po
from bs4 import BeautifulSoup
from bs4.element import Comment, Doctype, NavigableString, PreformattedString, Tag
from catalogue import TEMPLATE
from pydantic import StringConstraints

from generator.data.fields import Prose
from generator.data.loading import EXPLAINER
from generator.data.records import Explainer
from generator.data.walk import Field, fields_of
from generator.kinds.registry import BY_FOLDER

# Greek has dates, numbers and languages in CLDR that have no plain letter.
LANGUAGE = "el"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ACCENTED = "ȧƀƈḓḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑ"
_CYRILLIC = "абцдефгхийклмнопярстувшъыз"
# Places of messages, code, addresses of links, elements.
_FIXED = re.compile(r"(\{\w*\}|`[^`]*`|\]\([^)]*\)|<[^>]*>)")
# What data and hand-written pages mean for machines: ids, citations, addresses, blocks, code.
_MEANT = re.compile(r"(\[\[[^\]|]*|\[@[^\]]*\]|\]\([^)]*\)|https?://\S+|<[^>]*>|`[^`]*`)")


def _table(letters: str) -> dict[int, str]:
    return dict(zip(map(ord, _LETTERS + _LETTERS.upper()), letters + letters.upper(), strict=True))


_IN_ACCENTS, _IN_CYRILLIC = _table(_ACCENTED), _table(_CYRILLIC)


def pseudo(message: str) -> str:
    """A message as its translator would write it."""
    parts = _FIXED.split(message)
    parts[::2] = [part.translate(_IN_ACCENTS) for part in parts[::2]]
    return f"⟦{''.join(parts)}{'·' * (len(message) // 4)}⟧"


def catalogue(folder: Path) -> None:
    """Writes the catalogue of the language into a folder."""
    with TEMPLATE.open("rb") as file:
        messages = read_po(file, locale=LANGUAGE)
    for message in messages:
        if isinstance(message.id, tuple):
            message.string = tuple(map(pseudo, message.id))
        elif message.id:
            message.string = pseudo(str(message.id))
    written = BytesIO()
    write_po(written, messages)
    (folder / f"{LANGUAGE}.po").write_bytes(written.getvalue())


def in_cyrillic(text: str) -> str:
    parts = _MEANT.split(text)
    parts[::2] = [part.translate(_IN_CYRILLIC) for part in parts[::2]]
    return "".join(parts)


def rewritten(files: Mapping[str, bytes]) -> Files:
    """The files of an explainer, with every text of its data in Cyrillic letters."""
    return {
        path: data if _is_untouched(path) else _rewritten(path, data).encode()
        for path, data in files.items()
        if "/fingerprints/" not in path  # of texts in other letters
    }


def _is_untouched(path: str) -> bool:
    return not path.endswith((".yml", ".md"))


def _rewritten(path: str, data: bytes) -> str:
    text = data.decode()
    if path.endswith(".md"):
        _, front_matter, body = text.split("---\n", 2)
        values = yaml.load(front_matter, Loader=yaml.BaseLoader)
        told = {
            name: in_cyrillic(value) if name in ("title", "description") else value
            for name, value in values.items()
        }
        return f"---\n{_dumped(told)}---\n{in_cyrillic(body)}"
    values = yaml.load(text, Loader=yaml.BaseLoader)
    if path == EXPLAINER:
        return _dumped({**_part(Explainer, values), "language": LANGUAGE})
    folder = path.removeprefix("site-data/").rpartition("/")[0]
    return _dumped(_part(BY_FOLDER[folder].model, values))


def _dumped(values: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(values), allow_unicode=True, sort_keys=False)


def _part(model: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    fields = fields_of(model)
    return {name: _value(name, fields[name], value) for name, value in values.items()}


def _value(name: str, field: Field, value: Any) -> Any:
    if isinstance(value, list):
        return [_value(name, field._replace(is_list=False), entry) for entry in value]
    if field.key and isinstance(value, Mapping):
        return value if name == "moved" else {key: in_cyrillic(one) for key, one in value.items()}
    if fields_of(field.kind):
        return _part(field.kind, value)
    return in_cyrillic(value) if _is_text(name, field) else value


def _is_text(name: str, field: Field) -> bool:
    """Is it free text, and no id, vocabulary, date, address or name of a licence?"""
    has_pattern = any(
        isinstance(limit, StringConstraints) and limit.pattern for limit in field.limits
    )
    is_marked = field.mark is not None and not isinstance(field.mark, Prose)
    is_for_machines = has_pattern or is_marked or name in ("passage", "licence")
    return field.kind is str and not is_for_machines


# -- What is left of English

_WORD = re.compile(r"[A-Za-z]{2,}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w./-]+\.(?:yml|json|md|csv|ics|atom|cff|html)\b")
# Names that are the same in every language.
NAMES = {"Atom", "JSON", "Feed", "YAML", "Material", "for", "MkDocs", "CC", "BY", "MIT", "SA"}
_ATTRIBUTES = ("aria-label", "alt", "title", "placeholder", "content")
_METAS = ("description", "og:title", "og:description", "og:site_name", "og:image:alt")
_MACHINES = ("script", "style", "code", "pre", "template")


def english(text: str) -> set[str]:
    """The words in plain letters of a text."""
    return set(_WORD.findall(_ADDRESS.sub(" ", _FIXED.sub(" ", text)))) - NAMES


def english_texts(html: str) -> Iterator[str]:
    """What stands in English on a page and is not marked so; attributes are not among it."""
    for text in BeautifulSoup(html, "lxml").find_all(string=True):
        is_seen = isinstance(text, NavigableString) and not isinstance(
            text, Comment | Doctype | PreformattedString
        )
        above = [] if not is_seen else [*text.parents]
        if not is_seen or any(_is_for_machines(one) for one in above):
            continue
        own = next((one["lang"] for one in above if one.get("lang")), "")
        if own in ("", LANGUAGE) and english(text):
            yield f"{above[0].name}: {text.strip()}"


def _is_for_machines(element: Tag) -> bool:
    """Also what the theme prints of titles and headings, without the elements in them."""
    of_theme = {"md-nav--secondary", "md-header__topic"} & set(element.get("class") or ())
    return element.name in _MACHINES or bool(of_theme)


def english_attributes(html: str) -> Iterator[str]:
    for element in BeautifulSoup(html, "lxml").find_all(True):
        told = element.get("name") or element.get("property")
        is_of_machines = element.name == "meta" and told not in _METAS
        if is_of_machines or element.get("lang", LANGUAGE) != LANGUAGE:
            continue
        names = [*_ATTRIBUTES]
        if element.name in ("template", "pre") or "x-filter" in (element.get("class") or ()):
            names += [name for name in element.attrs if name.startswith("data-")]
        for name in set(names) - _FOR_SCRIPTS:
            if english(str(element.get(name, ""))):
                yield f"{element.name} {name}: {element[name]}"


_FOR_SCRIPTS = {"data-filter", "data-facets", "data-names"}  # which name what they label
