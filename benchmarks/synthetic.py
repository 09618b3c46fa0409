"""Synthetic explainers of any size: each record is made after a real one, with other words.

A synthetic record has the fields, dates, numbers of statements and lengths of sentences of its
pattern. Its words are drawn anew, and where its pattern mentions a person it mentions a person:
which one is drawn too, and a record whose pattern is mentioned often is drawn often. The same
number of claims and the same seed give the same bytes.

There are as many other records as there are claims, in the proportions that their kinds have in
the real data. (That has fifteen others beside each claim: an explainer that grows says more about
the same people, and cites the same sources again.)
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count, islice
from pathlib import Path
from random import Random
from typing import Any, Final

import yaml
from yaml._yaml import CEmitter
from yaml.representer import SafeRepresenter
from yaml.resolver import BaseResolver

from benchmarks.patterns import ENGLISH, WORDED, Pattern, Patterns, patterns_of
from generator.checks.records import MAX_TITLE
from generator.core import prose
from generator.core.text import folded
from generator.data.fields import Prose, Reference
from generator.data.loading import EXPLAINER
from generator.data.quotations import quotations
from generator.data.source_text import SourceText
from generator.kinds.registry import BY_ID, load_archive
from generator.proof.fingerprint import FOLDER, Covers, fingerprint_of, serialised

ROOT: Final = Path(__file__).parents[1]
SEED: Final = 1

_FEWEST = 2  # records of a kind, however small the explainer
_TRIES = 20  # draws for a record that fits, before there is taken to be none
_JITTER = 1.5  # degrees by which a place lies beside its pattern
_READ = date(2026, 1, 1)  # the day of fingerprints

Place = tuple[str | int, ...]  # from the record to a value: ("statements", 0, "speaker")


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """What others must know of a record to mention it."""

    id: str
    kind: str
    title: str
    number: int  # among its kind
    pattern: Pattern


@dataclass
class _Pool:
    """Records that can stand for each other; those with much mentioned patterns are drawn more."""

    records: list[Record] = field(default_factory=list)
    weights: list[int] = field(default_factory=lambda: [0])  # cumulative

    def add(self, record: Record) -> None:
        self.records.append(record)
        self.weights.append(self.weights[-1] + record.pattern.mentions + 1)

    def drawn(self, random: Random) -> Record:
        return self.records[bisect_right(self.weights, random.randrange(self.weights[-1])) - 1]


@dataclass
class Cast:
    """All records of a synthetic explainer, before they are written."""

    patterns: Patterns
    records: list[Record]
    pools: dict[str, _Pool] = field(default_factory=dict)
    mentioned: set[str] = field(default_factory=set)
    roles: dict[str, list[str]] = field(default_factory=dict)  # by person: those without dates

    def __post_init__(self) -> None:
        for record in self.records:
            self.pools.setdefault(record.pattern.pool, _Pool()).add(record)


def project(root: Path, claims: int, seed: int = SEED) -> dict[str, bytes]:
    """The files of a synthetic project, made after the project at `root`."""
    cast = _cast(patterns_of(root), claims, seed)
    files = {**dict(_records(cast, seed)), **dict(_explainer(cast, seed))}
    files |= _fingerprints(cast, files)
    return {"mkdocs.yml": _configuration(root), **files}


def _cast(patterns: Patterns, claims: int, seed: int) -> Cast:
    real = {kind: len(found) for kind, found in patterns.by_kind.items() if kind != "claim"}
    share = claims / sum(real.values())
    others = {kind: max(_FEWEST, round(number * share)) for kind, number in real.items()}
    taken: set[str] = set()
    records = []
    for kind, number in {"claim": claims, **others}.items():
        dealt = _dealt(patterns.by_kind[kind], Random(f"{seed} {kind}"))
        for index, pattern in enumerate(islice(dealt, number)):
            title = _title(patterns, pattern, Random(f"{seed} {kind} {index} title"))
            records.append(Record(_id(title, kind, taken), kind, title, index, pattern))
    return Cast(patterns, records)


def _dealt(patterns: tuple[Pattern, ...], random: Random) -> Iterator[Pattern]:
    """The patterns again and again, each time in another order: no part of them is left out.

    First those of a pool of their own, which statements need.
    """
    while True:
        deck = list(patterns)
        random.shuffle(deck)
        yield from sorted(deck, key=lambda one: one.pool in BY_ID)


def _title(patterns: Patterns, pattern: Pattern, random: Random) -> str:
    words = patterns.languages[pattern.language]
    if pattern.is_named:
        return words.renamed(pattern.title, random)
    title = words.reworded(pattern.title, random)
    while len(title) >= MAX_TITLE:
        title = title.rpartition(" ")[0]
    return title


def _id(title: str, kind: str, taken: set[str]) -> str:
    start = "-".join(re.findall("[a-z0-9]+", folded(title))[:5]) or kind
    id = next(one for n in count(1) if (one := f"{start}-{n}" if n > 1 else start) not in taken)
    taken.add(id)
    return id


def _records(cast: Cast, seed: int) -> Iterator[tuple[str, bytes]]:
    written: dict[str, dict[str, Any]] = {}
    for record in sorted(cast.records, key=lambda one: one.kind != "person"):
        random = Random(f"{seed} {record.kind} {record.number}")
        written[record.id] = Writing(cast, record.pattern, random, record).values()
        if record.kind == "person":
            roles = written[record.id].get("roles", ())
            undated = [role["title"] for role in roles if not {"start", "end"} & role.keys()]
            cast.roles[record.id] = undated
    _mention_the_rest(cast, written)
    for record in cast.records:
        path = f"site-data/{BY_ID[record.kind].folder}/{record.id}.yml"
        yield path, _yaml(written[record.id])


def _mention_the_rest(cast: Cast, written: Mapping[str, dict[str, Any]]) -> None:
    """Every record is mentioned by another: those that were never drawn, by one claim each."""
    claims = [one.id for one in cast.records if one.kind == "claim"]
    others = [one for one in cast.records if one.kind not in ("claim", "talk")]
    rest = (one for one in others if one.id not in cast.mentioned)
    for index, record in enumerate(rest):
        field = "sources" if record.kind == "source" else "about"
        claim = written[claims[index % len(claims)]]
        claim[field] = [*claim.get(field, ()), record.id]


@dataclass
class Writing:
    """One record, or the explainer as a whole, as it is written after its pattern."""

    cast: Cast
    pattern: Pattern
    random: Random
    record: Record | None = None  # none: the explainer as a whole
    stand_ins: dict[str, Record] = field(default_factory=dict)  # by the id in the pattern

    def values(self) -> dict[str, Any]:
        return dict(self._value(self.pattern.values, ()))

    def rewritten(self, text: str, words: Callable[[str], str]) -> str:
        """The text with other records in its links and citations, and with these words."""
        return "".join(self._token(token, words) for token in prose.tokens(text))

    def _value(self, value: Any, path: Place) -> Any:
        match value:
            case dict():
                made = {key: self._field(value, key, (*path, key)) for key in value}
                return {key: entry for key, entry in made.items() if entry is not None}
            case list():
                entries = [self._value(entry, (*path, at)) for at, entry in enumerate(value)]
                return [one for at, one in enumerate(entries) if one not in entries[:at]]
            case _:
                return self._text(value, path)

    def _field(self, part: Mapping[str, Any], key: str, path: Place) -> Any:
        """A field of a part of the record; none to leave it out."""
        value = part[key]
        match key:
            case "draft" | "embargo" | "formerly":  # would hold the record back, or add a page
                return None
            case "topics" | "scale" if self.record is None:
                return value
            case "quote":
                return self._quote(value, part)
            case "role" if "person" in part:
                return next(iter(self.cast.roles[self._stand_in(part["person"]).id]), None)
            case "follows" | "within":
                return self._earlier(value)
            case _ if self.record and len(path) == 1:
                return self._own(key, value, self.record)
            case _:
                return self._value(value, path)

    def _own(self, key: str, value: Any, record: Record) -> Any:
        """A field of the record itself: it may be one by which it is known, or a place is found."""
        match key:
            case "names":
                words = self.cast.patterns.languages
                return {one: words[one].renamed(value[one], self.random) for one in value}
            case "also":
                return sorted({_misspelt(record.title, self.random) for _ in value})
            case "wikidata":
                return f"Q{self.random.randrange(10**6, 10**8)}"
            case "url" | "archive_url":
                return f"https://{'www' if key == 'url' else 'archive'}.example/{record.id}/"
            case "latitude" | "longitude":
                return f"{float(value) + self.random.uniform(-_JITTER, _JITTER):.4f}"
            case "title" | "name":
                return record.title
            case _:
                return self._value(value, (key,))

    def _text(self, value: str, path: Place) -> str:
        mark = self.pattern.marks.get(path)
        if isinstance(mark, Reference):
            return self._stand_in(value).id
        if isinstance(mark, Prose):
            return self.rewritten(value, self._reworded)
        field = next(part for part in reversed(path) if isinstance(part, str))
        return self._reworded(value) if field in WORDED and mark is None else value

    def _token(
        self, token: prose.Link | prose.Citation | prose.Words, words: Callable[[str], str]
    ) -> str:
        match token:
            case prose.Link(id, shown):
                record = self._stand_in(id)
                if shown:
                    shown = record.title if record.pattern.is_named else words(shown)
                    return f"[[{record.id}|{shown}]]"
                return f"[[{record.id}]]"
            case prose.Citation(id, passage):
                quoted = f' "{words(passage)}"' if passage else ""
                return f"[@{self._stand_in(id).id}{quoted}]"
            case prose.Words(text):
                return words(text)

    def _quote(self, quote: Mapping[str, str], part: Mapping[str, Any]) -> dict[str, str]:
        """Other words; a passage of a source has the same ones wherever it is quoted."""
        random = self.random
        if passage := part.get("passage"):
            random = Random(f"{self._stand_in(part['source']).id} {passage}")
        languages = self.cast.patterns.languages
        made = {**quote, "text": languages[quote["lang"]].reworded(quote["text"], random)}
        if "translation" in quote:
            made["translation"] = languages[ENGLISH].reworded(quote["translation"], random)
        return made

    def _stand_in(self, id: str) -> Record:
        """The record that is mentioned where the pattern mentions that one: another for each."""
        if id not in self.stand_ins:
            taken = [self.record, *self.stand_ins.values()]
            record = next((one for one in self._drawn(id) if one not in taken), None)
            self._mention(id, record or next(self._drawn(id)))
        return self.stand_ins[id]

    def _earlier(self, id: str) -> str | None:
        """A talk before this one, or a place made before it: neither may come back to itself."""
        assert self.record
        own = self.pattern.begins, self.record.number
        for record in self._drawn(id):
            if (record.pattern.begins, record.number) < own:
                self._mention(id, record)
                return record.id
        return None

    def _drawn(self, id: str) -> Iterator[Record]:
        """Some records of the pool of that one, as they are needed."""
        pool = self.cast.pools[self.cast.patterns.pools[id]]
        return (pool.drawn(self.random) for _ in range(_TRIES))

    def _mention(self, id: str, record: Record) -> None:
        self.stand_ins[id] = record
        if record is not self.record:
            self.cast.mentioned.add(record.id)

    def _reworded(self, text: str) -> str:
        return self.cast.patterns.languages[ENGLISH].reworded(text, self.random)


def _misspelt(name: str, random: Random) -> str:
    at = random.randrange(1, len(name))
    return name[:at] + name[at - 1 : at].lower() + name[at:]


def _explainer(cast: Cast, seed: int) -> Iterator[tuple[str, bytes]]:
    """`explainer.yml`, and the hand-written pages with their words as they are."""
    writing = Writing(cast, cast.patterns.explainer, Random(f"{seed} explainer"))
    yield EXPLAINER, _yaml(writing.values())
    for path, text in cast.patterns.content.items():
        yield path, writing.rewritten(text, lambda words: words).encode()


def _fingerprints(cast: Cast, files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Of the sources that have passages, as if all that is quoted of them stood in them."""
    archive, _ = load_archive(SourceText(path, data) for path, data in files.items())
    quoted = (one.id for one in cast.records if one.pattern.pool not in BY_ID)
    texts: dict[str, list[str]] = {id: [] for id in quoted}
    for quotation in quotations(archive):
        if quotation.source in texts:
            texts[quotation.source].append(quotation.words)
    for id, words in texts.items():
        made = fingerprint_of(id, " … ".join(dict.fromkeys(words)), _READ, Covers.WHOLE)
        yield f"{FOLDER}{id}.txt", serialised(made).encode()


def _configuration(root: Path) -> bytes:
    """The project's own `mkdocs.yml`, with its theme where it is."""
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    own, shared = "custom_dir: overrides\n", f"custom_dir: {(root / 'overrides').resolve()}\n"
    assert own in text
    return text.replace(own, shared).encode()


class _Dumper(CEmitter, SafeRepresenter, BaseResolver):
    """Texts as editors write them: plain where that is safe, long ones folded."""

    def __init__(self, stream: Any, **_: Any) -> None:
        CEmitter.__init__(self, stream, width=100, allow_unicode=True)
        SafeRepresenter.__init__(self, sort_keys=False)
        BaseResolver.__init__(self)


def _text_node(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = ">" if len(text) > 90 or "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _text_node)


def _yaml(values: Mapping[str, Any]) -> bytes:
    return str(yaml.dump(dict(values), Dumper=_Dumper)).encode()
