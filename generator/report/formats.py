"""The formats in which findings can be printed, by the name that editors give."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from generator.core.diagnostics import Diagnostic
from generator.report.concise import concise
from generator.report.full import full
from generator.report.github import github
from generator.report.json import json
from generator.report.paint import PLAIN, Paint
from generator.report.sarif import sarif


class Format(Protocol):
    """The whole report as text, ready to be printed; `sources` are the files' texts by path."""

    def __call__(
        self, found: Sequence[Diagnostic], sources: Mapping[str, str], paint: Paint = PLAIN, /
    ) -> str: ...


FORMATS: dict[str, Format] = {
    "full": full,
    "concise": concise,
    "github": github,
    "json": json,
    "sarif": sarif,
}
