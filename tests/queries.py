"""What readers may type to find a page: queries derived from the data by rules.

`python tests/queries.py` writes a sample of them to `search_queries.txt`, which is typed into the
real search box. The rules know nothing of how the search works, and the sample is drawn by chance.
"""

import random
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from archives import TESTS, made_of_real_data

from generator.data.archive import Archive
from generator.data.paths import address, path_of
from generator.data.records import Entity, Record
from generator.kinds.claim import Claim
from generator.kinds.person import Person

SAMPLE = TESTS / "search_queries.txt"
OF_EACH_RULE = 30
SEED = 20250301
LATIN = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = "абвгдежзийклмнопрстуфхцчшщыьюя"
STROKES = str.maketrans("łŁıđĐøØ", "lLidDoO")  # letters that readers type without their stroke


@dataclass(frozen=True, slots=True)
class Query:
    rule: str
    typed: str
    at: str  # the address of the page that it must find

    def __str__(self) -> str:
        return f"{self.rule}\t{self.typed}\t{self.at}"


def derived(archive: Archive, seed: int = SEED) -> list[Query]:
    """Every query that the rules make of an archive; the same ones each time.

    The seed decides on the typing errors: another one makes queries that nobody has looked at.
    """
    chance = random.Random(seed)
    return [
        Query(rule, typed, address(path_of(record)))
        for record in archive.records.values()
        for rule, queries in RULES.items()
        for typed in queries(record, chance)
    ]


def sample() -> list[Query]:
    """The queries of the file."""
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    return [Query(*line.split("\t")) for line in lines]


def spellings(record: Record) -> list[str]:
    others = (*record.names.values(), *record.also) if isinstance(record, Entity) else ()
    return list(dict.fromkeys((record.heading, *others)))


def _titles(record: Record, chance: random.Random) -> Iterator[str]:
    yield record.heading


def _other_spellings(record: Record, chance: random.Random) -> Iterator[str]:
    yield from spellings(record)[1:]


def _small_letters(record: Record, chance: random.Random) -> Iterator[str]:
    yield from (spelling.lower() for spelling in spellings(record))


def _without_accents(record: Record, chance: random.Random) -> Iterator[str]:
    for spelling in spellings(record):
        if any(char in CYRILLIC for char in spelling.lower()):
            continue
        plain = unicodedata.normalize("NFD", spelling.translate(STROKES))
        bare = "".join(char for char in plain if not unicodedata.combining(char))
        if bare != spelling:
            yield bare


def _cyrillic(record: Record, chance: random.Random) -> Iterator[str]:
    for spelling in spellings(record):
        if any(char in CYRILLIC for char in spelling.lower()):
            yield spelling


def _with_one_error(record: Record, chance: random.Random) -> Iterator[str]:
    """Each spelling with one typing error in one of its words of six letters or more."""
    for spelling in spellings(record):
        words = spelling.split(" ")
        long = [i for i, word in enumerate(words) if len(word) >= 6 and word.isalpha()]
        if long:
            i = chance.choice(long)
            words[i] = _mistyped(words[i], chance)
            yield " ".join(words)


def _mistyped(word: str, chance: random.Random) -> str:
    """The word with a letter missing, too many, wrong, or swapped with the next."""
    alphabet = CYRILLIC if any(char in CYRILLIC for char in word.lower()) else LATIN
    at = chance.randrange(len(word) - 1)
    letter = chance.choice(alphabet)
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )


def _family_names(record: Record, chance: random.Random) -> Iterator[str]:
    if isinstance(record, Person):
        yield record.name.split()[-1]


def _words_of_claims(record: Record, chance: random.Random) -> Iterator[str]:
    """The long words of a claim's title, which is what one remembers of it."""
    if isinstance(record, Claim):
        words = [word.strip('.,“”"') for word in record.title.split()]
        yield " ".join(word for word in words if len(word) >= 5)


RULES: dict[str, Callable[[Record, random.Random], Iterator[str]]] = {
    "title": _titles,
    "other spelling": _other_spellings,
    "small letters": _small_letters,
    "without accents": _without_accents,
    "cyrillic": _cyrillic,
    "one error": _with_one_error,
    "family name": _family_names,
    "words of a claim": _words_of_claims,
}


def main() -> None:
    chance = random.Random(SEED)
    queries = derived(made_of_real_data().archive)
    drawn: list[Query] = []
    for rule in RULES:
        ours = [query for query in queries if query.rule == rule]
        drawn += chance.sample(ours, min(OF_EACH_RULE, len(ours)))
    SAMPLE.write_text("".join(f"{query}\n" for query in drawn), encoding="utf-8")


if __name__ == "__main__":
    main()
