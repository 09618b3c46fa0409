"""Texts as they can be set: with the letters that the fonts have, and a sign for what they lack."""

import re
import unicodedata
from collections.abc import Set

OMISSION = "[…]"  # as in quotations: here words are left out

_LACKING = "\0"
_RUN = re.compile(r"\0(?:[^\w\0]*\0)*")
_SPACES = re.compile(r"[^\S\N{NO-BREAK SPACE}]+")
# Characters that have an equal in the fonts.
_EQUALS = str.maketrans(
    {
        "\N{HYPHEN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{HORIZONTAL BAR}": "—",
        "\N{NARROW NO-BREAK SPACE}": "\N{NO-BREAK SPACE}",
        "\N{MODIFIER LETTER APOSTROPHE}": "’",
    }
)


def settable(text: str, characters: Set[str]) -> str:
    """The text on one line, with an omission for words in letters that there are none of.

    Empty where nothing would be left but omissions. Marks that no letter has with them, and
    characters that are not seen, are left out.
    """
    line = _typeset(_SPACES.sub(" ", unicodedata.normalize("NFC", text).translate(_EQUALS)).strip())
    known = "".join(char if char in characters else _instead(char, characters) for char in line)
    shown = _RUN.sub(OMISSION, known)
    return shown if any(char.isalnum() for char in shown) else ""


def _typeset(line: str) -> str:
    """With a printer's marks for those of a typewriter; no line will begin on a dash."""
    line = re.sub(r"(?<=[^\W\d])'", "’", line)
    line = re.sub(r'(?<![^\s(\[])"(?=\S)', "“", line).replace('"', "”")
    return re.sub(r" (?=[–—-] )", "\N{NO-BREAK SPACE}", line)


def _instead(char: str, characters: Set[str]) -> str:
    if unicodedata.category(char) in ("Cc", "Cf", "Mn", "Me"):
        return ""
    bare = "".join(
        one for one in unicodedata.normalize("NFKD", char) if not unicodedata.combining(one)
    )
    return bare if bare and all(one in characters for one in bare) else _LACKING
