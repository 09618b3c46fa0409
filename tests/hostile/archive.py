"""Archives with every field of every kind of record filled in, with hostile or with tame texts."""

import json
from collections.abc import Callable
from functools import cache
from math import ceil
from typing import Any

from archives import Files, minimal, texts

from generator.checks.prose import BLOCKS
from generator.checks.run import checked
from generator.data.fields import Reference, Word
from generator.data.records import Explainer
from generator.kinds.kind import Kind
from generator.kinds.registry import KINDS
from hostile.filling import Fill, Leaf, filled
from hostile.strings import STRINGS

VARIANTS = 6  # records of each kind
SHARE = ceil(len(STRINGS) / VARIANTS)  # strings in a field: all variants together have all of them
_TITLES = ("title", "name", "label")  # one string each
_SHORT = {"title": 74}  # characters: a claim's title may not have more

# What the laws ask of values that their types do not tell.
_FITTING = {
    "embargo": "2020-01-01",
    "map.west": "-20",
    "map.south": "-20",
    "map.east": "40",
    "map.north": "40",
}

_PAGES = ("index", "about", "methodology", "corrections", *(f"page-{at}" for at in range(2)))

Texts = Callable[[str, int, Leaf], str]  # kind, variant, leaf


def archive(write: Texts) -> Files:
    """An archive without a fault, as far as the texts that `write` gives have none."""
    files: dict[str, Any] = {
        "site-data/explainer.yml": filled(Explainer, _fill("explainer", 0, write))
    }
    for kind in KINDS:
        for variant in range(VARIANTS):
            record = filled(kind.model, _fill(kind.id, variant, write))
            files[f"site-data/{kind.folder}/{kind.id}-{variant}.yml"] = record
    for variant in range(VARIANTS):
        _fit(files, variant)
    pages = {f"content/{name}.md": _page(at, write) for at, name in enumerate(_PAGES)}
    return {**{path: _yaml(one) for path, one in files.items()}, **pages}


def _fill(kind: str, variant: int, write: Texts) -> Fill:
    def fill(leaf: Leaf) -> Any:
        if leaf.sort != "closed":
            return write(kind, variant, leaf)
        match leaf.mark:
            case Reference(kinds=kinds):
                return f"{kinds[0] if kinds else 'person'}-{variant}"
            case Word():
                return "word"
        if leaf.name == "formerly":
            return f"former-{kind}-{variant}"
        return _FITTING.get(leaf.name, leaf.good)

    return fill


def _fit(files: dict[str, Any], variant: int) -> None:
    """What the laws about several values ask for."""
    talk = files[f"site-data/talks/talk-{variant}.yml"]
    claim = files[f"site-data/claims/claim-{variant}.yml"]
    place = files[f"site-data/context/places/place-{variant}.yml"]
    person = files[f"site-data/context/people/person-{variant}.yml"]
    source = files[f"site-data/sources/source-{variant}.yml"]
    talk["parties"][0]["delegates"][0]["role"] = person["roles"][0]["title"]
    claim["relations"][0]["claim"] = f"claim-{(variant + 1) % VARIANTS}"
    claim["about"] = [f"{kind.id}-{variant}" for kind in KINDS if kind.id != "claim"]
    place["latitude"], place["longitude"] = str(variant), str(2 * variant)
    source["url"] = f"https://example.org/{variant}?a=1&b='c'#d"
    for record, field, kind in ((talk, "follows", "talk"), (place, "within", "place")):
        if variant:
            record[field] = f"{kind}-{variant - 1}"
        else:
            del record[field]
    for record in (talk, claim):
        statement = record["statements"][0]
        quoted = {key: value for key, value in statement.items() if key != "paraphrase"}
        reported = {key: value for key, value in statement.items() if key != "quote"}
        record["statements"] = [
            quoted,
            {**reported, "source": f"source-{(variant + 1) % VARIANTS}"},
        ]


def _page(variant: int, write: Texts) -> bytes:
    title = write("page", variant, Leaf("title", "line", ""))
    description = write("page", variant, Leaf("description", "line", ""))
    matter = f"title: {_scalar(title)}\ndescription: {_scalar(description)}"
    named = [
        block for block in BLOCKS if block != "answer" or not variant
    ]  # it heads the home page
    blocks = "\n\n".join(f"<!-- {block} -->" for block in named)
    return f"---\n{matter}\n---\n\nSee [[person-0]].\n\n{blocks}\n".encode()


def _scalar(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _yaml(record: Any) -> bytes:
    """JSON is YAML; each value has a line of its own, so that findings tell it."""
    return json.dumps(record, ensure_ascii=False, indent=1).encode()


def tame(kind: str, variant: int, leaf: Leaf) -> str:
    """Plain words, other ones in each field."""
    words = f"{kind} {variant} {leaf.name.replace('.', ' ')}".replace("_", " ")
    return f"{words} [@source-{variant}]" if leaf.sort == "prose" else words


def hostile(kind: str, variant: int, leaf: Leaf) -> str:
    """Naughty strings: over the variants a field has each of them once, prose each third."""
    field = leaf.name.rpartition(".")[2]
    accepted = accepted_in_prose() if leaf.sort == "prose" else accepted_in_lines()
    first = variant * SHARE + sum(map(ord, f"{kind}{leaf.name}"))
    share = [accepted[(first + at) % len(accepted)] for at in range(SHARE)]
    if leaf.sort == "prose":
        paragraphs = (f"{one} [@source-{variant}]" for one in share[: SHARE // 3])
        return "\n\n".join(paragraphs).replace("[[norham|", "[[place-0|")
    if kind == "claim" and leaf.name in _SHORT:
        return share[0][: _SHORT[leaf.name]]
    if field in _TITLES:
        return share[0]
    if field == "opening":
        return " ".join(share[0].split()[:12])
    return " ".join(share)


@cache
def accepted_in_lines() -> tuple[str, ...]:
    return tuple(one for one in STRINGS if not refused("country", one))


@cache
def accepted_in_prose() -> tuple[str, ...]:
    return tuple(one for one in STRINGS if not refused("summary", one))


@cache
def refused(field: str, text: str) -> tuple[str, ...]:
    """The rules by which a text is refused in a field of a place."""
    path = "site-data/context/places/norham.yml"
    written = f"{text} [@lake-post-2021-05-04]" if field == "summary" else text
    fields = {"name": "Norham", "country": "Vaneland", "sources": ["lake-post-2021-05-04"]}
    found = checked(texts(minimal({path: _yaml({**fields, field: written})})))[1]
    return tuple(one.rule.id for one in found if one.is_error)


__all__ = ["STRINGS", "VARIANTS", "Kind", "archive", "hostile", "refused", "tame"]
