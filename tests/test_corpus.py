"""Faults seeded into the real data are all found: in their place, once, and with the right help."""

import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import pytest
from archives import ROOT, texts
from corpus.faults import FAULTS
from corpus.seeding import MARK, Fault

from generator.checks.names import Names
from generator.checks.run import checked
from generator.core.diagnostics import Diagnostic
from generator.data.fields import Part
from generator.data.project import read_texts
from generator.data.record_files import Read, read_record
from generator.data.source_text import SourceText

_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Words of the program's own libraries, which say nothing to an editor.
_FOREIGN = re.compile(
    r"Input should|\bvalid\b|tuple|\bdict\b|NoneType|\bstr\b|<class|pydantic|Error"
)

EXPLAINER = "site-data/explainer.yml"

Files = Mapping[str, bytes]
Place = tuple[str, int, int, str]  # file, line, column, rule


@dataclass(frozen=True)
class Run:
    """Faults that do not get in each other's way, and what one run over all of them finds."""

    faults: tuple[Fault, ...]
    found: tuple[Diagnostic, ...]


@cache
def real() -> Files:
    return {one.path: one.data for one in read_texts(ROOT)}


@cache
def packed() -> tuple[tuple[Fault, ...], ...]:
    """All faults in as few packs as can be: no two in a pack change, or rest on, the same file."""
    packs: list[_Pack] = []
    for fault in FAULTS:
        pack = next((one for one in packs if one.has_room_for(fault)), None)
        if pack is None:
            packs.append(pack := _Pack([], set(), set()))
        pack.take(fault)
    return tuple(tuple(pack.faults) for pack in packs)


@cache
def runs() -> tuple[Run, ...]:
    return tuple(_run(faults) for faults in packed())


@dataclass
class _Pack:
    faults: list[Fault]
    written: set[str]
    needed: set[str]

    def has_room_for(self, fault: Fault) -> bool:
        needed = _named_anew(fault) - fault.written()
        return not (fault.written() & (self.written | self.needed) or needed & self.written)

    def take(self, fault: Fault) -> None:
        self.faults.append(fault)
        self.written |= fault.written()
        self.needed |= _named_anew(fault) - fault.written()


def _run(faults: tuple[Fault, ...]) -> Run:
    files = real()
    for fault in faults:
        files = fault.seeded(files)
    return Run(faults, _new(files, real()))


def _new(files: Files, before: Files) -> tuple[Diagnostic, ...]:
    """What is found in the files that was not found before, wherever it then stood."""
    old = Counter(_what(one) for one in (_before() if before is real() else _found_in(before)))
    new = []
    for one in _found_in(files):
        old[_what(one)] -= 1
        if old[_what(one)] < 0:
            new.append(one)
    return tuple(new)


@cache
def _before() -> tuple[Diagnostic, ...]:
    return _found_in(real())


def _found_in(files: Files) -> tuple[Diagnostic, ...]:
    return checked(texts(files), read=_read)[1]


def _read(source: SourceText, model: type[Part], id: str) -> Read:
    """As ever, but the same file is read once for all runs."""
    record, origin, found = _read_once(source, model, id)
    return record, origin, list(found)


_read_once = cache(read_record)


def _what(one: Diagnostic) -> tuple[str, str, str]:
    return one.span.path, one.rule.id, one.message


def _place(one: Diagnostic) -> Place:
    return one.span.path, one.span.line, one.span.column, one.rule.id


def _demanded(fault: Fault) -> Place:
    return *fault.place(real()), fault.rule


@cache
def _paths() -> dict[str, str]:
    return {path.rpartition("/")[2].partition(".")[0]: path for path in real()}


@cache
def _named(path: str) -> frozenset[str]:
    """The files of which this one holds the id."""
    return _named_in(real()[path].decode())


def _named_in(text: str) -> frozenset[str]:
    return frozenset(_paths()[word] for word in _WORD.findall(text) if word in _paths())


def _named_anew(fault: Fault) -> set[str]:
    """The files on which the demand rests: those that the fault names, and the one meant."""
    lines = set(real().get(fault.path, b"").decode().split("\n"))
    seeded = fault.change(real().get(fault.path, b"")).decode(errors="replace")
    new = [line for line in seeded.split("\n") if line not in lines]
    named = set(_named_in("\n".join([*new, fault.meant or ""]).replace(MARK, "")))
    return named | ({EXPLAINER} if fault.rule == "unknown-word" else set())


def _by_fault() -> Iterator[tuple[Fault, Diagnostic]]:
    """Each fault that was found, with its finding."""
    for run in runs():
        found = {_place(one): one for one in run.found}
        for fault in run.faults:
            if one := found.get(_demanded(fault)):
                yield fault, one


def test_the_corpus_holds_hundreds_of_different_faults_of_most_rules() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 220
    assert len({fault.rule for fault in FAULTS}) >= 40
    assert len(runs()[0].faults) >= 200, "most are found in one run"


@pytest.mark.parametrize("number", range(len(packed())))
def test_one_run_finds_every_fault_in_its_place_and_nothing_else(number: int) -> None:
    run = runs()[number]
    demanded = {_demanded(fault): fault.name for fault in run.faults}
    assert len(demanded) == len(run.faults)
    found = Counter(_place(one) for one in run.found)
    missed = {name: place for place, name in demanded.items() if place not in found}
    more = [f"{one.span} [{one.rule.id}] {one.message}" for one in run.found
            if _place(one) not in demanded or found[_place(one)] > 1]  # fmt: skip
    assert not missed
    assert not more


@pytest.mark.sample(12)
@pytest.mark.parametrize(
    "fault", [one for one in FAULTS if one.path != EXPLAINER], ids=lambda fault: fault.name
)
def test_a_fault_alone_is_one_finding_however_many_records_lean_on_its_file(fault: Fault) -> None:
    """Seen among the files that name it and those that it names: others cannot be concerned.

    (In one run, files that cannot be read hide what follows from each other. The explainer's
    faults have runs to themselves as it is.)
    """
    seeded = fault.seeded(real())
    around = fault.written() | _named_anew(fault)
    around |= _named(fault.path) if fault.path in real() else set()
    around |= {path for path in real() if fault.path in _named(path)}
    around |= {_paths()[word] for word in _WORD.findall(fault.now) if word in _paths()}
    before = {path: data for path, data in real().items() if path in around}
    after = {path: data for path, data in seeded.items() if path in around}
    assert [_place(one) for one in _new(after, before)] == [_demanded(fault)]


def test_near_misses_get_the_right_suggestion() -> None:
    meant = [(fault, one.help) for fault, one in _by_fault() if fault.meant]
    wrong = [
        (fault.name, help)
        for fault, help in meant
        if not help.startswith(f"did you mean `{fault.meant}`")
    ]
    assert len(meant) >= 120
    assert len(wrong) <= 0.05 * len(meant), wrong


def test_words_with_nothing_near_get_no_suggestion() -> None:
    far = [(fault, one.help) for fault, one in _by_fault() if fault.meant == ""]
    assert len(far) >= 50
    assert not [(fault.name, help) for fault, help in far if "did you mean" in help]


def test_findings_are_sentences_for_editors_and_say_what_to_do() -> None:
    for fault, one in _by_fault():
        for words in (one.message, one.help, *(note.message for note in one.notes)):
            assert not _FOREIGN.search(words.replace(fault.name, "")), (fault.name, words)
            assert "\n" not in words
            assert words, fault.name


def test_a_thousand_suggestions_take_less_than_two_seconds() -> None:
    archive, _ = checked(texts(real()))
    words = [f"{word}{number}" for number in range(250) for word in ("lukashenka-", "kiyv", "x")]
    words += [f"the-times-{number}-2022-03-29" for number in range(250)]
    names, start = Names(archive), time.perf_counter()
    for word in words:
        names.suggestion(word)
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize("unit", ["<a:", "[[", "[@", "[a](", '[@a "', "<b> ", "[[x|", "- ", "\n\n"])
def test_prose_that_is_made_to_be_slow_is_read_at_once(unit: str) -> None:
    path = "site-data/context/terms/potash.yml"
    prose = "\n  ".join(["definition: >-", *(unit * 100 for _ in range(100))])
    files = {path: f"name: potash\n{prose}\n".encode()}
    start = time.process_time()
    assert _found_in(files)
    assert time.process_time() - start < 2
