"""Words for synthetic texts: few of them common, most of them rare, as in real prose.

The word of a rank is a real one as far as the real texts go, and an invented one beyond. Ranks are
drawn from a Pareto distribution, so the number of different words grows with the length of the
text as it does in English, and with it the words that a search must know.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from random import Random

# With these, 3,000 drawn words are about 1,100 different ones (the real prose: 1,200), 250,000 are
# about 14,000 and 2.5 million about 49,000.
_SHAPE = 0.8
_SCALE = 100

_NAMES = 10**6  # different names

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Words that hold sentences together stay where they are.
_SMALL = """
a about after again against also an and any are as at be because been before between both but by
called came can could day days did do does during each for from had has have he her here him his how
if in into is it its later may more most named no nor not nothing of on one only or other out over
own s said same say says she so some such than that the their them then there these they this those
three to two under until up was we were what when where which while who whose why will with without
would
"""
_KEPT = frozenset(_SMALL.split())


class Vocabulary:
    """The words of one language."""

    def __init__(self, texts: Iterable[str]) -> None:
        counted = Counter(word.lower() for text in texts for word in _WORD.findall(text))
        by_rank = sorted(counted, key=lambda word: (-counted[word], word))
        self._words: list[str] = [word for word in by_rank if word not in _KEPT and len(word) > 1]
        long = [word for word in self._words if len(word) > 5 and word.isalpha()]
        self._openings = _parts(word[:3] for word in long)
        self._endings = _parts(word[-3:] for word in long)

    def word(self, random: Random) -> str:
        rank = int(_SCALE * (random.paretovariate(_SHAPE) - 1))
        if rank < len(self._words):
            return self._words[rank]
        return self._invented(rank - len(self._words))

    def reworded(self, text: str, random: Random) -> str:
        """The text with other words: as many, in the same places, with the same capitals."""

        def other(old: str) -> str:
            word = self.word(random)
            return word.capitalize() if old[0].isupper() else word

        return _replaced(text, other)

    def renamed(self, name: str, random: Random) -> str:
        """The name with words that hardly anyone else is called by."""
        return _replaced(name, lambda _: self._invented(random.randrange(_NAMES)).capitalize())

    def _invented(self, number: int) -> str:
        number, first = divmod(number, len(self._openings))
        number, last = divmod(number, len(self._endings))
        middle = ""
        while number:
            number, part = divmod(number, len(self._openings))
            middle += self._openings[part]
        return self._openings[first] + middle + self._endings[last]


def _replaced(text: str, other: Callable[[str], str]) -> str:
    return _WORD.sub(lambda found: found[0] if found[0].lower() in _KEPT else other(found[0]), text)


def _parts(found: Iterable[str]) -> list[str]:
    """The parts of words to invent others from; a language of which little is known borrows."""
    parts = sorted(set(found))
    return parts if len(parts) > 1 else ["sil", "ver"]
