"""The edit by which a record that gets another id keeps its old one under `formerly`."""

import re
from collections.abc import Iterator

from generator.data.archive import Archive, Origin
from generator.edit.mentions import stretch, value_edit
from generator.edit.refusal import Refusal
from generator.edit.text_edits import Edit


def former_id_edits(archive: Archive, old: str, new: str) -> Iterator[Edit | Refusal]:
    """Adds the old id to the former ones. A record that takes a former id back swaps the two."""
    origin, former = archive.origins[old], archive.records[old].formerly
    if new in former:
        yield value_edit(origin, origin.at("formerly", former.index(new)), new, old)
    elif old not in former:
        yield _added_former_id(origin, len(former), old)


def former_ids(former: tuple[str, ...], old: str, new: str) -> list[str]:
    """What the edits of `former_id_edits` come to."""
    ids = [old if id == new else id for id in former]
    return ids if old in ids else [*ids, old]


def _added_former_id(origin: Origin, count: int, old: str) -> Edit:
    text, eol = origin.text, "\r\n" if "\r\n" in origin.text else "\n"
    if ("formerly",) not in origin.keys:
        column = min(span.column for path, span in origin.keys.items() if len(path) == 1)
        begin = "" if text.endswith("\n") else eol
        line = f"{begin}{' ' * (column - 1)}formerly: [{old}]{eol}"
        return Edit(origin.path, len(text), len(text), line)
    start, _ = stretch(origin, origin.at("formerly"))
    if not count:
        return Edit(origin.path, start + 1, start + 1, old)
    last, end = stretch(origin, origin.at("formerly", count - 1))
    if text[start] == "[":
        return Edit(origin.path, end, end, f", {old}")
    dash = text[text.rfind("\n", 0, last) + 1 : last]
    end_of_line = re.compile(r"\r?\n|$").search(text, last)
    at = end_of_line.start() if end_of_line else len(text)
    return Edit(origin.path, at, at, f"{eol}{dash}{old}")
