"""Front matter as the generator writes it, read without YAML, which takes longer than all the rest.

Only text that YAML would read in the same way is read here: JSON values, each on a line.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from generator.packed import Packed

_OTHER = re.compile(
    "[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_KEY = re.compile(r"(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z_]+", re.IGNORECASE)

_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")


def parted(source: str) -> tuple[str, dict[str, Any]] | None:
    """Markdown and front matter of a page; nothing if they are to be read as MkDocs does it."""
    before, mark, body = source.partition("\n---\n")
    first, _, lines = before.partition("\n")
    if first != "---" or not mark or not lines or _OTHER.search(lines):
        return None
    values: dict[str, Any] = {}
    for line in lines.split("\n"):
        key, colon, value = line.partition(": ")
        if not colon or not _KEY.fullmatch(key) or key in values:
            return None
        try:
            values[key] = json.loads(value, parse_float=_number, parse_constant=_number)
        except ValueError:
            return None
    return body.lstrip("\n"), values


def _number(digits: str) -> float:
    if not _DECIMAL.fullmatch(digits):
        raise ValueError(f"YAML may read {digits} in another way")
    return float(digits)


class FrontMatter(Mapping[str, Any]):
    """The front matter of a page that lies packed; each value is read when it is asked for.

    `parted` must have found that it can be read so.
    """

    def __init__(self, lines: Packed) -> None:
        self._packed = lines

    def __getitem__(self, key: str) -> Any:
        return json.loads(_lines(self._packed)[key])

    def __contains__(self, key: object) -> bool:
        return key in _lines(self._packed)

    def __iter__(self) -> Iterator[str]:
        return iter(_lines(self._packed))

    def __len__(self) -> int:
        return len(_lines(self._packed))


@lru_cache(maxsize=1)
def _lines(matter: Packed) -> Mapping[str, str]:
    """Of the page that was asked last: templates ask one page for several values in turn."""
    pairs = (line.partition(": ") for line in matter.text.splitlines())
    return {key: value for key, _, value in pairs}
