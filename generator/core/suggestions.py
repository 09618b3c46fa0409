"""Near misses: what an editor may have meant by a word that does not exist."""

import calendar
import re
from bisect import bisect_right
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from generator.core import dates
from generator.core.text import folded, listed

# From how many letters on a word may hold one slip, two, three; never more: that is another word.
_AMONG_MANY = (3, 8, 12)
_AMONG_FEW = (3, 6, 12)
_DIGIT = 2  # what a slip in a number weighs: another date is another thing
_SHORTEST_BEGINNING = 3  # letters by which a longer word can be recognised

_MONTHS = {name[:3].lower(): number for number, name in enumerate(calendar.month_name) if name}
# Days as people write them: 28.2.2022, 28-02-2022, 2022-2-8, 2022/02/28, 2022-02-28T10:00,
# 28 February 2022, February 28, 2022, Feb. 2022. (28/02/2022 may be another day elsewhere.)
_DAYS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<day>\d{1,2})[.-] ?(?P<month>\d{1,2})[.-] ?(?P<year>\d{4})",
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:[T ]\d.*)?",
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})",
        r"(?:(?P<day>\d{1,2})\.? )?(?P<month>[A-Za-z]{3})[a-z]*\.? (?P<year>\d{4})",
        r"(?P<month>[A-Za-z]{3})[a-z]*\.? (?P<day>\d{1,2}), (?P<year>\d{4})",
    )
)


class Spellings:
    """Words to be found again by a near miss; folded once, for many questions."""

    def __init__(self, words: Iterable[str], lengths: tuple[int, ...] = _AMONG_MANY) -> None:
        self._lengths = lengths
        self._by_folded: dict[str, list[str]] = {}
        for word in sorted(set(words)):
            self._by_folded.setdefault(folded(word), []).append(word)

    def nearest(self, word: str) -> list[str]:
        """The words that the fewest slips part from this one: several where they are equally
        near, none where all are too far. Case, accents and punctuation do not count."""
        wanted = folded(word)
        if wanted in self._by_folded:
            return self._by_folded[wanted]
        most = self._slips_allowed(wanted)
        candidates = process.extract_iter(
            wanted, self._by_folded.keys(), scorer=OSA.distance, score_cutoff=most
        )
        near = {
            candidate: slips(wanted, candidate)
            for candidate, _, _ in candidates
            if self._is_near_by_word(wanted, candidate)
        }
        fewest = min([most, *near.values()])
        nearest = [candidate for candidate, number in near.items() if number == fewest]
        return [word for candidate in nearest for word in self._by_folded[candidate]]

    def _is_near_by_word(self, wanted: str, candidate: str) -> bool:
        """Is each word near its own? A first name in common makes no one the same person."""
        pairs = list(zip(wanted.split(), candidate.split(), strict=False))
        if len(pairs) < 2 or wanted.count(" ") != candidate.count(" "):
            return True
        return all(slips(*pair) <= max(self._slips_allowed(pair[0]), 1) for pair in pairs)

    def _slips_allowed(self, word: str) -> int:
        """How many slips a word may hold and still be recognised: dates make no word longer."""
        letters = sum(char.isalpha() for char in word)
        has_digits = any(char.isdigit() for char in word)
        return max(bisect_right(self._lengths, letters), _DIGIT if has_digits else 0)


def nearest(word: str, candidates: Iterable[str]) -> list[str]:
    """The candidates nearest to the word, or the only one that begins with it."""
    candidates = sorted(candidates)
    near = Spellings(candidates, _AMONG_FEW).nearest(word)
    beginning = folded(word)
    if near or len(beginning) < _SHORTEST_BEGINNING:
        return near
    longer = [candidate for candidate in candidates if folded(candidate).startswith(beginning)]
    return longer if len(longer) == 1 else []


def did_you_mean(word: str, candidates: Iterable[str], otherwise: str = "") -> str:
    return asked(nearest(word, candidates)) or otherwise


def asked(candidates: Iterable[str]) -> str:
    """ "did you mean …?", or nothing where there is nothing to suggest."""
    quoted = [f"`{candidate}`" for candidate in candidates]
    return f"did you mean {listed(quoted, 'or')}?" if quoted else ""


def date_meant(text: str) -> str:
    """The EDTF date that a day written otherwise means, or nothing where that is not plain."""
    for pattern in _DAYS:
        if found := pattern.fullmatch(text.strip()):
            parts = found.groupdict()
            month = _MONTHS.get(parts["month"].lower(), parts["month"])
            numbers = [parts["year"], month, parts.get("day")]
            try:
                return dates.parse("-".join(f"{int(n):02}" for n in numbers if n is not None)).text
            except ValueError:
                return ""
    return ""


def slips(word: str, other: str) -> int:
    """How many letters were left out, added, mistaken or swapped with their neighbour. Those in
    numbers count twice: another date is another thing."""
    return OSA.distance(word, other) + OSA.distance(_digits(word), _digits(other))


def _digits(word: str) -> str:
    return "".join(char for char in word if char.isdigit())
