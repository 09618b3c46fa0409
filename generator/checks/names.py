"""Which record an editor may have meant: by its id, its names and its other spellings."""

from collections import Counter
from collections.abc import Iterator

from generator.core.suggestions import Spellings, asked
from generator.core.text import folded, is_id
from generator.data.archive import Archive
from generator.data.records import Entity
from generator.kinds.registry import BY_FOLDER

_SMALL = frozenset({"the", "and", "for"})
_FEW = 3  # records that are suggested side by side; more are no help
_SELDOM = 5  # how many times more often a record must be mentioned to be the one that is meant


class Names:
    """The names of the records of some kinds, or of all, to look up where a reference leads
    nowhere: spellings, and the ids of the records that bear them."""

    def __init__(self, archive: Archive, kinds: tuple[str, ...] = ()) -> None:
        self._mentions = Counter(mention.target for mention in archive.mentions)
        self._ids: dict[str, set[str]] = {}
        self._words: dict[str, set[str]] = {}  # word -> the folded spellings that hold it
        for spelling, id in _spellings(archive, kinds):
            name = folded(spelling)
            self._ids.setdefault(name, set()).add(id)
            for word in name.split():
                self._words.setdefault(word, set()).add(name)
        self._names = Spellings(self._ids)
        self._long_words = Spellings(word for word in self._words if len(word) > 4)

    def suggestion(self, word: str) -> str:
        """ "did you mean …?", or nothing where nothing is near: of the records with the spelling
        nearest to the word, or with a name that holds it."""
        names = set(self._names.nearest(word)) or self._holding(folded(word).split())
        return asked(self._likely({id for name in names for id in self._ids[name]}))

    def _likely(self, ids: set[str]) -> list[str]:
        """Of records equally near, those that the explainer mentions most; too many are none."""
        most = max((self._mentions[id] for id in ids), default=0)
        likely = [id for id in ids if self._mentions[id] * _SELDOM >= most]
        if len(likely) > _FEW:
            return []
        return sorted(likely, key=lambda likely: (-self._mentions[likely], likely))

    def _holding(self, words: list[str]) -> set[str]:
        """The names in which every one of the words, or a near miss of it, stands, and not much
        else: a patronymic more, perhaps, but no sentence."""
        if all(len(word) < 3 or word.isdigit() or word in _SMALL for word in words):
            return set()  # no record can be known by them
        names = set.intersection(*(self._with(word) for word in words))
        shortest = min((_length(name) for name in names), default=0)
        return {name for name in names if _length(name) <= shortest + 1}

    def _with(self, word: str) -> set[str]:
        near = [word] if word in self._words else self._long_words.nearest(word)
        return {name for known in near for name in self._words[known]}


def _length(name: str) -> int:
    """How many words a name has, dates aside."""
    return sum(not word.isdigit() for word in name.split())


def _spellings(archive: Archive, kinds: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Every spelling of every record of these kinds, with its id; the ids of unread files too."""
    for id, record in archive.records.items():
        if is_id(id) and (not kinds or record.KIND.id in kinds):
            yield id, id
            # The titles of others are sentences, not names.
            if isinstance(record, Entity) and not archive.origins[id].faulty:
                names = (record.heading, *record.also, *record.names.values())
                yield from ((name, id) for name in names)
    for id, path in archive.paths.items():
        folder = path.removeprefix("site-data/").rpartition("/")[0]
        if id not in archive.records and (not kinds or BY_FOLDER[folder].id in kinds):
            yield id, id
