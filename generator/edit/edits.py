"""Edits of a text: stretches of it, and what is to stand in their place; or why not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was asked for cannot be done; nothing is written."""

    message: str
    help: str = ""

    def __str__(self) -> str:
        return f"{self.message}; {self.help}" if self.help else self.message


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    path: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line before and after; no text before where the line is new."""

    line: int  # of the file as it was
    before: str
    after: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with its edits, which are in order and do not overlap."""
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, text[at:]])


def changed_lines(text: str, edits: Iterable[Edit]) -> Iterator[LineChange]:
    for start, group in groupby(edits, key=lambda edit: text.rfind("\n", 0, edit.start) + 1):
        number, line = text.count("\n", 0, start) + 1, text[start:].partition("\n")[0]
        moved = [replace(edit, start=edit.start - start, end=edit.end - start) for edit in group]
        first, *added = edited(line, moved).splitlines()
        if first != line.rstrip("\r"):
            yield LineChange(number, line.rstrip("\r"), first)
        for offset, new_line in enumerate(added, start=1):
            yield LineChange(number + offset, "", new_line)
