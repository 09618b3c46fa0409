"""What cards are drawn with: the site's fonts and colours, as they lie in its theme."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path

from PIL import ImageColor

FACES = "fonts/faces.css"
KERNING = "fonts/serif-kerning.json"
COLOURS = "styles/light.css"

_FACE = re.compile(
    r'font-family:"[^"]*?(?P<family>\w+)";font-weight:(\d+)(?: (\d+))?;[^}]*'
    r'url\("(?P<file>[^"]+)"\)[^}]*unicode-range:([^}]+)}'
)
_COLOUR = re.compile(r"--x-([\w-]+): (#[0-9a-f]{6});")


@dataclass(frozen=True, eq=False)
class Subset:
    """A font file, the characters that it has, and the weights that can be set with it."""

    data: bytes
    characters: frozenset[str]
    lightest: int
    boldest: int


@dataclass(frozen=True)
class Materials:
    """The files of the theme's assets that cards need, by their path there."""

    files: Mapping[str, bytes]

    @cached_property
    def colours(self) -> Mapping[str, tuple[int, ...]]:
        text = self.files[COLOURS].decode()
        return {name: ImageColor.getrgb(code) for name, code in _COLOUR.findall(text)}

    def subsets(self, family: str) -> list[Subset]:
        """The files of a family, `Serif` or `Sans`, in the order in which they are looked into."""
        faces = _FACE.findall(self.files[FACES].decode())
        return [
            Subset(
                self.files[f"fonts/{file}"],
                frozenset(_characters(ranges)),
                int(lightest),
                int(boldest or lightest),
            )
            for name, lightest, boldest, file, ranges in faces
            if name == family
        ]

    @cached_property
    def kerning(self) -> Mapping[str, int]:
        """Of the serif, by pairs of characters, in 1/1000 of the size."""
        return {
            left + right: value
            for lefts, rights, columns in json.loads(self.files.get(KERNING, b"[]"))
            for after, column in zip(rights, columns, strict=True)
            for before, value in zip(lefts, column, strict=True)
            for left, right in product(before if value else "", after)
        }


def _characters(ranges: str) -> Iterator[str]:
    for stretch in ranges.split(","):
        first, _, last = stretch.strip().removeprefix("U+").partition("-")
        yield from map(chr, range(int(first, 16), int(last or first, 16) + 1))


def materials(assets: Path) -> Materials | None:
    """What lies in a theme's `assets`; none if it lacks the fonts or colours of cards.

    A theme need not have a table of kerning.
    """
    try:
        faces = (assets / FACES).read_text(encoding="utf-8")
        fonts = [f"fonts/{found['file']}" for found in _FACE.finditer(faces)]
        kerning = [KERNING] if (assets / KERNING).exists() else []
        paths = [FACES, COLOURS, *fonts, *kerning]
        return Materials({path: (assets / path).read_bytes() for path in paths})
    except FileNotFoundError:
        return None
