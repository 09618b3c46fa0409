"""Texts as editors would write them in YAML: plain where that is safe, folded, or quoted."""

import json
import re
import textwrap
from collections.abc import Sequence

import yaml

from generator.core.text import ID

WIDTH = 92  # of folded text, so that it fits 100 columns where it is indented

# Words and marks that mean nothing to YAML, a colon only inside a word.
_PLAIN = re.compile(r"[^\W_](?:[\w ./()'’“”„«»,;…–—~?%!+=@&*-]|:(?=\S))*(?<=\S)")


def scalar(value: str, *, is_text: bool) -> str:
    """The value on one line. Texts such as `no` and `1944` are quoted: other tools guess types."""
    if _PLAIN.fullmatch(value) and not (is_text and _is_guessed(value)):
        return value
    return json.dumps(value, ensure_ascii=False)


def prose(value: str) -> list[str]:
    """What follows a key on its line, and the lines below it: folded if it can be."""
    paragraphs = value.split("\n\n")
    if not all(text and text == " ".join(text.split()) for text in paragraphs):
        return [scalar(value, is_text=True)]
    folded = [line for text in paragraphs for line in ("", *wrapped(text))]
    return [">-", *folded[1:]]


def wrapped(text: str) -> list[str]:
    """The lines of a paragraph; no word is broken."""
    return textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def flow(values: Sequence[str]) -> str | None:
    """The ids as a list on one line; nothing if they are no ids, or too many."""
    line = f"[{', '.join(scalar(value, is_text=True) for value in values)}]"
    return line if all(map(ID.fullmatch, values)) and len(line) <= WIDTH else None


def _is_guessed(value: str) -> bool:
    """Would a reader that guesses types take it for something else than a text?"""
    try:
        return bool(yaml.safe_load(value) != value)
    except (yaml.YAMLError, ValueError):  # such as the 31st of February
        return True
