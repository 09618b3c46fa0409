"""What cards are drawn with: the site's fonts and colours, as they lie in its theme."""

import hashlib
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

FACES = "fonts/faces.css"
KERNING = "fonts/serif-kerning.json"
COLOURS = "styles/light.css"

_FACE = re.compile(
    r'font-family:"[^"]*?(\w+)";font-weight:(\d+)(?: (\d+))?;[^}]*'
    r'url\("([^"]+)"\)[^}]*unicode-range:([^}]+)}'
)
_COLOUR = re.compile(r"--x-([\w-]+): #([0-9a-f]{6});")

Kerning = Mapping[str, Mapping[str, int]]  # by the left and the right character; 1/1000 of the size
RGB = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
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
    def digest(self) -> str:
        parts = (f"{path} {hashlib.sha256(data).hexdigest()}" for path, data in self.files.items())
        return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()

    @cached_property
    def colours(self) -> Mapping[str, RGB]:
        text = self.files[COLOURS].decode()
        return {name: _rgb(code) for name, code in _COLOUR.findall(text)}

    def subsets(self, family: str) -> list[Subset]:
        """The files of a family, `Serif` or `Sans`, in the order in which they are looked into."""
        return [
            Subset(
                self.files[f"fonts/{file}"],
                frozenset(_characters(ranges)),
                int(lightest),
                int(boldest or lightest),
            )
            for name, lightest, boldest, file, ranges in _FACE.findall(self.files[FACES].decode())
            if name == family
        ]

    @cached_property
    def kerning(self) -> Kerning:
        """Of the serif; none where the theme has no table of it."""
        pairs: dict[str, dict[str, int]] = {}
        for lefts, rights, columns in json.loads(self.files.get(KERNING, b"[]")):
            for right, column in zip(rights, columns, strict=True):
                for left, value in zip(lefts, column, strict=True):
                    for char in left if value else "":
                        pairs.setdefault(char, {}).update(dict.fromkeys(right, value))
        return pairs


def font_files(faces: bytes) -> list[str]:
    """The paths of the font files that a style sheet of faces names."""
    return [f"fonts/{found[3]}" for found in _FACE.findall(faces.decode())]


def _characters(ranges: str) -> set[str]:
    found: set[str] = set()
    for one in ranges.split(","):
        first, _, last = one.strip().removeprefix("U+").partition("-")
        found.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return found


def _rgb(code: str) -> RGB:
    return int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16)


def materials(assets: Path) -> Materials | None:
    """What lies in a theme's `assets`; none if it lacks the fonts or colours of cards."""
    try:
        faces = (assets / FACES).read_bytes()
        paths = [FACES, COLOURS, *font_files(faces)]
        files = {path: (assets / path).read_bytes() for path in paths}
    except FileNotFoundError:
        return None
    with suppress(FileNotFoundError):
        files[KERNING] = (assets / KERNING).read_bytes()
    return Materials(files)
