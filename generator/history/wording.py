"""Two wordings beside each other: do they say the same, and where do they part?"""

from difflib import SequenceMatcher

from generator.core import prose
from generator.core.suggestions import slips
from generator.core.text import folded
from generator.history.pairs import Pairs

_LONG = 5  # letters from which on a word with one slip is taken for another spelling of the same
_AROUND = 3  # words that are shown before and after those that differ


def is_respelt(old: str, new: str, found: Pairs) -> bool:
    """Do two pieces of prose differ in spelling, punctuation, links and citations alone?

    Corrections of that sort are made without a note; a word that is put in, left out or replaced
    by another one is more than that.
    """
    before, after = _words(old, found), _words(new, found)
    if len(before) != len(after):
        return False
    return all(_is_same_word(*pair) for pair in zip(before, after, strict=True))


def _words(text: str, found: Pairs) -> list[str]:
    shown = ""
    for token in prose.tokens(text):
        if isinstance(token, prose.Words):
            shown += token.text
        elif isinstance(token, prose.Link):
            shown += token.words or found.id(token.target)
    return folded(shown).split()


def _is_same_word(old: str, new: str) -> bool:
    is_long = min(len(old), len(new)) >= _LONG
    return old == new or (is_long and slips(old, new) <= 1)


def departure(old: str, new: str) -> tuple[str, str]:
    """The words in which two texts differ, each with a few around them, cut off with `…`."""
    before, after = old.split(), new.split()
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    changed = [block for block in blocks if block[0] != "equal"]
    if not changed:
        return old, new
    _, first, _, first_after, _ = changed[0]
    _, _, last, _, last_after = changed[-1]
    return _cut(before, first, last), _cut(after, first_after, last_after)


def _cut(words: list[str], first: int, last: int) -> str:
    begin, end = max(first - _AROUND, 0), min(last + _AROUND, len(words))
    front, back = "…" if begin else "", "…" if end < len(words) else ""
    return f"{front}{' '.join(words[begin:end])}{back}"
