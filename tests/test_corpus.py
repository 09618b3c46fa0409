"""Every fault that is seeded into the real data is found: where it is, once, and with the right help."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from generator.diagnostics import Diagnostic
from generator.load.source_text import SourceText
from generator.pipeline import checked
from generator.project import find_root, read_texts
from corpus.faults import FAULTS
from corpus.seeding import NOTHING, Fault

ROOT = find_root(Path(__file__))
Place = tuple[str, int, int, str]  # file, line, column, rule


@cache
def real() -> Mapping[str, bytes]:
    return {source.path: source.data for source in read_texts(ROOT)}


@cache
def before() -> frozenset[Place]:
    """What is found in the data as it is."""
    return frozenset(place(one) for one in found_in(real()))


def found_in(files: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
    return checked([SourceText(path, data) for path, data in files.items()])[1]


def place(one: Diagnostic) -> Place:
    return one.span.path, one.span.line, one.span.column, one.rule.id
