"""Takes the kerning out of the serif files, for the cards that are drawn at build.

What draws them cannot read the tables in which browsers find it. `make.py` beside this file runs
it; by itself: `pip install fonttools brotli`, then `python overrides/assets/fonts/kerning.py`.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
FILE = "serif-kerning.json"


def main() -> None:
    tables = [table(pairs(TTFont(file))) for file in sorted(HERE.glob("serif-*.woff2"))]
    text = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in tables)
    (HERE / FILE).write_text(f"[{text}]\n", encoding="utf-8")


def pairs(font: TTFont) -> Mapping[str, int]:
    """How much closer two characters stand, by both of them, in thousandths of the size.

    It is the same at all weights of our fonts; of others it is that of their lightest.
    """
    characters = {name: chr(code) for code, name in font.getBestCmap().items()}
    known: dict[str, int] = {}
    for lookup in font["GPOS"].table.LookupList.Lookup:
        found: dict[str, int] = {}
        for part in lookup.SubTable:
            for first, second, value in _values(getattr(part, "ExtSubTable", part), characters):
                # The first subtable that knows a pair decides.
                found.setdefault(characters[first] + characters[second], value)
        known |= found
    scale = 1000 / font["head"].unitsPerEm
    return {pair: round(value * scale) for pair, value in known.items() if value}


def _values(table: Any, characters: Mapping[str, str]) -> Iterator[tuple[str, str, int]]:
    if table.LookupType != 2:  # pairs; others place marks
        return
    for at, first in enumerate(table.Coverage.glyphs):
        if first not in characters:
            continue
        if table.Format == 1:
            for record in table.PairSet[at].PairValueRecord:
                if record.SecondGlyph in characters:
                    yield first, record.SecondGlyph, _advance(record.Value1)
        else:
            row = table.Class1Record[table.ClassDef1.classDefs.get(first, 0)].Class2Record
            for second in characters:
                value = row[table.ClassDef2.classDefs.get(second, 0)].Value1
                yield first, second, _advance(value)


def _advance(value: Any) -> int:
    return getattr(value, "XAdvance", 0) or 0


def table(pairs: Mapping[str, int]) -> list[Any]:
    """The pairs as characters that behave alike: on the left, on the right, and their values."""
    seconds = sorted({pair[1] for pair in pairs})
    rows: dict[tuple[int, ...], str] = {}
    for first in sorted({pair[0] for pair in pairs}):
        row = tuple(pairs.get(first + second, 0) for second in seconds)
        rows[row] = rows.get(row, "") + first
    columns: dict[tuple[int, ...], str] = {}
    for at, second in enumerate(seconds):
        column = tuple(row[at] for row in rows)
        columns[column] = columns.get(column, "") + second
    return [list(rows.values()), list(columns.values()), list(columns)]


if __name__ == "__main__":
    main()
