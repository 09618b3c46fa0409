"""One edit as an editor makes it: a word of one statement in one claim is another."""

import re
from dataclasses import dataclass
from pathlib import Path

_STATEMENT = re.compile(r"(?<=paraphrase: )(?P<fold>>-\n +)?\w+")


@dataclass(frozen=True, slots=True)
class Edit:
    claim: str  # the id of the claim
    word: str  # that its page must show now


def edited(root: Path, number: int) -> Edit:
    """Puts a word that nothing else holds into a statement; each number is another word."""
    claims = sorted((root / "site-data" / "claims").glob("*.yml"))
    for path in claims[len(claims) // 2 :] + claims:
        text = path.read_text(encoding="utf-8")
        word = f"Edited{number}word"
        new = _STATEMENT.sub(lambda found: (found["fold"] or "") + word, text, count=1)  # noqa: B023
        if new != text:
            path.write_text(new, encoding="utf-8")
            return Edit(path.stem, word)
    raise ValueError(f"no statement of a claim in {root} can be edited")
