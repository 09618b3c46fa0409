"""Findings as values: which rule was broken, where exactly, in what words, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    ERROR = "error"  # the site would be wrong: nothing is published
    WARNING = "warning"  # the site is right, but poorer


class Span(NamedTuple):
    """A stretch of a file, 1-based as editors count; the end column is the first one after it."""

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Note:
    """Another place that belongs to a finding: "first used here"."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One law of the data, declared once, beside what keeps it; its id is permanent."""

    id: str
    summary: str  # what is demanded, one sentence
    why: str  # what a reader would suffer otherwise
    wrong: str = ""
    right: str = ""
    severity: Severity = Severity.ERROR

    @property
    def examples(self) -> list[tuple[str, str]]:
        """`Wrong` and `Right`, as far as there are any, each with its example."""
        examples = (("Wrong", self.wrong), ("Right", self.right))
        return [(word, example) for word, example in examples if example]

    def found(
        self, span: Span, message: str, help: str = "", notes: tuple[Note, ...] = ()
    ) -> "Diagnostic":
        """A place where it is broken."""
        return Diagnostic(rule=self, span=span, message=message, help=help, notes=notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    rule: Rule
    span: Span
    message: str  # what is wrong, one line, names in backticks
    help: str = ""  # what to do about it
    notes: tuple[Note, ...] = ()

    @property
    def is_error(self) -> bool:
        return self.rule.severity is Severity.ERROR


def in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorted by place, without repeats: two runs over the same data print the same."""
    return tuple(
        sorted(set(found), key=lambda finding: (finding.span, finding.rule.id, finding.message))
    )


def has_errors(found: Iterable[Diagnostic]) -> bool:
    return any(finding.is_error for finding in found)
