"""One edit as an editor makes it: a word of one statement in one claim is another."""

import re
from pathlib import Path

_STATEMENT = re.compile(r"(?<=paraphrase: )(>-\n +)?\w+")


def edited(root: Path, number: int) -> tuple[str, str]:
    """Puts a word that nothing else holds into a statement: the claim's id, and the word.

    Each number is another word.
    """
    word = f"Edited{number}word"
    claims = sorted((root / "site-data" / "claims").glob("*.yml"))
    for path in claims[len(claims) // 2 :] + claims:
        text, found = _STATEMENT.subn(rf"\g<1>{word}", path.read_text(encoding="utf-8"), count=1)
        if found:
            path.write_text(text, encoding="utf-8")
            return path.stem, word
    raise ValueError(f"no statement of a claim in {root} can be edited")
