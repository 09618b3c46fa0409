"""Plain text: escaping it for Markdown, folding it for comparison, wording small lists."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_ID = 80  # characters: ids are the last part of addresses
# Words of that form that are no ids: names of pages beside the records', and of Windows' devices,
# which cannot be the names of files there.
RESERVED_IDS = frozenset(
    (
        *("index", "embed", "feed", "con", "prn", "aux", "nul"),
        *(f"{device}{number}" for device in ("com", "lpt") for number in range(10)),
    )
)

# Every ASCII character that some Markdown extension reads as markup wherever it stands. Numeric
# character references are used because backslashes are markup too (`\(` becomes mathematics).
_MARKUP = re.compile(r"""[\\`*_{}\[\]<>#|&~^$=:!"'@]""")
# Characters that are markup only where a line may begin: `- x`, `+ x`, `1. x`, `1) x`.
_OPENING = re.compile(r"^(?:[-+]|\d+[.)])")

_WORD = re.compile(r"\w+")

# Letters that Unicode does not decompose, and that people type as another letter.
_LETTERS = str.maketrans(
    {"ł": "l", "ı": "i", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ў": "у", "ґ": "г"}
)


def is_id(word: str) -> bool:
    """Can it be the name of a file and the last part of an address, everywhere and for ever?"""
    return ID.fullmatch(word) is not None and len(word) <= MAX_ID and word not in RESERVED_IDS


@lru_cache(maxsize=16_384)
def escaped(text: str) -> str:
    """The text on one line, so that no Markdown or HTML reader finds markup in it."""
    line = _MARKUP.sub(lambda found: f"&#{ord(found[0])};", " ".join(text.split()))
    return _OPENING.sub(lambda found: found[0][:-1] + f"&#{ord(found[0][-1])};", line)


def folded(text: str) -> str:
    """The text without case, accents and marks: two spellings of one word come out equal."""
    bare = text.casefold()
    if not bare.isascii():
        decomposed = unicodedata.normalize("NFKD", bare.translate(_LETTERS))
        bare = "".join([char for char in decomposed if not unicodedata.combining(char)])
    return " ".join(_WORD.findall(bare))


def initial(title: str) -> str:
    """The heading under which a title stands in a list: its first letter, without accents."""
    first = folded(title)[:1].upper()[:1]
    return "0–9" if first.isdigit() else first or "#"


def listed(words: Iterable[str], conjunction: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    *front, last = list(words) or [""]
    return f"{', '.join(front)} {conjunction} {last}" if front else last


def with_article(noun: str) -> str:
    """`a claim`, `an organisation`."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def counted(number: int, singular: str, plural: str = "") -> str:
    """`1 claim`, `2 claims`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def shortened(text: str, length: int) -> str:
    """At most `length` characters, cut between words, with an ellipsis where it was cut."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[: length - 1].rsplit(" ", 1)[0].rstrip(",;:.") + "…"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table in Markdown. A bar within a cell is escaped, also where it stands in code."""
    cells = ([" ".join(cell.replace("|", r"\|").split()) for cell in row] for row in rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in [head, ("---",) * len(head), *cells])
