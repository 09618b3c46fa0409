"""Which record an editor may have meant: by its id, its names and its other spellings."""

from generator.model.archive import Archive
from generator.model.kinds import kind_of
from generator.model.records import Entity, title_of
from generator.suggest import nearest
from generator.text import folded


class Names:
    """The names of all records, looked up when a reference leads nowhere."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._ids_by_name: dict[str, set[str]] | None = None

    def suggestion(self, word: str, kinds: tuple[str, ...], exclude: str = "") -> str:
        """ "did you mean …?", or nothing where nothing is near."""
        ids = {
            id
            for id, record in self._archive.records.items()
            if id != exclude and (not kinds or kind_of(record).id in kinds)
        }
        near = self._by_spelling(word, ids) or nearest(word, ids) or self._by_part(word, ids)
        return f"did you mean `{near}`?" if near else ""

    def _by_spelling(self, word: str, ids: set[str]) -> str:
        """The one record that has exactly this name, in any script."""
        matches = self._names().get(folded(word.replace("-", " ")), set()) & ids
        return min(matches) if len(matches) == 1 else ""

    def _by_part(self, word: str, ids: set[str]) -> str:
        """The one record with a name of which the word, or a near miss of it, is a part."""
        parts: dict[str, set[str]] = {}
        for name, owners in self._names().items():
            for part in name.split():
                parts.setdefault(part, set()).update(owners & ids)
        known = {part for part, owners in parts.items() if len(owners) == 1}
        wanted = folded(word.replace("-", " "))
        part = wanted if wanted in known else nearest(wanted, {p for p in known if len(p) > 4})
        return min(parts[part]) if part else ""

    def _names(self) -> dict[str, set[str]]:
        if self._ids_by_name is None:
            self._ids_by_name = {}
            for id, record in self._archive.records.items():
                spellings = {title_of(record), id.replace("-", " ")}
                if isinstance(record, Entity):
                    spellings |= {*record.also, *record.names.values()}
                for spelling in spellings:
                    self._ids_by_name.setdefault(folded(spelling), set()).add(id)
        return self._ids_by_name
