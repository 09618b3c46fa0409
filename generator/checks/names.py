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
    """The names of all records, looked up when a reference leads nowhere."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._mentions: Counter[str] = Counter()
        self._by_kinds: dict[tuple[str, ...], _Names] = {}

    def suggestion(self, word: str, kinds: tuple[str, ...]) -> str:
        """ "did you mean …?", or nothing where nothing is near."""
        if kinds not in self._by_kinds:
            self._by_kinds[kinds] = _Names(_spellings(self._archive, kinds))
        meant = self._by_kinds[kinds].meant_by(word)
        return asked(self._likely(meant))

    def _likely(self, ids: set[str]) -> list[str]:
        """Of records equally near, those that the explainer mentions most; too many are none."""
        if len(ids) < 2:
            return list(ids)
        if not self._mentions:
            self._mentions.update(mention.target for mention in self._archive.mentions)
        most = max(self._mentions[id] for id in ids)
        likely = [id for id in ids if self._mentions[id] * _SELDOM >= most]
        if len(likely) > _FEW:
            return []
        return sorted(likely, key=lambda likely: (-self._mentions[likely], likely))


class _Names:
    """Spellings, and the ids of the records that bear them."""

    def __init__(self, spellings: Iterator[tuple[str, str]]) -> None:
        self._ids: dict[str, set[str]] = {}
        self._words: dict[str, set[str]] = {}  # word -> the folded spellings that hold it
        for spelling, id in spellings:
            name = folded(spelling)
            self._ids.setdefault(name, set()).add(id)
            for word in name.split():
                self._words.setdefault(word, set()).add(name)
        self._names = Spellings(self._ids)
        self._long_words = Spellings(word for word in self._words if len(word) > 4)
        self._meant: dict[str, set[str]] = {}

    def meant_by(self, word: str) -> set[str]:
        """The records with the spelling nearest to the word, or with a name that holds it."""
        if word not in self._meant:
            names = set(self._names.nearest(word)) or self._holding(folded(word).split())
            self._meant[word] = {id for name in names for id in self._ids[name]}
        return self._meant[word]

    def _holding(self, words: list[str]) -> set[str]:
        """The names in which every one of the words, or a near miss of it, stands, and not much
        else: a patronymic more, perhaps, but no sentence."""
        if not any(_is_telling(word) for word in words):
            return set()
        names = set.intersection(*(self._with(word) for word in words))
        shortest = min((_length(name) for name in names), default=0)
        return {name for name in names if _length(name) <= shortest + 1}

    def _with(self, word: str) -> set[str]:
        near = [word] if word in self._words else self._long_words.nearest(word)
        return {name for known in near for name in self._words[known]}


def _is_telling(word: str) -> bool:
    """Can a record be known by the word alone?"""
    return len(word) > 2 and not word.isdigit() and word not in _SMALL


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
        if id not in archive.records and (not kinds or _kind_at(path) in kinds):
            yield id, id


def _kind_at(path: str) -> str:
    """The kind of the records that lie beside a file."""
    return BY_FOLDER[path.removeprefix("site-data/").rpartition("/")[0]].id
